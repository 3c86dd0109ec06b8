//! See `rules/technology-header.md`.

use super::headers;
use crate::openapi::Document;
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;
use std::collections::BTreeMap;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Response headers that name what the service is made with, in small letters.
const HEADERS: [&str; 25] = [
    "server",
    "x-aspnet-version",
    "x-aspnetmvc-version",
    "x-backend",
    "x-backend-server",
    "x-cms",
    "x-drupal-cache",
    "x-drupal-dynamic-cache",
    "x-engine",
    "x-framework",
    "x-generator",
    "x-jenkins",
    "x-mod-pagespeed",
    "x-php-version",
    "x-powered-by",
    "x-powered-by-plesk",
    "x-powered-cms",
    "x-redirect-by",
    "x-runtime",
    "x-server",
    "x-server-name",
    "x-server-powered-by",
    "x-sourcefiles",
    "x-turbo-charged-by",
    "x-varnish-backend",
];

/// Networks that stand before a service and say nothing about it.
const NETWORKS: [&str; 8] =
    ["akamai", "cloudflare", "cloudfront", "fastly", "google frontend", "netlify", "rapidapi", "vercel"];

/// A header where it stands first, and the numbers of the operations that answer with it.
struct Found<'a> {
    header: Node<'a>,
    operations: Vec<usize>,
}

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let model = cx.model;
    let mut found: BTreeMap<String, Found<'a>> = BTreeMap::new();
    for (number, op) in model.numbered_operations_of(doc) {
        for response in op.resolved_responses() {
            for header in response.node.get("headers").into_iter().flat_map(Node::entries) {
                let name = header.key().unwrap_or_default().to_ascii_lowercase();
                if HEADERS.binary_search(&name.as_str()).is_ok() && !names_network(doc, header) {
                    let found = found.entry(name).or_insert(Found { header, operations: Vec::new() });
                    found.operations.push(number);
                }
            }
        }
    }
    for mut it in found.into_values() {
        it.operations.dedup();
        let name = it.header.key().unwrap_or_default();
        let message = format!("responses carry `{name}`, which tells what the service is made with");
        cx.report(Place::key(it.header), message).affects(model.affected_operations(&it.operations));
    }
}

/// Whether the header is said to name the network and not the service.
fn names_network<'a>(doc: Document<'a>, header: Node<'a>) -> bool {
    let values = headers::stated_values(doc, header);
    let mut texts = values.iter().filter_map(|it| it.text()).map(|it| it.to_ascii_lowercase());
    texts.any(|text| NETWORKS.iter().any(|it| text.contains(it)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_is_searched_by_name() {
        assert!(super::HEADERS.is_sorted());
    }
}
