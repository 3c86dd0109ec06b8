//! See `rules/unanchored-pattern.md`.

use super::shortened;
use crate::finding::{Confidence, Safety};
use crate::openapi::{Pattern, SchemaPattern};
use crate::rule::{Check, Context, Place};
use crate::syntax::edit;

pub(super) const CHECKS: &[Check] = &[Check::Pattern(check)];

/// Ways to write "any character". Repeated at an end of a pattern they say that anything may stand there.
const ANY: [&str; 6] = [".", r"[\s\S]", r"[\S\s]", r"[\w\W]", r"[\W\w]", r"[\d\D]"];

/// Patterns that are meant to be searched for.
const NOT_BLANK: [&str; 5] = [r"\S", r"\S+", r"[^\s]", r"[^\s]+", r"\S|\S.*\S"];

fn check<'a>(cx: &mut Context<'a>, pattern: &SchemaPattern<'a>) {
    let Some(text) = pattern.text().filter(|_| pattern.directions.request) else { return };
    let Some(parsed) = Pattern::parse(&text) else { return };
    // One that accepts every text has other faults than its ends.
    if parsed.is_anchored() || is_open_on_purpose(&text) || parsed.anything().is_some() {
        return;
    }
    let message = format!("pattern `{}` is not tied to both ends of the text", shortened(&text));
    let draft = cx.report(Place::value(pattern.node), message).in_requests();
    if NOT_BLANK.contains(&text.as_ref()) || is_prefix(&text) {
        draft.confidence(Confidence::Low);
        return;
    }
    let edit = anchored(&text).and_then(|it| edit::replace(pattern.node, &it.into()));
    draft.fix(Safety::Unsafe, "tie the pattern to both ends", edit);
}

/// Whether the pattern is a fixed beginning that calls for more behind it, as `^https://` does.
fn is_prefix(text: &str) -> bool {
    let text = text.replace(r"\/", "/");
    let is_fixed = !text.contains(['$', '[', '.', '*', '+', '{', '\\']);
    is_fixed && text.starts_with('^') && text.ends_with(['/', ':', '-', '_', ' '])
}

/// The pattern with the anchors that it lacks.
fn anchored(text: &str) -> Option<String> {
    let ways = [format!("{text}$"), format!("^{text}"), format!("^{text}$"), format!("^(?:{text})$")];
    ways.into_iter().find(|it| Pattern::parse(it).is_some_and(|it| it.is_anchored()))
}

/// Whether the pattern is anchored once the pieces at its ends that match anything are taken for tied.
fn is_open_on_purpose(text: &str) -> bool {
    let repeats = |behind: &str| behind.starts_with(['*', '+']);
    let begins = ANY.iter().any(|it| text.strip_prefix(it).is_some_and(repeats));
    let last = text.strip_suffix(['*', '+']).filter(|it| !it.ends_with(r"\."));
    let ends = last.is_some_and(|last| ANY.iter().any(|it| last.ends_with(it)));
    let anchored = format!("{}{text}{}", if begins { "^" } else { "" }, if ends { "$" } else { "" });
    (begins || ends) && Pattern::parse(&anchored).is_some_and(|it| it.is_anchored())
}
