//! See `rules/unauthenticated-read.md`.

use super::credentials::report_silent;
use super::public_paths;
use crate::finding::Confidence;
use crate::openapi::Operation;
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Operation(check)];

fn check<'a>(cx: &mut Context<'a>, op: &Operation<'a>) {
    // Before a request from another site, browsers send OPTIONS, and never with a credential.
    if !op.is_safe() || op.name().method == "OPTIONS" || !op.is_silent() || is_public(op) {
        return;
    }
    // Where silence is a habit, reads are mostly public.
    report_silent(cx, op, Confidence::Low);
}

fn is_public(op: &Operation<'_>) -> bool {
    let path = &op.name().path;
    public_paths::is_sign_in(path) || public_paths::is_about_service(path)
}
