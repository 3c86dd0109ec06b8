//! What the rules about weaker protection have in common: one report for each cause.

use crate::change::Cause;
use crate::rule::{Context, Place};

/// Reports a cause, with the list that was in force before and the operations behind it.
pub(super) fn report<'a, T>(cx: &mut Context<'a>, cause: &Cause<'_, 'a, T>, message: String) {
    let node = cause.node();
    let place = if node.key().is_some() { Place::key(node) } else { Place::value(node) };
    let affected = cx.model.affected_operations(&cause.numbers);
    let draft = cx.report(place, message).affects(affected);
    if let Some(before) = cause.first.demands.base.list {
        draft.label(before.name_span(), "what was demanded before");
    }
}
