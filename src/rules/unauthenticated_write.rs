//! See `rules/unauthenticated-write.md`.

use super::credentials::report_silent;
use super::public_paths;
use crate::finding::Confidence;
use crate::openapi::Operation;
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Operation(check)];

fn check<'a>(cx: &mut Context<'a>, op: &Operation<'a>) {
    if op.is_safe() || !op.is_silent() || is_sign_in(op) {
        return;
    }
    // Where silence is a habit, a gateway may ask for all of them.
    report_silent(cx, op, Confidence::Medium);
}

/// Whoever signs out has signed in before.
fn is_sign_in(op: &Operation<'_>) -> bool {
    op.name().method != "DELETE" && public_paths::is_sign_in(&op.name().path)
}
