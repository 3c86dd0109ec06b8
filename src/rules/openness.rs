//! What tells that an operation without a credential is meant to be so, or that callers show something all the same.

use super::{credentials, passwords, url_credentials, words};
use crate::openapi::{Directions, Location, Operation, Parameter, Schema};
use crate::rule::Context;
use crate::syntax::Node;
use std::collections::{BTreeMap, BTreeSet};

/// Parts of texts which say that callers need no credential.
const OPEN: [&str; 22] = [
    "anonymous",
    "no api key",
    "no auth",
    "no login",
    "no token",
    "not authenticated",
    "not need auth",
    "not require a token",
    "not require an access token",
    "not require an api key",
    "not require any auth",
    "not require auth",
    "open endpoint",
    "openid connect session",
    "public endpoint",
    "public service",
    "publicly accessible",
    "publicly available",
    "unauthenticated",
    "without access token",
    "without auth",
    "without login",
];

/// Words in paths that say the same.
const OPEN_PATHS: [&str; 5] = ["anon", "anonymous", "guest", "pub", "public"];

/// Last parts of paths under which others report what happened.
const EVENTS: [&str; 4] = ["callback", "incoming", "notify", "webhook"];

/// Words in last parts of paths under which a token is made, renewed or given back.
const TRADES: [&str; 10] = [
    "apikey",
    "auth",
    "authorization",
    "key",
    "password",
    "refresh",
    "token",
    "tokens",
    "verification",
    "verify",
];

/// Names, without case and separators, of what callers trade for a token, or prove themselves with.
const PROOFS: [&str; 10] = [
    "accesstoken",
    "apikey",
    "clientsecret",
    "clientsecretid",
    "code",
    "refreshtoken",
    "token",
    "usertoken",
    "verificationcode",
    "verificationtoken",
];

/// Whether an operation without a list is open for a reason that shows.
pub(super) fn shows<'a>(cx: &Context<'a>, op: &Operation<'a>) -> bool {
    is_annotated(cx, op.node())
        || is_annotated(cx, op.path_item())
        || says_open(op)
        || receives_events(op)
        || tells_health(op)
        || trades(op)
        || op.parameters().iter().any(|it| must_show(it) || is_ticket(&op.name().path, it))
}

/// Whether callers have to send a credential. One that they may leave out says nothing of who calls.
fn must_show(parameter: &Parameter<'_>) -> bool {
    let required = parameter.node().get("required").and_then(Node::text);
    required.is_some_and(|it| it == "true") && is_credential(parameter)
}

/// Words in paths below which a token stands for what was sent to a person.
const TICKETS: [&str; 6] = ["confirm", "invitation", "invite", "reset", "unsubscribe", "verify"];

fn is_ticket(path: &str, parameter: &Parameter<'_>) -> bool {
    parameter.location() == Location::Path
        && words::ends_with(parameter.name(), "token")
        && words::has_word_of(path, &TICKETS)
}

/// Whether an annotation gives a reason, be it one of ours or a vendor's (`x-unauthenticated: true`).
pub(super) fn is_annotated<'a>(cx: &Context<'a>, object: Node<'a>) -> bool {
    let is_ours = cx.config.annotations.public.iter().any(|it| object.get(it).is_some());
    let vendors = ["x-unauthenticated", "x-anonymous", "x-no-auth", "x-public"];
    is_ours || vendors.iter().any(|it| object.get(it).and_then(Node::text).is_some_and(|it| it == "true"))
}

pub(super) fn says_open(op: &Operation<'_>) -> bool {
    let texts = ["summary", "description"].into_iter().filter_map(|it| op.node().get(it)?.text());
    let tags = op.node().get("tags").into_iter().flat_map(Node::items).filter_map(Node::text);
    words::has_word_of(&op.name().path, &OPEN_PATHS)
        || texts.into_iter().any(|it| tells(&it, &OPEN))
        || op.node().get("summary").and_then(Node::text).is_some_and(|it| starts_public(&it))
        || tags.into_iter().any(|it| words::has_word_of(&it, &["anonymous", "public"]))
}

/// Whether a summary calls what it is about public: `Public articles`.
fn starts_public(summary: &str) -> bool {
    words::words(summary).next().is_some_and(|it| it.eq_ignore_ascii_case("public"))
}

/// Whether a text, which may go over several lines, holds one of these parts.
pub(super) fn tells(text: &str, parts: &[&str]) -> bool {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_ascii_lowercase();
    parts.iter().any(|it| text.contains(it))
}

/// Whether an operation below `/health` tells how the service is.
fn tells_health(op: &Operation<'_>) -> bool {
    let tags = op.node().get("tags").into_iter().flat_map(Node::items).filter_map(Node::text);
    let mut texts = tags.chain(op.node().get("summary").and_then(Node::text));
    let is_below = op.is_safe() && op.name().path.starts_with("/health/");
    is_below && texts.any(|it| words::has_word_of(&it, &["check", "service", "status"]))
}

/// Whether other services report here what happened, which they sign, or name a secret path for.
fn receives_events(op: &Operation<'_>) -> bool {
    let mut parts = op.name().path.rsplit('/').filter(|it| !it.contains('{'));
    matches!(op.name().method.as_str(), "GET" | "POST")
        && parts.next().is_some_and(|it| words::is_one_of(it, &EVENTS))
}

/// Whether callers sign in, or show one token to get another.
fn trades(op: &Operation<'_>) -> bool {
    let path = &op.name().path;
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let sends = || passwords::sent_names(op).iter().any(|it| words::is_one_of(it, &PROOFS));
    passwords::guess_at(op).is_some()
        || helps_out(op)
        || lets_in(op)
        || (op.name().method != "DELETE" && words::has_word_of(last, &TRADES) && sends())
}

/// Whether callers choose a password for a new account.
fn lets_in(op: &Operation<'_>) -> bool {
    let texts = ["summary", "description"].into_iter().filter_map(|it| op.node().get(it)?.text());
    let registers = texts.into_iter().any(|it| tells(&it, &["register", "registration", "sign up"]));
    let sends_password = || passwords::sent_names(op).iter().any(|it| words::same(it, "password"));
    op.name().method == "POST" && registers && sends_password()
}

/// Whether the answer to a POST holds a token, which may well be the first that callers get.
pub(super) fn answers_with_token(op: &Operation<'_>) -> bool {
    let doc = op.doc();
    let is_token = |name: &str| words::is_one_of(name, &["accesstoken", "apikey", "token"]);
    let holds = |schema: Node<'_>| {
        let schema = Schema::new(doc, schema, Directions::default());
        schema.properties().filter_map(Node::key).any(|it| is_token(&it))
    };
    let contents = op.resolved_responses().filter_map(|it| it.node.get("content")).flat_map(Node::entries);
    let mut schemas = contents.filter_map(|it| doc.resolve(doc.resolve(it)?.get("schema")?));
    op.name().method == "POST" && schemas.any(holds)
}

/// Whether callers ask for a new password because they lost theirs.
fn helps_out(op: &Operation<'_>) -> bool {
    let texts = ["summary", "description"].into_iter().filter_map(|it| op.node().get(it)?.text());
    let is_lost = |text: &str| tells(text, &["forgot", "lost", "reset"]) && tells(text, &["password"]);
    words::has_word_of(&op.name().path, &["password"]) && texts.into_iter().any(|it| is_lost(&it))
}

/// Operations that are looked at for what they have in common.
const MOST: usize = 500;

/// Whether at least half of the operations take a value that is named like a key, so that callers are known by it.
pub(super) fn take_common_key<'o, 'a: 'o>(operations: impl Iterator<Item = &'o Operation<'a>>) -> bool {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut total = 0;
    for op in operations.take(MOST) {
        total += 1;
        let names = passwords::sent_names(op);
        let keys: BTreeSet<_> =
            names.iter().filter(|it| is_like_key(it)).map(|it| words::squash(it)).collect();
        keys.into_iter().for_each(|it| *counts.entry(it).or_default() += 1);
    }
    counts.values().any(|it| it * 2 >= total)
}

fn is_like_key(name: &str) -> bool {
    let squashed = words::squash(name);
    (squashed.ends_with("key") || squashed.ends_with("token")) && !url_credentials::is_about_other(name)
}

/// Whether a parameter carries a credential, though no security scheme says so.
pub(super) fn is_credential(parameter: &Parameter<'_>) -> bool {
    let name = parameter.name().to_ascii_lowercase();
    let description = parameter.node().get("description").and_then(Node::text).unwrap_or_default();
    let is_header = parameter.location() == Location::Header;
    let is_named = name.contains("authorization")
        || name.contains("api-key")
        || words::has_word_of(&name, &["auth", "hmac", "signature"])
        || (name.starts_with("x-") && name.ends_with("-key") && !name.contains("idempoten"));
    let is_last = parameter.location() == Location::Query && words::words(&name).last() == Some("auth");
    let may_carry = matches!(parameter.location(), Location::Header | Location::Query | Location::Cookie);
    is_last
        || (is_header && (is_named || credentials::is_authorization(&name)))
        || (may_carry && url_credentials::evidence(&name, &description).is_some())
}
