//! See `rules/unbounded-string.md`.

use super::{called, type_place};
use crate::openapi::{Model, Schema, Types};
use crate::rule::{Check, Context};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Schema(check)];

/// Formats whose texts are short, and binary ones, whose size is no matter of `maxLength`.
const BOUNDED: [&str; 26] = [
    "binary",
    "char",
    "date",
    "date-time",
    "date-time-local",
    "datetime",
    "double",
    "duration",
    "file",
    "float",
    "google-datetime",
    "google-duration",
    "guid",
    "hostname",
    "http-date",
    "int32",
    "int64",
    "ipv4",
    "ipv6",
    "partial-date",
    "time",
    "time-local",
    "uint32",
    "uint64",
    "uuid",
    "uuid4",
];

/// Keywords that leave few values, or say that the text stands for bytes.
const LIMITS: [&str; 4] = ["enum", "const", "contentMediaType", "contentEncoding"];

fn check<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    let is_sent = schema.directions().request && schema.types().has(Types::STRING);
    let is_limited = |it: &Node<'a>| it.get("maxLength").is_some() || is_short(cx.model, it);
    if !is_sent || schema.is_limited_if(is_limited) {
        return;
    }
    let message = format!("{} has no `maxLength`", called("string", schema));
    cx.report(type_place(schema, Types::STRING, "type"), message).in_requests();
}

/// Whether a part of a schema leaves only short texts, be it without a `maxLength`.
pub(super) fn is_short<'a>(model: &Model<'a>, node: &Node<'a>) -> bool {
    let format = node.get("format").and_then(Node::as_str);
    node.has_any(&LIMITS)
        || format.is_some_and(|it| BOUNDED.contains(&it.as_ref()))
        || node.get("pattern").is_some_and(|it| model.bounds_length(it))
}
