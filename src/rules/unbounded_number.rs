//! See `rules/unbounded-number.md`.

use super::sent::{ends_with_word_of, is_word};
use super::{called, type_place, words};
use crate::finding::Confidence;
use crate::openapi::{Schema, Types};
use crate::rule::{Check, Context};
use crate::syntax::{Kind, Node};

pub(super) const CHECKS: &[Check] = &[Check::Schema(check)];

const NUMBER: Types = Types::INTEGER.with(Types::NUMBER);

/// Formats of numbers that fit into so many bits, or count the time.
const BOUNDED: [&str; 18] = [
    "double-int",
    "epoch",
    "int16",
    "int32",
    "int64",
    "int8",
    "long",
    "timestamp",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "unix-time",
    "unix-timestamp",
    "unixtime",
    "unixtimestamp",
    "unsigned32",
    "unsigned64",
];

/// Last words of names of numbers that identify something or tell a time.
const UNBOUNDED: [&str; 17] = [
    "at",
    "cursor",
    "date",
    "datetime",
    "epoch",
    "exp",
    "iat",
    "id",
    "nbf",
    "nonce",
    "pk",
    "revision",
    "since",
    "time",
    "timestamp",
    "ts",
    "version",
];

/// What descriptions say of such numbers.
const TOLD: [&str; 8] = [
    "epoch",
    "id of the",
    "identifier",
    "milliseconds since",
    "seconds since",
    "timestamp",
    "unix time",
    "unique id",
];

fn check<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    let is_sent = schema.directions().request && schema.types().has(NUMBER);
    if !is_sent || schema.is_enumerated() || schema.is_limited_if(has_bounded_format) {
        return;
    }
    let has_least = schema.is_limited_if(|it| is_bounded(it, "minimum", "exclusiveMinimum"));
    let has_greatest = schema.is_limited_if(|it| is_bounded(it, "maximum", "exclusiveMaximum"));
    let lacking = match (has_least, has_greatest) {
        (true, true) => return,
        (_, false) if is_page_size(schema) => return,
        (true, false) => "no `maximum`",
        (false, true) => "no `minimum`",
        (false, false) => "neither `minimum` nor `maximum`",
    };
    // A wrong identifier is one that does not exist, and time has no end.
    let name = schema.name().unwrap_or_default();
    if ends_with_word_of(&name, &UNBOUNDED) || starts_with_id(&name) || is_told(schema) {
        return;
    }
    let message = format!("{} has {lacking}", called("number", schema));
    let draft = cx.report(type_place(schema, NUMBER, "type"), message).in_requests();
    // What the number measures is not said: there may be no bounds.
    if name.is_empty() || name.ends_with('*') || is_word(name.trim_end_matches("[]"), "value") {
        draft.confidence(Confidence::Low);
    }
}

/// Whether a description, be it that of the parameter, tells that the number identifies something or is a time.
fn is_told(schema: &Schema<'_>) -> bool {
    let parameter = schema.node().parent().filter(|it| it.has_any(&["in"]));
    let texts = schema.members().iter().chain(&parameter).filter_map(|it| it.get("description")?.text());
    let mut texts = texts.map(|it| it.to_lowercase());
    texts.any(|text| TOLD.iter().any(|it| text.contains(it)) || is_called_id(&text))
}

/// `idUsuario`, as many languages put it.
fn starts_with_id(name: &str) -> bool {
    words::words(name).next().is_some_and(|it| it.eq_ignore_ascii_case("id"))
}

/// Whether a description begins or ends with the word: `Account id`, `id number of the order`.
fn is_called_id(text: &str) -> bool {
    let mut words = words::words(text);
    let first = words.next();
    first == Some("id") || words.last() == Some("id")
}

fn has_bounded_format(node: &Node<'_>) -> bool {
    node.get("format").and_then(Node::as_str).is_some_and(|it| BOUNDED.contains(&it.as_ref()))
}

/// Before 3.1 the exclusive bound is a boolean that only says how to read the other.
fn is_bounded(node: &Node<'_>, bound: &str, exclusive: &str) -> bool {
    let is_number = |it: Node<'_>| it.kind() != Kind::Bool;
    node.has_any(&[bound]) || node.get(exclusive).is_some_and(is_number)
}

/// The greatest page size is the business of `unbounded-page-size`.
fn is_page_size(schema: &Schema<'_>) -> bool {
    let is_property = schema.node().parent().is_some_and(|it| it.has_key("properties"));
    !is_property && schema.name().is_some_and(|it| words::is_page_size(&it))
}
