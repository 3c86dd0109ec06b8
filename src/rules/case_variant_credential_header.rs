//! See `rules/case-variant-credential-header.md`.

use super::{credentials, words};
use crate::finding::Confidence;
use crate::openapi::{Document, Location, Scheme, SchemeKind};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;
use rustc_hash::{FxHashMap, FxHashSet};

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Names of headers that hold a credential, without case and separators.
const CREDENTIALS: [&str; 11] = [
    "accesstoken",
    "apikey",
    "apitoken",
    "authtoken",
    "sessiontoken",
    "xaccesstoken",
    "xapikey",
    "xapitoken",
    "xauthkey",
    "xauthtoken",
    "xsessiontoken",
];

/// A header as a scheme or a parameter writes it.
struct Written<'a> {
    name: String,
    node: Node<'a>,
    is_scheme: bool,
}

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let mut all = of_schemes(doc);
    let names: FxHashSet<String> = all.iter().map(|it| words::squash(&it.name)).collect();
    all.extend(of_parameters(cx, doc, &names));
    let mut first: FxHashMap<String, Written<'a>> = FxHashMap::default();
    let mut reported = FxHashSet::default();
    for written in all {
        let key = words::squash(&written.name);
        match first.get(&key) {
            None => drop(first.insert(key, written)),
            Some(one) if differ(one, &written) && reported.insert(key) => report(cx, one, &written),
            Some(_) => {}
        }
    }
}

fn of_schemes(doc: Document<'_>) -> Vec<Written<'_>> {
    let keys = Scheme::all(doc).filter(|it| it.kind == SchemeKind::ApiKey);
    let headers =
        keys.filter(|it| it.location() == Some(Location::Header)).filter_map(|it| it.node.get("name"));
    headers
        .filter_map(|node| Some(Written { name: node.text()?.into_owned(), node, is_scheme: true }))
        .collect()
}

/// Headers that callers send, if they are called as a scheme is, or like a credential.
fn of_parameters<'a>(cx: &Context<'a>, doc: Document<'a>, names: &FxHashSet<String>) -> Vec<Written<'a>> {
    let parameters = cx.model.inbound_operations_of(doc).flat_map(|it| it.parameters());
    let headers = parameters.filter(|it| it.location() == Location::Header);
    let is_credential = |name: &str| {
        let name = words::squash(name);
        names.contains(&name) || CREDENTIALS.contains(&name.as_str())
    };
    let named = headers.filter(|it| is_credential(it.name()) && !credentials::is_authorization(it.name()));
    named.map(|it| Written { name: it.name().to_owned(), node: it.name_node(), is_scheme: false }).collect()
}

/// A parameter that repeats a scheme in other letters is a fault of its own.
fn differ(one: &Written<'_>, other: &Written<'_>) -> bool {
    one.name != other.name
        && (one.is_scheme == other.is_scheme || !one.name.eq_ignore_ascii_case(&other.name))
}

fn report<'a>(cx: &mut Context<'a>, one: &Written<'a>, other: &Written<'a>) {
    let message = format!("the credential header `{}` is written differently elsewhere", other.name);
    let draft = cx.report(Place::value(other.node), message);
    draft.label(one.node.first_line(), "the same header in other letters");
    if one.name.eq_ignore_ascii_case(&other.name) {
        // Servers must not care about capitals, and nearly all do not.
        draft.confidence(Confidence::Low);
    }
}
