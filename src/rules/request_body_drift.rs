//! See `rules/request-body-drift.md`.

use super::drift::{self, Pair};
use crate::openapi::Operation;
use crate::project::{Endpoint, Join};
use crate::rule::{Check, Context};
use crate::shapes::{Direction, PayloadKind, Wire, inputs};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Join(check)];

fn check<'a>(cx: &mut Context<'a>, join: &Join<'a>) {
    let Some(code) = cx.code else { return };
    let wire = Wire { workspace: code.workspace(), direction: Direction::In };
    drift::check(cx, join, wire, |it| pairs(wire, it));
}

fn pairs<'a>(wire: Wire<'a>, endpoint: &Endpoint<'a>) -> Vec<Pair<'a>> {
    let (Some(operation), Some(route)) = (&endpoint.operation, endpoint.route) else { return Vec::new() };
    let Some(function) = route.handler.function else { return Vec::new() };
    let is_body = |it: &PayloadKind| matches!(it, PayloadKind::Json | PayloadKind::Form);
    let bodies = inputs(wire.workspace, function).into_iter().filter(|it| is_body(&it.kind));
    let pair = |it: crate::shapes::Input<'a>| {
        Some(Pair {
            schema: schema(operation, it.kind)?,
            doc: operation.doc(),
            is_whole: true,
            typed: it.typed,
        })
    };
    bodies.filter_map(pair).collect()
}

fn schema<'a>(operation: &Operation<'a>, kind: PayloadKind) -> Option<Node<'a>> {
    if !drift::has_media_types(operation) {
        return operation.json_schemas().first().copied().filter(|_| kind == PayloadKind::Json);
    }
    let body = operation.node().get("requestBody").and_then(|it| operation.doc().resolve(it))?;
    drift::described(operation, body.get("content"), kind)
}
