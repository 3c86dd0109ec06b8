//! Texts in, findings out, with everything checked that must hold of any run.

use super::checks;
use gatelint::analyze;
use gatelint::change::Pair;
use gatelint::finding::Report;
use gatelint::project::Project;
use gatelint::source::{FileId, Found, Root, SourceFile};

/// Compares two versions of one file with every rule.
#[allow(dead_code, reason = "not every test compares")]
pub(super) fn compared(base: (&str, &[u8]), head: (&str, &[u8])) -> Report {
    let version = |(path, bytes): (&str, &[u8])| {
        let source = SourceFile::new(FileId(0), path, bytes.to_vec());
        Project::load(&Root::none(), vec![Found { source, is_named: true }])
    };
    let named = Pair { base: base.0.to_owned(), head: head.0.to_owned() };
    let project = Project::versions(version(base), version(head));
    let report = analyze::compare(&project, &named, &checks::everything());
    checks::report(&project, &report);
    report
}

/// Loads files that see only each other, and runs every rule.
pub(super) fn analyzed(files: &[(&str, Vec<u8>)]) -> (Project, Report) {
    let found = |(path, bytes): &(&str, Vec<u8>)| Found {
        source: SourceFile::new(FileId(0), *path, bytes.clone()),
        is_named: true,
    };
    let project = Project::load(&Root::none(), files.iter().map(found).collect());
    let report = analyze::run(&project, &checks::everything());
    project.files().trees().iter().for_each(checks::tree);
    checks::report(&project, &report);
    (project, report)
}
