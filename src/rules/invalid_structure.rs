//! See `rules/invalid-structure.md`.

use crate::openapi::Document;
use crate::openapi::structure::{Fault, Violation};
use crate::rule::{Check, Context, Place};
use crate::syntax::ProblemKind;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    for violation in cx.model.violations_of(doc).into_iter().filter(is_ours) {
        let pointer = violation.node.pointer();
        let at = if pointer.is_empty() { String::new() } else { format!(" (at `{pointer}`)") };
        cx.report(Place::span(violation.node, violation.span), format!("{}{at}", violation.message));
    }
}

/// Other rules speak of fields of other versions and of repeated parameters.
fn is_ours(violation: &Violation<'_>) -> bool {
    match violation.fault {
        Fault::Wrong => true,
        Fault::Missing => !may_be_lost(violation),
        _ => false,
    }
}

/// Whether what is missing may stand in a part of the text that could not be read.
fn may_be_lost(violation: &Violation<'_>) -> bool {
    let end = violation.node.span().end;
    let problems = violation.node.tree().problems();
    problems.iter().any(|it| it.kind != ProblemKind::DuplicateKey && it.span.start <= end)
}
