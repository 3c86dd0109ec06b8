//! See `rules/undocumented-audience.md`.

use super::annotations;
use crate::openapi::Document;
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let Some(info) = doc.info() else { return };
    if cx.model.inbound_operations_of(doc).next().is_none() || says(cx, doc) {
        return;
    }
    cx.report(Place::key(info), "`info` does not say for whom the API is meant");
}

/// Whoever says it somewhere has the habit.
fn says(cx: &Context<'_>, doc: Document<'_>) -> bool {
    let keys = &cx.config.annotations.audience;
    let mut servers = doc.root().get("servers").into_iter().flat_map(Node::items);
    let mut operations = cx.model.inbound_operations_of(doc);
    annotations::on_document(doc, keys)
        || servers.any(|it| annotations::has(it, keys))
        || has_audience_tag(doc)
        || operations.any(|it| annotations::on_operation(it, keys))
}

/// Since OpenAPI 3.2 a tag may be of this kind.
fn has_audience_tag(doc: Document<'_>) -> bool {
    let mut tags = doc.root().get("tags").into_iter().flat_map(Node::items);
    tags.any(|it| it.get("kind").and_then(Node::text).is_some_and(|kind| kind == "audience"))
}
