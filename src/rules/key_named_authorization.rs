//! See `rules/key-named-authorization.md`.

use super::credentials;
use crate::finding::Confidence;
use crate::openapi::{Document, Location, Scheme, SchemeKind, Version};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;
use rustc_hash::FxHashSet;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Parts of texts about signed requests, for which OpenAPI has no words.
const SIGNED: [&str; 10] =
    ["aws4", "digest", "hawk", "hmac", "oauth 1", "oauth1", "shared key", "sharedkey", "sigv4", "signature"];

/// Parts of texts about tokens, which Swagger 2.0 can describe in no other way.
const TOKENS: [&str; 4] = ["bearer", "jwt", "oauth", "token"];

/// Parts of texts that give the form of the header.
const FORMS: [&str; 7] = [" <", " {", "followed by", "preceded by", "prefix", "prepend", "token="];

/// Schemes that OpenAPI has a type for.
const STANDARD: [&str; 2] = ["basic", "bearer"];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let named: Vec<_> = Scheme::all(doc).filter(is_named_authorization).collect();
    if named.is_empty() {
        return;
    }
    let clashing = clashing(cx, doc);
    for scheme in named.iter().filter(|it| !clashing.contains(it.name.as_ref())) {
        report(cx, scheme);
    }
}

fn is_named_authorization(scheme: &Scheme<'_>) -> bool {
    scheme.kind == SchemeKind::ApiKey
        && scheme.location() == Some(Location::Header)
        && scheme.field("name").is_some_and(|it| it.trim().eq_ignore_ascii_case("authorization"))
}

/// Schemes that are required together with another one in the same header: that is the greater fault.
fn clashing(cx: &Context<'_>, doc: Document<'_>) -> FxHashSet<String> {
    let alternatives = cx.model.securities_of(doc).iter().flat_map(|it| it.alternatives());
    let clashes = alternatives.filter_map(|it| credentials::clash(&it));
    clashes.flat_map(|it| [it.0, it.1]).filter_map(|it| Some(it.key()?.into_owned())).collect()
}

fn report<'a>(cx: &mut Context<'a>, scheme: &Scheme<'a>) {
    let text = text(scheme);
    let says = |list: &[&str]| list.iter().any(|it| text.contains(it));
    let is_v2 = scheme.doc.version() == Version::V2;
    if says(&SIGNED) || (is_v2 && says(&TOKENS)) || is_demanded_by_gateway(scheme) {
        return;
    }
    let (Some(node), Some(affected)) = (scheme.node.get("name"), cx.model.requiring(scheme)) else { return };
    let name = node.text().unwrap_or_default();
    let draft = cx.report(
        Place::value(node),
        format!("`{name}` is declared as an opaque key, whatever scheme it holds"),
    );
    draft.affects(affected);
    if is_v2 || (says(&FORMS) && !says(&STANDARD)) {
        draft.confidence(Confidence::Low);
    }
}

/// What the document says about the scheme, in lower case.
fn text(scheme: &Scheme<'_>) -> String {
    let extensions = scheme.node.entries().filter(|it| it.key().is_some_and(|key| key.starts_with("x-")));
    let said =
        extensions.chain(scheme.node.get("description")).flat_map(Node::descendants).filter_map(Node::text);
    let mut text = scheme.name.to_lowercase();
    said.for_each(|it| text.extend([" ", &it.to_lowercase()]));
    text
}

/// API Gateway of AWS knows authorizers in this shape only.
fn is_demanded_by_gateway(scheme: &Scheme<'_>) -> bool {
    scheme.node.get("x-amazon-apigateway-authtype").is_some()
}
