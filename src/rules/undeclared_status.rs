//! See `rules/undeclared-status.md`.

use super::{payloads, statuses};
use crate::finding::Confidence;
use crate::openapi::Operation;
use crate::project::Endpoint;
use crate::rule::{Check, Context, Place};
use crate::shapes::answers;

pub(super) const CHECKS: &[Check] = &[Check::Endpoint(check)];

fn check<'a>(cx: &mut Context<'a>, endpoint: &Endpoint<'a>) {
    let (Some(operation), Some(code), true) = (&endpoint.operation, cx.code, endpoint.is_paired) else {
        return;
    };
    let Some((route, function)) = payloads::handler(endpoint) else { return };
    let Some(responses) = operation.node().get("responses") else { return };
    let workspace = code.workspace();
    let mut all = statuses::answered(workspace, function);
    let by_type = answers(workspace, function).into_iter().filter_map(|it| it.status);
    let is_new = |status: &u16| !all.iter().any(|it| it.0 == *status);
    let by_type: Vec<_> =
        by_type.filter(|it| *it < 500).filter(is_new).map(|it| (it, route.handler.span)).collect();
    all.extend(by_type);
    all.retain(|it| !is_declared(operation, it.0));
    let Some((_, first)) = all.first() else { return };
    let named: Vec<String> = all.iter().map(|it| format!("`{}`", it.0)).collect();
    let message =
        format!("`{}` answers {}, which the document does not list", route.handler.name, named.join(", "));
    let draft = cx.report(Place::key(responses), message);
    draft.label(*first, "answered here");
    // A document without any error leaves them out on purpose, or has forgotten them all.
    if !operation.has_response(|it| it.starts_with('4')) && all.iter().all(|it| it.0 >= 400) {
        draft.confidence(Confidence::Low);
    }
}

/// By its number, as one of a range, or as one of all others.
fn is_declared(operation: &Operation<'_>, status: u16) -> bool {
    let status = status.to_string();
    operation.has_response(|it| {
        let is_range = it.to_ascii_uppercase().strip_suffix("XX").is_some_and(|it| status.starts_with(it));
        it == status || it == "default" || is_range
    })
}
