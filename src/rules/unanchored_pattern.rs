//! See `rules/unanchored-pattern.md`.

use super::shortened;
use crate::openapi::{Pattern, SchemaPattern};
use crate::rule::{Check, Context, Place};
use std::borrow::Cow;

pub(super) const CHECKS: &[Check] = &[Check::Pattern(check)];

/// Pieces at an end of a pattern which say in so many words that anything may stand there.
const ANYTHING: [&str; 4] = [".*", ".+", r"[\s\S]*", r"[\s\S]+"];

fn check<'a>(cx: &mut Context<'a>, pattern: &SchemaPattern<'a>) {
    let Some(text) = pattern.text().filter(|_| pattern.directions.request) else { return };
    let Some(parsed) = Pattern::parse(&text) else { return };
    if parsed.is_anchored() || is_open_on_purpose(&text) {
        return;
    }
    let message = format!("pattern `{}` is not tied to both ends of the text", shortened(&text));
    cx.report(Place::value(pattern.node), message).in_requests();
}

/// Whether the pattern is anchored once a piece at its end that matches anything is read as tied to the end.
fn is_open_on_purpose(text: &str) -> bool {
    let begins = ANYTHING.iter().any(|it| text.starts_with(it));
    let ends = ANYTHING.iter().any(|it| text.ends_with(it)) && !text.ends_with(r"\.*") && !text.ends_with(r"\.+");
    let start = if begins { "^" } else { "" };
    let end = if ends { "$" } else { "" };
    let anchored: Cow<'_, str> = format!("{start}{text}{end}").into();
    (begins || ends) && Pattern::parse(&anchored).is_some_and(|it| it.is_anchored())
}
