//! See `rules/unbounded-batch.md`.

use super::{called, limits, type_place};
use crate::finding::Confidence;
use crate::openapi::{Schema, Types};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Schema(check)];

fn check<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    let is_list = schema.directions().request && schema.describes(Types::ARRAY, "items");
    if !is_list || !cx.model.is_batch(schema.node()) || schema.has_bounded_items() {
        return;
    }
    let is_stated = limits::is_stated_for(schema) || limits::is_stated_by_senders(cx.model, schema);
    let message = format!("{} takes any number of entries in one call", called("array", schema));
    let draft = cx.report(type_place(schema, Types::ARRAY, "items"), message);
    draft.in_requests();
    if is_stated {
        draft.confidence(Confidence::Low);
    }
}
