//! See `rules/internal-host-exposed.md`.

use super::{annotations, hosts, shortened};
use crate::finding::Confidence;
use crate::openapi::{Document, Scheme, Server, authorization_urls, host_of};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;
use rustc_hash::FxHashSet;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    if annotations::is_for_insiders(doc, &cx.config.annotations.audience) {
        return;
    }
    let servers = cx.model.servers_of(doc);
    let is_for_outsiders = servers.iter().any(|it| hosts::is_public(&it.host()));
    let named =
        servers.iter().filter_map(written).chain(servers.iter().flat_map(hosts::chosen)).chain(urls(doc));
    let mut seen = FxHashSet::default();
    for (host, node) in named {
        if hosts::is_internal(&host) && seen.insert(host) {
            report(cx, node, is_for_outsiders);
        }
    }
}

fn report<'a>(cx: &mut Context<'a>, node: Node<'a>, is_for_outsiders: bool) {
    let text = node.text().unwrap_or_default();
    let draft = cx.report(Place::value(node), format!("`{}` leads to an internal host", shortened(&text)));
    // A definition that has only internal servers may never leave the company, and the default of a variable is
    // often the address of a box that a customer has bought.
    if !is_for_outsiders || node.has_key("default") {
        draft.confidence(Confidence::Low);
    }
}

/// The host that a server's URL itself names.
fn written<'a>(server: &Server<'a>) -> Option<(String, Node<'a>)> {
    let host = server.written_host();
    (!host.contains('{')).then_some((host, server.node))
}

/// Where callers get tokens and read more.
fn urls<'a>(doc: Document<'a>) -> impl Iterator<Item = (String, Node<'a>)> {
    let objects = Scheme::all(doc)
        .flat_map(|it| it.flows().into_iter().map(|it| it.1).chain([it.node]).collect::<Vec<_>>());
    let of_schemes = objects.flat_map(authorization_urls);
    let documentation = doc.root().get("externalDocs").and_then(|it| it.get("url"));
    of_schemes.chain(documentation).filter_map(|it| Some((host_of(&it.text()?), it)))
}
