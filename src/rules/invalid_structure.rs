//! See `rules/invalid-structure.md`.

use crate::openapi::Document;
use crate::openapi::structure::{Fault, Violation};
use crate::rule::{Check, Context, Place};

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
        Fault::Missing => !violation.may_be_lost(),
        _ => false,
    }
}
