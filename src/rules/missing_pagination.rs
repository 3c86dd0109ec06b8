//! See `rules/missing-pagination.md`.

use super::words;
use crate::openapi::{Directions, Document, Location, Operation, Response, Schema, Types};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Operation(check)];

/// An object with more properties is a thing of its own, not something around a list.
const MOST_PROPERTIES: usize = 32;

fn check<'a>(cx: &mut Context<'a>, op: &Operation<'a>) {
    if !op.is_inbound() || op.name().method != "GET" {
        return;
    }
    let path = op.name().path.trim_end_matches('/');
    let segment = path.rsplit('/').next().unwrap_or_default();
    let is_collection = !segment.is_empty() && !segment.contains(['{', '}']);
    if !is_collection || has_paging_parameter(op) {
        return;
    }
    if let Some(list) = returned_list(op, segment) {
        let message = format!("`{}` returns a whole list: there is no paging parameter", op.name().method.to_lowercase());
        cx.report(Place::key(op.node()), message).label(list.name_span(), "a list without `maxItems`");
    }
}

fn has_paging_parameter(op: &Operation<'_>) -> bool {
    op.parameters().iter().any(|it| match it.location() {
        Location::Path => false,
        // All parameters in one schema.
        Location::Querystring | Location::Body => true,
        _ => words::has_word_of(it.name(), &words::PAGING) || words::is_page_size(it.name()),
    })
}

/// The array that a success returns, if nothing bounds it.
fn returned_list<'a>(op: &Operation<'a>, segment: &str) -> Option<Node<'a>> {
    let successes = op.resolved_responses().filter(|it| it.status.starts_with('2') && !has_next_header(it));
    let mut schemas = successes.flat_map(|it| it.schemas());
    schemas.find_map(|it| list_in(op.doc(), it, segment))
}

fn has_next_header(response: &Response<'_>) -> bool {
    let mut headers = response.node.get("headers").into_iter().flat_map(Node::entries);
    headers.any(|it| it.key().is_some_and(|name| words::has_word_of(&name, &words::NEXT_PAGE)))
}

fn list_in<'a>(doc: Document<'a>, schema: Node<'a>, segment: &str) -> Option<Node<'a>> {
    let schema = schema_at(doc, schema)?;
    if schema.describes(Types::ARRAY, "items") {
        return unbounded(&schema);
    }
    if schema.properties().nth(MOST_PROPERTIES).is_some() {
        return None;
    }
    let names_list = |name: &str| words::is_one_of(name, &words::LIST) || words::same(name, segment);
    let mut arrays = schema.properties().filter(|it| schema_at(doc, *it).is_some_and(|it| it.types().has(Types::ARRAY)));
    let only = arrays.next().filter(|_| arrays.next().is_none())?;
    let leads_on = |it: Node<'_>| it.key().is_some_and(|name| words::has_word_of(&name, &words::NEXT_PAGE));
    if !only.key().is_some_and(|it| names_list(&it)) || schema.properties().any(leads_on) {
        return None;
    }
    unbounded(&schema_at(doc, only)?)
}

fn unbounded<'a>(array: &Schema<'a>) -> Option<Node<'a>> {
    (!array.has_bounded_items()).then(|| array.place(Types::ARRAY, "items"))
}

fn schema_at<'a>(doc: Document<'a>, node: Node<'a>) -> Option<Schema<'a>> {
    doc.resolve(node).map(|it| Schema::new(doc, it, Directions::default()))
}
