//! See `rules/optional-authentication.md`.

use super::openness;
use crate::finding::{Confidence, Safety};
use crate::openapi::{Document, Security};
use crate::rule::{Check, Context, Place};
use crate::syntax::{Node, edit};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// The names of schemes in a list, by alternative.
type Schemes<'a> = Vec<Vec<Cow<'a, str>>>;

/// Lists with the empty alternative of each.
type Lists<'m, 'a> = Vec<(&'m Security<'a>, Node<'a>)>;

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let mut alike: BTreeMap<Schemes<'a>, Lists<'_, 'a>> = BTreeMap::new();
    for security in cx.model.securities.iter().filter(|it| it.doc.index() == doc.index() && !it.is_public()) {
        let is_empty = |it: &Node<'a>| it.is_mapping() && it.entries().next().is_none();
        if let Some(empty) = security.node.items().find(is_empty) {
            alike.entry(schemes(security)).or_default().push((security, empty));
        }
    }
    alike.values().for_each(|it| report(cx, it));
}

fn schemes<'a>(security: &Security<'a>) -> Schemes<'a> {
    security.node.items().map(|it| it.entries().filter_map(Node::key).collect()).collect()
}

/// People repeat a list for each operation: it is one decision, and mended together.
fn report<'a>(cx: &mut Context<'a>, lists: &Lists<'_, 'a>) {
    let first = lists.iter().find_map(|it| Some((it.1, cx.model.governed_alike(it.0)?)));
    let Some((empty, affected)) = first else { return };
    // By an alias the same text may be several lists.
    let mut seen = BTreeSet::new();
    let is_meant =
        |it: &&(&Security<'a>, Node<'a>)| seen.insert(it.1.span()) && cx.model.governed_by(it.0).is_some();
    let edits: Vec<_> = lists.iter().filter(is_meant).filter_map(|it| edit::remove(it.1)).collect();
    let is_doubtful = is_design(cx, lists);
    let draft = cx
        .report(Place::value(empty), "`{}` lets everybody in, so the credentials beside it are optional")
        .affects(affected)
        .fix(Safety::Unsafe, "demand the credentials", edits);
    if is_doubtful {
        draft.confidence(Confidence::Low);
    }
}

/// Whether guests are let in on purpose: into the whole API, to read, or as texts of most operations say.
fn is_design<'a>(cx: &Context<'a>, lists: &Lists<'_, 'a>) -> bool {
    let Some(doc) = lists.first().map(|it| it.0.doc) else { return false };
    let alike: BTreeSet<_> = lists.iter().map(|it| it.0.node.span()).collect();
    let is_alike = |node: Node<'a>| alike.contains(&node.span());
    let all = cx.model.operations_of(doc).iter();
    let under: Vec<_> = all.filter(|op| op.security().is_some_and(|it| is_alike(it.node))).collect();
    let open =
        under.iter().filter(|it| openness::says_open(it) || openness::is_annotated(cx, it.node())).count();
    doc.security().is_some_and(is_alike) || open * 2 > under.len() || under.iter().all(|it| it.is_safe())
}
