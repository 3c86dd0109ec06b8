//! See `rules/unbounded-array.md`.

use super::{called, limits, type_place};
use crate::finding::Confidence;
use crate::openapi::{Model, Schema, Types};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Schema(check)];

fn check<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    let is_sent = schema.directions().request && schema.describes(Types::ARRAY, "items");
    // Lists of batches have a rule of their own.
    if !is_sent || schema.has_bounded_items() || cx.model.is_batch(schema.node()) {
        return;
    }
    let model = cx.model;
    let message = format!("{} has no `maxItems`", called("array", schema));
    let draft = cx.report(type_place(schema, Types::ARRAY, "items"), message);
    draft.in_requests();
    if limits::is_sent_in_head(model, schema) || is_stated(model, schema) || holds_choices(schema) {
        draft.confidence(Confidence::Low);
    }
}

/// Whether a description states a greatest number: the array's own or, near the top of a body, that of the operation.
fn is_stated<'a>(model: &Model<'a>, array: &Schema<'a>) -> bool {
    limits::is_stated_for(array)
        || (limits::is_near_body(array) && limits::is_stated_by_senders(model, array))
}

/// Whether items are of a few listed values, so that each costs little.
fn holds_choices(array: &Schema<'_>) -> bool {
    let items = array.get("items").and_then(|it| array.doc().resolve(it));
    items.is_some_and(|it| it.has_any(&["enum", "const"]))
}
