//! What a tree is made of: for each value one entry of an arena, in the order of the text.

use super::Kind;
use super::key_set::Keys;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// No such node.
pub(super) const NONE: u32 = u32::MAX;

/// How the text under a span stands for a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Text {
    /// As it is.
    Plain,
    /// Between two quote characters, without escapes.
    Quoted,
    /// Between double quotes, with JSON escapes.
    Escaped,
    /// Not at all: the decoded text is kept beside the arena.
    Stored,
}

/// How a value holds its children.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One after the other, if it has any.
    Plain,
    /// As a large mapping, whose keys are indexed too.
    Indexed,
    /// Not at all: it stands for another value.
    Alias,
}

/// What stands in the arena for one value.
#[derive(Clone, Copy, Debug)]
pub(super) struct NodeData {
    /// Bytes of the key with its quotes; empty for items of sequences and the root.
    pub(super) key: (u32, u32),
    /// Bytes of the value with its quotes or brackets.
    pub(super) value: (u32, u32),
    pub(super) parent: u32,
    pub(super) next: u32,
    /// First child of a collection; the target of an alias.
    pub(super) child: u32,
    /// Of a mapping, or an alias of one, which keys it may have.
    pub(super) keys: Keys,
    pub(super) kind: Kind,
    pub(super) key_text: Option<Text>,
    pub(super) value_text: Text,
    pub(super) shape: Shape,
}

pub(super) fn children(nodes: &[NodeData], id: u32) -> impl Iterator<Item = u32> + '_ {
    let some = |id: u32| (id != NONE).then_some(id);
    let node = &nodes[id as usize];
    let first = if node.shape == Shape::Alias { None } else { some(node.child) };
    std::iter::successors(first, move |&it| some(nodes[it as usize].next))
}

/// Hash under which a key of a large mapping is found.
pub(super) fn hash(key: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(key.as_bytes());
    hasher.finish()
}
