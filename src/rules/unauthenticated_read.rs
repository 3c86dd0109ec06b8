//! See `rules/unauthenticated-read.md`.

use crate::openapi::Operation;
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Operation(check)];

fn check<'a>(cx: &mut Context<'a>, op: &Operation<'a>) {
    // Before a request from another site, browsers send OPTIONS, and never with a credential.
    if !op.is_safe() || op.name().method == "OPTIONS" || !op.is_silent() {
        return;
    }
    let Some(elsewhere) = cx.model.demand(op.doc()) else { return };
    let message = format!("`{}` asks for no credential", op.node().key().unwrap_or_default());
    cx.report(Place::key(op.node()), message)
        .label(elsewhere.name_span(), "other operations ask for one");
}
