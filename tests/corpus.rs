//! Real documents: nothing panics, every place is sound, every message is true of its line, a second run says the same.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test that reads folders and reports what it read"
)]

#[path = "common/checks.rs"]
mod checks;

use gatelint::analyze;
use gatelint::finding::{Finding, Report};
use gatelint::project::Project;
use gatelint::source::{Discovered, Filter, Root, discover};
use gatelint::syntax::{Node, Tree};
use std::path::{Path, PathBuf};

/// Documents analyzed at once, which bounds memory.
const BATCH: usize = 64;

/// Rules whose message first names something that stands neither there nor around it, and what that is.
const NAMED_ELSEWHERE: [&str; 6] = [
    // What its schema asks for.
    "enum-type-mismatch",
    "example-mismatch",
    // A schema on the way in a circle.
    "recursive-request-schema",
    // A place further inside, or what is missing in it.
    "invalid-structure",
    // A keyword of entries inside.
    "missing-schema",
    // The pattern as it is read, where a message says so in other words.
    "invalid-pattern",
];

#[test]
#[ignore = "needs real documents: run .ci/corpus first"]
fn real_documents() {
    let mut counts = (0, 0);
    for batch in documents().chunks(BATCH) {
        let project = load(batch);
        let report = analyze::run(&project, &checks::everything());
        project.files().trees().iter().for_each(checks::tree);
        checks::report(&project, &report);
        report.findings.iter().for_each(|it| message_is_true(&project, it));
        assert_eq!(report.findings, again(batch).findings, "a second run says something else");
        counts = (counts.0 + report.scope.documents, counts.1 + report.findings.len());
    }
    println!("{} documents, {} findings", counts.0, counts.1);
    assert!(counts.0 > 100, "only {} documents were found", counts.0);
}

fn again(batch: &[PathBuf]) -> Report {
    analyze::run(&load(batch), &checks::everything())
}

fn load(batch: &[PathBuf]) -> Project {
    let Discovered { sources, .. } = discover(Path::new("."), batch, &Filter::default()).unwrap();
    Project::load(&Root::none(), sources)
}

fn documents() -> Vec<PathBuf> {
    let folder =
        std::env::var_os("GATELINT_CORPUS").map_or_else(|| PathBuf::from("target/corpus"), PathBuf::from);
    let mut found = Vec::new();
    let mut pending = vec![folder];
    while let Some(path) = pending.pop() {
        if path.is_dir() {
            pending.extend(std::fs::read_dir(&path).unwrap().map(|it| it.unwrap().path()));
        } else if path
            .extension()
            .is_some_and(|it| ["json", "yaml", "yml"].iter().any(|ending| it == *ending))
        {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// What a message names first in backticks stands on the finding's line, is its endpoint or an object around it or around
/// a reference to it; or it is a keyword that is said to be missing, and is missing. Rules that name other things are
/// listed above.
fn message_is_true(project: &Project, finding: &Finding) {
    let Some(named) = finding.message.split('`').nth(1) else { return };
    let source = project.source(finding.span.file).unwrap();
    let line = source.lines().line(finding.span.start);
    let text = &source.text()[source.lines().range(source.text(), line)];
    let is_there = text.contains(named) || text.contains(&named.replace('"', "\\\"")) || named.contains('…');
    assert!(
        is_there || is_around(project, finding, named) || NAMED_ELSEWHERE.contains(&finding.rule),
        "{}:{}: {}: {}",
        source.path(),
        line + 1,
        finding.rule,
        finding.message
    );
}

fn is_around(project: &Project, finding: &Finding, named: &str) -> bool {
    if finding.endpoint.as_ref().is_some_and(|it| it.to_string() == named) {
        return true;
    }
    let Some(tree) = project.files().tree(finding.span.file) else { return false };
    let Some(node) = tree.root().and_then(|it| it.at_pointer(&finding.pointer)) else { return false };
    // `orders[]` and `orders.*` are what is in `orders`; a name may hold such a sign itself.
    let outer = named.match_indices(['[', '.']).map(|it| &named[..it.0]);
    let names: Vec<&str> = outer.chain([named]).collect();
    let is_named = |it: Node<'_>| {
        let own = [it.key(), it.get("name").and_then(Node::text), it.text()];
        own.into_iter().flatten().any(|it| names.contains(&&*it) || it.replace('\n', " ").contains(named))
    };
    let is_missing = |it: Node<'_>| {
        ["no", "neither"].iter().any(|it| finding.message.contains(&format!("{it} `{named}`")))
            && it.get(named).is_none()
    };
    let is_method = |it: Node<'_>| {
        let path = it.parent().and_then(Node::key);
        it.key().zip(path).is_some_and(|(method, path)| format!("{} {path}", method.to_uppercase()) == named)
    };
    let around = |it| std::iter::successors(Some(it), |it: &Node<'_>| it.parent());
    is_missing(node)
        || node.parent().is_some_and(is_missing)
        || around(node).any(|it| is_named(it) || is_method(it))
        || references(tree, &finding.pointer).into_iter().any(|it| around(it).any(is_named))
}

/// References to the schema that a pointer leads to or into, and to those that refer to it.
fn references<'a>(tree: &'a Tree, pointer: &str) -> Vec<Node<'a>> {
    let all: Vec<_> =
        tree.nodes().filter_map(|it| Some((it, it.get("$ref")?.text()?.into_owned()))).collect();
    let mut found: Vec<Node<'_>> = Vec::new();
    let mut pending = vec![pointer.to_owned()];
    while let Some(inner) = pending.pop() {
        let is_meant = |it: &str| it.strip_prefix('#').is_some_and(|it| inner.starts_with(&format!("{it}/")));
        let new = |it: &Node<'_>| !found.iter().any(|other| other.span() == it.span());
        let more: Vec<_> = all.iter().filter(|it| is_meant(&it.1)).map(|it| it.0).filter(new).collect();
        pending.extend(more.iter().map(|it| it.pointer() + "/"));
        found.extend(more);
    }
    found
}
