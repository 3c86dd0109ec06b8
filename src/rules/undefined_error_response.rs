//! See `rules/undefined-error-response.md`.

use super::public_paths;
use crate::finding::Confidence;
use crate::openapi::{Document, Operation, is_error_status};
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Methods whose answers hold what others say, or that browsers ask by themselves.
const BESIDE: [&str; 3] = ["HEAD", "OPTIONS", "TRACE"];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let model = cx.model;
    let operations =
        model.numbered_operations_of(doc).filter(|it| !BESIDE.contains(&it.1.name().method.as_str()));
    let (told, untold): (Vec<_>, Vec<_>) = operations.partition(|it| it.1.has_response(is_error_status));
    let is_habit = told.is_empty() && untold.len() > 1;
    if let Some(paths) = doc.root().get("paths").filter(|_| is_habit) {
        let numbers: Vec<usize> = untold.iter().map(|it| it.0).collect();
        cx.report(Place::key(paths), "no operation of the `paths` documents an error")
            .affects(model.affected_operations(&numbers));
        return;
    }
    for (_, op) in untold {
        report(cx, op);
    }
}

fn report<'a>(cx: &mut Context<'a>, op: &Operation<'a>) {
    let node = op.node();
    let draft = match node.get("responses") {
        Some(responses) => cx.report(Place::key(responses), "`responses` document no error"),
        None => cx.report(Place::key(node), "operation documents no response, and so no error"),
    };
    // A probe of liveness has nothing to fail at.
    if public_paths::is_about_service(&op.name().path) {
        draft.confidence(Confidence::Low);
    }
}
