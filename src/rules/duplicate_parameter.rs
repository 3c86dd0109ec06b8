//! See `rules/duplicate-parameter.md`.

use crate::finding::Safety;
use crate::openapi::{Document, Parameter};
use crate::rule::{Check, Context, Place};
use crate::syntax::{Node, edit};
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let mut item_before = None;
    for operation in cx.model.operations_of(doc) {
        // Operations of a path stand together, and its list is one for all of them.
        let item = operation.path_item();
        if item_before.replace(item) != Some(item) {
            check_list(cx, doc, item);
        }
        check_list(cx, doc, operation.node());
    }
}

fn check_list<'a>(cx: &mut Context<'a>, doc: Document<'a>, holder: Node<'a>) {
    let Some(list) = holder.get("parameters").filter(|it| it.items().nth(1).is_some()) else { return };
    let mut first_of = FxHashMap::default();
    for item in list.items() {
        let Some(parameter) = doc.resolve(item).and_then(|it| Parameter::new(doc, it)) else { continue };
        match first_of.entry(parameter.identity()) {
            Entry::Vacant(entry) => drop(entry.insert(item)),
            Entry::Occupied(entry) => report(cx, *entry.get(), item, &parameter),
        }
    }
}

fn report<'a>(cx: &mut Context<'a>, first: Node<'a>, later: Node<'a>, parameter: &Parameter<'a>) {
    let name = super::shortened(parameter.name());
    let location = parameter.node().get("in").and_then(Node::text).unwrap_or_default();
    let message = format!("the list has the {location} parameter `{name}` twice");
    let draft = cx.report(Place::value(named(later)), message);
    let is_same =
        later.get("$ref").is_some_and(|it| first.get("$ref").is_some_and(|other| it.text() == other.text()));
    let edit = edit::remove(later).filter(|_| is_same);
    draft.label(named(first).first_line(), "first listed here").fix(Safety::Safe, "list it once", edit);
}

/// The value that tells which parameter an item is.
fn named(item: Node<'_>) -> Node<'_> {
    item.get("$ref").or_else(|| item.get("name")).unwrap_or(item)
}
