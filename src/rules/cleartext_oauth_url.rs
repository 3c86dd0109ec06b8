//! See `rules/cleartext-oauth-url.md`.

use super::placeholder_server::is_placeholder;
use crate::finding::Confidence;
use crate::openapi::{Scheme, SchemeKind, Server, authorization_urls};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Scheme(check)];

fn check<'a>(cx: &mut Context<'a>, scheme: &Scheme<'a>) {
    if !matches!(scheme.kind, SchemeKind::OAuth2 | SchemeKind::OpenIdConnect) {
        return;
    }
    let flows = scheme.node.get("flows").into_iter().flat_map(Node::entries);
    let holders = flows.chain([scheme.node]);
    let urls = holders.flat_map(authorization_urls);
    let cleartext: Vec<Node<'a>> = urls.filter(|it| is_cleartext(scheme, *it)).collect();
    let Some(affected) = cx.model.requiring(scheme).filter(|_| !cleartext.is_empty()) else { return };
    for url in cleartext {
        let message = format!("`{}` is not encrypted", url.text().unwrap_or_default());
        let is_placeholder = is_placeholder(&url.text().unwrap_or_default(), &server(scheme, url).host());
        let draft = cx.report(Place::value(url), message).affects(affected.clone());
        if is_placeholder {
            draft.confidence(Confidence::Low);
        }
    }
}

fn is_cleartext<'a>(scheme: &Scheme<'a>, url: Node<'a>) -> bool {
    let begins = url.text().and_then(|it| Some(it.get(..7)?.eq_ignore_ascii_case("http://")));
    begins == Some(true) && !server(scheme, url).is_loopback()
}

const fn server<'a>(scheme: &Scheme<'a>, url: Node<'a>) -> Server<'a> {
    Server { doc: scheme.doc, node: url, object: scheme.node, is_only: true }
}
