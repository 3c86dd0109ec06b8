//! See `rules/missing-forbidden-response.md`.

use crate::finding::Safety;
use crate::openapi::{Document, Operation};
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// More operations than these lack it for one reason.
const FEW: usize = 5;

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let model = cx.model;
    let operations = model.numbered_operations_of(doc).filter(|it| is_guarded(it.1));
    let (told, untold): (Vec<_>, Vec<_>) = operations.partition(|it| tells(it.1));
    let is_habit = told.iter().any(|it| it.1.has_response(|it| it == "403"));
    // Who is known may do everything, unless scopes or other operations say otherwise.
    let untold: Vec<_> = untold.into_iter().filter(|it| is_habit || asks_for_scope(it.1)).collect();
    if untold.len() <= FEW && untold.len() <= told.len() {
        untold.iter().for_each(|it| report(cx, it.1));
        return;
    }
    let Some(paths) = doc.root().get("paths") else { return };
    let numbers: Vec<_> = untold.iter().map(|it| it.0).collect();
    let count = numbers.len();
    let message =
        format!("`paths` hold {count} guarded operations without an answer for callers who may not");
    cx.report(Place::key(paths), message).affects(model.affected_operations(&numbers));
}

fn is_guarded(operation: &Operation<'_>) -> bool {
    operation.security().is_some_and(|it| it.is_demanded())
}

fn asks_for_scope(operation: &Operation<'_>) -> bool {
    let entries =
        || operation.security().into_iter().flat_map(|it| it.alternatives()).flat_map(|it| it.schemes);
    entries().any(|it| it.0.items().next().is_some())
}

fn tells(operation: &Operation<'_>) -> bool {
    operation.has_response(|it| it == "403" || it == "default" || it.eq_ignore_ascii_case("4XX"))
}

fn report<'a>(cx: &mut Context<'a>, operation: &Operation<'a>) {
    let node = operation.node();
    let place = Place::key(node.get("responses").unwrap_or(node));
    let draft = cx.report(place, "`responses` do not document the answer to callers who may not (403)");
    let edit = super::described_response(operation, "403", "The caller may not do this.");
    draft.fix(Safety::Safe, "document the answer", edit);
}
