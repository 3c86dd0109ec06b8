//! See `rules/weak-http-scheme.md`.

use crate::finding::Confidence;
use crate::openapi::{Scheme, SchemeKind};
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Scheme(check)];

/// Registered schemes that are neither outdated nor withdrawn from practice.
const SOUND: [&str; 6] = ["concealed", "dpop", "gnap", "privatetoken", "scram-sha-256", "vapid"];

/// Registered or well-known schemes, what is wrong with each, and whether that holds wherever it is used.
const WEAK: [(&str, &str, Confidence); 7] = [
    ("digest", "stores passwords for MD5 unless both sides agree on more", Confidence::High),
    ("hoba", "is an experiment that hardly any client supports", Confidence::High),
    ("mutual", "is an experiment with passwords (RFC 8120), not mutual TLS", Confidence::High),
    ("negotiate", "may fall back to NTLM", Confidence::Low),
    ("ntlm", "can be relayed and cracked offline", Confidence::High),
    ("oauth", "is OAuth 1.0, which OAuth 2.0 replaced", Confidence::High),
    ("scram-sha-1", "rests on SHA-1", Confidence::High),
];

/// What people write who mean another kind of security scheme.
const MISTAKEN: [&str; 16] = [
    "api-key",
    "api_key",
    "apikey",
    "cookie",
    "header",
    "jwt",
    "key",
    "mtls",
    "mutualtls",
    "oauth2",
    "openid",
    "openidconnect",
    "saml",
    "session",
    "token",
    "x-api-key",
];

fn check<'a>(cx: &mut Context<'a>, scheme: &Scheme<'a>) {
    if scheme.kind != SchemeKind::OtherHttp {
        return;
    }
    let Some(named) = scheme.node.get("scheme") else { return };
    let name = named.text().unwrap_or_default();
    let Some((fault, confidence)) = fault(&name.to_ascii_lowercase()) else { return };
    let Some(affected) = cx.model.requiring(scheme).filter(|_| !uses_better_hash(scheme)) else { return };
    cx.report(Place::value(named), format!("HTTP scheme `{name}` {fault}"))
        .affects(affected)
        .confidence(confidence);
}

fn fault(name: &str) -> Option<(&'static str, Confidence)> {
    let unknown = "is not registered with IANA";
    match WEAK.iter().find(|it| it.0 == name) {
        Some(&(_, fault, confidence)) => Some((fault, confidence)),
        None if name.is_empty() || SOUND.contains(&name) => None,
        None if MISTAKEN.contains(&name) => Some((unknown, Confidence::High)),
        // Signatures of a vendor's own are sent under names of their own.
        None => Some((unknown, Confidence::Low)),
    }
}

/// Whether a description says that Digest does without MD5 (RFC 7616).
fn uses_better_hash(scheme: &Scheme<'_>) -> bool {
    let is_digest = scheme.field("scheme").is_some_and(|it| it.eq_ignore_ascii_case("digest"));
    is_digest
        && scheme.field("description").is_some_and(|it| it.contains("SHA-256") || it.contains("SHA-512"))
}
