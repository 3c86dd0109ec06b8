//! See `rules/missing-owner.md`.

use super::annotations;
use crate::openapi::Document;
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Fields of `contact` by which somebody can be told.
const CONTACT: [&str; 3] = ["email", "url", "name"];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let Some(info) = doc.info() else { return };
    let keys = &cx.config.annotations.owner;
    let is_owned = || annotations::on_document(doc, keys) || annotations::on_every_operation(cx, doc, keys);
    if cx.model.operations_of(doc).is_empty() || has_contact(info) || is_owned() {
        return;
    }
    cx.report(Place::key(info), "`info` does not say who is responsible for the API");
}

fn has_contact(info: Node<'_>) -> bool {
    let fields = || CONTACT.iter().filter_map(|key| info.get("contact")?.get(key)?.text());
    fields().any(|it| !it.trim().is_empty())
}
