//! See `rules/permissive-pattern.md`.

use super::shortened;
use crate::finding::Confidence;
use crate::openapi::{Pattern, SchemaPattern};
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Pattern(check)];

fn check<'a>(cx: &mut Context<'a>, pattern: &SchemaPattern<'a>) {
    let Some(text) = pattern.text().filter(|_| pattern.directions.request) else { return };
    if pattern.schema.has_any(&["enum", "const"]) {
        return;
    }
    let Some(anything) = Pattern::parse(&text).and_then(|it| it.anything()) else { return };
    let accepted = match anything.least {
        0 => "every text".to_owned(),
        1 => "every text that is not empty".to_owned(),
        least => format!("every text of at least {least} characters"),
    };
    let message = format!("pattern `{}` accepts {accepted}", shortened(&text));
    let draft = cx.report(Place::value(pattern.node), message).in_requests();
    // Who writes `.*` may well know.
    if anything.says_so {
        draft.confidence(Confidence::Low);
    }
}
