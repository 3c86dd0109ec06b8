//! What stands under a span reads as the same value again.

use super::outline::{outline, outline_of};
use gatelint::source::{FileId, SourceFile};
use gatelint::syntax::{Format, Kind, Node, Tree};

/// A text as a tree.
pub(super) fn read(text: &str, format: Format) -> Tree {
    Tree::parse_as(SourceFile::new(FileId(0), "api", text.as_bytes().to_vec()), format)
}

/// Holds for a tree without problems and without aliases, tags and merge keys.
pub(super) fn read_alike(tree: &Tree) {
    for node in tree.nodes() {
        value_reads_alike(node);
        key_reads_alike(node);
    }
}

fn value_reads_alike(node: Node<'_>) {
    let slice = node.tree().source().slice(node.span());
    if slice.is_empty() {
        return assert_eq!(node.kind(), Kind::Null, "{node:?} has no text");
    }
    // Block YAML needs the first line's indentation, which the span leaves out.
    let text = format!("{}{slice}\n", " ".repeat(column(node)));
    let again = read(&text, node.tree().format());
    assert_eq!(again.problems(), &[], "{node:?}: {text:?}");
    assert_eq!(outline_of(&again).last(), outline(node).last(), "{node:?}: {text:?}");
    assert_eq!(outline_of(&again), outline(node), "{node:?}: {text:?}");
}

fn key_reads_alike(node: Node<'_>) {
    let Some(span) = node.key_span() else { return };
    let again = read(node.tree().source().slice(span), node.tree().format());
    assert_eq!(again.root().and_then(Node::text), node.key(), "key of {node:?}");
}

fn column(node: Node<'_>) -> usize {
    let before = &node.tree().source().text()[..node.span().start as usize];
    let line = before.rfind('\n').map_or(0, |it| it + 1);
    before[line..].chars().count()
}
