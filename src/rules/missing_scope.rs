//! See `rules/missing-scope.md`.

use super::public_paths::is_sign_in;
use crate::finding::{Affected, Confidence};
use crate::openapi::{Document, Operation, Scheme, SchemeKind, Security};
use crate::rule::{Check, Context, Place};
use crate::source::Span;
use crate::syntax::Node;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// More requirements than these without a scope are one way of requiring a scheme.
const FEW: usize = 3;

/// A scheme, and where it is required without a scope.
struct Lacking<'a> {
    scheme: Scheme<'a>,
    entries: Vec<Entry<'a>>,
}

/// A requirement without a scope.
struct Entry<'a> {
    node: Node<'a>,
    affected: Affected,
    only_reads: bool,
}

/// What is known of the operations that a `security` list holds for.
#[derive(Clone, Copy)]
struct Held {
    all_read: bool,
    all_sign_in: bool,
}

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let mut lacking: BTreeMap<Cow<'a, str>, Lacking<'a>> = BTreeMap::new();
    let held = held(cx, doc);
    for security in cx.model.securities_of(doc) {
        let Some(affected) = cx.model.governed_by(security) else { continue };
        let Some(held) = held.get(&security.node.span()).filter(|it| !it.all_sign_in) else { continue };
        for (node, scheme) in entries(security) {
            let place = lacking.entry(scheme.name.clone());
            let found = place.or_insert_with(|| Lacking { scheme, entries: Vec::new() });
            found.entries.push(Entry { node, affected: affected.clone(), only_reads: held.all_read });
        }
    }
    let scoped = scoped(cx, doc);
    lacking.iter().for_each(|(name, it)| report(cx, it, scoped.contains(name)));
}

/// By the places of `security` lists.
fn held(cx: &Context<'_>, doc: Document<'_>) -> BTreeMap<Span, Held> {
    let mut lists: BTreeMap<Span, Held> = BTreeMap::new();
    for operation in cx.model.inbound_operations_of(doc) {
        let Some(list) = operation.security() else { continue };
        let held = lists.entry(list.node.span()).or_insert(Held { all_read: true, all_sign_in: true });
        held.all_read &= reads(operation);
        held.all_sign_in &= is_sign_in(&operation.name().path);
    }
    lists
}

fn reads(operation: &Operation<'_>) -> bool {
    matches!(operation.name().method.as_str(), "GET" | "HEAD" | "QUERY")
}

/// Names of schemes of which some operation does demand a scope.
fn scoped<'a>(cx: &Context<'a>, doc: Document<'a>) -> BTreeSet<Cow<'a, str>> {
    let all = cx.model.lists_in_force(doc).flat_map(|it| it.alternatives()).flat_map(|it| it.schemes);
    all.filter_map(|(entry, scheme)| entry.items().next().and(scheme)).map(|it| it.name).collect()
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

fn report<'a>(cx: &mut Context<'a>, lacking: &Lacking<'a>, is_scoped: bool) {
    let Lacking { scheme, entries } = lacking;
    let name = &scheme.name;
    // One mistake, however many operations require the scheme.
    if scheme.kind == SchemeKind::OAuth2 && scheme.scopes().next().is_none() {
        let Some(affected) = cx.model.requiring(scheme) else { return };
        let message = format!("`{name}` defines no scope that an operation could ask for");
        cx.report(Place::key(scheme.node), message).affects(affected);
    } else if let Some(first) = entries.first().filter(|_| entries.len() > FEW) {
        let message =
            format!("`{name}` is required without any scope, here and in {} more lists", entries.len() - 1);
        let affected = entries.iter().fold(Affected::default(), |all, it| sum(all, &it.affected));
        let is_open = is_scoped && entries.iter().all(|it| it.only_reads);
        report_at(cx, first.node, message, affected, is_open);
    } else {
        for Entry { node, affected, only_reads } in entries {
            let message = format!("`{name}` is required without any scope");
            report_at(cx, *node, message, affected.clone(), is_scoped && *only_reads);
        }
    }
}

/// Where others need a scope, reading without one may be meant: a catalogue, or the caller's own profile.
fn report_at<'a>(cx: &mut Context<'a>, node: Node<'a>, message: String, affected: Affected, is_open: bool) {
    let draft = cx.report(Place::key(node), message);
    draft.affects(affected);
    if is_open {
        draft.confidence(Confidence::Low);
    }
}

fn sum(mut all: Affected, other: &Affected) -> Affected {
    const NAMED: usize = 3;
    all.count += other.count;
    all.first.extend(other.first.iter().take(NAMED - all.first.len().min(NAMED)).cloned());
    all
}
