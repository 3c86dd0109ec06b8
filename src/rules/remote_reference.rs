//! See `rules/remote-reference.md`.

use crate::openapi::{Reference, ReferenceError};
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Reference(check)];

fn check<'a>(cx: &mut Context<'a>, reference: &Reference<'a>) {
    if reference.outcome.err() != Some(ReferenceError::Remote) {
        return;
    }
    let target = super::shortened(&reference.node.text().unwrap_or_default());
    cx.report(
        Place::value(reference.node),
        format!("`{target}` is not part of the project, so it is not read"),
    );
}
