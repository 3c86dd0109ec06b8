//! See `rules/api-key-in-query.md`.

use super::words;
use crate::openapi::{Location, Scheme, SchemeKind};
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Scheme(check)];

/// Words in names of values that go with a key: whose request it is, and a signature that holds for one request.
const BESIDE: [&str; 8] = ["hash", "hmac", "nonce", "sig", "sign", "signature", "sudo", "timestamp"];

fn check<'a>(cx: &mut Context<'a>, scheme: &Scheme<'a>) {
    if scheme.kind != SchemeKind::ApiKey || scheme.location() != Some(Location::Query) {
        return;
    }
    let is_key = |name: &str| !words::has_word_of(name, &BESIDE) && !words::same(name, "client_id");
    let Some(place) = scheme.node.get("in").filter(|_| scheme.field("name").is_none_or(|it| is_key(&it)))
    else {
        return;
    };
    let Some(affected) = cx.model.requiring(scheme) else { return };
    cx.report(Place::value(place), "the API key is sent in the `query`, so URLs hold it").affects(affected);
}
