//! Which findings a branch is answerable for.
//!
//! Kept is a finding on a line that was added or changed; about an object (the one it stands at, or the one around it)
//! from which or to which a line was taken, changed or added, not counting what lies in objects inside; with a further place
//! on a line that was added or changed; or that touches no operation but such ones. In a new file everything is kept.

use crate::finding::Finding;
use crate::project::Project;
use crate::source::{Change, Changes, FileId, Hunk, SourceFile, Span, offset};
use crate::syntax::{Node, NodeId, Tree};
use rustc_hash::{FxHashMap, FxHashSet};

/// Removes findings that were there before, and says how many.
pub(super) fn keep(project: &Project, changes: &Changes, findings: &mut Vec<Finding>) -> usize {
    let change = |it: &SourceFile| Some((it.id(), changes.of(it)?));
    let changes = project.sources().filter_map(change).collect();
    let mut changed = Changed { project, changes, touched: FxHashMap::default() };
    let before = findings.len();
    findings.retain(|it| changed.keeps(it));
    before - findings.len()
}

struct Changed<'a> {
    project: &'a Project,
    changes: FxHashMap<FileId, Change>,
    /// Objects that lines were taken from or added to, by file.
    touched: FxHashMap<FileId, FxHashSet<NodeId>>,
}

impl Changed<'_> {
    fn keeps(&mut self, finding: &Finding) -> bool {
        let is_new_operation = |this: &Self| {
            let affected = &finding.affected;
            affected.count > 0
                && affected.count == affected.first.len()
                && affected.first.iter().all(|it| this.is_new(it.1))
        };
        self.is_new(finding.span)
            || finding.labels.iter().any(|it| self.is_new(it.span))
            || is_new_operation(self)
            || self.is_touched(finding)
    }

    /// Whether a span begins on a line that was added or changed.
    fn is_new(&self, span: Span) -> bool {
        match self.changes.get(&span.file) {
            None => false,
            Some(Change::New) => true,
            Some(Change::Lines(hunks)) => {
                let line = self.project.source(span.file).map_or(0, |it| it.lines().line(span.start) + 1);
                let before = hunks.partition_point(|it| it.line <= line);
                hunks.get(..before).and_then(<[_]>::last).is_some_and(|it| it.holds(line))
            }
        }
    }

    fn is_touched(&mut self, finding: &Finding) -> bool {
        let file = finding.span.file;
        let Some(Change::Lines(hunks)) = self.changes.get(&file) else { return false };
        let Some(tree) = self.project.files().tree(file) else { return false };
        let node = tree.root().and_then(|it| it.at_pointer(&finding.pointer));
        let object =
            node.and_then(|it| std::iter::successors(Some(it), |it| it.parent()).find(|it| it.is_mapping()));
        let touched = self.touched.entry(file).or_insert_with(|| touched(tree, hunks));
        object.is_some_and(|it| touched.contains(&it.id()))
    }
}

/// Objects that lines were taken from or added to.
fn touched(tree: &Tree, hunks: &[Hunk]) -> FxHashSet<NodeId> {
    let mut places: Vec<(u32, bool)> = hunks.iter().flat_map(|it| places(tree.source(), *it)).collect();
    places.sort_unstable();
    let mut touched = FxHashSet::default();
    let mut open: Vec<Node<'_>> = Vec::new();
    let mut places = places.into_iter().peekable();
    // Values come in the order of the text, so what is open where a place lies is around it.
    for node in tree.nodes().filter(|it| it.is_mapping()) {
        while let Some((at, is_end)) = places.next_if(|it| it.0 < node.span().start) {
            mark(&mut open, &mut touched, at, is_end);
        }
        open.push(node);
    }
    for (at, is_end) in places {
        mark(&mut open, &mut touched, at, is_end);
    }
    touched
}

/// Marks the innermost object around a place, and those that end there.
fn mark(open: &mut Vec<Node<'_>>, touched: &mut FxHashSet<NodeId>, at: u32, is_end: bool) {
    open.retain(|it| at <= it.span().end);
    for object in open.iter().rev() {
        touched.insert(object.id());
        if !is_end || object.span().end > at {
            break;
        }
    }
}

/// Where the text of a hunk begins, line by line; of lines that were removed, the end of the line before. With each
/// whether it is an end.
fn places(source: &SourceFile, hunk: Hunk) -> Vec<(u32, bool)> {
    let (text, lines) = (source.text(), source.lines());
    let line = |number: usize| lines.range(text, number.saturating_sub(1).min(lines.count() - 1));
    if hunk.count == 0 {
        let range = line(hunk.line);
        let content = text.get(range.clone()).unwrap_or_default().trim_end().len();
        return vec![(offset(range.start + content), true)];
    }
    let start = |number| {
        let range = line(number);
        let content = text.get(range.clone()).unwrap_or_default();
        (offset(range.start + content.len() - content.trim_start().len()), false)
    };
    let last = (hunk.line + hunk.count).min(lines.count() + 1);
    (hunk.line..last).map(start).collect()
}
