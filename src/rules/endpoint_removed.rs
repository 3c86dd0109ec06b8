//! See `rules/endpoint-removed.md`.

use crate::change::ApiPair;
use crate::finding::{Affected, Confidence};
use crate::openapi::Operation;
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::ChangedApi(check)];

fn check<'a>(cx: &mut Context<'a>, api: &ApiPair<'a>) {
    let Some(head) = api.head else {
        check_document(cx, api);
        return;
    };
    for (op, place) in api.places_of_removed() {
        let place = Place::key(place.unwrap_or_else(|| head.version_node()));
        let draft = cx.report(place, format!("`{}` is gone", op.name()));
        draft.label(op.span(), "it was here").affects(only(op));
        if is_deprecated(op) {
            draft.confidence(Confidence::Low);
        }
    }
}

/// A document that is gone is one decision.
fn check_document<'a>(cx: &mut Context<'a>, api: &ApiPair<'a>) {
    let Some(base) = api.base.filter(|_| !api.removed.is_empty()) else { return };
    let is_announced = api.removed.iter().all(|it| is_deprecated(it));
    let message = format!("the document is gone, and with it its {} operations", api.removed.len());
    let draft = cx.report(Place::key(base.version_node()), message);
    let first = api.removed.iter().take(3).map(|it| (it.name().clone(), it.span())).collect();
    draft.affects(Affected { count: api.removed.len(), first });
    if is_announced {
        draft.confidence(Confidence::Low);
    }
}

fn only(op: &Operation<'_>) -> Affected {
    Affected { count: 1, first: vec![(op.name().clone(), op.span())] }
}

fn is_deprecated(op: &Operation<'_>) -> bool {
    op.node().get("deprecated").and_then(Node::as_bool) == Some(true)
}
