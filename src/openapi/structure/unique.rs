//! Items of an array that come twice, in linear time.

use super::super::Budget;
use crate::syntax::{Kind, MAX_DEPTH, Node};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

/// Arrays up to this length are compared pair by pair, which is faster than hashing and needs no memory.
const SHORT: usize = 6;

/// Bytes of a text that are read in one step.
const BYTES: usize = 16;

/// What it costs to look at a value at all.
const LOOK: usize = 5;

/// Whether two values are equal. Once the budget is overdrawn no two values are.
pub(in super::super) fn is_same(one: Node<'_>, other: Node<'_>, budget: &Budget) -> bool {
    same(one, other, MAX_DEPTH, budget)
}

/// The first item that equals one before it, as far as the budget lets us see.
pub(in super::super) fn repeated<'a>(array: Node<'a>, budget: &Budget) -> Option<Node<'a>> {
    let is_long = array.items().nth(SHORT).is_some();
    if is_long { repeated_in_long(array, budget) } else { repeated_in_short(array, budget) }
}

fn repeated_in_short<'a>(array: Node<'a>, budget: &Budget) -> Option<Node<'a>> {
    let earlier = |at: usize| array.items().take(at);
    array
        .items()
        .enumerate()
        .find(|(at, item)| earlier(*at).any(|it| same(it, *item, MAX_DEPTH, budget)))
        .map(|it| it.1)
}

fn repeated_in_long<'a>(array: Node<'a>, budget: &Budget) -> Option<Node<'a>> {
    let mut seen: FxHashMap<u64, Node<'_>> = FxHashMap::default();
    array.items().find(|item| {
        let digest = digest(*item, MAX_DEPTH, budget);
        seen.insert(digest, *item).is_some_and(|it| same(it, *item, MAX_DEPTH, budget))
    })
}

/// Whether two values are equal; the order of an object's entries does not count. Aliases within aliases can nest
/// deeper than the text does, so depth is bounded here, and what lies deeper counts as different.
fn same(one: Node<'_>, other: Node<'_>, depth: usize, budget: &Budget) -> bool {
    if depth == 0 || one.kind() != other.kind() || !budget.spend(weight(one) + weight(other)) {
        return false;
    }
    let same = |one: Node<'_>, other: Node<'_>| same(one, other, depth - 1, budget);
    match one.kind() {
        Kind::Mapping => {
            let found =
                |it: Node<'_>| it.key().and_then(|key| other.get(&key)).is_some_and(|twin| same(it, twin));
            one.entries().count() == other.entries().count() && one.entries().all(found)
        }
        Kind::Sequence => {
            one.items().count() == other.items().count()
                && one.items().zip(other.items()).all(|(one, other)| same(one, other))
        }
        Kind::Number => one.as_f64() == other.as_f64(),
        _ => one.text() == other.text(),
    }
}

/// What it costs to look at a value by itself.
pub(in super::super) fn weight(value: Node<'_>) -> usize {
    let span = value.span();
    let text = if is_collection(value) { 0 } else { (span.end - span.start) as usize / BYTES };
    LOOK + text + value.items().count() + value.entries().count()
}

fn is_collection(value: Node<'_>) -> bool {
    matches!(value.kind(), Kind::Mapping | Kind::Sequence)
}

/// The same for equal values.
fn digest(node: Node<'_>, depth: usize, budget: &Budget) -> u64 {
    let mut hasher = FxHasher::default();
    if depth == 0 || !budget.spend(weight(node)) {
        return hasher.finish();
    }
    let digest = |it: Node<'_>| digest(it, depth - 1, budget);
    match node.kind() {
        // A sum does not depend on the order.
        Kind::Mapping => {
            node.entries()
                .fold(0, |sum: u64, it| sum.wrapping_add(entry_digest(it, digest(it))))
                .hash(&mut hasher);
        }
        Kind::Sequence => node.items().for_each(|it| digest(it).hash(&mut hasher)),
        Kind::Number => node.as_f64().map(f64::to_bits).hash(&mut hasher),
        _ => node.text().hash(&mut hasher),
    }
    hasher.finish()
}

/// One entry's part in the sum.
fn entry_digest(entry: Node<'_>, value: u64) -> u64 {
    let mut hasher = FxHasher::default();
    entry.key().hash(&mut hasher);
    value.hash(&mut hasher);
    hasher.finish()
}
