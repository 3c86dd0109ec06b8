//! Items of an array that come twice, in linear time.

use crate::syntax::{Kind, MAX_DEPTH, Node};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

/// Arrays up to this length are compared pair by pair, which is faster than hashing and needs no memory.
const SHORT: usize = 6;

/// Whether two values are equal.
pub(in super::super) fn is_same(one: Node<'_>, other: Node<'_>) -> bool {
    same(one, other, MAX_DEPTH)
}

/// The first item that equals one before it.
pub(in super::super) fn repeated(array: Node<'_>) -> Option<Node<'_>> {
    if array.items().nth(SHORT).is_some() { repeated_in_long(array) } else { repeated_in_short(array) }
}

fn repeated_in_short(array: Node<'_>) -> Option<Node<'_>> {
    let earlier = |at: usize| array.items().take(at);
    array
        .items()
        .enumerate()
        .find(|(at, item)| earlier(*at).any(|it| same(it, *item, MAX_DEPTH)))
        .map(|it| it.1)
}

fn repeated_in_long(array: Node<'_>) -> Option<Node<'_>> {
    let mut seen: FxHashMap<u64, Node<'_>> = FxHashMap::default();
    array.items().find(|item| {
        seen.insert(digest(*item, MAX_DEPTH), *item).is_some_and(|it| same(it, *item, MAX_DEPTH))
    })
}

/// Whether two values are equal; the order of an object's entries does not count. Aliases within aliases can nest
/// deeper than the text does, so depth is bounded here, and what lies deeper counts as different.
fn same(one: Node<'_>, other: Node<'_>, depth: usize) -> bool {
    if depth == 0 || one.kind() != other.kind() {
        return false;
    }
    let same = |one: Node<'_>, other: Node<'_>| same(one, other, depth - 1);
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

/// The same for equal values.
fn digest(node: Node<'_>, depth: usize) -> u64 {
    let mut hasher = FxHasher::default();
    if depth == 0 {
        return hasher.finish();
    }
    let digest = |it: Node<'_>| digest(it, depth - 1);
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
