//! See `rules/unbounded-page-size.md`.

use super::{type_place, words};
use crate::openapi::{Directions, Location, Parameter, Schema, Types};
use crate::rule::{Check, Context};
use crate::syntax::{Kind, Node};

pub(super) const CHECKS: &[Check] = &[Check::Parameter(check)];

const NUMBER: Types = Types::INTEGER.with(Types::NUMBER);

fn check<'a>(cx: &mut Context<'a>, parameter: &Parameter<'a>) {
    if parameter.location() != Location::Query || !words::is_page_size(parameter.name()) {
        return;
    }
    let doc = parameter.doc();
    let Some(node) = parameter.schema().and_then(|it| doc.resolve(it)) else { return };
    let schema = Schema::new(doc, node, Directions::default());
    if !schema.types().has(NUMBER) || schema.is_limited_if(has_maximum) || !cx.model.is_used(parameter.node()) {
        return;
    }
    let message = format!("page size `{}` has no `maximum`", parameter.name());
    cx.report(type_place(&schema, NUMBER, "type"), message).label(parameter.name_node().span(), "sets the page size").in_requests();
}

fn has_maximum(node: &Node<'_>) -> bool {
    // Before 3.1 `exclusiveMaximum` is a boolean that only says how to read `maximum`.
    let is_number = |it: Node<'_>| it.kind() != Kind::Bool;
    node.has_any(&["maximum", "enum", "const"]) || node.get("exclusiveMaximum").is_some_and(is_number)
}
