//! See `rules/contradictory-bounds.md`.

use super::{called, shortened};
use crate::openapi::{Schema, Version};
use crate::rule::{Check, Context, Place};
use crate::syntax::{Kind, Node};
use rustc_hash::FxHashSet;

pub(super) const CHECKS: &[Check] = &[Check::Schema(check)];

/// Keywords that bound a size from below and from above, and what is of that size.
const SIZES: [(&str, &str, &str); 3] = [
    ("minLength", "maxLength", "text"),
    ("minItems", "maxItems", "array"),
    ("minProperties", "maxProperties", "object"),
];

/// A bound, the keyword that sets it, and whether the bound itself is out.
#[derive(Clone, Copy)]
struct Bound<'a> {
    value: f64,
    node: Node<'a>,
    is_exclusive: bool,
}

/// The tightest bounds of one quantity, by all parts of a schema together.
#[derive(Clone, Copy)]
struct Bounds<'a> {
    least: Option<Bound<'a>>,
    most: Option<Bound<'a>>,
}

/// Keywords that bound numbers.
const NUMBERS: [&str; 4] = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];

fn check<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    let bounds = |it: &Node<'a>| {
        it.has_any(&NUMBERS) || SIZES.iter().any(|(least, most, _)| it.has_any(&[least, most]))
    };
    if !schema.members().iter().any(bounds) {
        return;
    }
    let numbers = numbers(schema);
    check_order(cx, schema, numbers, "number");
    for (least, most, what) in SIZES {
        check_order(cx, schema, sizes(schema, least, most), what);
    }
    check_required(cx, schema);
    for member in schema.members() {
        let listed = member.get("enum").into_iter().flat_map(Node::items);
        check_values(cx, schema, numbers, &listed.chain(member.get("const")).collect::<Vec<_>>());
    }
}

fn sizes<'a>(schema: &Schema<'a>, least: &str, most: &str) -> Bounds<'a> {
    let bound = |it: Node<'a>| {
        it.as_u64().and(it.as_f64()).map(|value| Bound { value, node: it, is_exclusive: false })
    };
    let all = |key| schema.members().iter().filter_map(move |it| it.get(key)).filter_map(bound);
    Bounds { least: all(least).max_by(tighter), most: all(most).min_by(tighter) }
}

fn numbers<'a>(schema: &Schema<'a>) -> Bounds<'a> {
    let all = |key, exclusive| {
        schema.members().iter().flat_map(move |it| number_bounds(schema, *it, key, exclusive))
    };
    let key = |it: &Bound<'_>| it.value;
    // Of equal bounds the exclusive one is tighter.
    let least = all("minimum", "exclusiveMinimum")
        .max_by(|one, other| key(one).total_cmp(&key(other)).then(one.is_exclusive.cmp(&other.is_exclusive)));
    let most = all("maximum", "exclusiveMaximum")
        .min_by(|one, other| key(one).total_cmp(&key(other)).then(other.is_exclusive.cmp(&one.is_exclusive)));
    Bounds { least, most }
}

/// Up to 3.0 the exclusive keyword is a flag beside the bound; from 3.1 on it is a bound of its own.
fn number_bounds<'a>(
    schema: &Schema<'a>,
    member: Node<'a>,
    key: &str,
    exclusive: &str,
) -> impl Iterator<Item = Bound<'a>> + use<'a> {
    let flag = member.get(exclusive);
    let is_flagged = schema.doc().version() < Version::V31 && flag.and_then(Node::as_bool) == Some(true);
    let own = flag.filter(|_| schema.doc().version() >= Version::V31);
    let bound = |node: Option<Node<'a>>, is_exclusive| {
        node.and_then(|node| Some(Bound { value: node.as_f64()?, node, is_exclusive }))
    };
    [bound(member.get(key), is_flagged), bound(own, true)].into_iter().flatten()
}

fn tighter(one: &Bound<'_>, other: &Bound<'_>) -> std::cmp::Ordering {
    one.value.total_cmp(&other.value)
}

fn check_order<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, bounds: Bounds<'a>, what: &str) {
    let (Some(least), Some(most)) = (bounds.least, bounds.most) else { return };
    let is_empty = least.value == most.value && (least.is_exclusive || most.is_exclusive);
    if least.value <= most.value && !is_empty {
        return;
    }
    let is_later = |one: Node<'a>, other: Node<'a>| one.span() > other.span();
    let (place, other) =
        if is_later(most.node, least.node) { (most.node, least.node) } else { (least.node, most.node) };
    let message = format!(
        "{} and {} leave no {what} for {}",
        stated(least.node),
        stated(most.node),
        called("the schema", schema)
    );
    cx.report(Place::key(place), message).label(other.name_span(), "contradicts this bound");
}

/// A keyword with its value.
fn stated(node: Node<'_>) -> String {
    format!("`{}: {}`", node.key().unwrap_or_default(), shortened(&node.text().unwrap_or_default()))
}

fn check_required<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    let Some(most) = sizes(schema, "minProperties", "maxProperties").most else { return };
    let mut lists = schema.members().iter().filter_map(|it| it.get("required"));
    let names: FxHashSet<_> = lists.clone().flat_map(Node::items).filter_map(Node::text).collect();
    #[expect(clippy::cast_precision_loss, reason = "no list is so long")]
    let count = names.len() as f64;
    if count > most.value {
        let message =
            format!("{} leaves no room for the {count} properties that are required", stated(most.node));
        let draft = cx.report(Place::key(most.node), message);
        if let Some(list) = lists.next() {
            draft.label(list.name_span(), "required here");
        }
    }
}

/// Listed values that a bound rules out.
fn check_values<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, numbers: Bounds<'a>, values: &[Node<'a>]) {
    let mut wrong = values.iter().filter_map(|it| Some((*it, broken(schema, numbers, *it)?)));
    let Some((value, bound)) = wrong.next() else { return };
    let count = super::and_more(wrong.count(), "value");
    let shown = value.text().map_or_else(|| "the value".to_owned(), |it| format!("`{}`", shortened(&it)));
    let message = format!("{shown} is listed, but {} rules it out{count}", stated(bound));
    cx.report(Place::value(value), message).label(bound.name_span(), "the bound");
}

/// The bound that a value breaks.
fn broken<'a>(schema: &Schema<'a>, numbers: Bounds<'a>, value: Node<'a>) -> Option<Node<'a>> {
    let (bounds, size) = match value.kind() {
        Kind::Number => (numbers, value.as_f64()?),
        Kind::String => (sizes(schema, "minLength", "maxLength"), count(value.text()?.chars())),
        Kind::Sequence => (sizes(schema, "minItems", "maxItems"), count(value.items())),
        _ => return None,
    };
    let below = |it: &Bound<'_>| size < it.value || (it.is_exclusive && size == it.value);
    let above = |it: &Bound<'_>| size > it.value || (it.is_exclusive && size == it.value);
    bounds.least.filter(below).or(bounds.most.filter(above)).map(|it| it.node)
}

#[expect(clippy::cast_precision_loss, reason = "no text is so long")]
fn count<T>(items: impl Iterator<Item = T>) -> f64 {
    items.count() as f64
}
