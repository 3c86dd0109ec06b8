//! A tree as lines that can be compared.

use gatelint::syntax::{Kind, Node, Tree};

/// Pointer, kind and decoded text of one value.
pub(super) type Line = (String, Kind, Option<String>);

/// What a tree holds at and under a node; pointers start at the node.
pub(super) fn outline(root: Node<'_>) -> Vec<Line> {
    let above = root.pointer().len();
    let line = |it: Node<'_>| (it.pointer()[above..].to_owned(), it.kind(), it.text().map(Into::into));
    root.descendants().map(line).collect()
}

/// What a whole tree holds.
pub(super) fn outline_of(tree: &Tree) -> Vec<Line> {
    tree.root().map(outline).unwrap_or_default()
}
