//! See `rules/missing-unauthorized-response.md`.

use super::words;
use crate::finding::Safety;
use crate::openapi::{Document, Operation, Security};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Words for what callers show.
const CREDENTIALS: [&str; 5] = ["authentication", "credentials", "key", "secret", "token"];

/// Words for what may be wrong with it.
const FAULTS: [&str; 4] = ["expired", "failed", "invalid", "missing"];

/// Words for what somebody lacks who is known.
const RIGHTS: [&str; 6] = ["permission", "permissions", "privileges", "role", "scope", "scopes"];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let model = cx.model;
    let needing = model.numbered_operations_of(doc).filter(|it| may_refuse(it.1));
    let (told, untold): (Vec<_>, Vec<_>) = needing.partition(|it| tells(it.1));
    let Some(paths) = doc.root().get("paths").filter(|_| !untold.is_empty()) else { return };
    if told.is_empty() {
        let numbers: Vec<usize> = untold.iter().map(|it| it.0).collect();
        let message =
            "no operation of the `paths` documents the answer to callers without a valid credential";
        cx.report(Place::key(paths), message).affects(model.affected_operations(&numbers));
        return;
    }
    for (_, operation) in untold {
        report(cx, operation);
    }
}

/// Whether every caller needs a credential, so that some are refused. Answers to HEAD are those to GET.
fn may_refuse(operation: &Operation<'_>) -> bool {
    operation.name().method != "HEAD" && operation.security().is_some_and(|it| always_asks(&it))
}

fn always_asks(security: &Security<'_>) -> bool {
    let mut requirements = security.node.items();
    let asks = |it: Node<'_>| it.entries().next().is_some();
    requirements.next().is_some_and(asks) && requirements.all(asks)
}

fn tells(operation: &Operation<'_>) -> bool {
    operation.has_response(|it| it == "401" || it == "default" || it.eq_ignore_ascii_case("4XX"))
        || operation.resolved_responses().any(|it| it.status == "403" && is_about_credential(it.node))
}

/// Some gateways answer 403 to callers without a key, and say so.
fn is_about_credential(response: Node<'_>) -> bool {
    let text = response.get("description").and_then(Node::text).unwrap_or_default();
    let has = |list: &[&str]| words::has_word_of(&text, list);
    has(&CREDENTIALS) && has(&FAULTS) && !has(&RIGHTS)
}

fn report<'a>(cx: &mut Context<'a>, operation: &Operation<'a>) {
    let node = operation.node();
    let place = Place::key(node.get("responses").unwrap_or(node));
    let draft = cx
        .report(place, "`responses` do not document the answer to callers without a valid credential (401)");
    let edit = super::described_response(operation, "401", "The credential is missing or not valid.");
    draft.fix(Safety::Safe, "document the answer", edit);
}
