//! See `rules/missing-servers.md`.

use crate::openapi::{Document, Operation, Version};
use crate::rule::{Check, Context, Place};
use crate::syntax::{Kind, Node};

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let (key, name) =
        if doc.version() == Version::V2 { ("host", "`host`") } else { ("servers", "`servers`") };
    if is_filled(doc.root(), key) {
        return;
    }
    let mut operations = cx.model.inbound_operations_of(doc).peekable();
    if operations.peek().is_none() || operations.all(has_own_servers) {
        return;
    }
    cx.report(Place::key(doc.version_node()), format!("the document has no {name}"));
}

fn has_own_servers(operation: &Operation<'_>) -> bool {
    [operation.node(), operation.path_item()].into_iter().any(|it| is_filled(it, "servers"))
}

fn is_filled(node: Node<'_>, key: &str) -> bool {
    let Some(value) = node.get(key) else { return false };
    match value.kind() {
        Kind::Sequence => value.items().next().is_some(),
        Kind::String => value.text().is_some_and(|it| !it.trim().is_empty()),
        kind => kind != Kind::Null,
    }
}
