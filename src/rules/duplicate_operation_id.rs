//! See `rules/duplicate-operation-id.md`.

use crate::openapi::{Document, Operation};
use crate::rule::{Check, Context, Place};
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let mut first_of = FxHashMap::default();
    for operation in cx.model.operations_of(doc) {
        let Some(node) = operation.node().get("operationId") else { continue };
        let Some(id) = node.as_str().filter(|it| !it.is_empty()) else { continue };
        match first_of.entry(id) {
            Entry::Vacant(entry) => drop(entry.insert(operation)),
            Entry::Occupied(entry) => report(cx, entry.get(), operation, entry.key()),
        }
    }
}

fn report<'a>(cx: &mut Context<'a>, first: &Operation<'a>, later: &Operation<'a>, id: &str) {
    // A path item that two paths refer to is one text, and cannot hold two identifiers.
    if first.node() == later.node() {
        return;
    }
    let nodes = (first.node().get("operationId"), later.node().get("operationId"));
    let (Some(first_id), Some(later_id)) = nodes else { return };
    let message = format!("`{}` is already the identifier of `{}`", super::shortened(id), first.name());
    cx.report(Place::value(later_id), message).label(first_id.first_line(), "first used here");
}
