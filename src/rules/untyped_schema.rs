//! See `rules/untyped-schema.md`.

use super::called;
use crate::openapi::{MediaType, Schema};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Schema(check)];

/// Keywords under which a schema that says nothing has its use: what is not described further is free.
const MAY_BE_FREE: [&str; 6] =
    ["additionalProperties", "unevaluatedProperties", "unevaluatedItems", "then", "else", "dependentSchemas"];

fn check<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    if !schema.directions().request || !schema.accepts_anything() || may_be_free(schema) {
        return;
    }
    let message = format!("{} accepts any value", called("schema", schema));
    cx.report(Place::key(schema.node()), message).in_requests();
}

fn may_be_free(schema: &Schema<'_>) -> bool {
    let node = schema.node();
    let is_free = |it: Node<'_>| MAY_BE_FREE.iter().any(|key| it.has_key(key));
    let is_under_pattern = node.parent().is_some_and(|it| it.has_key("patternProperties"));
    is_free(node) || is_under_pattern || is_free_body(schema)
}

/// Whether the schema is that of a body which is neither JSON nor a form, and so may be bytes.
fn is_free_body(schema: &Schema<'_>) -> bool {
    let entry = schema.node().parent().filter(|it| it.key().is_some_and(|key| key.contains('/')));
    let body = entry.map(|node| MediaType { doc: schema.doc(), node, schema: None });
    body.is_some_and(|it| !it.is_json() && !it.is_form())
}
