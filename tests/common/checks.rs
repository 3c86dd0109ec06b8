//! What must hold of every tree and of every report. Tests and fuzz targets share it, so it speaks by panics.

use gatelint::analyze::Settings;
use gatelint::finding::{Finding, Report};
use gatelint::project::Project;
use gatelint::rules::RULES;
use gatelint::source::{SourceFile, Span};
use gatelint::syntax::{Node, ProblemKind, Tree};

/// Every rule, and nothing hidden.
pub(super) fn everything() -> Settings {
    Settings::strict(RULES.iter().collect())
}

/// Values lie inside their parents, behind their keys and behind each other; whatever has a place has one in the file.
pub(super) fn tree(tree: &Tree) {
    let source = tree.source();
    // A merged entry keeps the place it was merged from.
    let has_merges = source.text().contains("<<");
    for node in tree.nodes() {
        in_file(source, node.span());
        node.key_span().into_iter().for_each(|it| in_file(source, it));
        if !has_merges {
            order(node);
        }
    }
    for problem in tree.problems() {
        on_one_line(source, problem.span);
        problem.related.iter().for_each(|it| on_one_line(source, it.0));
    }
    tree.comments().iter().for_each(|it| on_one_line(source, it.span));
}

fn order(node: Node<'_>) {
    let mut from = node.span().start;
    for child in node.children().filter(|it| it.parent() == Some(node)) {
        for span in [child.key_span(), Some(child.span())].into_iter().flatten() {
            assert!(from <= span.start, "{child:?} at {span:?} begins before {from}");
            from = span.end;
        }
    }
    assert!(from <= node.span().end, "{node:?} ends before what it holds, which ends at {from}");
}

/// Findings stand on one line of their file; what belongs to them stands in files too.
pub(super) fn report(project: &Project, report: &Report) {
    for finding in &report.findings {
        let found = |span: Span| project.source(span.file);
        let source = found(finding.span);
        assert!(source.is_some(), "{finding:?} is in no file");
        source.into_iter().for_each(|it| on_one_line(it, finding.span));
        let others = others(finding);
        assert!(others.iter().all(|it| found(*it).is_some()), "{finding:?} points into no file");
        others.into_iter().for_each(|it| found(it).into_iter().for_each(|source| in_file(source, it)));
        leads_somewhere(project, finding);
    }
}

fn others(finding: &Finding) -> Vec<Span> {
    let labels = finding.labels.iter().map(|it| it.span);
    labels.chain(finding.affected.first.iter().map(|it| it.1)).collect()
}

/// A pointer sees only the first of several entries with the same key.
fn leads_somewhere(project: &Project, finding: &Finding) {
    let Some(tree) = project.files().tree(finding.span.file) else { return };
    if tree.problems().iter().any(|it| it.kind == ProblemKind::DuplicateKey) {
        return;
    }
    let node = tree.root().and_then(|it| it.at_pointer(&finding.pointer));
    assert!(node.is_some() || finding.pointer.is_empty(), "{finding:?}: the pointer leads nowhere");
}

fn in_file(source: &SourceFile, span: Span) {
    assert!(
        source.text().get(span.range()).is_some(),
        "{}: {span:?} is no range of characters",
        source.path()
    );
}

fn on_one_line(source: &SourceFile, span: Span) {
    in_file(source, span);
    let is_one_line = !source.slice(span).trim_end_matches(['\n', '\r']).contains(['\n', '\r']);
    assert!(is_one_line, "{}: {span:?} has several lines: {:?}", source.path(), source.slice(span));
}
