//! See `rules/unbounded-page-size.md`.

use super::{limits, type_place, words};
use crate::finding::{Affected, Confidence};
use crate::openapi::{Directions, Document, Location, Parameter, Schema, Types};
use crate::rule::{Check, Context};
use crate::source::FileId;
use crate::syntax::{Kind, Node, NodeId};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

const NUMBER: Types = Types::INTEGER.with(Types::NUMBER);

/// Words that tell of sizes that are none of a list.
const PICTURES: [&str; 14] = [
    "area", "avatar", "byte", "bytes", "crop", "cropped", "edge", "height", "icon", "image", "picture",
    "pixel", "pixels", "width",
];

/// Names that pictures have a use for as well.
const MEASURES: [&str; 2] = ["size", "top"];

/// Words of parameters that are there for old callers only.
const IDLE: [&str; 4] = ["not used", "unused", "is ignored", "no effect"];

/// A page size where it is defined, and the operations that take it.
struct PageSize<'a> {
    parameter: Parameter<'a>,
    operations: Vec<usize>,
    is_bounded: bool,
}

/// Page sizes of one name, each once.
#[derive(Default)]
struct Alike<'a> {
    all: Vec<PageSize<'a>>,
    by_place: FxHashMap<(FileId, NodeId), usize>,
}

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let mut by_name: BTreeMap<String, Alike<'a>> = BTreeMap::new();
    for (number, operation) in cx.model.numbered_operations_of(doc) {
        for parameter in operation.parameters().into_iter().filter(is_page_size) {
            by_name.entry(parameter.name().to_owned()).or_default().add(number, parameter);
        }
    }
    for alike in by_name.into_values() {
        let (bounded, unbounded): (Vec<_>, Vec<_>) = alike.all.into_iter().partition(|it| it.is_bounded);
        if unbounded.len() > 1 && bounded.is_empty() {
            report_all(cx, &unbounded);
        } else {
            unbounded.iter().for_each(|it| report(cx, it));
        }
    }
}

impl<'a> Alike<'a> {
    fn add(&mut self, number: usize, parameter: Parameter<'a>) {
        let node = parameter.node();
        let next = self.all.len();
        let known = *self.by_place.entry((node.tree().source().id(), node.id())).or_insert(next);
        match self.all.get_mut(known) {
            Some(page_size) => page_size.operations.push(number),
            None => {
                let is_bounded = schema(&parameter).is_none_or(|it| it.is_limited_if(has_maximum));
                self.all.push(PageSize { parameter, operations: vec![number], is_bounded });
            }
        }
    }
}

fn is_page_size(parameter: &Parameter<'_>) -> bool {
    let is_named = parameter.location() == Location::Query && words::is_page_size(parameter.name());
    let is_number = || schema(parameter).is_some_and(|it| it.types().has(NUMBER));
    is_named && is_number() && !is_something_else(parameter)
}

/// Whether a `size` is that of a picture or a text rather than of a list, or nothing at all.
fn is_something_else(parameter: &Parameter<'_>) -> bool {
    let text = parameter.node().get("description").and_then(Node::as_str).unwrap_or_default();
    let text = text.to_ascii_lowercase();
    let measures = || words::is_one_of(parameter.name(), &MEASURES) && words::has_word_of(&text, &PICTURES);
    measures() || IDLE.iter().any(|it| text.contains(it))
}

fn schema<'a>(parameter: &Parameter<'a>) -> Option<Schema<'a>> {
    parameter.schema().map(|it| Schema::new(parameter.doc(), it, Directions::default()))
}

fn report<'a>(cx: &mut Context<'a>, page_size: &PageSize<'a>) {
    let affected = cx.model.affected_operations(&page_size.operations);
    say(cx, page_size, "", affected, is_stated(page_size));
}

/// Where no page size of this name has a maximum, one decision is missing and not many.
fn report_all<'a>(cx: &mut Context<'a>, all: &[PageSize<'a>]) {
    let Some(first) = all.iter().find(|it| !is_stated(it)).or(all.first()) else { return };
    let operations: Vec<usize> = all.iter().flat_map(|it| it.operations.iter().copied()).collect();
    let affected = cx.model.affected_operations(&operations);
    let where_else = match all.len() {
        2 => ", here and in another place".to_owned(),
        places => format!(", here and in {} other places", places - 1),
    };
    let stated = all.iter().filter(|it| is_stated(it)).count();
    say(cx, first, &where_else, affected, stated * 2 > all.len());
}

fn say<'a>(
    cx: &mut Context<'a>,
    page_size: &PageSize<'a>,
    where_else: &str,
    affected: Affected,
    is_stated: bool,
) {
    let parameter = &page_size.parameter;
    let Some(schema) = schema(parameter) else { return };
    let message = format!("page size `{}` has no `maximum`{where_else}", parameter.name());
    let draft = cx.report(type_place(&schema, NUMBER, "type"), message);
    draft.label(parameter.name_node().span(), "sets the page size").affects(affected);
    if is_stated {
        draft.confidence(Confidence::Low);
    }
}

/// Whether the description states a maximum that the schema does not.
fn is_stated(page_size: &PageSize<'_>) -> bool {
    let stated = |it: Node<'_>| limits::has_stated_most(it);
    stated(page_size.parameter.node())
        || schema(&page_size.parameter).is_some_and(|it| it.members().iter().any(|it| stated(*it)))
}

fn has_maximum(node: &Node<'_>) -> bool {
    // Before 3.1 `exclusiveMaximum` is a boolean that only says how to read `maximum`.
    let is_number = |it: Node<'_>| it.kind() != Kind::Bool;
    node.has_any(&["maximum", "enum", "const"]) || node.get("exclusiveMaximum").is_some_and(is_number)
}
