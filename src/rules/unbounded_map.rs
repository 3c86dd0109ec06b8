//! See `rules/unbounded-map.md`.

use super::{called, limits, type_place, words};
use crate::finding::Confidence;
use crate::openapi::{Pattern, Schema, Types};
use crate::rule::{Check, Context};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Schema(check)];

/// Keywords that describe entries under names which are not listed.
const VALUES: [&str; 2] = ["additionalProperties", "unevaluatedProperties"];

/// Keywords by which an object without a type shows.
const OPENS: [&str; 3] = ["additionalProperties", "unevaluatedProperties", "patternProperties"];

/// Keywords that say what else an object holds, so that it is no mere map.
const OTHERS: [&str; 8] =
    ["oneOf", "anyOf", "discriminator", "if", "not", "dependentSchemas", "$dynamicRef", "$recursiveRef"];

/// Last words of names that mean maps, even where nothing else is said.
const MAPS: [&str; 10] = [
    "annotations",
    "attributes",
    "dictionary",
    "headers",
    "labels",
    "map",
    "metadata",
    "params",
    "tags",
    "variables",
];

/// Ways to take any name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Entries under any name are meant.
    Map,
    /// Nothing is said about entries, so that there may be any.
    Bare,
}

fn check<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    if !schema.directions().request || !is_object(schema) {
        return;
    }
    let Some(shape) = shape(schema) else { return };
    if is_bounded(schema) || cx.model.is_composed(schema.node()) {
        return;
    }
    let message = match shape {
        Shape::Map => format!("{} takes any number of entries", called("map", schema)),
        Shape::Bare => {
            format!("{} lists no properties and takes any number of them", called("object", schema))
        }
    };
    let is_in_head = limits::is_sent_in_head(cx.model, schema);
    let draft = cx.report(type_place(schema, Types::OBJECT, "additionalProperties"), message);
    draft.in_requests();
    if shape == Shape::Bare || is_in_head || limits::is_stated_for(schema) {
        draft.confidence(Confidence::Low);
    }
}

fn is_object(schema: &Schema<'_>) -> bool {
    schema.types().has(Types::OBJECT)
        || (schema.types().is_empty() && schema.members().iter().any(|it| it.has_any(&OPENS)))
}

/// How an object takes names that it does not list. With properties beside them it is an object that is left open,
/// unless the rest is described.
fn shape(schema: &Schema<'_>) -> Option<Shape> {
    let values = || schema.members().iter().flat_map(|it| VALUES.iter().filter_map(|key| it.get(key)));
    if values().any(|it| it.as_bool() == Some(false)) {
        return (!has_few_patterns(schema)).then_some(Shape::Map);
    }
    let has_properties = schema.properties().next().is_some();
    let is_described = |it: Node<'_>| it.is_mapping() && it.children().next().is_some();
    if values().any(|it| !has_properties || is_described(it)) {
        return Some(Shape::Map);
    }
    let is_bare = !has_properties && !schema.members().iter().any(|it| it.has_any(&OTHERS));
    let shape = if is_bare && is_named(schema) && !is_refined(schema) { Shape::Map } else { Shape::Bare };
    (is_bare && !limits::is_in_free_body(schema)).then_some(shape)
}

/// Whether the name says that it is a map; that of a list says nothing of its items.
fn is_named(schema: &Schema<'_>) -> bool {
    let name = schema.name().filter(|it| !it.ends_with("[]"));
    name.is_some_and(|it| words::words(&it).last().is_some_and(|it| words::is_one_of(it, &MAPS)))
}

/// Whether the object belongs to one of which there are kinds: each of them describes it further.
fn is_refined(schema: &Schema<'_>) -> bool {
    let properties = schema.node().parent().filter(|it| it.has_key("properties"));
    properties.and_then(Node::parent).is_some_and(|it| it.get("discriminator").is_some())
}

/// Whether names must match patterns of which there are none, or none without a greatest length.
fn has_few_patterns(schema: &Schema<'_>) -> bool {
    let mut patterns =
        schema.members().iter().filter_map(|it| it.get("patternProperties")).flat_map(Node::entries);
    patterns.all(|it| it.key().is_some_and(|text| bounds_length(&text)))
}

fn is_bounded(schema: &Schema<'_>) -> bool {
    let has_few_names = |it: &Node<'_>| it.get("propertyNames").is_some_and(|names| are_few(schema, names));
    schema.is_limited_by(&["maxProperties", "enum", "const"]) || schema.is_limited_if(has_few_names)
}

fn are_few(schema: &Schema<'_>, names: Node<'_>) -> bool {
    let Some(names) = schema.doc().resolve(names) else { return true };
    let pattern = || names.get("pattern").and_then(Node::as_str);
    names.has_any(&["enum", "const"]) || pattern().is_some_and(|it| bounds_length(&it))
}

fn bounds_length(pattern: &str) -> bool {
    Pattern::parse(pattern).is_some_and(|it| it.max_length().is_some())
}
