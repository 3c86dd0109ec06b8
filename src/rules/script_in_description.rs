//! See `rules/script-in-description.md`.

use crate::finding::Confidence;
use crate::openapi::{Hit, Role, Text};
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Texts(&WORDS, check)];

/// Words of one text that are looked at.
const MOST: usize = 64;

/// How texts that run begin; JSON may have written `<` as an escape.
const WORDS: [&str; 20] = [
    "<script",
    "<Script",
    "<SCRIPT",
    "u003cscript",
    "u003Cscript",
    "<iframe",
    "<IFRAME",
    "u003ciframe",
    "u003Ciframe",
    "javascript:",
    "JavaScript:",
    "vbscript:",
    ":text/html",
    "onerror=",
    "onload=",
    "onclick=",
    "onmouseover=",
    "onfocus=",
    "ontoggle=",
    "eval(",
];

fn check<'a>(cx: &mut Context<'a>, texts: &[Text<'a>]) {
    for text in texts.iter().filter(|it| it.role() == Role::Prose) {
        let Some(decoded) = text.node.text() else { continue };
        let code = code_in(&decoded);
        if let Some(hit) = text.hits.iter().take(MOST).find(|hit| runs(text, hit, &decoded, &code)) {
            report(cx, text, hit);
        }
    }
}

fn report<'a>(cx: &mut Context<'a>, text: &Text<'a>, hit: &Hit) {
    let key = text.node.key().unwrap_or_default();
    let word = hit.word;
    let message = format!("`{word}` in a {key} runs in pages that show it");
    let draft = cx.report(Place::span(text.node, hit.span), message);
    if matches!(hit.word, "eval(") || hit.word.to_ascii_lowercase().ends_with("iframe") {
        draft.confidence(Confidence::Low);
    }
}

/// Whether a hit stands where it is taken for more than text.
fn runs(text: &Text<'_>, hit: &Hit, decoded: &str, code: &[std::ops::Range<usize>]) -> bool {
    let number = text.hits.iter().take_while(|it| it.span != hit.span).filter(|it| it.word == hit.word).count();
    let word = hit.word.replace("u003c", "<").replace("u003C", "<");
    let Some((at, _)) = decoded.match_indices(word.as_str()).nth(number) else { return false };
    let (before, behind) = (decoded.get(..at).unwrap_or_default(), decoded.get(at + word.len()..).unwrap_or_default());
    !code.iter().any(|it| it.contains(&at)) && is_active(&word.to_ascii_lowercase(), before, behind)
}

fn is_active(word: &str, before: &str, behind: &str) -> bool {
    let is_escaped = before.ends_with('\\');
    // `<script>` alone may stand for a name that the reader fills in.
    let tag = behind.split('>').next().unwrap_or_default();
    let has_attributes = behind.starts_with([' ', '\n', '\t']) && tag.contains('=');
    match word {
        "eval(" => !before.ends_with(|it: char| it.is_alphanumeric() || matches!(it, '_' | '.')),
        "<script" => !is_escaped && (has_attributes || behind.to_ascii_lowercase().contains("</script")),
        "<iframe" => !is_escaped && has_attributes,
        _ if word.starts_with("on") => before.ends_with([' ', '\n', '\t', '"', '\'']) && is_in_tag(before) && behind.starts_with(['"', '\'']),
        ":text/html" => before.strip_suffix("data").is_some_and(is_link),
        _ => is_link(before),
    }
}

/// Whether an address begins here.
fn is_link(before: &str) -> bool {
    ["](", "=\"", "='", "=", "]: ", "<"].iter().any(|it| before.ends_with(it))
}

/// Whether a tag was begun and has not ended.
fn is_in_tag(before: &str) -> bool {
    let Some(tag) = before.rfind('<') else { return false };
    let inside = before.get(tag + 1..).unwrap_or_default();
    inside.starts_with(|it: char| it.is_ascii_alphabetic()) && !inside.contains('>')
}

/// Parts of a Markdown text that are shown as they are: spans and blocks of code, and lines that are indented by four.
fn code_in(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|it| it.find('`')).map(|it| it + at) {
        let ticks = text.get(start..).unwrap_or_default().bytes().take_while(|it| *it == b'`').count();
        let fence = "`".repeat(ticks);
        let from = start + ticks;
        let end = text.get(from..).and_then(|it| it.find(&fence)).map(|it| from + it + ticks);
        at = end.unwrap_or(from);
        // A fence that is not closed goes on to the end; a single tick is only a tick.
        let until = end.or((ticks >= 3).then_some(text.len()));
        found.extend(until.map(|it| start..it));
        if until == Some(text.len()) {
            break;
        }
    }
    found.extend(indented(text));
    found
}

fn indented(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let mut start = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let range = start..start + line.len();
        start = range.end;
        line.starts_with("    ").then_some(range)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_only_shown() {
        let text = "a `b` c ``d ` e`` f\n```\ng\n```\nh\n    i\n";
        let code: Vec<_> = code_in(text).into_iter().map(|it| &text[it]).collect();
        assert_eq!(code, ["`b`", "``d ` e``", "```\ng\n```", "    i\n"]);
    }
}
