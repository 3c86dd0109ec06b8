//! See `rules/missing-scope.md`.

use crate::openapi::{Document, Scheme, SchemeKind, Security};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;
use std::borrow::Cow;
use std::collections::BTreeMap;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let mut scopeless = BTreeMap::new();
    for security in cx.model.securities.iter().filter(|it| it.doc.index() == doc.index()) {
        check_list(cx, security, &mut scopeless);
    }
    // One mistake, however many operations require the scheme.
    for scheme in scopeless.values() {
        let Some(affected) = cx.model.requiring(scheme) else { continue };
        let message = format!("`{}` defines no scope that an operation could ask for", scheme.name);
        cx.report(Place::key(scheme.node), message).affects(affected);
    }
}

fn check_list<'a>(
    cx: &mut Context<'a>,
    security: &Security<'a>,
    scopeless: &mut BTreeMap<Cow<'a, str>, Scheme<'a>>,
) {
    let Some(affected) = cx.model.governed_by(security) else { return };
    for (entry, scheme) in security.alternatives().into_iter().flat_map(|it| it.schemes) {
        let Some(scheme) = scheme.filter(|it| lacks_scope(entry, it)) else { continue };
        if scheme.kind == SchemeKind::OAuth2 && scheme.scopes().next().is_none() {
            scopeless.insert(scheme.name.clone(), scheme);
        } else {
            let message = format!("`{}` is required without any scope", scheme.name);
            cx.report(Place::key(entry), message).affects(affected.clone());
        }
    }
}

fn lacks_scope<'a>(entry: Node<'a>, scheme: &Scheme<'a>) -> bool {
    matches!(scheme.kind, SchemeKind::OAuth2 | SchemeKind::OpenIdConnect)
        && entry.is_sequence()
        && entry.items().next().is_none()
}
