//! Printers: each takes what a run found and writes it, and decides nothing.

mod inventory;
mod json;
mod line_hash;
mod location;
mod sarif;
mod skeleton;
mod terminal;

pub use inventory::{INVENTORY_SCHEMA, Inventory};
pub use json::{JSON_SCHEMA, SCHEMA_VERSION, json};
pub use sarif::sarif;
pub use skeleton::Skeleton;
pub use terminal::{Style, concise, terminal};

use crate::config::Config;
use crate::finding::{Counts, Finding, Fix, Report};
use crate::project::Project;
use crate::rule::Rule;
use crate::rules::masked;
use crate::source::{FileId, SourceFile};
use std::borrow::Cow;

/// Everything a printer needs.
#[derive(Clone, Copy, Debug)]
pub struct Output<'a> {
    /// What was found.
    pub report: &'a Report,
    /// Where: the texts.
    pub project: &'a Project,
    /// The rules that ran, by name.
    pub rules: &'a [&'static Rule],
    /// What the project decides for itself.
    pub config: &'a Config,
    /// Whether to show ignored findings where a format does not always.
    pub show_ignored: bool,
}

impl<'a> Output<'a> {
    /// The text of a file that a finding names.
    #[must_use]
    #[expect(clippy::expect_used, reason = "findings are made of the project's own files")]
    pub fn source(&self, file: FileId) -> &'a SourceFile {
        self.project.source(file).expect("a finding's file belongs to the project")
    }

    /// The rule of a finding.
    #[must_use]
    pub fn rule(&self, finding: &Finding) -> Option<&'static Rule> {
        let found = self.rules.binary_search_by(|it| it.name.cmp(finding.rule)).ok()?;
        self.rules.get(found).copied()
    }

    /// The fix of a finding; none that repeats a secret, which masked would be wrong and in full would be told.
    #[must_use]
    pub fn fix(&self, finding: &'a Finding) -> Option<&'a Fix> {
        let is_harmless = |text: &str| matches!(masked(text), Cow::Borrowed(_));
        finding.fix.as_ref().filter(|it| it.edits.iter().all(|edit| is_harmless(&edit.text)))
    }

    /// Ignored findings, where they are to be shown.
    #[must_use]
    pub fn shown_ignored(&self) -> &'a [Finding] {
        if self.show_ignored { &self.report.ignored } else { &[] }
    }

    /// Findings by severity.
    #[must_use]
    pub fn counts(&self) -> Counts {
        Counts::of_findings(&self.report.findings)
    }
}
