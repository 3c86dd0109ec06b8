//! See `rules/body-on-safe-method.md`.

use crate::finding::Confidence;
use crate::openapi::{Location, Operation, Version};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Operation(check)];

/// Methods whose requests have no body that means anything (RFC 9110 section 9.3).
const WITHOUT_BODY: [&str; 4] = ["GET", "HEAD", "TRACE", "DELETE"];

fn check<'a>(cx: &mut Context<'a>, op: &Operation<'a>) {
    let method = op.name().method.as_str();
    if !WITHOUT_BODY.contains(&method) {
        return;
    }
    let Some(place) = body(op) else { return };
    let draft = cx.report(place, format!("{method} has a request body"));
    // Many services read the body of a DELETE, and most intermediaries let it pass.
    if method == "DELETE" {
        draft.confidence(Confidence::Low);
    }
}

fn body<'a>(op: &Operation<'a>) -> Option<Place<'a>> {
    if op.doc().version() != Version::V2 {
        return op.node().get("requestBody").filter(|it| is_sent(*it)).map(Place::key);
    }
    let is_body = |it: Location| matches!(it, Location::Body | Location::Form);
    op.parameters().iter().find(|it| is_body(it.location())).map(|it| Place::value(it.name_node()))
}

/// Generators write bodies without a schema where there are none.
fn is_sent(body: Node<'_>) -> bool {
    let mut content = body.get("content").into_iter().flat_map(Node::entries);
    body.has_any(&["$ref"])
        || content.any(|it| it.has_any(&["$ref"]) || it.get("schema").is_some_and(has_room))
}

/// Whether anything fits into a body; an object that lists no properties at all is another way to write none.
fn has_room(schema: Node<'_>) -> bool {
    let lists_none = schema.get("properties").is_some_and(|it| it.entries().next().is_none());
    let is_open = schema.get("additionalProperties").is_some_and(|it| it.as_bool() != Some(false));
    !lists_none || is_open || schema.has_any(&["allOf", "anyOf", "oneOf", "patternProperties", "required"])
}
