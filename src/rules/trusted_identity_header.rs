//! See `rules/trusted-identity-header.md`.

use super::logging::Logs;
use super::words::words;
use super::{bodies, credentials, request_headers};
use crate::flow::Body;
use crate::rule::{Check, Context};
use crate::source::Span;

pub(super) const CHECKS: &[Check] = &[Check::Function(check)];

/// Headers in which a proxy says where a request comes from, in lower case.
const ADDRESSES: &[&str] = &[
    "x-forwarded-for",
    "x-real-ip",
    "cf-connecting-ip",
    "true-client-ip",
    "x-client-ip",
    "x-cluster-client-ip",
];

/// Headers of one function that are looked at, at most.
const MAX_HEADERS: usize = 64;

/// Methods that decide by an address.
const DECIDING: &[&str] =
    &["is_loopback", "is_private", "is_allowed", "is_trusted", "is_whitelisted", "is_internal"];

/// Words of names by which a function tells that it knows who stands in front of it.
const KNOWING: &[&str] = &["internal", "trust", "trusted", "proxy", "proxies"];

fn check<'a>(cx: &mut Context<'a>, body: &Body<'a>) {
    let read = body.expressions().into_iter().filter_map(|it| request_headers::read(body, it));
    for (header, span) in read.take(MAX_HEADERS) {
        if !credentials::states_identity(&header) && !decides_by_address(body, &header) {
            continue;
        }
        if is_only_logged(body, span) || knows_sender(body) {
            continue;
        }
        let message = format!("`{}` is believed to say who is asking", header.to_ascii_lowercase());
        bodies::report(cx, body, span, message);
    }
}

fn decides_by_address(body: &Body<'_>, header: &str) -> bool {
    ADDRESSES.iter().any(|it| it.eq_ignore_ascii_case(header))
        && body.calls.iter().any(|it| DECIDING.contains(&it.name()))
}

/// Whether all that is done with a value is to write it to a log.
fn is_only_logged(body: &Body<'_>, span: Span) -> bool {
    let holds = |it: Span| it.start <= span.start && span.end <= it.end;
    let logs = Logs::of(body);
    if logs.hold(span) {
        return true;
    }
    let names: Vec<_> =
        body.bindings.iter().filter(|it| holds(it.value.span)).flat_map(|it| it.target.names()).collect();
    let mut uses = names.iter().flat_map(|it| body.uses(it)).peekable();
    uses.peek().is_some() && uses.all(|it| logs.hold(it))
}

fn knows_sender(body: &Body<'_>) -> bool {
    let is_telling = |name: &str| words(name).any(|it| KNOWING.contains(&it.to_ascii_lowercase().as_str()));
    is_telling(body.name())
        || body.calls.iter().any(|it| is_telling(it.name()))
        || body.mentioned().any(is_telling)
}
