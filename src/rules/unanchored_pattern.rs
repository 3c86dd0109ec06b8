//! See `rules/unanchored-pattern.md`.

use super::shortened;
use crate::finding::{Confidence, Safety};
use crate::openapi::{Pattern, Schema, SchemaPattern};
use crate::rule::{Check, Context, Place};
use crate::syntax::edit;

pub(super) const CHECKS: &[Check] = &[Check::Pattern(check)];

/// Ways to write "any character". Repeated at an end of a pattern they say that anything may stand there.
const ANY: [&str; 6] = [".", r"[\s\S]", r"[\S\s]", r"[\w\W]", r"[\W\w]", r"[\d\D]"];

/// Patterns that are meant to be searched for.
const NOT_BLANK: [&str; 5] = [r"\S", r"\S+", r"[^\s]", r"[^\s]+", r"\S|\S.*\S"];

fn check<'a>(cx: &mut Context<'a>, pattern: &SchemaPattern<'a>) {
    let Some(text) = pattern.text().filter(|_| pattern.directions.request) else { return };
    let Some(parsed) = Pattern::parse(&text).filter(|_| !is_enumerated(pattern)) else { return };
    // One that accepts every text has other faults than its ends.
    let is_open = ways(&text).into_iter().all(is_open_on_purpose);
    if parsed.is_anchored() || is_open || parsed.anything().is_some() {
        return;
    }
    let message = format!("pattern `{}` is not tied to both ends of the text", shortened(&text));
    let draft = cx.report(Place::value(pattern.node), message).in_requests();
    let is_beginning = ways(&text).into_iter().all(|it| is_prefix(it) || is_open_on_purpose(it));
    if NOT_BLANK.contains(&text.as_ref()) || is_beginning || is_no_pattern(&text) {
        draft.confidence(Confidence::Low);
        return;
    }
    let edit = anchored(&text).and_then(|it| edit::replace(pattern.node, &it.into()));
    draft.fix(Safety::Unsafe, "tie the pattern to both ends", edit);
}

/// Whether the values are listed besides, here or in a part.
fn is_enumerated(pattern: &SchemaPattern<'_>) -> bool {
    Schema::new(pattern.doc, pattern.schema, pattern.directions).is_enumerated()
}

/// Alternatives that stand beside each other, outside of groups and classes.
fn ways(text: &str) -> Vec<&str> {
    let (mut depth, mut is_in_class, mut is_escaped) = (0_usize, false, false);
    let splits = |letter: char| {
        let was_escaped = is_escaped;
        is_escaped = letter == '\\' && !was_escaped;
        match letter {
            _ if was_escaped => {}
            ']' => is_in_class = false,
            _ if is_in_class => {}
            '[' => is_in_class = true,
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '|' => return depth == 0,
            _ => {}
        }
        false
    };
    text.split(splits).collect()
}

/// Whether the pattern is a beginning that calls for more behind it, as `^https://` does.
fn is_prefix(text: &str) -> bool {
    text.starts_with('^') && !text.contains('$') && text.ends_with(['/', ':', '-', '_', ' '])
}

/// Whether the text is something else than a pattern: the name or the picture of a format, as `date` and `YYYY-MM`, or
/// a pattern with the delimiters of a programming language, as `/[a-z]/i`. More is wrong with these than their ends.
fn is_no_pattern(text: &str) -> bool {
    let is_flag = |it: char| "gimsuy".contains(it);
    let behind = text.strip_prefix('/').and_then(|it| it.rsplit_once('/'));
    let is_delimited = behind.is_some_and(|(_, flags)| flags.chars().all(is_flag));
    is_delimited || text.chars().all(|it| it.is_alphanumeric() || "-_/: ".contains(it))
}

/// The pattern with the anchors that it lacks.
fn anchored(text: &str) -> Option<String> {
    let ways = [format!("{text}$"), format!("^{text}"), format!("^{text}$"), format!("^(?:{text})$")];
    ways.into_iter().find(|it| Pattern::parse(it).is_some_and(|it| it.is_anchored()))
}

/// Whether the pattern is anchored, once the pieces at its ends that match anything are taken for tied.
fn is_open_on_purpose(text: &str) -> bool {
    let repeats = |behind: &str| behind.starts_with(['*', '+']);
    let begins = ANY.iter().any(|it| text.strip_prefix(it).is_some_and(repeats));
    let last = text.strip_suffix(['*', '+']).filter(|it| !it.ends_with(r"\."));
    let ends = last.is_some_and(|last| ANY.iter().any(|it| last.ends_with(it)));
    let anchored = format!("{}{text}{}", if begins { "^" } else { "" }, if ends { "$" } else { "" });
    Pattern::parse(&anchored).is_some_and(|it| it.is_anchored())
}
