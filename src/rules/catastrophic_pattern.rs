//! See `rules/catastrophic-pattern.md`.

use super::{part, shortened};
use crate::finding::Confidence;
use crate::openapi::{Exponential, Pattern, SchemaPattern};
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Pattern(check)];

fn check<'a>(cx: &mut Context<'a>, pattern: &SchemaPattern<'a>) {
    let directions = pattern.directions;
    let Some(text) = pattern.text().filter(|_| directions.request || directions.response) else { return };
    let Some(found) = Pattern::parse(&text).and_then(|it| it.exponential()) else { return };
    let repetition = text.get(found.range.clone()).unwrap_or(&text);
    let message = format!("`{}` takes exponential time on {}", shortened(repetition), attack(&found));
    let place = match part(pattern.node, &text, found.range) {
        Some(span) => Place::span(pattern.node, span),
        None => Place::value(pattern.node),
    };
    let draft = cx.report(place, message);
    // What a service returns is rarely checked, and rarely the choice of one caller.
    if directions.request {
        draft.in_requests();
    } else {
        draft.confidence(Confidence::Low);
    }
}

/// The text that does it, in words.
fn attack(found: &Exponential) -> String {
    let shown = |it: &str| shortened(&it.escape_debug().to_string());
    let before =
        if found.prefix.is_empty() { String::new() } else { format!("`{}`, then ", shown(&found.prefix)) };
    let behind =
        if found.suffix.is_empty() { String::new() } else { format!(", then `{}`", shown(&found.suffix)) };
    format!("{before}`{}` many times{behind}", shown(&found.pump))
}
