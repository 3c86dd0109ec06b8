//! How long a value is when it is written: texts, numbers, names, and what a schema lists.

use super::{Bound, count};
use crate::openapi::parts::is_true;
use crate::openapi::{Pattern, Schema, Types};
use crate::syntax::{Kind, Node};

/// Bytes of a UTF-16 unit, written as an escape.
const UNIT: u64 = 6;

/// UTF-16 units of a character, at most.
const UNITS: u64 = 2;

/// Letters in the name of a map entry that is not bounded otherwise.
const NAME: u64 = 256;

/// Bytes of a number: more digits than this mean nothing to a double, or to 64 bits.
const NUMBER: u64 = 32;

/// Bytes of `false` and `null`.
const BOOLEAN: u64 = 5;
const NULL: u64 = 4;

/// Letters of formats that bound their texts, all of them ASCII.
const FORMATS: [(&str, u64); 14] = [
    ("char", 1),
    ("date", 10),
    ("date-time", 40),
    ("duration", 64),
    ("guid", 38),
    ("hostname", 253),
    ("int32", 11),
    ("int64", 20),
    ("ipv4", 15),
    ("ipv6", 45),
    ("time", 32),
    ("uint32", 10),
    ("uint64", 20),
    ("uuid", 36),
];

pub(super) fn text(letters: u64) -> u64 {
    letters.saturating_mul(UNIT).saturating_add(2)
}

pub(super) fn string(text_node: &str) -> u64 {
    text(text_node.encode_utf16().count() as u64)
}

pub(super) fn scalars<'a>(schema: &Schema<'a>, types: Types) -> Option<Bound<'a>> {
    let is_nullable = types.has(Types::NULL) || schema.members().iter().any(|it| is_true(*it, "nullable"));
    let fixed = [
        (types.has(Types::INTEGER.with(Types::NUMBER)), NUMBER),
        (types.has(Types::BOOLEAN), BOOLEAN),
        (is_nullable, NULL),
    ];
    let fixed = fixed.into_iter().filter(|it| it.0).map(|it| Bound::Finite(it.1));
    fixed.chain(types.has(Types::STRING).then(|| text_of(schema))).reduce(Bound::or)
}

fn text_of<'a>(schema: &Schema<'a>) -> Bound<'a> {
    let length = count(schema, "maxLength").map(|it| text(it.saturating_mul(UNITS)));
    let format = schema.format().and_then(|name| FORMATS.iter().find(|it| it.0 == name)).map(|it| text(it.1));
    let pattern = || {
        let patterns = schema.members().iter().filter_map(|it| it.get("pattern")?.as_str());
        patterns.filter_map(|it| longest_match(&it)).min().map(|it| text(it.saturating_mul(UNITS)))
    };
    let least = [length, format].into_iter().flatten().min().or_else(pattern);
    least.map_or_else(|| Bound::Unbounded(schema.place(Types::STRING, "format")), Bound::Finite)
}

fn longest_match(pattern: &str) -> Option<u64> {
    Pattern::parse(pattern)?.max_length()
}

/// Letters in the names of a map.
pub(super) fn name_length(schema: &Schema<'_>) -> u64 {
    let Some(names) = schema.get("propertyNames").and_then(|it| schema.doc().resolve(it)) else {
        return NAME;
    };
    let listed =
        names.get("enum").into_iter().flat_map(Node::items).filter_map(|it| Some(it.as_str()?.len() as u64));
    let pattern = || names.get("pattern").and_then(Node::as_str).and_then(|it| longest_match(&it));
    let length = names.get("maxLength").and_then(Node::as_u64);
    listed.max().or(length).or_else(pattern).map_or(NAME, |it| it.saturating_mul(UNITS))
}

/// The largest of the values that a schema lists.
pub(super) fn listed(schema: &Schema<'_>) -> Option<u64> {
    let enums = schema.members().iter().filter_map(|it| it.get("enum"));
    let enums = enums.map(|it| it.items().map(written).max().unwrap_or_default());
    let constants = schema.members().iter().filter_map(|it| it.get("const")).map(written);
    enums.chain(constants).min()
}

/// Bytes of a value as JSON, every letter of its texts written as an escape.
fn written(value: Node<'_>) -> u64 {
    let bytes = |node: Node<'_>| {
        let name = node.key().filter(|_| node != value).map_or(0, |it| string(&it) + 1);
        let own = match node.kind() {
            Kind::String => node.as_str().map_or(0, |it| string(&it)),
            Kind::Mapping | Kind::Sequence => 2,
            _ => node.text().map_or(0, |it| it.len() as u64),
        };
        name + own + 1
    };
    value.descendants().map(bytes).fold(0, u64::saturating_add).saturating_sub(1)
}
