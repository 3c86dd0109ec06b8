//! See `rules/missing-operation-id.md`.

use crate::openapi::{Document, Operation};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let model = cx.model;
    let (named, unnamed): (Vec<_>, Vec<_>) = model.inbound_operations_of(doc).partition(|it| has_name(it));
    let Some(paths) = doc.root().get("paths").filter(|_| !unnamed.is_empty()) else { return };
    if named.is_empty() && unnamed.len() > 1 {
        let affected = model.affected_operations(&model.inbound_numbers_of(doc));
        cx.report(Place::key(paths), "no operation of the `paths` has an `operationId`").affects(affected);
        return;
    }
    for operation in unnamed {
        let message = format!("`{}` has no `operationId`", operation.name());
        cx.report(Place::key(operation.node()), message);
    }
}

fn has_name(operation: &Operation<'_>) -> bool {
    operation.node().get("operationId").and_then(Node::text).is_some_and(|it| !it.trim().is_empty())
}
