//! See `rules/excessive-request-size.md`.

use super::limits;
use crate::finding::Confidence;
use crate::openapi::size::Sizes;
use crate::openapi::{Directions, Document, Operation, Schema};
use crate::rule::{Check, Context, Place};
use crate::source::FileId;
use crate::syntax::{Node, NodeId};
use rustc_hash::FxHashSet;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Places that make bodies large, each told once however many bodies it is in.
type Told = FxHashSet<(FileId, NodeId)>;

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let (mut sizes, mut told) = (Sizes::new(doc), Told::default());
    let model = cx.model;
    let operations = model.inbound_operations_of(doc);
    for (operation, schema) in
        operations.flat_map(|it| it.json_schemas().into_iter().map(move |schema| (it, schema)))
    {
        let Some(bytes) = sizes.of(schema).bytes().filter(|it| *it > cx.config.limits.max_request_bytes)
        else {
            continue;
        };
        let part = sizes.largest_part(schema);
        let text = Schema::new(doc, part, Directions::REQUEST);
        if is_plain_text(&sizes, &text, bytes, cx.config.limits.max_request_bytes) {
            continue;
        }
        if told.insert((part.tree().source().id(), part.id())) {
            let body = doc.described(schema).unwrap_or(schema);
            report(cx, body, part, bytes, states_size(operation));
        }
    }
}

/// Whether it is one text that makes a body large, and only by its escapes: what it may hold is said in one place.
fn is_plain_text<'a>(sizes: &Sizes<'a>, text: &Schema<'a>, bytes: u64, most: u64) -> bool {
    // A comparison may take two pictures.
    const FEW: u64 = 2;
    let letters = text.members().iter().filter_map(|it| it.get("maxLength")?.as_u64()).min();
    let is_alone = sizes.known(text.node()).is_some_and(|it| it.saturating_mul(FEW + 1) > bytes);
    is_alone && letters.is_some_and(|it| it.saturating_mul(FEW) <= most)
}

/// Whether the description of the operation says how large its body, or a part of it, may be.
fn states_size(operation: &Operation<'_>) -> bool {
    let text = operation.node().get("description").and_then(Node::as_str);
    text.is_some_and(|it| limits::states_size(&it))
}

fn report<'a>(cx: &mut Context<'a>, body: Node<'a>, part: Node<'a>, bytes: u64, is_stated: bool) {
    let name = body
        .key()
        .filter(|it| it != "schema")
        .map_or_else(|| "request body".to_owned(), |it| format!("`{it}`"));
    let message = format!("{name} may take {} of JSON", readable(bytes));
    let limit =
        ["maxItems", "maxLength", "maxProperties"].iter().find_map(|key| part.get(key)).unwrap_or(part);
    let affected = cx.model.affected(part, true, false);
    let draft = cx.report(Place::key(body), message);
    draft.affects(affected).label(limit.name_span(), "most of it comes from here");
    if is_stated {
        draft.confidence(Confidence::Low);
    }
}

/// A number of bytes as people read it, at least a megabyte.
fn readable(bytes: u64) -> String {
    const UNITS: [(&str, u64); 4] = [("PiB", 1 << 50), ("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20)];
    let unit = UNITS.iter().find(|it| bytes >= it.1);
    unit.map_or_else(
        || format!("{bytes} bytes"),
        |(name, size)| {
            let tenths = bytes / (size / 10);
            if tenths >= 10_240 {
                format!("thousands of {name}")
            } else {
                format!("{}.{} {name}", tenths / 10, tenths % 10)
            }
        },
    )
}
