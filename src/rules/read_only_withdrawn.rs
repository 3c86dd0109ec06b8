//! See `rules/read-only-withdrawn.md`.

use crate::change::SchemaPair;
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::ChangedSchema(check)];

fn check<'a>(cx: &mut Context<'a>, pair: &SchemaPair<'a>) {
    if !pair.head.directions().request || pair.base.properties().all(|it| pair.base.carries(it, true)) {
        return;
    }
    for property in pair.properties() {
        if !pair.base.carries(property.base, true) && pair.head.carries(property.head, true) {
            let name = property.head.key().unwrap_or_default();
            cx.report(
                Place::key(property.head),
                format!("callers may set `{name}` now: it is not `readOnly` any more"),
            )
            .in_requests()
            .label(property.base.name_span(), "it was");
        }
    }
}
