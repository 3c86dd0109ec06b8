//! See `rules/undefined-error-response.md`.

use crate::openapi::{Operation, is_error_status};
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Operation(check)];

fn check<'a>(cx: &mut Context<'a>, op: &Operation<'a>) {
    if !op.is_inbound() || op.has_response(is_error_status) {
        return;
    }
    let node = op.node();
    match node.get("responses") {
        Some(responses) => cx.report(Place::key(responses), "`responses` document no error"),
        None => cx.report(Place::key(node), "operation documents no response, and so no error"),
    };
}
