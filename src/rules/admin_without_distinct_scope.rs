//! See `rules/admin-without-distinct-scope.md`.

use super::administration::{self, Sign};
use super::rights::{Lists, Rights, lists};
use crate::finding::Confidence;
use crate::openapi::{Document, Operation, Scheme, SchemeKind};
use crate::rule::{Check, Context, Draft, Place};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Operations with their numbers.
type Numbered<'m, 'a> = Vec<(usize, &'m Operation<'a>)>;

/// By what they accept, operations for administrators and one for everybody.
type Shared<'m, 'a> = BTreeMap<Rights<'a>, (Numbered<'m, 'a>, &'m Operation<'a>)>;

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let is_admin = |it: &(usize, &Operation<'a>)| administration::sign(it.1).is_some();
    let (admin, others): (Numbered<'_, 'a>, Numbered<'_, 'a>) =
        cx.model.numbered_operations_of(doc).partition(is_admin);
    // A document that is mostly for administrators has mostly their requirements.
    if admin.is_empty() || admin.len() > others.len() || administration::is_whole(doc) {
        return;
    }
    let lists = lists(cx.model, doc);
    for (rights, (operations, other)) in shared(&lists, &admin, &others) {
        let Some(draft) = report(cx, &operations, other) else { continue };
        // Keys and plain tokens may stand for somebody whose role the service knows.
        if !tells_apart(&lists) || !has_scopes(doc, &rights) {
            draft.confidence(Confidence::Low);
        }
    }
}

fn shared<'m, 'a>(
    lists: &Lists<'a>,
    admin: &[(usize, &'m Operation<'a>)],
    others: &[(usize, &'m Operation<'a>)],
) -> Shared<'m, 'a> {
    let accepted = accepted(lists, others);
    let mut shared = Shared::new();
    for &(number, operation) in admin {
        let alternatives = alternatives(lists, operation);
        let same = alternatives.iter().find_map(|it| accepted.get_key_value(it));
        if let Some((rights, other)) = same {
            shared.entry(rights.clone()).or_insert((Vec::new(), other)).0.push((number, operation));
        }
    }
    shared
}

/// What suffices for one of the operations, with the first for which it does.
fn accepted<'m, 'a>(
    lists: &Lists<'a>,
    operations: &[(usize, &'m Operation<'a>)],
) -> BTreeMap<Rights<'a>, &'m Operation<'a>> {
    let mut accepted = BTreeMap::new();
    for &(_, operation) in operations {
        for rights in alternatives(lists, operation).iter().filter(|it| !it.is_empty()) {
            if !accepted.contains_key(rights) {
                accepted.insert(rights.clone(), operation);
            }
        }
    }
    accepted
}

fn alternatives<'l, 'a>(lists: &'l Lists<'a>, operation: &Operation<'a>) -> &'l [Rights<'a>] {
    let list = operation.security().and_then(|it| lists.get(&it.node.span()));
    list.map_or(&[], Vec::as_slice)
}

/// Whether scopes tell operations apart.
fn tells_apart(lists: &Lists<'_>) -> bool {
    let asking = lists.values().flatten().filter(|it| it.iter().any(|it| it.1.is_some()));
    asking.collect::<BTreeSet<_>>().len() > 1
}

fn has_scopes<'a>(doc: Document<'a>, rights: &Rights<'a>) -> bool {
    let schemes = rights.iter().filter_map(|it| Scheme::named(doc, &it.0));
    schemes.into_iter().any(|it| matches!(it.kind, SchemeKind::OAuth2 | SchemeKind::OpenIdConnect))
}

fn report<'c, 'a>(
    cx: &'c mut Context<'a>,
    operations: &[(usize, &Operation<'a>)],
    other: &Operation<'a>,
) -> Option<&'c mut Draft<'a>> {
    let &(_, first) = operations.first()?;
    let numbers: Vec<_> = operations.iter().map(|it| it.0).collect();
    let affected = cx.model.affected_operations(&numbers);
    let method = first.node().key().unwrap_or_default();
    let message =
        format!("`{method}` is for administrators, yet whoever may send `{}` may send it too", other.name());
    let draft = cx.report(Place::key(first.node()), message);
    draft.label(other.span(), "asks for the same").affects(affected);
    if let Some(Sign::Tag(tag)) = administration::sign(first) {
        draft.label(tag.first_line(), "tells that it is for administrators");
    }
    Some(draft)
}
