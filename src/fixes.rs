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
const MAX_ROUNDS: usize = 100;

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
        for file in texts.keys() {
            if let Some(source) = fixed.project.source(*file) {
                before.entry(source.path().to_owned()).or_insert_with(|| source.text().to_owned());
            }
        }
        let settings_text = fixed.project.settings().map(again);
        let project = Project::load(root, sources(&fixed.project, &texts));
        fixed.project = project.with_code_of(&mut fixed.project);
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

/// New texts by file, and how many findings they mend. Where all fixes together leave a text that is not read as well,
/// they are tried one by one, each with those that were good before it.
fn one_round(project: &Project, findings: &[Finding], most: Safety) -> (BTreeMap<FileId, String>, usize) {
    let all = accepted(project, findings, most, |_, _| true);
    let is_sound =
        |file: FileId, text: &str| project.files().tree(file).is_some_and(|it| reads_as_well(it, text));
    if all.0.iter().all(|(file, text)| is_sound(*file, text)) {
        return all;
    }
    accepted(project, findings, most, |before, fix| does_no_harm(project, before, fix))
}

fn accepted(
    project: &Project,
    findings: &[Finding],
    most: Safety,
    is_wanted: impl Fn(&Accepted, &Fix) -> bool,
) -> (BTreeMap<FileId, String>, usize) {
    let mut accepted = Accepted::default();
    let offered = findings.iter().filter_map(|it| it.fix.as_ref()).filter(|it| it.safety <= most);
    let count = offered.filter(|it| is_wanted(&accepted, it) && accepted.take(project, it)).count();
    let text_of = |(file, edits): (&FileId, &BTreeMap<u32, Edit>)| {
        Some((*file, apply(project.source(*file)?.text(), edits)))
    };
    (accepted.edits.iter().filter_map(text_of).collect(), count)
}

/// Edits by file and place, none of which touch each other, each file readable with them.
#[derive(Default)]
struct Accepted {
    edits: BTreeMap<FileId, BTreeMap<u32, Edit>>,
}

impl Accepted {
    /// Takes all edits of a fix, or none. The same edit asked for twice is made once.
    fn take(&mut self, project: &Project, fix: &Fix) -> bool {
        let new: Vec<&Edit> = fix.edits.iter().filter(|it| !self.has(it)).collect();
        let is_possible = new.iter().all(|it| self.is_free(it) && can_be_written(project, it));
        if is_possible {
            for edit in new {
                self.edits.entry(edit.span.file).or_default().insert(edit.span.start, edit.clone());
            }
        }
        is_possible
    }

    fn has(&self, edit: &Edit) -> bool {
        self.edits.get(&edit.span.file).and_then(|it| it.get(&edit.span.start)) == Some(edit)
    }

    fn is_free(&self, edit: &Edit) -> bool {
        let Some(edits) = self.edits.get(&edit.span.file) else { return true };
        let before = edits.range(..=edit.span.end).next_back();
        before.is_none_or(|it| it.1.span.end < edit.span.start)
    }
}

/// Whether each file that a fix touches is read as well as before with it and all that is accepted already.
fn does_no_harm(project: &Project, before: &Accepted, fix: &Fix) -> bool {
    fix.edits.chunk_by(|one, other| one.span.file == other.span.file).all(|new| {
        let Some(tree) = new.first().and_then(|it| project.files().tree(it.span.file)) else {
            return false;
        };
        let mut edits = before.edits.get(&tree.source().id()).cloned().unwrap_or_default();
        edits.extend(new.iter().map(|it| (it.span.start, it.clone())));
        reads_as_well(tree, &apply(tree.source().text(), &edits))
    })
}

/// Offsets into a text that is not what the file holds would change the wrong bytes, and nobody knows what belongs
/// into a text that cannot be read whole.
fn can_be_written(project: &Project, edit: &Edit) -> bool {
    let tree = project.files().tree(edit.span.file);
    tree.is_some_and(|it| it.source().encoding() == Encoding::Utf8 && it.problems().is_empty())
}

fn apply(text: &str, edits: &BTreeMap<u32, Edit>) -> String {
    let (mut new, mut from) = (String::with_capacity(text.len()), 0);
    for edit in edits.values() {
        let range = edit.span.range();
        new.push_str(text.get(from..range.start).unwrap_or_default());
        new.push_str(&edit.text);
        from = range.end;
    }
    new.push_str(text.get(from..).unwrap_or_default());
    new
}

fn reads_as_well(tree: &Tree, text: &str) -> bool {
    let source = SourceFile::new(tree.source().id(), tree.source().path(), text.as_bytes().to_vec());
    Tree::parse_as(source, tree.format()).problems().len() <= tree.problems().len()
}

/// All files as they would be read again; those without a new text as they were read.
fn sources(project: &Project, texts: &BTreeMap<FileId, String>) -> Vec<Found> {
    let source = |tree: &Tree| {
        let source = tree.source();
        let changed = texts.get(&source.id()).map(|it| it.as_bytes().to_vec());
        changed.map_or_else(|| source.clone(), |it| SourceFile::new(source.id(), source.path(), it))
    };
    let found = |tree: &Tree| Found { source: source(tree), is_named: true };
    project.files().trees().iter().map(found).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};

    /// Each of two fixes puts in the same key: one is good, both are not.
    #[test]
    fn fixes_that_break_a_text_together_are_not_both_made() {
        let text = "\
openapi: 3.1.0
info: {title: T, version: '1'}
servers: [{url: 'http://a.acme.eu'}, {url: 'http://b.acme.eu'}]
paths: {}
";
        let source = SourceFile::new(FileId(0), "api.yaml", text.as_bytes().to_vec());
        let project = Project::load(&Root::none(), vec![Found { source, is_named: true }]);
        let settings = Settings::strict(crate::rules::RULES.iter().collect());
        let mut report = analyze::run(&project, &settings);
        report.findings.truncate(2);
        for (finding, line) in report.findings.iter_mut().zip(["info", "paths"]) {
            let start = u32::try_from(text.find(line).unwrap()).unwrap();
            let edit =
                Edit { span: Span { file: FileId(0), start, end: start }, text: "x-a: 1\n".to_owned() };
            finding.fix = Some(Fix { title: String::new(), safety: Safety::Safe, edits: vec![edit] });
        }
        let fixed = fix(&Root::none(), project, report, &settings, Safety::Safe);
        assert_eq!(fixed.files[0].after.matches("x-a").count(), 1, "{}", fixed.files[0].after);
        assert_eq!(fixed.count, 1);
    }
}
