//! Texts in, findings out, with everything checked that must hold of any run.

use super::checks;
use gatelint::analyze;
use gatelint::finding::Report;
use gatelint::project::Project;
use gatelint::source::{FileId, Found, Root, SourceFile};

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
