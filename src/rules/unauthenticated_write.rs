//! See `rules/unauthenticated-write.md`.

use super::credentials::report_silent;
use super::public_paths;
use crate::finding::Confidence;
use crate::openapi::{Document, Operation};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    // Where silence is a habit, a gateway may ask for all of them.
    report_silent(cx, doc, "write", is_meant, Confidence::Medium);
}

fn is_meant(op: &Operation<'_>) -> bool {
    !op.is_safe() && !is_sign_in(op) && !public_paths::is_about_service(&op.name().path)
}

/// Whoever signs out has signed in before.
fn is_sign_in(op: &Operation<'_>) -> bool {
    op.name().method != "DELETE" && public_paths::is_sign_in(&op.name().path)
}
