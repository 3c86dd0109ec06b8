//! See `rules/invalid-structure.md`.

use crate::openapi::{Document, structure};
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let follow = |reference| doc.target_elsewhere(reference);
    for violation in structure::check(doc.root(), doc.version(), &follow) {
        let pointer = violation.node.pointer();
        let at = if pointer.is_empty() { String::new() } else { format!(" (at `{pointer}`)") };
        cx.report(Place::span(violation.node, violation.span), format!("{}{at}", violation.message));
    }
}
