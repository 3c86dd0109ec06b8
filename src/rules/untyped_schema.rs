//! See `rules/untyped-schema.md`.

use super::limits;
use crate::finding::Confidence;
use crate::openapi::{Schema, Version};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Schema(check)];

/// Keywords under which a schema that says nothing has its use: what is not described further is free.
const MAY_BE_FREE: [&str; 6] =
    ["additionalProperties", "unevaluatedProperties", "unevaluatedItems", "then", "else", "dependentSchemas"];

/// What descriptions say of values that may be anything.
const ANY: [&str; 7] = ["any json", "any type", "any valid json", "any value", "anything", "arbitrary", "free-form"];

fn check<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    if !schema.directions().request || !schema.accepts_anything() || may_be_free(schema) {
        return;
    }
    let name = schema.name().map_or_else(|| "schema".to_owned(), |it| format!("`{it}`"));
    let message = format!("{name} accepts any value");
    let draft = cx.report(Place::key(schema.node()), message).in_requests();
    if schema.members().iter().any(|it| is_meant(*it)) {
        draft.confidence(Confidence::Low);
    }
}

/// Whether a description tells that any value is welcome.
fn is_meant(node: Node<'_>) -> bool {
    let text = node.get("description").and_then(Node::text).unwrap_or_default().to_lowercase();
    ANY.iter().any(|it| text.contains(it))
}

fn may_be_free(schema: &Schema<'_>) -> bool {
    let node = schema.node();
    let is_free = |it: Node<'_>| MAY_BE_FREE.iter().any(|key| it.has_key(key));
    let is_under_pattern = node.parent().is_some_and(|it| it.has_key("patternProperties"));
    is_free(node) || is_under_pattern || limits::is_in_free_body(schema) || is_free_part(schema) || is_patch(node)
}

/// Whether the schema is that of the value in a JSON Patch (RFC 6902), which may be anything.
fn is_patch(node: Node<'_>) -> bool {
    node.has_key("value") && node.parent().is_some_and(|it| it.has_key("properties") && it.get("op").is_some())
}

/// Whether the schema is that of a part of a multipart form, which since 3.1 is bytes unless it has a type.
fn is_free_part(schema: &Schema<'_>) -> bool {
    let body = schema.node().parent().and_then(Node::parent).and_then(Node::parent);
    let is_multipart = || body.and_then(Node::key).is_some_and(|it| it.starts_with("multipart/"));
    schema.doc().version() >= Version::V31 && is_multipart()
}
