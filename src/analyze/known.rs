//! Marks findings that the baseline holds, and tells which of its entries are no longer found.

use super::Settings;
use crate::finding::{IgnoreKind, Ignored, Report};
use crate::project::{Fingerprints, Project};
use rustc_hash::FxHashSet;

pub(super) fn apply(project: &Project, settings: &Settings, report: &mut Report) {
    let Some(baseline) = &settings.baseline else { return };
    let mut fingerprints = Fingerprints::new(project);
    let mut found = FxHashSet::default();
    for finding in report.findings.iter_mut().filter(|it| it.ignored.is_none()) {
        let path = project.source(finding.span.file).map_or("", |it| it.path());
        if let Some(number) = baseline.find(&mut fingerprints, path, finding) {
            found.insert(number);
            finding.ignored = Some(Ignored { kind: IgnoreKind::Baseline, reason: None });
        }
    }
    let rules: Vec<_> = settings.rules.iter().map(|it| it.name).collect();
    report.stale = baseline.stale(project, &rules, &found);
}
