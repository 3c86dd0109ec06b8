//! See `rules/script-in-description.md`.

use crate::finding::Confidence;
use crate::openapi::{Hit, Role, Text};
use crate::rule::{Check, Context, Place};
use std::collections::BTreeSet;

pub(super) const CHECKS: &[Check] = &[Check::Texts(&WORDS, check)];

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
        if let Some(hit) = first_that_runs(text, &decoded) {
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

/// The first hit that stands where it is taken for more than text.
fn first_that_runs<'t>(text: &'t Text<'_>, decoded: &str) -> Option<&'t Hit> {
    let words: BTreeSet<String> = text.hits.iter().map(shown).collect();
    let numbered =
        |word| decoded.match_indices(word).enumerate().map(move |(number, it)| (it.0, number, word));
    let mut all: Vec<_> = words.iter().map(String::as_str).flat_map(numbered).collect();
    all.sort_unstable();
    let page = Page::new(decoded);
    let mut code = code_in(decoded).into_iter().peekable();
    let mut code_until = 0;
    let mut is_code = |at| {
        while let Some(range) = code.next_if(|it| it.start <= at) {
            code_until = code_until.max(range.end);
        }
        at < code_until
    };
    let (_, number, word) =
        all.into_iter().find(|&(at, _, word)| !is_code(at) && page.is_active(word, at))?;
    // Escapes can make words of what is none in the file.
    text.hits.iter().filter(|it| shown(it) == word).nth(number).or(text.hits.last())
}

/// The word of a hit without the escape of JSON.
fn shown(hit: &Hit) -> String {
    hit.word.replace("u003c", "<").replace("u003C", "<")
}

/// A text as it is shown, and where in it tags begin and end; found once, since there may be many words.
struct Page<'t> {
    text: &'t str,
    edges: Vec<usize>,
    ends: Vec<usize>,
    last_script_end: Option<usize>,
}

impl<'t> Page<'t> {
    fn new(text: &'t str) -> Self {
        let places = |of: [char; 2]| text.match_indices(of).map(|it| it.0).collect();
        let last_script_end = text.to_ascii_lowercase().rfind("</script");
        Self { text, edges: places(['<', '>']), ends: places(['>', '=']), last_script_end }
    }

    fn is_active(&self, word: &str, at: usize) -> bool {
        let (before, from) = self.text.split_at_checked(at).unwrap_or_default();
        let behind = from.get(word.len()..).unwrap_or_default();
        let word = word.to_ascii_lowercase();
        let is_escaped = before.ends_with('\\');
        // `<script>` alone may stand for a name that the reader fills in.
        let has_attributes = || behind.starts_with([' ', '\n', '\t']) && self.has_attributes(at + word.len());
        match word.as_str() {
            "eval(" => !before.ends_with(|it: char| it.is_alphanumeric() || matches!(it, '_' | '.')),
            "<script" => !is_escaped && (self.last_script_end > Some(at) || has_attributes()),
            "<iframe" => !is_escaped && has_attributes(),
            _ if word.starts_with("on") => {
                before.ends_with([' ', '\n', '\t', '"', '\''])
                    && behind.starts_with(['"', '\''])
                    && self.is_in_tag(at)
            }
            ":text/html" => before.strip_suffix("data").is_some_and(is_link),
            _ => is_link(before),
        }
    }

    /// Whether a `=` stands before the tag ends.
    fn has_attributes(&self, from: usize) -> bool {
        let next = self.ends.get(self.ends.partition_point(|it| *it < from));
        next.is_some_and(|it| self.text.get(*it..).is_some_and(|it| it.starts_with('=')))
    }

    /// Whether a tag was begun and has not ended.
    fn is_in_tag(&self, at: usize) -> bool {
        let last = self.edges.partition_point(|it| *it < at).checked_sub(1).and_then(|it| self.edges.get(it));
        let tag = last.and_then(|it| self.text.get(*it..)?.strip_prefix('<'));
        tag.is_some_and(|it| it.starts_with(|it: char| it.is_ascii_alphabetic()))
    }
}

/// Whether an address begins here.
fn is_link(before: &str) -> bool {
    ["](", "=\"", "='", "=", "]: ", "<"].iter().any(|it| before.ends_with(it))
}

/// Parts of a Markdown text that are shown as they are, in their order: spans and blocks of code, and lines that are indented by four.
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
    found.sort_unstable_by_key(|it| it.start);
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
