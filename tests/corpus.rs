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
use std::path::{Path, PathBuf};

/// Documents analyzed at once, which bounds memory.
const BATCH: usize = 64;

/// Rules whose message names something that does not stand on the line.
const NAMED_ELSEWHERE: [&str; 22] = [
    // The property or component; the line is that of its type, of its `items`, or of its example.
    "missing-items",
    "recursive-request-schema",
    "unbounded-batch",
    "unbounded-upload",
    "unbounded-array",
    "unbounded-map",
    "unbounded-number",
    "unbounded-string",
    "unconstrained-string",
    "untyped-schema",
    "open-request-object",
    // The parameter; the line is that of its type.
    "unbounded-page-size",
    // The pattern as read, where the line may hold it escaped.
    "invalid-pattern",
    "catastrophic-pattern",
    "permissive-pattern",
    "unanchored-pattern",
    // What is not there, or what the schema asks for.
    "enum-type-mismatch",
    "example-mismatch",
    "missing-operation-id",
    "missing-schema",
    "missing-servers",
    "invalid-structure",
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

/// What a message names first in backticks stands on the finding's line or is its endpoint, unless the rule is listed
/// above.
fn message_is_true(project: &Project, finding: &Finding) {
    let Some(named) = finding.message.split('`').nth(1) else { return };
    let is_endpoint = finding.endpoint.as_ref().is_some_and(|it| it.to_string() == named);
    let source = project.source(finding.span.file).unwrap();
    let line = source.lines().line(finding.span.start);
    let text = &source.text()[source.lines().range(source.text(), line)];
    let is_there = text.contains(named) || text.contains(&named.replace('"', "\\\"")) || named.contains('…');
    assert!(
        is_there || is_endpoint || NAMED_ELSEWHERE.contains(&finding.rule),
        "{}:{}: {}: {}",
        source.path(),
        line + 1,
        finding.rule,
        finding.message
    );
}
