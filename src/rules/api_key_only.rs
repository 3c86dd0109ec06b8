//! See `rules/api-key-only.md`.

use super::words;
use crate::openapi::{Alternative, Document, Model, Principal, Scheme, SchemeKind};
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Operations that are looked at for one that changes data.
const MOST: usize = 2000;

/// Words in names of fields that carry a token, or a signature, which proves more than a key.
const OTHER: [&str; 11] = [
    "authorization",
    "digest",
    "hmac",
    "identity",
    "jwt",
    "nonce",
    "sig",
    "sign",
    "signature",
    "timestamp",
    "token",
];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    if cx.model.demand(doc).is_none() {
        return;
    }
    let Some(scheme) = only_key(cx.model, doc).filter(|it| guards_changes(cx.model, it)) else { return };
    let (Some(kind), Some(affected)) = (scheme.node.get("type"), cx.model.requiring(&scheme)) else { return };
    cx.report(Place::value(kind), "`apiKey` is the only credential of an API that changes data")
        .affects(affected);
}

/// The first key, if nothing but keys is asked for in the whole document.
fn only_key<'a>(model: &Model<'a>, doc: Document<'a>) -> Option<Scheme<'a>> {
    let mut first = None;
    for alternative in model.lists_in_force(doc).flat_map(|it| it.alternatives()) {
        if alternative.is_anonymous() {
            continue;
        }
        let key = key_of(&alternative)?;
        first.get_or_insert(key);
    }
    first
}

/// The first scheme of a requirement that consists of keys of programs.
fn key_of<'a>(alternative: &Alternative<'a>) -> Option<Scheme<'a>> {
    let mut schemes = alternative.schemes.iter().map(|it| it.1.as_ref().filter(|it| is_key(it)));
    let first = schemes.next()??;
    schemes.all(|it| it.is_some()).then(|| first.clone())
}

/// Whether a scheme calls its credential a key, by its own name or by that of its field.
fn is_key(scheme: &Scheme<'_>) -> bool {
    let field = scheme.field("name").unwrap_or_default();
    let is_named = |name: &str| name.to_ascii_lowercase().contains("key");
    scheme.kind == SchemeKind::ApiKey
        && scheme.principal() == Some(Principal::Software)
        && (is_named(&field) || is_named(&scheme.name))
        && !words::has_word_of(&field, &OTHER)
}

fn guards_changes<'a>(model: &Model<'a>, scheme: &Scheme<'a>) -> bool {
    let mut operations = model.operations_requiring(scheme).take(MOST);
    operations.any(|it| matches!(it.name().method.as_str(), "PUT" | "PATCH" | "DELETE"))
}
