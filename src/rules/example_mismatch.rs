//! See `rules/example-mismatch.md`.

use crate::openapi::{
    Budget, Directions, Document, MediaType, Parameter, Response, Schema, Types, Verdict, Version, validate,
};
use crate::rule::{Check, Context, Place};
use crate::syntax::{Kind, Node};

pub(super) const CHECKS: &[Check] = &[Check::Model(check)];

/// Keywords of schemas that show values.
const VALUES: [&str; 3] = ["default", "example", "examples"];

/// Steps that all examples of a document may cost.
const MAX_STEPS: u64 = 100_000_000;

fn check(cx: &mut Context<'_>) {
    let model = cx.model;
    let budgets: Vec<Budget> = model.documents.iter().map(|_| Budget::new(MAX_STEPS)).collect();
    let sites = model.schema_sites().iter().filter(|site| VALUES.iter().any(|it| site.may_have(it)));
    sites.for_each(|it| check_schema(cx, &Schema::at(*it), &budgets));
    model.media_types.iter().for_each(|it| check_media_type(cx, it, &budgets));
    model.parameters.iter().for_each(|it| check_parameter(cx, it, &budgets));
    model.responses.iter().for_each(|it| check_response(cx, it, &budgets));
}

fn check_schema<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, budgets: &[Budget]) {
    for part in schema.members().iter().filter(|it| **it == schema.node() || is_visited_here(schema, **it)) {
        check_part(cx, schema, *part, budgets);
    }
}

/// Whether a part is no schema of its own: it stands in the list, or in a file that holds no components.
fn is_visited_here(schema: &Schema<'_>, part: Node<'_>) -> bool {
    let is_listed = part.parent().is_some_and(|it| it.has_key("allOf"));
    is_listed || part.tree().source().id() != schema.doc().root().tree().source().id()
}

fn check_part<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, node: Node<'a>, budgets: &[Budget]) {
    let (doc, directions) = (schema.doc(), schema.directions());
    // The parameter's own check looks at those of a parameter of Swagger 2.0, which is its own schema.
    let listed =
        node.get("examples").filter(|_| doc.version() >= Version::V31).into_iter().flat_map(Node::items);
    let own = ["example", "default"].into_iter().filter_map(|it| node.get(it));
    for value in own.chain(listed) {
        judge(cx, doc, node, value, directions, budgets);
    }
}

fn check_media_type<'a>(cx: &mut Context<'a>, media_type: &MediaType<'a>, budgets: &[Budget]) {
    let doc = media_type.doc;
    let Some(node) = doc.resolve(media_type.node) else { return };
    // A text in another format may be the value as it is sent.
    let is_plain = media_type.is_json() || media_type.is_form() || media_type.name() == "*/*";
    let Some(schema) = node.get("schema") else { return };
    let directions = cx.model.directions_of(media_type.node);
    for value in examples(doc, node).filter(|it| is_plain || it.kind() != Kind::String) {
        judge(cx, doc, schema, value, directions, budgets);
    }
}

fn check_parameter<'a>(cx: &mut Context<'a>, parameter: &Parameter<'a>, budgets: &[Budget]) {
    let doc = parameter.doc();
    let node = parameter.node();
    if doc.version() == Version::V2 || !node.has_any(&["example", "examples"]) {
        return;
    }
    let Some(schema) = node.get("schema") else { return };
    // Lists and objects are often given as they are sent.
    let types = doc.resolve(schema).map(|it| Schema::new(doc, it, parameter.directions()).types());
    let is_scalar = types.is_some_and(|it| !it.has(Types::ARRAY.with(Types::OBJECT)));
    for value in examples(doc, node).filter(|it| is_scalar || it.kind() != Kind::String) {
        judge(cx, doc, schema, value, parameter.directions(), budgets);
    }
}

/// Swagger 2.0 has examples of responses by media type.
fn check_response<'a>(cx: &mut Context<'a>, response: &Response<'a>, budgets: &[Budget]) {
    let (Some(examples), Some(schema)) = (response.node.get("examples"), response.node.get("schema")) else {
        return;
    };
    let directions = Directions { request: false, response: true, error: false };
    for value in examples.entries().filter(|it| it.key().is_some_and(|key| key.contains("json"))) {
        judge(cx, response.doc, schema, value, directions, budgets);
    }
}

/// Values of `example` and `examples`, wherever they are written down.
fn examples<'a>(doc: Document<'a>, node: Node<'a>) -> impl Iterator<Item = Node<'a>> {
    let named = node.get("examples").into_iter().flat_map(Node::entries);
    let value = move |it: Node<'a>| {
        let example = doc.resolve(it)?;
        example.get("value").or_else(|| example.get("dataValue"))
    };
    node.get("example").into_iter().chain(named.filter_map(value))
}

fn judge<'a>(
    cx: &mut Context<'a>,
    doc: Document<'a>,
    schema: Node<'a>,
    value: Node<'a>,
    directions: Directions,
    budgets: &[Budget],
) {
    // `null` at the top says that there is none.
    if value.kind() == Kind::Null {
        return;
    }
    let Some(budget) = budgets.get(doc.index()) else { return };
    let Verdict::Invalid(breach) = validate(doc, schema, value, directions, budget) else { return };
    let what = if value.has_key("default") { "default" } else { "example" };
    let is_collection = matches!(breach.value.kind(), Kind::Mapping | Kind::Sequence);
    let place = if is_collection { Place::key(breach.value) } else { Place::value(breach.value) };
    let message = format!("the {what} does not fit its schema: {}", breach.reason);
    cx.report(place, message).label(breach.keyword.name_span(), "the schema says so here");
}
