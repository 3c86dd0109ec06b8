//! See `rules/credential-in-url.md`.

use super::url_credentials::{Evidence, evidence};
use super::words;
use crate::finding::Confidence;
use crate::openapi::{Directions, Location, Parameter, Schema, SchemeKind, Types};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;
use std::borrow::Cow;

pub(super) const CHECKS: &[Check] = &[Check::Parameter(check)];

fn check<'a>(cx: &mut Context<'a>, parameter: &Parameter<'a>) {
    let place = match parameter.location() {
        Location::Query => "query",
        Location::Path => "path",
        _ => return,
    };
    let Some(evidence) = evidence_of(cx, parameter) else { return };
    if !parameter.directions().request || !is_text(parameter) || is_known_otherwise(cx, parameter) {
        return;
    }
    let Some(senders) = cx.model.senders_of(parameter) else { return };
    let message = format!("`{}` carries a credential in the {place}", parameter.name());
    let draft = cx.report(Place::value(parameter.name_node()), message).affects(senders);
    if evidence == Evidence::Hint {
        draft.confidence(Confidence::Low);
    }
}

fn evidence_of(cx: &Context<'_>, parameter: &Parameter<'_>) -> Option<Evidence> {
    let name = parameter.name();
    if cx.config.words.harmless.iter().any(|it| words::same(it, name)) {
        return None;
    }
    let is_own = cx.config.words.secret.iter().any(|it| words::same(it, name));
    let description = parameter.node().get("description").and_then(Node::text);
    if is_own { Some(Evidence::Name) } else { evidence(name, &description.unwrap_or(Cow::Borrowed(""))) }
}

/// Flags and numbers are about credentials, and listed values are none.
fn is_text(parameter: &Parameter<'_>) -> bool {
    let doc = parameter.doc();
    let Some(node) = parameter.schema().and_then(|it| doc.resolve(it)) else { return true };
    let schema = Schema::new(doc, node, Directions::default());
    let is_text = schema.types().is_empty() || schema.types().has(Types::STRING);
    let sample = schema.get("example").or_else(|| schema.get("default")).and_then(Node::text);
    let is_flag = sample.is_some_and(|it| it == "true" || it == "false");
    is_text && !is_flag && !schema.is_enumerated()
}

/// Whether another rule speaks of it, or the path names what the caller manages rather than who calls.
fn is_known_otherwise<'a>(cx: &Context<'a>, parameter: &Parameter<'a>) -> bool {
    if parameter.location() == Location::Query {
        return is_scheme(cx, parameter);
    }
    let affected = cx.model.affected(parameter.node(), true, false);
    affected.first.iter().any(|it| is_managed(&it.0.path, parameter.name()))
}

/// Whether a security scheme that operations require has this name.
fn is_scheme<'a>(cx: &Context<'a>, parameter: &Parameter<'a>) -> bool {
    let is_same = |name: &str| name.eq_ignore_ascii_case(parameter.name());
    cx.model.schemes.iter().any(|it| {
        it.kind == SchemeKind::ApiKey
            && it.location() == Some(Location::Query)
            && it.field("name").is_some_and(|name| is_same(&name))
            && it.doc.index() == parameter.doc().index()
            && cx.model.requiring(it).is_some()
    })
}

/// Whether the parameter stands behind a collection of its kind, such as `/api-keys/{api_key}`.
fn is_managed(path: &str, name: &str) -> bool {
    let expression = format!("{{{name}}}");
    let Some((before, _)) = path.split_once(&expression) else { return false };
    let collection = before.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    words::words(name).any(|it| collection.ends_with(&format!("{}s", it.to_ascii_lowercase())))
}
