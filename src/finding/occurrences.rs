//! Which of several findings of one rule at one logical place a finding is.

use super::Finding;
use crate::source::FileId;
use rustc_hash::FxHashMap;

/// Numbers findings that agree in rule, file and pointer, in the order in which they are asked for.
///
/// Ask for all findings of a run one after the other, those included that are not shown.
#[derive(Debug, Default)]
pub(crate) struct Occurrences<'a>(FxHashMap<(&'static str, FileId, &'a str), usize>);

impl<'a> Occurrences<'a> {
    /// How many of its kind came before.
    pub(crate) fn number(&mut self, finding: &'a Finding) -> usize {
        let seen = self.0.entry((finding.rule, finding.span.file, &finding.pointer)).or_default();
        let before = *seen;
        *seen += 1;
        before
    }
}
