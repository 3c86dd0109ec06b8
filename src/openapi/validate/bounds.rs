//! Numbers, lengths, patterns: keywords that say how great a value may be, or how it must look.

use super::super::{Budget, Pattern, Version};
use super::Verdict;
use crate::syntax::{Kind, Node};

/// Numbers of which one is a multiple of the other within what doubles can tell.
const TOLERANCE: f64 = 1e-9;

/// Holds a value against the bounds of its kind.
pub(super) fn judge<'a>(schema: Node<'a>, value: Node<'a>, version: Version, budget: &Budget) -> Verdict<'a> {
    match value.kind() {
        Kind::Number => number(schema, value, version),
        Kind::String => {
            let length = value.text().map_or(0, |it| it.chars().count());
            size(schema, value, ["minLength", "maxLength"], length, "characters")
                .and(|| pattern(schema, value, budget))
        }
        Kind::Sequence => {
            let length = value.items().count();
            size(schema, value, ["minItems", "maxItems"], length, "items")
                .and(|| unique(schema, value, budget))
        }
        Kind::Mapping => {
            let length = value.entries().count();
            size(schema, value, ["minProperties", "maxProperties"], length, "properties")
        }
        Kind::Null | Kind::Bool => Verdict::Valid,
    }
}

fn number<'a>(schema: Node<'a>, value: Node<'a>, version: Version) -> Verdict<'a> {
    let Some(number) = value.as_f64().filter(|it| it.is_finite()) else { return Verdict::Undecided };
    let flag = |key| schema.get(key).and_then(Node::as_bool) == Some(true) && version < Version::V31;
    let bound = |key: &str| schema.get(key).and_then(|it| Some((it, it.as_f64()?)));
    // As a number the exclusive keyword has a meaning from 3.1 on.
    let exclusive = |key: &str| bound(key).filter(|_| version >= Version::V31);
    let below = |it: f64, is_exclusive: bool| number < it || (is_exclusive && number == it);
    let above = |it: f64, is_exclusive: bool| number > it || (is_exclusive && number == it);
    let broken = bound("minimum")
        .filter(|it| below(it.1, flag("exclusiveMinimum")))
        .or_else(|| bound("maximum").filter(|it| above(it.1, flag("exclusiveMaximum"))))
        .or_else(|| exclusive("exclusiveMinimum").filter(|it| below(it.1, true)))
        .or_else(|| exclusive("exclusiveMaximum").filter(|it| above(it.1, true)))
        .or_else(|| bound("multipleOf").filter(|it| it.1 > 0.0 && !is_multiple(number, it.1)));
    match broken {
        Some((keyword, bound)) => {
            let name = keyword.key().unwrap_or_default();
            Verdict::invalid(value, keyword, format!("`{name}` is {bound}, but this is {number}"))
        }
        None => Verdict::Valid,
    }
}

fn is_multiple(number: f64, unit: f64) -> bool {
    let quotient = number / unit;
    (quotient - quotient.round()).abs() <= TOLERANCE * quotient.abs().max(1.0)
}

fn size<'a>(
    schema: Node<'a>,
    value: Node<'a>,
    [least, most]: [&str; 2],
    size: usize,
    what: &str,
) -> Verdict<'a> {
    let size = u64::try_from(size).unwrap_or(u64::MAX);
    let bound = |key: &str| schema.get(key).and_then(|it| Some((it, it.as_u64()?)));
    let broken = bound(least).filter(|it| size < it.1).or_else(|| bound(most).filter(|it| size > it.1));
    match broken {
        Some((keyword, bound)) => {
            let name = keyword.key().unwrap_or_default();
            Verdict::invalid(value, keyword, format!("`{name}` is {bound}, but this has {size} {what}"))
        }
        None => Verdict::Valid,
    }
}

fn pattern<'a>(schema: Node<'a>, value: Node<'a>, budget: &Budget) -> Verdict<'a> {
    let Some(keyword) = schema.get("pattern") else { return Verdict::Valid };
    let (Some(pattern), Some(text)) = (keyword.as_str(), value.text()) else { return Verdict::Undecided };
    // What a pattern means that other dialects read otherwise is not to be held against a value.
    let is_sound = || Pattern::fault(&pattern).is_none();
    match matches(&pattern, &text, budget).filter(|_| is_sound()) {
        Some(true) => Verdict::Valid,
        Some(false) => Verdict::invalid(value, keyword, "`pattern` does not match this text"),
        None => Verdict::Undecided,
    }
}

/// What it costs to read a pattern, and each byte of it.
const PATTERN: (usize, usize) = (100, 20);

/// Whether a pattern matches anywhere in a text; `None` where that cannot be told.
pub(super) fn matches(pattern: &str, text: &str, budget: &Budget) -> Option<bool> {
    if !budget.spend(PATTERN.0 + PATTERN.1 * pattern.len()) {
        return None;
    }
    Pattern::parse(pattern)?.matches_within(text, budget)
}

fn unique<'a>(schema: Node<'a>, value: Node<'a>, budget: &Budget) -> Verdict<'a> {
    let keyword = schema.get("uniqueItems").filter(|it| it.as_bool() == Some(true));
    let Some((keyword, item)) =
        keyword.and_then(|it| Some((it, super::super::structure::repeated(value, budget)?)))
    else {
        return Verdict::Valid;
    };
    Verdict::invalid(item, keyword, "`uniqueItems` is set, but this item comes twice")
}
