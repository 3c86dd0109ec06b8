//! See `rules/undefined-security-scheme.md`.

use crate::openapi::{Document, Security, Version};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Security(check)];

fn check<'a>(cx: &mut Context<'a>, security: &Security<'a>) {
    let alternatives = security.alternatives();
    let undefined = alternatives.iter().flat_map(|it| &it.schemes).filter(|it| it.1.is_none());
    for (entry, _) in undefined {
        let name = entry.key().unwrap_or_default();
        if !is_defined(security.doc, *entry, &name) {
            report(cx, *entry, &name);
        }
    }
}

/// A definition that is a broken reference is still a definition; since 3.2 a name may also be the URI of one.
fn is_defined<'a>(doc: Document<'a>, entry: Node<'a>, name: &str) -> bool {
    let is_uri = || name.contains(['/', '#', ':']) || doc.scheme_by_uri(entry).is_ok();
    doc.scheme(name).is_some() || (doc.version() >= Version::V32 && is_uri())
}

fn report<'a>(cx: &mut Context<'a>, entry: Node<'a>, name: &str) {
    cx.report(Place::key(entry), format!("the security scheme `{name}` is not defined"));
}
