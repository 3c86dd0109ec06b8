//! Applies fixes: from findings to new texts, without touching the disk.
//!
//! A text that would no longer be read without problems keeps what it was. Fixes that overlap wait for the next round;
//! rounds end when a run offers nothing more.

use crate::analyze::{self, Settings};
use crate::finding::{Edit, Finding, Fix, Report, Safety};
use crate::project::Project;
use crate::source::{Encoding, FileId, Found, Root, SourceFile};
use crate::syntax::Tree;
use std::collections::BTreeMap;

/// Rounds of analysis at most; each mends what the one before could not reach.
const MAX_ROUNDS: usize = 8;

/// What fixing a project came to.
#[derive(Debug)]
pub struct Fixed {
    /// The project with the new texts.
    pub project: Project,
    /// What is left to find in it.
    pub report: Report,
    /// Findings that were mended.
    pub count: usize,
    /// Files that changed, in the order of their paths.
    pub files: Vec<Changed>,
}

/// A file before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Path from the project root.
    pub path: String,
    /// The text that was read.
    pub before: String,
    /// The text with all fixes.
    pub after: String,
}

/// Mends what the report offers to mend, and what then shows up, as far as `most` allows.
#[must_use]
pub fn fix(root: &Root, project: Project, report: Report, settings: &Settings, most: Safety) -> Fixed {
    let mut fixed = Fixed { project, report, count: 0, files: Vec::new() };
    let mut before: BTreeMap<String, String> = BTreeMap::new();
    for _ in 0..MAX_ROUNDS {
        let (texts, count) = one_round(&fixed.project, &fixed.report.findings, most);
        if texts.is_empty() {
            break;
        }
        for (file, _) in &texts {
            if let Some(source) = fixed.project.source(*file) {
                before.entry(source.path().to_owned()).or_insert_with(|| source.text().to_owned());
            }
        }
        let settings_text = fixed.project.settings().map(again);
        fixed.project = Project::load(root, sources(&fixed.project, &texts));
        if let Some(text) = settings_text {
            fixed.project = fixed.project.with_settings(text);
        }
        fixed.report = analyze::run(&fixed.project, settings);
        fixed.count += count;
    }
    fixed.files = before.into_iter().filter_map(|it| changed(&fixed.project, it)).collect();
    fixed
}

fn again(source: &SourceFile) -> SourceFile {
    SourceFile::new(source.id(), source.path(), source.text().as_bytes().to_vec())
}

fn changed(project: &Project, (path, before): (String, String)) -> Option<Changed> {
    let after = project.files().by_path(&path)?.source().text().to_owned();
    (before != after).then_some(Changed { path, before, after })
}

/// New texts by file, and how many findings they mend.
fn one_round(project: &Project, findings: &[Finding], most: Safety) -> (BTreeMap<FileId, String>, usize) {
    let mut accepted = Accepted::default();
    let offered = findings.iter().filter_map(|it| it.fix.as_ref()).filter(|it| it.safety <= most);
    let count = offered.filter(|it| accepted.take(project, it)).count();
    let texts = accepted.edits.iter().filter_map(|(file, edits)| {
        let tree = project.files().tree(*file)?;
        let text = apply(tree.source().text(), edits);
        reads_as_well(tree, &text).then_some((*file, text))
    });
    let texts: BTreeMap<_, _> = texts.collect();
    let count = if texts.len() == accepted.edits.len() { count } else { texts.len().min(count) };
    (texts, count)
}

/// Edits by file, none of which touch each other.
#[derive(Default)]
struct Accepted {
    edits: BTreeMap<FileId, Vec<Edit>>,
}

impl Accepted {
    /// Takes all edits of a fix, or none. The same edit asked for twice is made once.
    fn take(&mut self, project: &Project, fix: &Fix) -> bool {
        let new: Vec<&Edit> = fix.edits.iter().filter(|it| !self.has(it)).collect();
        let is_possible = new.iter().all(|it| can_be_written(project, it) && self.is_free(it));
        if is_possible {
            for edit in new {
                self.edits.entry(edit.span.file).or_default().push(edit.clone());
            }
        }
        is_possible
    }

    fn of(&self, edit: &Edit) -> &[Edit] {
        self.edits.get(&edit.span.file).map_or(&[], Vec::as_slice)
    }

    fn has(&self, edit: &Edit) -> bool {
        self.of(edit).contains(edit)
    }

    fn is_free(&self, edit: &Edit) -> bool {
        self.of(edit).iter().all(|it| it.span.end < edit.span.start || edit.span.end < it.span.start)
    }
}

/// Offsets into a text that is not what the file holds would change the wrong bytes.
fn can_be_written(project: &Project, edit: &Edit) -> bool {
    project.source(edit.span.file).is_some_and(|it| it.encoding() == Encoding::Utf8)
}

fn apply(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<_> = edits.iter().collect();
    edits.sort_by_key(|it| std::cmp::Reverse(it.span.start));
    let mut text = text.to_owned();
    for edit in edits {
        text.replace_range(edit.span.range(), &edit.text);
    }
    text
}

fn reads_as_well(tree: &Tree, text: &str) -> bool {
    let source = SourceFile::new(tree.source().id(), tree.source().path(), text.as_bytes().to_vec());
    Tree::parse_as(source, tree.format()).problems().len() <= tree.problems().len()
}

/// All files as they would be read again.
fn sources(project: &Project, texts: &BTreeMap<FileId, String>) -> Vec<Found> {
    let source = |tree: &Tree| {
        let source = tree.source();
        let text = texts.get(&source.id()).map_or(source.text(), String::as_str);
        SourceFile::new(source.id(), source.path(), text.as_bytes().to_vec())
    };
    let found = |tree: &Tree| Found { source: source(tree), is_named: true };
    project.files().trees().iter().map(found).collect()
}
