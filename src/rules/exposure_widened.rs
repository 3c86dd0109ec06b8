//! See `rules/exposure-widened.md`.

use crate::change::{ApiPair, SchemaPair};
use crate::openapi::{Document, Server, Version};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::ChangedSchema(check), Check::ChangedApi(check_servers)];

fn check<'a>(cx: &mut Context<'a>, pair: &SchemaPair<'a>) {
    if !pair.head.directions().response || pair.base.properties().all(|it| pair.base.carries(it, false)) {
        return;
    }
    for property in pair.properties() {
        if !pair.base.carries(property.base, false) && pair.head.carries(property.head, false) {
            let name = property.head.key().unwrap_or_default();
            cx.report(
                Place::key(property.head),
                format!("`{name}` is returned now: it is not `writeOnly` any more"),
            )
            .in_responses()
            .label(property.base.name_span(), "it was");
        }
    }
}

/// Servers that all were encrypted, and now are not.
fn check_servers<'a>(cx: &mut Context<'a>, api: &ApiPair<'a>) {
    let (Some(base), Some(head)) = (api.base, api.head) else { return };
    let before = addresses(base);
    if before.is_empty() || before.iter().any(|it| is_cleartext(base, *it)) {
        return;
    }
    for address in addresses(head).into_iter().filter(|it| is_cleartext(head, *it)) {
        let message =
            format!("`{}` is not encrypted; before, everything was", address.text().unwrap_or_default());
        cx.report(Place::value(address), message).label(before[0].name_span(), "the first server before");
    }
}

/// URLs of servers; in Swagger 2.0 schemes of the host.
fn addresses(doc: Document<'_>) -> Vec<Node<'_>> {
    let list = |key| doc.root().get(key).into_iter().flat_map(Node::items);
    match doc.version() {
        Version::V2 => list("schemes").collect(),
        _ => list("servers").filter_map(|it| it.get("url")).filter(|it| is_absolute(*it)).collect(),
    }
}

fn is_absolute(url: Node<'_>) -> bool {
    url.text().is_some_and(|it| it.contains("://"))
}

fn is_cleartext<'a>(doc: Document<'a>, address: Node<'a>) -> bool {
    let text = address.text().unwrap_or_default().to_ascii_lowercase();
    let is_loopback = || Server { doc, node: address, object: doc.root(), is_only: true }.is_loopback();
    match text.split_once("://") {
        Some((scheme, _)) => matches!(scheme, "http" | "ws") && !is_loopback(),
        None => matches!(text.as_str(), "http" | "ws"),
    }
}
