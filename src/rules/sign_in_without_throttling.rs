//! See `rules/sign-in-without-throttling.md`.

use super::passwords::{Guess, guess_at, sent_names};
use crate::finding::Confidence;
use crate::openapi::{Operation, Response};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Operation(check)];

/// Parts of texts which tell that somebody thought of guessing.
const LIMITS: [&str; 13] = [
    "attempts",
    "brute",
    "captcha",
    "locked",
    "lockout",
    "locks",
    "rate limit",
    "rate-limit",
    "ratelimit",
    "retries",
    "throttl",
    "too many",
    "times in a row",
];

fn check<'a>(cx: &mut Context<'a>, op: &Operation<'a>) {
    if !op.is_inbound() || !matches!(op.name().method.as_str(), "GET" | "POST" | "PUT" | "PATCH") {
        return;
    }
    let Some(guess) = guess_at(op).filter(|_| !is_limited(cx, op)) else { return };
    let what = if guess == Guess::Password { "password" } else { "code" };
    let method = op.node().key().unwrap_or_default();
    let message = format!("`{method}` checks a {what}, and no limit on attempts is documented");
    let draft = cx.report(Place::key(op.node()), message);
    // Whoever has signed in guesses at the second factor, or checks codes of others.
    if guess == Guess::Code && op.security().is_some_and(|it| !it.is_public()) {
        draft.confidence(Confidence::Low);
    }
}

/// Where no success is declared, `default` is one.
fn is_limited<'a>(cx: &Context<'a>, op: &Operation<'a>) -> bool {
    let keys = &cx.config.annotations.rate_limit;
    let objects = [op.node(), op.path_item(), op.doc().root()];
    objects.iter().any(|object| keys.iter().any(|it| object.get(it).is_some()))
        || op.has_response(|it| matches!(it, "423" | "429") || it.eq_ignore_ascii_case("4XX"))
        || (op.has_response(|it| it == "default") && op.has_response(|it| it.starts_with(['2', '3'])))
        || texts(op.node()).any(|it| tells_limit(&it))
        || op.resolved_responses().any(|it| response_tells(&it))
        || sent_names(op).iter().any(|it| tells_limit(it))
}

fn response_tells(response: &Response<'_>) -> bool {
    let headers = response.node.get("headers").into_iter().flat_map(Node::entries);
    let mut names = headers.filter_map(Node::key).map(|it| it.to_ascii_lowercase());
    names.any(|it| it == "retry-after" || it.replace('-', "").contains("ratelimit"))
        || texts(response.node).any(|it| tells_limit(&it))
}

fn texts<'a>(object: Node<'a>) -> impl Iterator<Item = std::borrow::Cow<'a, str>> {
    ["summary", "description"].into_iter().filter_map(move |it| object.get(it)?.text())
}

fn tells_limit(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    LIMITS.iter().any(|it| text.contains(it))
}
