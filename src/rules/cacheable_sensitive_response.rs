//! See `rules/cacheable-sensitive-response.md`.

use super::sensitive::{self, Kind};
use super::{headers, words};
use crate::openapi::{Directions, Document, Operation, Response, Schema};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Operation(check)];

/// Schemas of a response that are looked at in search of something sensitive.
const MOST: usize = 200;

/// Properties that are credentials of whoever reads them.
const TOKENS: [&str; 6] = ["accesstoken", "apikey", "idtoken", "jwt", "refreshtoken", "sessiontoken"];

fn check<'a>(cx: &mut Context<'a>, op: &Operation<'a>) {
    if !op.is_inbound() {
        return;
    }
    for response in op.resolved_responses().filter(|it| it.status.starts_with('2')) {
        let Some(kept) = kept_by_caches(op.doc(), &response) else { continue };
        let Some(property) = sensitive_property(cx, &response) else { continue };
        let name = property.key().unwrap_or_default();
        let text = kept.text().unwrap_or_default();
        cx.report(
            Place::value(kept),
            format!("`{text}` lets caches keep and share a response with `{name}`"),
        )
        .label(property.name_span(), "this should stay with the caller");
    }
}

/// Where a response says that caches may keep it for others.
fn kept_by_caches<'a>(doc: Document<'a>, response: &Response<'a>) -> Option<Node<'a>> {
    let header = headers::find(response, "cache-control")?;
    let values = headers::stated_values(doc, header);
    values.into_iter().find(|it| it.text().is_some_and(|it| is_shared(&it)))
}

/// Whether a `Cache-Control` lets a shared cache answer with what it kept.
fn is_shared(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    let has = |name: &str| value.split([',', ' ']).any(|it| it.trim() == name);
    let lasts = |name: &str| {
        let seconds = value.split(name).nth(1).map(|it| it.trim_start_matches(['=', ' ', '"']));
        seconds.is_some_and(|it| it.starts_with(|it: char| matches!(it, '1'..='9')))
    };
    let is_kept_back = ["private", "no-store", "no-cache"].into_iter().any(has);
    !is_kept_back && (has("public") || lasts("s-maxage") || lasts("max-age"))
}

/// The first property of the answer that is a secret or sensitive by its name.
fn sensitive_property<'a>(cx: &Context<'a>, response: &Response<'a>) -> Option<Node<'a>> {
    let doc = response.doc;
    let mut pending = response.schemas();
    let mut seen = 0;
    while let Some(node) = pending.pop().filter(|_| seen < MOST) {
        seen += 1;
        let Some(node) = doc.resolve(node) else { continue };
        let schema = Schema::new(doc, node, Directions::default());
        if let Some(found) = schema.properties().find(|it| is_sensitive(cx, *it)) {
            return Some(found);
        }
        pending.extend(schema.properties());
        pending.extend(schema.get("items"));
    }
    None
}

fn is_sensitive(cx: &Context<'_>, property: Node<'_>) -> bool {
    let Some(name) = property.key() else { return false };
    let is_personal = |it| !matches!(it, Kind::Contact | Kind::Birth);
    let is_flag = property.get("type").and_then(Node::text).is_some_and(|it| it == "boolean");
    let is_secret = words::is_secret(&name) || words::is_one_of(&name, &TOKENS);
    !is_flag && (is_secret || sensitive::kind_of(&name, cx.config).is_some_and(is_personal))
}

#[cfg(test)]
mod tests {
    use super::is_shared;

    #[test]
    fn values_of_cache_control() {
        for value in ["public", "public, max-age=60", "max-age=3600", "s-maxage=10, must-revalidate"] {
            assert!(is_shared(value), "{value}");
        }
        for value in ["no-store", "private, max-age=60", "max-age=0", "no-cache", "republic", ""] {
            assert!(!is_shared(value), "{value}");
        }
    }
}
