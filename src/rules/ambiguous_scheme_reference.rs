//! See `rules/ambiguous-scheme-reference.md`.

use crate::openapi::{Document, ReferenceError, Security, Version};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Security(check)];

/// Beginnings of what is meant as a URI and not as a name with a colon.
const URIS: [&str; 5] = ["//", "file:", "http:", "https:", "urn:"];

fn check<'a>(cx: &mut Context<'a>, security: &Security<'a>) {
    // Before 3.2 every key is the name of a component.
    if security.doc.version() < Version::V32 {
        return;
    }
    for entry in security.node.items().flat_map(Node::entries) {
        match security.doc.scheme(&entry.key().unwrap_or_default()) {
            Some(component) => check_component(cx, security.doc, entry, component),
            None => check_uri(cx, security.doc, entry),
        }
    }
}

/// A key that is both: the component wins, whoever added it.
fn check_component<'a>(cx: &mut Context<'a>, doc: Document<'a>, entry: Node<'a>, component: Node<'a>) {
    let Ok(file) = doc.scheme_by_uri(entry) else { return };
    if doc.resolve(component) == doc.resolve(file) {
        return;
    }
    let name = entry.key().unwrap_or_default();
    cx.report(
        Place::key(entry),
        format!("`{name}` names a component and a file, of which the component counts"),
    )
    .label(component.name_span(), "the component")
    .label(file.first_line(), "the file");
}

/// A key that is no component is read as a URI.
fn check_uri<'a>(cx: &mut Context<'a>, doc: Document<'a>, entry: Node<'a>) {
    let name = entry.key().unwrap_or_default();
    let Err(error) = doc.scheme_by_uri(entry) else { return };
    if name.contains(['/', '#', ':']) && leads_nowhere(&name, error) {
        cx.report(Place::key(entry), format!("`{name}` is no component, and leads nowhere as a URI"));
    }
}

/// Whether that is certain: files that nobody gave us may well exist.
fn leads_nowhere(name: &str, error: ReferenceError) -> bool {
    let has_uri_scheme = URIS.iter().any(|it| name.starts_with(it));
    let path = name.split('#').next().unwrap_or_default();
    let has_extension = path.rsplit('/').next().is_some_and(|it| it.contains('.'));
    !has_uri_scheme && (error == ReferenceError::MissingTarget || !has_extension)
}
