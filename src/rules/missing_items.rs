//! See `rules/missing-items.md`.

use super::{called, type_place};
use crate::openapi::{Schema, Types, Version};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Schema(check)];

/// Keywords that say which items there are, or that there are none.
const ITEMS: [&str; 7] =
    ["items", "prefixItems", "unevaluatedItems", "contains", "enum", "const", "contentMediaType"];

fn check<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    let directions = schema.directions();
    // Since 3.1 an array may do without; what a service returns so is its own affair.
    let is_invalid = schema.doc().version() < Version::V31;
    let is_concerned = directions.request || (directions.response && is_invalid);
    if !is_concerned || !schema.types().has(Types::ARRAY) || schema.is_limited_by(&ITEMS) {
        return;
    }
    let message = format!("{} has no `items`", called("array", schema));
    let draft = cx.report(type_place(schema, Types::ARRAY, "type"), message);
    if directions.request && !is_invalid {
        draft.in_requests();
    }
}
