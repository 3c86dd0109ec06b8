//! See `rules/invalid-structure.md`.

use crate::openapi::Document;
use crate::openapi::structure::{Fault, Violation};
use crate::rule::{Check, Context, Place};
use crate::syntax::{Kind, ProblemKind};

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
    let node = violation.node;
    let problems = node.tree().problems().iter().filter(|it| it.kind != ProblemKind::DuplicateKey);
    // Where a value is that was not read, no place tells.
    let is_nothing = node.kind() == Kind::Null;
    problems.map(|it| it.span.start).any(|start| is_nothing || start <= node.span().end)
}
