//! See `rules/open-request-object.md`.

use super::{called, type_place};
use crate::finding::{Edit, Safety};
use crate::openapi::{Schema, Types, Version};
use crate::rule::{Check, Context};
use crate::syntax::{Node, edit};

pub(super) const CHECKS: &[Check] = &[Check::Schema(check)];

/// Keywords that may add properties, or stand for schemas elsewhere that do.
const CHOICES: [&str; 3] = ["oneOf", "anyOf", "discriminator"];

fn check<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    let is_sent = schema.directions().request && schema.describes(Types::OBJECT, "properties");
    if !is_sent || schema.properties().next().is_none() || is_closed(schema) || !can_be_closed(cx, schema) {
        return;
    }
    let message = format!("{} accepts properties that it does not describe", called("object", schema));
    let edit = closed(schema);
    let draft = cx.report(type_place(schema, Types::OBJECT, "properties"), message).in_requests();
    draft.fix(Safety::Unsafe, "refuse unknown properties", edit);
}

/// Closes the object where it stands alone; how a composition is to be closed is for its author to say.
fn closed(schema: &Schema<'_>) -> Option<Edit> {
    let [only] = schema.members() else { return None };
    match only.get("additionalProperties") {
        Some(it) => edit::replace(it, &false.into()),
        None => edit::insert(*only, "type", "additionalProperties", &false.into()),
    }
}

/// Whether unknown properties are refused or have a schema of their own.
fn is_closed(schema: &Schema<'_>) -> bool {
    let keys = ["additionalProperties", "unevaluatedProperties"];
    schema.is_limited_if(|it| keys.iter().filter_map(|key| it.get(key)).any(|it| !is_free(it)))
}

/// Whether a schema is `true` or `{}`.
fn is_free(node: Node<'_>) -> bool {
    node.as_bool() == Some(true) || (node.is_mapping() && node.children().next().is_none())
}

/// An object cannot be closed where others describe some of its properties; since 3.1 the composition can.
fn can_be_closed(cx: &Context<'_>, schema: &Schema<'_>) -> bool {
    let describing = schema.members().iter().filter(|it| it.has_any(&["properties"]));
    let is_composition =
        describing.clone().count() > 1 || schema.members().iter().any(|it| it.has_any(&CHOICES));
    if is_composition && schema.doc().version() < Version::V31 {
        return false;
    }
    let mut owners = describing.filter(|_| !is_composition).copied().chain([schema.node()]);
    !owners.any(|it| cx.model.is_composed(it))
}
