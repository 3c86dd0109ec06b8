//! See `rules/unauthenticated-write.md`.

use super::public_paths;
use crate::finding::Confidence;
use crate::openapi::Operation;
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Operation(check)];

fn check<'a>(cx: &mut Context<'a>, op: &Operation<'a>) {
    if op.is_safe() || !op.is_silent() || is_sign_in(op) {
        return;
    }
    let Some(elsewhere) = cx.model.demand(op.doc()) else { return };
    let message = format!("`{}` asks for no credential", op.node().key().unwrap_or_default());
    let is_habit = cx.model.is_mostly_silent(op.doc());
    let draft = cx.report(Place::key(op.node()), message);
    draft.label(elsewhere.name_span(), "other operations ask for one");
    if is_habit {
        // Where silence is a habit, a gateway may ask for all of them.
        draft.confidence(Confidence::Medium);
    }
}

/// Whoever signs out has signed in before.
fn is_sign_in(op: &Operation<'_>) -> bool {
    op.name().method != "DELETE" && public_paths::is_sign_in(&op.name().path)
}
