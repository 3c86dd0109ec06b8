//! See `rules/missing-schema.md`.

use crate::openapi::{Location, MediaType, Parameter, Version};
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Parameter(parameter), Check::MediaType(media_type)];

fn parameter<'a>(cx: &mut Context<'a>, parameter: &Parameter<'a>) {
    let missing = match (parameter.doc().version(), parameter.location()) {
        (Version::V2, Location::Body) => "schema",
        (Version::V2, _) => "type",
        _ => "schema",
    };
    let is_described = parameter.node().has_any(&[missing, "content"]);
    if is_described || !cx.model.is_used(parameter.node()) {
        return;
    }
    let message = format!("parameter `{}` has no `{missing}`", parameter.name());
    cx.report(Place::value(parameter.name_node()), message);
}

fn media_type<'a>(cx: &mut Context<'a>, media_type: &MediaType<'a>) {
    let is_described = media_type.schema.is_some() || !(media_type.is_json() || media_type.is_form());
    if is_described || !cx.model.is_used(media_type.node) {
        return;
    }
    let name = media_type.node.key().unwrap_or_default();
    cx.report(Place::key(media_type.node), format!("body of type `{name}` has no `schema`"));
}
