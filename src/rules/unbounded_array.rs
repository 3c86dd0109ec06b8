//! See `rules/unbounded-array.md`.

use super::{called, type_place};
use crate::openapi::{Schema, Types};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Schema(check)];

fn check<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    let is_sent = schema.directions().request && schema.describes(Types::ARRAY, "items");
    if !is_sent || schema.has_bounded_items() {
        return;
    }
    let message = format!("{} has no `maxItems`", called("array", schema));
    cx.report(type_place(schema, Types::ARRAY, "items"), message).in_requests();
}
