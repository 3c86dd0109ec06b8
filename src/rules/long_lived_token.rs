//! See `rules/long-lived-token.md`.

use super::token_lifetimes::stated_lifetime;
use crate::openapi::{MediaType, Response, Schema, Scheme, SchemeKind};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] =
    &[Check::Schema(schema), Check::MediaType(media_type), Check::Response(response), Check::Scheme(scheme)];

/// Seconds after which an access token is old.
const DAY: f64 = 86_400.0;

/// Properties beside which `expires_in` speaks of an access token.
const TOKENS: [&str; 5] = ["access_token", "accessToken", "token", "id_token", "idToken"];

fn schema<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    let node = schema.node();
    if let Some(example) = node.get("example").filter(|it| it.is_mapping()) {
        look_at_example(cx, example);
    }
    let is_lifetime = node.has_key("expires_in") || node.has_key("expiresIn");
    let beside = node.parent().filter(|it| is_lifetime && it.has_key("properties") && it.has_any(&TOKENS));
    if beside.is_none() || !counts_seconds(node) || !schema.directions().response {
        return;
    }
    let values = ["const", "default", "example"].into_iter().filter_map(|it| node.get(it));
    let examples = node.get("examples").into_iter().flat_map(Node::items);
    report_longest(cx, values.chain(examples));
}

/// Only the field of RFC 6749 is in seconds for sure.
fn counts_seconds(node: Node<'_>) -> bool {
    let text = node.get("description").and_then(Node::text).unwrap_or_default().to_ascii_lowercase();
    !text.contains("milli") && (node.has_key("expires_in") || text.contains("second"))
}

fn media_type<'a>(cx: &mut Context<'a>, media_type: &MediaType<'a>) {
    let examples = media_type.node.get("examples").into_iter().flat_map(Node::entries);
    let values = examples.filter_map(|it| it.get("value").or_else(|| it.get("dataValue")));
    for example in values.chain(media_type.node.get("example")) {
        look_at_example(cx, example);
    }
}

/// Examples of Swagger 2.0.
fn response<'a>(cx: &mut Context<'a>, response: &Response<'a>) {
    for example in response.node.get("examples").into_iter().flat_map(Node::entries) {
        look_at_example(cx, example);
    }
}

fn look_at_example<'a>(cx: &mut Context<'a>, example: Node<'a>) {
    if example.has_any(&["access_token"]) {
        report_longest(cx, example.get("expires_in").into_iter());
    }
}

fn report_longest<'a>(cx: &mut Context<'a>, values: impl Iterator<Item = Node<'a>>) {
    let seconds = |it: Node<'a>| it.text()?.parse::<f64>().ok().filter(|it| *it > DAY && it.is_finite());
    let Some((value, _)) =
        values.filter_map(|it| Some((it, seconds(it)?))).max_by(|one, other| one.1.total_cmp(&other.1))
    else {
        return;
    };
    let message = format!(
        "access token lives for `{}` seconds, which is more than a day",
        value.text().unwrap_or_default()
    );
    cx.report(Place::value(value), message);
}

fn scheme<'a>(cx: &mut Context<'a>, scheme: &Scheme<'a>) {
    if matches!(scheme.kind, SchemeKind::Basic | SchemeKind::MutualTls) {
        return;
    }
    let Some(description) = scheme.node.get("description") else { return };
    let Some(lifetime) = description.text().and_then(|it| stated_lifetime(&it)) else { return };
    let Some(affected) = cx.model.requiring(scheme) else { return };
    let message = format!("`description` of the scheme says that its credential {lifetime}");
    cx.report(Place::key(description), message).affects(affected);
}
