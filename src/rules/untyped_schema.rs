//! See `rules/untyped-schema.md`.

use super::sent::has_word_of;
use super::{limits, words};
use crate::finding::Confidence;
use crate::openapi::{Directions, Document, Schema, Version};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Schema(check)];

/// Keywords under which a schema that says nothing has its use: what is not described further is free.
const MAY_BE_FREE: [&str; 6] =
    ["additionalProperties", "unevaluatedProperties", "unevaluatedItems", "then", "else", "dependentSchemas"];

/// What descriptions say of values that may be anything.
const ANY: [&str; 19] = [
    "any data type",
    "any datatype",
    "any json",
    "any object",
    "any type",
    "any valid",
    "any value",
    "anything",
    "arbitrary",
    "data type of",
    "depending on the",
    "free form",
    "free-form",
    "freeform",
    "json value",
    "key value pair",
    "key-value pair",
    "type depends",
    "valid json",
];

/// Words of names of values that may be anything.
const NAMED_ANY: [&str; 4] = ["any", "anything", "arbitrary", "json"];

/// What stands beside a `value` that is whatever belongs to it.
const NAMES_OF_VALUES: [&str; 6] = ["attribute", "field", "key", "name", "operator", "property"];

fn check<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    if !schema.directions().request || !schema.accepts_anything() || may_be_free(schema) {
        return;
    }
    let name = schema.name().map_or_else(|| "schema".to_owned(), |it| format!("`{it}`"));
    let message = format!("{name} accepts any value");
    let draft = cx.report(Place::key(schema.node()), message).in_requests();
    let is_named_any = schema.name().is_some_and(|it| has_word_of(&it, &NAMED_ANY));
    let is_free = is_named_any || is_value_of_pair(schema.node()) || follows_type(schema.node());
    if is_free || schema.members().iter().any(|it| is_meant(*it)) {
        draft.confidence(Confidence::Low);
    }
}

/// Whether the schema is that of the value in a pair of a name and a value.
fn is_value_of_pair(node: Node<'_>) -> bool {
    node.has_key("value")
        && node.parent().is_some_and(|it| it.has_key("properties") && it.has_any(&NAMES_OF_VALUES))
}

/// Whether the schema is that of a value whose type another field gives, as its description tells.
fn follows_type(node: Node<'_>) -> bool {
    let name = node.key().unwrap_or_default();
    let text = node.get("description").and_then(Node::text).unwrap_or_default();
    words::words(&name).last().is_some_and(|it| it.eq_ignore_ascii_case("value"))
        && words::has_word_of(&text, &["type", "types"])
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
    is_free(node)
        || is_under_pattern
        || limits::is_in_free_body(schema)
        || is_free_part(schema)
        || is_patch(node)
        || is_described_beside(schema)
}

/// Whether the schema is that of a property, or of the items, which another object around it describes: another part
/// of the `allOf`, or the one of which it is a choice.
fn is_described_beside(schema: &Schema<'_>) -> bool {
    let (node, doc) = (schema.node(), schema.doc());
    let says = |it: Node<'_>| doc.resolve(it).is_some_and(|it| !accepts_anything(doc, it));
    let Some(name) = node.key() else { return false };
    if node.has_key("items") {
        if node.parent().is_some_and(|it| it.has_any(&["enum", "const"])) {
            return true;
        }
        let choices = node.parent().and_then(Node::parent);
        let choices = choices.filter(|it| it.has_key("oneOf") || it.has_key("anyOf"));
        return choices.and_then(|it| it.parent()?.get("items")).is_some_and(says);
    }
    let part = node.parent().filter(|it| it.has_key("properties")).and_then(Node::parent);
    let Some(parts) = part.and_then(Node::parent).filter(|it| it.has_key("allOf")) else { return false };
    parts.items().filter_map(|it| doc.resolve(it)?.get("properties")?.get(&name)).any(says)
}

fn accepts_anything<'a>(doc: Document<'a>, node: Node<'a>) -> bool {
    Schema::new(doc, node, Directions::default()).accepts_anything()
}

/// Whether the schema is that of the value in a JSON Patch (RFC 6902), which may be anything.
fn is_patch(node: Node<'_>) -> bool {
    node.has_key("value")
        && node.parent().is_some_and(|it| it.has_key("properties") && it.get("op").is_some())
}

/// Whether the schema is that of a part of a multipart form, which since 3.1 is bytes unless it has a type.
fn is_free_part(schema: &Schema<'_>) -> bool {
    let body = schema.node().parent().and_then(Node::parent).and_then(Node::parent);
    let is_multipart = || body.and_then(Node::key).is_some_and(|it| it.starts_with("multipart/"));
    schema.doc().version() >= Version::V31 && is_multipart()
}
