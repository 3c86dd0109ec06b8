//! See `rules/costly-operation-unthrottled.md`.

use super::{costly, limits};
use crate::openapi::{Document, Operation, Response};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Further operations that a finding shows.
const SHOWN: usize = 3;

/// A costly operation: its number, itself, and what it does.
type Costly<'m, 'a> = (usize, &'m Operation<'a>, &'static str);

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let model = cx.model;
    let costly =
        model.numbered_operations_of(doc).filter_map(|(at, it)| Some((at, it, costly::cost_of(it)?)));
    let free: Vec<Costly<'_, 'a>> = costly.filter(|it| !is_limited(cx, it.1)).collect();
    let Some(first) = free.first().filter(|_| !is_stated(cx, doc)) else { return };
    if free.len() > 1 && !model.inbound_operations_of(doc).any(|it| is_limited(cx, it)) {
        report_all(cx, first, &free);
        return;
    }
    for (_, operation, does) in free {
        cx.report(Place::key(operation.node()), message(operation, does));
    }
}

fn message(operation: &Operation<'_>, does: &str) -> String {
    let method = operation.node().key().unwrap_or_default();
    format!("`{method}` {does}, and no limit on calls is documented")
}

/// Where the document documents no limit at all, one decision is missing and not many.
fn report_all<'a>(cx: &mut Context<'a>, first: &Costly<'_, 'a>, all: &[Costly<'_, 'a>]) {
    let numbers: Vec<usize> = all.iter().map(|it| it.0).collect();
    let affected = cx.model.affected_operations(&numbers);
    let draft = cx.report(Place::key(first.1.node()), message(first.1, first.2));
    draft.affects(affected);
    for (_, operation, does) in all.iter().skip(1).take(SHOWN) {
        draft.label(operation.span(), format!("{does}, too"));
    }
}

/// Whether an operation documents a limit: an answer, a header, or an extension.
fn is_limited(cx: &Context<'_>, operation: &Operation<'_>) -> bool {
    operation.has_response(|it| it == "429")
        || is_annotated(cx, operation.node())
        || is_annotated(cx, operation.path_item())
        || describes_limits(operation.node())
        || operation.resolved_responses().any(|it| has_limit_header(it.node) || tells_of_limits(&it))
}

/// Whether the document as a whole says something about limits, by an extension or in words.
fn is_stated<'a>(cx: &Context<'a>, doc: Document<'a>) -> bool {
    is_annotated(cx, doc.root()) || doc.root().get("info").is_some_and(describes_limits)
}

fn describes_limits(node: Node<'_>) -> bool {
    node.get("description").and_then(Node::as_str).is_some_and(|it| limits::names_call_limits(&it))
}

/// Whether an error is that of callers who call too often, whatever its status.
fn tells_of_limits(response: &Response<'_>) -> bool {
    !response.status.starts_with('2') && describes_limits(response.node)
}

fn is_annotated(cx: &Context<'_>, node: Node<'_>) -> bool {
    cx.config.annotations.rate_limit.iter().any(|it| node.get(it).is_some())
}

fn has_limit_header(response: Node<'_>) -> bool {
    let mut headers = response.get("headers").into_iter().flat_map(Node::entries);
    headers.any(|it| it.key().is_some_and(|name| limits::is_limit_header(&name)))
}
