//! See `rules/missing-scope.md`.

use crate::finding::Affected;
use crate::openapi::{Document, Scheme, SchemeKind, Security};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;
use std::borrow::Cow;
use std::collections::BTreeMap;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// More requirements than these without a scope are one way of requiring a scheme.
const FEW: usize = 3;

/// A scheme, and where it is required without a scope, for how many operations.
struct Lacking<'a> {
    scheme: Scheme<'a>,
    entries: Vec<(Node<'a>, Affected)>,
}

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let mut lacking: BTreeMap<Cow<'a, str>, Lacking<'a>> = BTreeMap::new();
    for security in cx.model.securities.iter().filter(|it| it.doc.index() == doc.index()) {
        let Some(affected) = cx.model.governed_by(security) else { continue };
        for (entry, scheme) in entries(security) {
            let place = lacking.entry(scheme.name.clone());
            let found = place.or_insert_with(|| Lacking { scheme, entries: Vec::new() });
            found.entries.push((entry, affected.clone()));
        }
    }
    lacking.values().for_each(|it| report(cx, it));
}

fn entries<'a>(security: &Security<'a>) -> impl Iterator<Item = (Node<'a>, Scheme<'a>)> {
    let all = security.alternatives().into_iter().flat_map(|it| it.schemes);
    all.filter_map(|(entry, scheme)| Some((entry, scheme.filter(|it| lacks_scope(entry, it))?)))
}

fn lacks_scope<'a>(entry: Node<'a>, scheme: &Scheme<'a>) -> bool {
    matches!(scheme.kind, SchemeKind::OAuth2 | SchemeKind::OpenIdConnect)
        && entry.is_sequence()
        && entry.items().next().is_none()
}

fn report<'a>(cx: &mut Context<'a>, lacking: &Lacking<'a>) {
    let Lacking { scheme, entries } = lacking;
    let name = &scheme.name;
    // One mistake, however many operations require the scheme.
    if scheme.kind == SchemeKind::OAuth2 && scheme.scopes().next().is_none() {
        let Some(affected) = cx.model.requiring(scheme) else { return };
        let message = format!("`{name}` defines no scope that an operation could ask for");
        cx.report(Place::key(scheme.node), message).affects(affected);
    } else if let Some((first, _)) = entries.first().filter(|_| entries.len() > FEW) {
        let message = format!("`{name}` is required without any scope, here and in {} more lists", entries.len() - 1);
        let affected = entries.iter().fold(Affected::default(), |all, it| sum(all, &it.1));
        cx.report(Place::key(*first), message).affects(affected);
    } else {
        for (entry, affected) in entries {
            let message = format!("`{name}` is required without any scope");
            cx.report(Place::key(*entry), message).affects(affected.clone());
        }
    }
}

fn sum(mut all: Affected, other: &Affected) -> Affected {
    const NAMED: usize = 3;
    all.count += other.count;
    all.first.extend(other.first.iter().take(NAMED - all.first.len().min(NAMED)).cloned());
    all
}
