//! See `rules/unauthenticated-read.md`.

use super::credentials::report_silent;
use super::public_paths;
use crate::finding::Confidence;
use crate::openapi::{Document, Operation};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    // A few may have been forgotten; many are mostly the public part of the API.
    report_silent(cx, doc, "read", is_meant, Confidence::Low);
}

fn is_meant(op: &Operation<'_>) -> bool {
    let path = &op.name().path;
    // Before a request from another site, browsers send OPTIONS, and never with a credential.
    op.is_safe()
        && op.name().method != "OPTIONS"
        && !public_paths::is_sign_in(path)
        && !path.ends_with("/authorize")
        && !public_paths::is_about_service(path)
}
