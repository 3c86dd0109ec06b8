//! See `rules/limit-raised.md`.

use super::lost_bounds::Bound;
use super::{type_place, unbounded_string};
use crate::change::{ApiPair, OperationPair, SchemaPair};
use crate::openapi::{Operation, Types};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::ChangedSchema(check), Check::ChangedApi(check_rates)];

const BOUNDS: [Bound; 4] = [
    Bound { keywords: &["maxLength"], types: Types::STRING, what: "string", is_upper: true },
    Bound { keywords: &["maxItems"], types: Types::ARRAY, what: "array", is_upper: true },
    Bound { keywords: &["maxProperties"], types: Types::OBJECT, what: "object", is_upper: true },
    Bound {
        keywords: &["maximum", "exclusiveMaximum"],
        types: Types::INTEGER.with(Types::NUMBER),
        what: "number",
        is_upper: true,
    },
];

fn check<'a>(cx: &mut Context<'a>, pair: &SchemaPair<'a>) {
    if !pair.head.directions().request {
        return;
    }
    for bound in &BOUNDS {
        let Some(looser) = bound.loosened(pair) else { continue };
        let is_short = || pair.head.is_limited_if(|it| unbounded_string::is_short(cx.model, it));
        if looser.head.is_none() && bound.types == Types::STRING && is_short() {
            continue;
        }
        let place = || type_place(&pair.head, bound.types, bound.keywords[0]);
        let place = looser.head.map_or_else(place, Place::value);
        cx.report(place, looser.message).in_requests().label(looser.base.0.first_line(), "before");
    }
}

/// Operations that told how often they may be called, and do not any more: one finding for the document.
fn check_rates<'a>(cx: &mut Context<'a>, api: &ApiPair<'a>) {
    let keys = &cx.config.annotations.rate_limit;
    let is_told = |it: &Operation<'a>| tells(it) || is_annotated(it, keys);
    let lost = |it: &&OperationPair<'a>| it.head.is_inbound() && is_told(it.base) && !is_told(it.head);
    let lost: Vec<_> = api.operations.iter().filter(lost).collect();
    let Some(first) = lost.first() else { return };
    let place = first.head.node().get("responses").unwrap_or(first.head.node());
    let numbers: Vec<_> = lost.iter().map(|it| it.number).collect();
    let affected = cx.model.affected_operations(&numbers);
    cx.report(Place::key(place), "nothing tells of a limit of requests any more (429, or an annotation)")
        .affects(affected)
        .label(first.base.span(), "the operation before");
}

fn tells(op: &Operation<'_>) -> bool {
    op.has_response(|it| it == "429" || it.eq_ignore_ascii_case("4XX"))
}

fn is_annotated(op: &Operation<'_>, keys: &[String]) -> bool {
    let holders: [Node<'_>; 3] = [op.node(), op.path_item(), op.doc().root()];
    holders.iter().any(|it| keys.iter().any(|key| it.get(key).is_some()))
}
