//! See `rules/sensitive-response-property.md`.

use super::words;
use crate::finding::Safety;
use crate::openapi::{Directions, Reference, Schema, Types};
use crate::rule::{Check, Context, Place};
use crate::syntax::{Node, edit};

pub(super) const CHECKS: &[Check] = &[Check::Schema(schema), Check::Reference(reference)];

/// Formats of values that tell about a secret.
const HARMLESS: [&str; 4] = ["date", "date-time", "uri", "uuid"];

fn schema<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    if schema.directions().response && is_secret_property(schema.node()) {
        look(cx, schema.node(), schema);
    }
}

/// A property that is a reference: the schema it leads to is visited elsewhere, without the property's name.
fn reference<'a>(cx: &mut Context<'a>, reference: &Reference<'a>) {
    let property = reference.node.parent().filter(|it| is_secret_property(*it));
    let (Some(property), Ok(target), Some(any)) = (property, reference.outcome, cx.model.documents.first()) else {
        return;
    };
    let is_returned = cx.model.directions_of(property).response;
    let node = any.doc.resolve(target).filter(|_| is_returned);
    let Some(node) = node else { return };
    look(cx, property, &Schema::new(any.doc, node, Directions::default()));
}

fn is_secret_property(node: Node<'_>) -> bool {
    node.parent().is_some_and(|it| it.has_key("properties")) && node.key().is_some_and(|it| words::is_secret(&it))
}

fn look<'a>(cx: &mut Context<'a>, property: Node<'a>, schema: &Schema<'a>) {
    let name = property.key().unwrap_or_default();
    let is_value = schema.types().has(Types::STRING.with(Types::INTEGER)) && !schema.is_enumerated();
    let is_harmless = schema.format().is_some_and(|it| HARMLESS.contains(&it.as_ref()));
    let is_postal = words::same(&name, "pin") && property.parent().is_some_and(|it| it.has_any(&words::ADDRESS));
    let is_hidden = schema.members().iter().chain([&property]).any(|it| is_masked(*it));
    if is_value && !is_harmless && !is_postal && !is_hidden {
        let draft = cx.report(Place::key(property), format!("response has the property `{name}`, which is named like a secret")).in_responses();
        let edit = edit::insert(property, "type", "writeOnly", &true.into());
        draft.fix(Safety::Unsafe, "accept the property only, and do not return it", edit);
    }
}

/// Not returned, or not in full.
fn is_masked(node: Node<'_>) -> bool {
    let is_write_only = node.get("writeOnly").and_then(Node::as_bool) == Some(true);
    let texts = ["description", "title", "example", "default"].iter().filter_map(|key| node.get(key)?.text());
    is_write_only || texts.into_iter().any(|it| words::tells_of_mask(&it))
}
