//! See `rules/cleartext-server.md`.

use crate::finding::{Edit, Safety};
use crate::openapi::{Document, Server, Version};
use crate::rule::{Check, Context, Place};
use crate::syntax::{Node, edit};

pub(super) const CHECKS: &[Check] = &[Check::Server(check), Check::Document(check_schemes)];

fn check<'a>(cx: &mut Context<'a>, server: &Server<'a>) {
    if server.doc.version() == Version::V2 {
        return;
    }
    let url = server.url();
    if is_cleartext(&url) {
        if !server.is_loopback() {
            let edit = encrypted(server);
            let draft = cx.report(Place::value(server.node), format!("`{url}` is not encrypted"));
            draft.fix(Safety::Unsafe, "use TLS", edit);
        }
    } else if let Some(value) = cleartext_value(server, &url) {
        let text = value.text().filter(|it| !it.is_empty()).map(|it| format!("`{it}`"));
        let message =
            text.unwrap_or_else(|| "the empty value".to_owned()) + " leads to a server without encryption";
        cx.report(Place::value(value), message).label(server.node.first_line(), "in this URL");
    }
}

fn encrypted(server: &Server<'_>) -> Option<Edit> {
    let (scheme, rest) =
        server.node.text()?.split_once("://").map(|(scheme, rest)| (scheme.to_owned(), rest.to_owned()))?;
    edit::replace(server.node, &format!("{scheme}s://{rest}").into())
}

fn is_cleartext(url: &str) -> bool {
    let begins = |scheme: &str| url.get(..scheme.len()).is_some_and(|it| it.eq_ignore_ascii_case(scheme));
    begins("http://") || begins("ws://")
}

/// The value of a variable in the place of the URL's scheme that makes it one without encryption.
fn cleartext_value<'a>(server: &Server<'a>, url: &str) -> Option<Node<'a>> {
    let (before, rest) = url.split_once('{')?;
    let (variable, _) = rest.split_once('}').filter(|_| !before.contains(['/', ':']))?;
    server.variable_values(variable).find(|value| {
        let text = value.text().unwrap_or_default();
        is_cleartext(&server.filled_in(variable, &text)) && !server.is_loopback_with(variable, &text)
    })
}

/// Swagger 2.0 lists the schemes of the host, for the document and for single operations.
fn check_schemes<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    if doc.version() != Version::V2 || is_local(doc) {
        return;
    }
    report_schemes(cx, doc.root());
    for op in cx.model.operations_of(doc) {
        report_schemes(cx, op.node());
    }
}

fn is_local(doc: Document<'_>) -> bool {
    let object = doc.root();
    object.get("host").is_some_and(|node| Server { doc, node, object, is_only: true }.is_loopback())
}

fn report_schemes<'a>(cx: &mut Context<'a>, object: Node<'a>) {
    for item in object.get("schemes").into_iter().flat_map(Node::items) {
        let scheme = item.text().unwrap_or_default();
        if matches!(scheme.as_ref(), "http" | "ws") {
            cx.report(Place::value(item), format!("`{scheme}` is not encrypted"));
        }
    }
}
