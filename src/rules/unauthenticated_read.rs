//! See `rules/unauthenticated-read.md`.

use super::public_paths;
use crate::finding::Confidence;
use crate::openapi::Operation;
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Operation(check)];

fn check<'a>(cx: &mut Context<'a>, op: &Operation<'a>) {
    // Before a request from another site, browsers send OPTIONS, and never with a credential.
    if !op.is_safe() || op.name().method == "OPTIONS" || !op.is_silent() || is_public(op) {
        return;
    }
    let Some(elsewhere) = cx.model.demand(op.doc()) else { return };
    let message = format!("`{}` asks for no credential", op.node().key().unwrap_or_default());
    let is_habit = cx.model.is_mostly_silent(op.doc());
    let draft = cx.report(Place::key(op.node()), message);
    draft.label(elsewhere.name_span(), "other operations ask for one");
    if is_habit {
        // Where silence is a habit, reads are mostly public.
        draft.confidence(Confidence::Low);
    }
}

fn is_public(op: &Operation<'_>) -> bool {
    let path = &op.name().path;
    public_paths::is_sign_in(path) || public_paths::is_about_service(path)
}
