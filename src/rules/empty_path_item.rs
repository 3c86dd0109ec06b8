//! See `rules/empty-path-item.md`.

use crate::finding::Safety;
use crate::openapi::{Document, METHODS};
use crate::rule::{Check, Context, Place};
use crate::syntax::{Node, edit};

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Extensions that answer a path by themselves, and are texts.
const ANSWERS: [&str; 1] = ["x-swagger-pipe"];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let paths = doc.root().get("paths").and_then(|it| doc.resolve(it));
    for entry in paths.into_iter().flat_map(Node::entries) {
        let path = entry.key().unwrap_or_default();
        // Where a reference leads nowhere, that is what is wrong.
        let Some(item) = doc.resolve(entry).filter(|it| it.is_mapping()) else { continue };
        if path.starts_with('/') && !has_operations(entry) && !has_operations(item) {
            let message = format!("the path `{}` has no operation", super::shortened(&path));
            let draft = cx.report(Place::key(entry), message);
            draft.fix(Safety::Safe, "take the path out", edit::remove(entry));
        }
    }
}

/// Whether there are operations, or something that stands for them: gateways have methods of their own.
fn has_operations(item: Node<'_>) -> bool {
    item.has_any(&METHODS)
        || item.has_any(&ANSWERS)
        || item.get("additionalOperations").is_some_and(|it| it.entries().next().is_some())
        || item.entries().any(|it| it.is_mapping() && it.key().is_some_and(|key| key.starts_with("x-")))
}
