//! See `rules/deprecated-without-sunset.md`.

use super::sunset;
use crate::openapi::Operation;
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Operation(check)];

fn check<'a>(cx: &mut Context<'a>, operation: &Operation<'a>) {
    let deprecated = operation.node().get("deprecated").filter(|it| it.as_bool() == Some(true));
    let Some(deprecated) = deprecated.filter(|_| operation.is_inbound()) else { return };
    let is_dated = sunset::has_end_date(operation.node()) || sunset::has_end_date(operation.path_item());
    if is_dated || sunset::has_header(operation) {
        return;
    }
    cx.report(Place::key(deprecated), "`deprecated`, but nothing says when the operation ends");
}
