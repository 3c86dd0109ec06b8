//! See `rules/missing-rate-limit-response.md`.

use crate::openapi::{Document, Operation};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let model = cx.model;
    let operations = model.inbound_operations_of(doc);
    let (told, untold): (Vec<_>, Vec<_>) =
        operations.partition(|it| tells(it) || is_annotated(cx, it.node()));
    let Some(paths) = doc.root().get("paths").filter(|_| !untold.is_empty()) else { return };
    if is_annotated(cx, doc.root()) {
        return;
    }
    if told.is_empty() {
        let numbers = model.inbound_numbers_of(doc);
        let message = "no operation of the `paths` documents the answer to too many requests";
        cx.report(Place::key(paths), message).affects(model.affected_operations(&numbers));
        return;
    }
    for operation in untold {
        report(cx, operation);
    }
}

/// Whether an extension says how often callers may come.
fn is_annotated(cx: &Context<'_>, node: Node<'_>) -> bool {
    cx.config.annotations.rate_limit.iter().any(|it| node.get(it).is_some())
}

fn tells(operation: &Operation<'_>) -> bool {
    operation.has_response(|it| it == "429" || it == "default" || it.eq_ignore_ascii_case("4XX"))
}

fn report<'a>(cx: &mut Context<'a>, operation: &Operation<'a>) {
    let node = operation.node();
    let place = Place::key(node.get("responses").unwrap_or(node));
    cx.report(place, "`responses` do not document the answer to too many requests (429)");
}
