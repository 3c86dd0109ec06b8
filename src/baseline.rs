//! Findings that are known: a file of fingerprints, with enough beside each for people to read.
//!
//! An entry stands on a line of its own, and entries are sorted, so that versions of the file compare well.

use crate::finding::{Finding, Fingerprint, Known};
use crate::project::{Fingerprints, Project};
use crate::rules::masked;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

/// Largest baseline that is read, in bytes.
pub const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Version of the file's shape.
const VERSION: u32 = 1;

/// Findings that are known.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    known: Vec<Known>,
    numbers: FxHashMap<Fingerprint, usize>,
    /// Rules and files that there are entries for: others need no fingerprint.
    places: FxHashSet<(String, String)>,
    /// Files that are no longer there.
    gone: FxHashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    findings: Vec<Known>,
}

impl Baseline {
    /// A baseline of these findings.
    #[must_use]
    pub fn new(mut known: Vec<Known>) -> Self {
        known.sort();
        known.dedup_by(|later, first| later.fingerprint == first.fingerprint);
        let numbers = known.iter().enumerate().map(|(at, it)| (it.fingerprint.clone(), at)).collect();
        let places = known.iter().map(|it| (it.rule.clone(), it.path.clone())).collect();
        Self { known, numbers, places, gone: FxHashSet::default() }
    }

    /// Reads a baseline.
    ///
    /// # Errors
    /// What is wrong with the text, for people.
    pub fn parse(text: &str) -> Result<Self, String> {
        let version = |it: &serde_json::Value| it.get("version").and_then(serde_json::Value::as_u64);
        let read = serde_json::from_str::<File>(text);
        match read {
            Ok(file) if file.version == VERSION => Ok(Self::new(file.findings)),
            Ok(file) => {
                Err(format!("this program reads version {VERSION}, and the file has {}", file.version))
            }
            Err(error) => match serde_json::from_str(text).ok().as_ref().and_then(version) {
                Some(it) if it > u64::from(VERSION) => {
                    Err(format!("a later program wrote it (version {it})"))
                }
                _ => Err(error.to_string()),
            },
        }
    }

    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> String {
        let entry = |it: &Known| serde_json::to_string(it).unwrap_or_default();
        let entries: Vec<_> = self.known.iter().map(|it| format!("    {}", entry(it))).collect();
        let lines = if entries.is_empty() { String::new() } else { format!("\n{}\n  ", entries.join(",\n")) };
        format!("{{\n  \"version\": {VERSION},\n  \"findings\": [{lines}]\n}}\n")
    }

    /// The findings, in order.
    #[must_use]
    pub fn known(&self) -> &[Known] {
        &self.known
    }

    /// Tells which files are no longer there, so that nothing more will be found in them.
    pub fn look_for_files(&mut self, exists: impl Fn(&str) -> bool) {
        let paths: FxHashSet<_> = self.known.iter().map(|it| it.path.as_str()).collect();
        let gone: FxHashSet<_> = paths.into_iter().filter(|it| !exists(it)).map(str::to_owned).collect();
        self.gone = gone;
    }

    /// The number of the entry for a finding.
    pub(crate) fn find(
        &self,
        fingerprints: &mut Fingerprints<'_>,
        path: &str,
        finding: &Finding,
    ) -> Option<usize> {
        let is_near = self.places.contains(&(finding.rule.to_owned(), path.to_owned()));
        if is_near { self.numbers.get(&fingerprints.of(finding)).copied() } else { None }
    }

    /// Entries that were looked for and not found, given those that were.
    pub(crate) fn stale(&self, project: &Project, rules: &[&str], found: &FxHashSet<usize>) -> Vec<Known> {
        let was_read =
            |it: &Known| project.files().by_path(&it.path).is_some() || self.gone.contains(&it.path);
        let is_rule =
            |it: &Known| rules.contains(&it.rule.as_str()) || crate::rules::find(&it.rule).is_none();
        let entries = self.known.iter().enumerate().filter(|it| !found.contains(&it.0)).map(|it| it.1);
        entries.filter(|it| was_read(it) && is_rule(it)).cloned().collect()
    }
}

/// These findings as entries of a baseline.
#[must_use]
pub fn entries(project: &Project, findings: &[Finding]) -> Vec<Known> {
    let mut fingerprints = Fingerprints::new(project);
    let entry = |it: &Finding| Known {
        path: project.source(it.span.file).map_or("", |it| it.path()).to_owned(),
        place: without_secrets(&fingerprints.place(it)),
        rule: it.rule.to_owned(),
        endpoint: it.endpoint.as_ref().map(ToString::to_string),
        message: it.message.clone(),
        fingerprint: fingerprints.of(it),
    };
    findings.iter().map(entry).collect()
}

/// A place as it may be shown: step by step, for what has slashes is only known by them.
fn without_secrets(place: &str) -> String {
    let plain = |it: &str| it.replace("~1", "/").replace("~0", "~");
    let step = |it: &str| masked(&plain(it)).replace('~', "~0").replace('/', "~1");
    place.split('/').map(step).collect::<Vec<_>>().join("/")
}
