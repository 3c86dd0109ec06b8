//! See `rules/response-body-drift.md`.

use super::drift::{self, Pair};
use crate::openapi::{Operation, Response};
use crate::project::{Endpoint, Join};
use crate::rule::{Check, Context};
use crate::shapes::{Answer, Direction, PayloadKind, Wire, answers};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Join(check)];

fn check<'a>(cx: &mut Context<'a>, join: &Join<'a>) {
    let Some(code) = cx.code else { return };
    let wire = Wire { workspace: code.workspace(), direction: Direction::Out };
    drift::check(cx, join, wire, |it| pairs(wire, it));
}

fn pairs<'a>(wire: Wire<'a>, endpoint: &Endpoint<'a>) -> Vec<Pair<'a>> {
    let (Some(operation), Some(route)) = (&endpoint.operation, endpoint.route) else { return Vec::new() };
    let Some(function) = route.handler.function else { return Vec::new() };
    let pair = |Answer { status, typed }| {
        Some(Pair { schema: schema(operation, status)?, doc: operation.doc(), is_whole: true, typed: typed? })
    };
    answers(wire.workspace, function).into_iter().filter_map(pair).collect()
}

/// What describes the answer: that of its status or, where the code leaves it open, of the only success.
fn schema<'a>(operation: &Operation<'a>, status: Option<u16>) -> Option<Node<'a>> {
    let is_meant = |it: &Response<'a>| match status {
        Some(status) => it.status == status.to_string(),
        None => it.status.starts_with('2'),
    };
    let body = |it: Response<'a>| {
        if !drift::has_media_types(operation) {
            return it.node.get("schema");
        }
        drift::described(operation, it.node.get("content"), PayloadKind::Json)
    };
    let mut all = operation.resolved_responses().filter(is_meant).filter_map(body);
    all.next().filter(|_| all.next().is_none())
}
