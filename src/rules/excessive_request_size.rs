//! See `rules/excessive-request-size.md`.

use crate::openapi::Document;
use crate::openapi::size::Sizes;
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
    for schema in model.inbound_operations_of(doc).flat_map(|it| it.json_schemas()) {
        let Some(bytes) = sizes.of(schema).bytes().filter(|it| *it > cx.config.limits.max_request_bytes)
        else {
            continue;
        };
        let part = sizes.largest_part(schema);
        if told.insert((part.tree().source().id(), part.id())) {
            report(cx, doc.described(schema).unwrap_or(schema), part, bytes);
        }
    }
}

fn report<'a>(cx: &mut Context<'a>, body: Node<'a>, part: Node<'a>, bytes: u64) {
    let name = body
        .key()
        .filter(|it| it != "schema")
        .map_or_else(|| "request body".to_owned(), |it| format!("`{it}`"));
    let message = format!("{name} may take {} of JSON", readable(bytes));
    let limit =
        ["maxItems", "maxLength", "maxProperties"].iter().find_map(|key| part.get(key)).unwrap_or(part);
    let affected = cx.model.affected(part, true, false);
    cx.report(Place::key(body), message)
        .affects(affected)
        .label(limit.name_span(), "most of it comes from here");
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
