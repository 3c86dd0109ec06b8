//! See `rules/missing-scope.md`.

use crate::openapi::{Document, Scheme, SchemeKind};
use crate::rule::{Check, Context, Place};
use crate::source::Span;
use crate::syntax::Node;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Schemes that have no scope to ask for, and the `security` lists that require them.
type Scopeless<'a> = BTreeMap<Cow<'a, str>, (Scheme<'a>, BTreeSet<Span>)>;

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let mut scopeless = Scopeless::new();
    for security in cx.model.securities.iter().filter(|it| it.doc.index() == doc.index()) {
        for (entry, scheme) in security.alternatives().into_iter().flat_map(|it| it.schemes) {
            let Some(scheme) = scheme.filter(|it| lacks_scope(cx, entry, it)) else { continue };
            if scheme.kind == SchemeKind::OAuth2 && scheme.scopes().next().is_none() {
                let lists = scopeless.entry(scheme.name.clone()).or_insert_with(|| (scheme, BTreeSet::new()));
                lists.1.insert(security.node.span());
            } else {
                cx.report(Place::key(entry), format!("`{}` is required without any scope", scheme.name));
            }
        }
    }
    scopeless.values().for_each(|(scheme, lists)| report_scheme(cx, scheme, lists));
}

fn lacks_scope<'a>(cx: &Context<'a>, entry: Node<'a>, scheme: &Scheme<'a>) -> bool {
    matches!(scheme.kind, SchemeKind::OAuth2 | SchemeKind::OpenIdConnect)
        && entry.is_sequence()
        && entry.items().next().is_none()
        // Who calls a webhook is the API itself.
        && cx.model.operation_around(entry).is_none_or(|it| it.is_inbound())
}

/// One mistake, however many operations require the scheme.
fn report_scheme<'a>(cx: &mut Context<'a>, scheme: &Scheme<'a>, lists: &BTreeSet<Span>) {
    let requires = |span: Option<Span>| span.is_some_and(|it| lists.contains(&it));
    let operations = cx.model.numbered_operations_of(scheme.doc);
    let numbers: Vec<_> =
        operations.filter(|it| requires(it.1.security().map(|it| it.node.span()))).map(|it| it.0).collect();
    let affected = cx.model.affected_operations(&numbers);
    let message = format!("`{}` defines no scope that an operation could ask for", scheme.name);
    cx.report(Place::key(scheme.node), message).affects(affected);
}
