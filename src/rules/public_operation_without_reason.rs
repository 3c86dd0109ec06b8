//! See `rules/public-operation-without-reason.md`.

use super::{openness, public_paths, words};
use crate::openapi::{Document, Location, Operation, Security};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Parts of texts that tell why everybody may call.
const REASONS: [&str; 20] = [
    "anonymous",
    "anyone",
    "api key is not",
    "captcha",
    "everybody",
    "everyone",
    "guest",
    "no api key",
    "no auth",
    "no login",
    "no token",
    "not authenticated",
    "not need",
    "not require",
    "open endpoint",
    "public",
    "unauthenticated",
    "unprotected",
    "unsecured",
    "without",
];

/// Words in paths that do the same, or of messages that carry a proof of their own.
const PATHS: [&str; 42] = [
    "anonymous",
    "auth",
    "authentication",
    "authorize",
    "callback",
    "captcha",
    "config",
    "docs",
    "guest",
    "heartbeat",
    "hook",
    "hooks",
    "invitation",
    "invitations",
    "invite",
    "invites",
    "login",
    "logout",
    "oauth",
    "open",
    "password",
    "pub",
    "public",
    "recover",
    "refresh",
    "register",
    "reset",
    "revoke",
    "robots",
    "setpassword",
    "signature",
    "signup",
    "static",
    "status",
    "time",
    "token",
    "tokens",
    "unsubscribe",
    "username",
    "verify",
    "webhook",
    "webhooks",
];

/// Words in names of parameters by which callers are known.
const CREDENTIALS: [&str; 8] =
    ["apikey", "authorization", "jwt", "key", "password", "secret", "signature", "token"];

/// Operations of which each may be a decision of its own, though they are most.
const FEW: usize = 5;

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    check_root(cx, doc);
    let model = cx.model;
    let operations = model.numbered_operations_of(doc);
    let unexplained: Vec<_> =
        operations.filter_map(|(number, it)| Some((number, unexplained(cx, it)?))).collect();
    let count = unexplained.len();
    let all = model.inbound_operations_of(doc).count();
    let is_habit = (count > 1 && count == all) || (count > FEW && count * 2 > all);
    if let Some(paths) = doc.root().get("paths").filter(|_| is_habit) {
        let numbers: Vec<usize> = unexplained.iter().map(|it| it.0).collect();
        let message = format!("`paths` hold {count} public operations, and nothing says why they are");
        cx.report(Place::key(paths), message).affects(model.affected_operations(&numbers));
        return;
    }
    for (_, security) in unexplained {
        cx.report(
            Place::key(security),
            "`security` asks for nothing, and nothing says why everybody may call",
        );
    }
}

/// The empty list of an operation that gives no reason.
fn unexplained<'a>(cx: &Context<'a>, op: &Operation<'a>) -> Option<Node<'a>> {
    let own = op.node().get("security").filter(|it| it.is_sequence())?;
    op.security().filter(|it| it.is_public())?;
    let is_preflight = op.name().method == "OPTIONS";
    let has_reason = [op.node(), op.path_item()].iter().any(|it| has_reason(cx, *it));
    let is_explained =
        is_commented(own) || is_preflight || explains_itself(&op.name().path) || has_reason || is_tagged(op);
    (!is_explained && !shows_credential(op)).then_some(own)
}

/// Whether a comment of more than a word stands on the line of the list or right before it.
fn is_commented(list: Node<'_>) -> bool {
    let (comments, source) = (list.tree().comments(), list.tree().source());
    let (start, end) = (list.name_span().start, list.span().end);
    let gap = |from: u32, to: u32| source.text().get(from as usize..to as usize).unwrap_or("\n.");
    let next = comments.partition_point(|it| it.span.start < start);
    let before = next.checked_sub(1).and_then(|it| comments.get(it));
    let before = before.filter(|it| gap(it.span.end, start).trim().is_empty());
    let behind = comments.get(next).filter(|it| !gap(end, it.span.start).contains('\n'));
    let mut beside = before.into_iter().chain(behind).map(|it| source.slice(it.span));
    // A comment for us is an ignore, which is to find something.
    beside.any(|it| !it.contains("gatelint:") && words::words(it).nth(1).is_some())
}

/// Whether callers show something after all, though the document does not call it a scheme.
fn shows_credential(op: &Operation<'_>) -> bool {
    let mut parameters = op.parameters().into_iter();
    parameters.any(|it| it.location() != Location::Cookie && words::has_word_of(it.name(), &CREDENTIALS))
}

/// An empty list at the root, which holds for all operations without their own.
fn check_root<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let Some(node) = doc.security().filter(|it| it.items().next().is_none()) else { return };
    let info = doc.root().get("info").unwrap_or(node);
    if has_reason(cx, doc.root()) || has_reason(cx, info) || is_commented(node) {
        return;
    }
    let Some(affected) = cx.model.governed_by(&Security { doc, node }) else { return };
    let message = "`security` is empty for the whole API, and nothing says why everybody may call";
    cx.report(Place::key(node), message).affects(affected);
}

fn explains_itself(path: &str) -> bool {
    public_paths::is_sign_in(path) || public_paths::is_about_service(path) || words::has_word_of(path, &PATHS)
}

fn has_reason<'a>(cx: &Context<'a>, object: Node<'a>) -> bool {
    let texts = ["summary", "description", "title", "operationId"]
        .into_iter()
        .filter_map(|it| object.get(it)?.text());
    openness::is_annotated(cx, object) || texts.into_iter().any(|it| tells_reason(&it))
}

fn tells_reason(text: &str) -> bool {
    openness::tells(text, &REASONS)
}

fn is_tagged(op: &Operation<'_>) -> bool {
    let mut tags = op.node().get("tags").into_iter().flat_map(Node::items);
    tags.any(|it| it.text().is_some_and(|it| tells_reason(&it)))
}
