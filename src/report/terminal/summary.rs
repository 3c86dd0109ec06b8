//! The last lines: how much was found, where, and what is not shown.

use super::{FRAMES_PER_RULE, Style, color_of, flag, paint};
use crate::finding::{Finding, IgnoreKind, Report, Safety, Severity};
use crate::report::Output;
use std::io::{self, Write};

pub(super) fn summary(output: &Output<'_>, is_cut: bool, style: Style, to: &mut dyn Write) -> io::Result<()> {
    let report = output.report;
    writeln!(to, "{} in {}{}.", found(output, style), scope(report), ignored_counts(report))?;
    if report.hidden.total() > 0 {
        writeln!(
            to,
            "{} below the thresholds: --strict shows them.",
            number(report.hidden.total(), "more finding")
        )?;
    }
    for safety in [Safety::Safe, Safety::Unsafe] {
        let fixes = report.findings.iter().filter_map(|it| it.fix.as_ref());
        match fixes.filter(|it| it.safety == safety).count() {
            0 => {}
            1 => writeln!(to, "{} mends 1 of them.", flag(safety))?,
            count => writeln!(to, "{} mends {count} of them.", flag(safety))?,
        }
    }
    if report.unchanged > 0 {
        writeln!(to, "{} of any severity in what did not change.", number(report.unchanged, "more finding"))?;
    }
    if is_cut {
        writeln!(to, "Frames for the first {FRAMES_PER_RULE} findings of each rule: -v shows all.")?;
    }
    Ok(())
}

fn found(output: &Output<'_>, style: Style) -> String {
    let counts = output.counts();
    let words = |it: &Severity| {
        (counts.of(*it) > 0)
            .then(|| paint(style, color_of(*it), &format!("{} {}", counts.of(*it), it.name())))
    };
    let by_severity: Vec<String> = Severity::ALL.iter().rev().filter_map(words).collect();
    match output.report.findings.len() {
        0 => "No findings".to_owned(),
        count => format!("{} ({})", number(count, "finding"), by_severity.join(", ")),
    }
}

fn scope(report: &Report) -> String {
    let scope = report.scope;
    let documents = number(scope.documents, "document");
    let operations = number(scope.operations, "operation");
    match scope.routes {
        0 => format!("{documents} and {operations}"),
        routes => format!("{documents}, {operations} and {}", number(routes, "route")),
    }
}

/// How many findings somebody said are all right, as the end of a sentence.
fn ignored_counts(report: &Report) -> String {
    let is_known = |it: &&Finding| it.ignored.as_ref().is_some_and(|it| it.kind == IgnoreKind::Baseline);
    let known = report.ignored.iter().filter(is_known).count();
    let ignored = report.ignored.len() - known;
    let part = |count: usize, what: &str| (count > 0).then(|| format!("{count} {what}"));
    let parts: Vec<_> =
        [part(ignored, "ignored"), part(known, "in the baseline")].into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("; {}", parts.join(", ")) }
}

fn number(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
