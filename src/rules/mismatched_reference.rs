//! See `rules/mismatched-reference.md`.

use crate::openapi::Document;
use crate::openapi::structure::Fault;
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    for violation in cx.model.violations_of(doc) {
        // What leads nowhere is the matter of `unresolved-reference`.
        if violation.fault != Fault::WrongTarget || doc.target(violation.node).is_none() {
            continue;
        }
        let target = super::shortened(&violation.node.text().unwrap_or_default());
        cx.report(Place::value(violation.node), format!("`{target}` {}", violation.message));
    }
}
