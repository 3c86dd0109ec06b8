//! See `rules/unresolved-reference.md`.

use crate::openapi::{Reference, ReferenceError};
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Reference(check)];

fn check<'a>(cx: &mut Context<'a>, reference: &Reference<'a>) {
    let Err(error) = reference.outcome else { return };
    let Some(reason) = reason(error) else { return };
    let target = super::shortened(&reference.node.text().unwrap_or_default());
    cx.report(Place::value(reference.node), format!("`{target}` {reason}"));
}

const fn reason(error: ReferenceError) -> Option<&'static str> {
    match error {
        // `remote-reference` speaks of the first, `limit-reached` of the second.
        ReferenceError::Remote | ReferenceError::TooLong => None,
        ReferenceError::OutsideRoot => Some("leaves the project, so it is not read"),
        ReferenceError::MissingFile => Some("names a file that does not exist"),
        ReferenceError::UnreadableFile => Some("names a file that is there but cannot be read"),
        ReferenceError::EmptyFile => Some("names a file in which there is nothing that can be read"),
        ReferenceError::MissingTarget => Some("names a place that does not exist"),
        ReferenceError::Cycle => Some("leads only back to itself"),
    }
}
