//! `# gatelint: ignore[rule, rule] reason`, on the line of a finding or on the line above; in Rust behind `//`.

use super::{Ignores, MAX_IN_FILE, Scope, TOO_MANY, Written};
use crate::finding::IgnoreKind;
use crate::rule::Place;
use crate::source::{SourceFile, Span, offset};
use crate::syntax::Comment;

const MARK: &str = "gatelint:";

/// Rules that one comment may name.
const MAX_NAMES: usize = 50;

const TOO_MANY_NAMES: &str = "a comment has room for 50 rules; what follows is not ignored";

const NO_EXPIRY: &str =
    "a comment does not expire; `expires` stands in `x-gatelint-ignore` or in the configuration";

/// Comments of a Rust source: whole lines of them, and those that speak to us.
pub(super) fn in_code(source: &SourceFile) -> Vec<Comment> {
    if !mentions_us(source) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut start = 0;
    for line in source.text().split_inclusive('\n') {
        let is_whole = line.trim_start().starts_with("//");
        let at = line.find("//").filter(|_| is_whole).or_else(|| speaking(line));
        found.extend(at.map(|it| Comment { span: source.span(start + it, start + line.trim_end().len()) }));
        start += line.len();
    }
    found
}

/// Where behind code a comment begins that speaks to us.
fn speaking(line: &str) -> Option<usize> {
    let mark = line.find(MARK)?;
    let before = line.get(..mark)?.trim_end();
    before.ends_with("//").then(|| before.len() - 2)
}

fn mentions_us(source: &SourceFile) -> bool {
    memchr::memmem::find(source.text().as_bytes(), MARK.as_bytes()).is_some()
}

/// Reads what comments say, which begin with `lead`.
pub(super) fn read<'a>(
    ignores: &mut Ignores<'a, '_>,
    source: &'a SourceFile,
    comments: &[Comment],
    lead: char,
) {
    if comments.is_empty() || !mentions_us(source) {
        return;
    }
    // From the end, so that a comment knows what the one below it stands above.
    let mut below = None;
    let mut read = Vec::new();
    for comment in comments.iter().rev() {
        let line = source.lines().line(comment.span.start);
        let target = if is_alone(source, comment, line) {
            let next = below.filter(|it: &(usize, usize)| it.0 == line + 1).map_or(line + 1, |it| it.1);
            below = Some((line, next));
            next
        } else {
            line
        };
        read.extend(Directive::of(source, comment, lead).map(|it| (it, target)));
    }
    for (number, (directive, line)) in read.into_iter().rev().enumerate() {
        if number == MAX_IN_FILE {
            let place = Some(Place::in_file(source.first_line(directive.span)));
            return ignores.invalid(place, IgnoreKind::Comment, TOO_MANY.to_owned());
        }
        directive.add_to(ignores, source, line);
    }
}

fn is_alone(source: &SourceFile, comment: &Comment, line: usize) -> bool {
    let start = source.lines().range(source.text(), line).start;
    source.text().get(start..comment.span.start as usize).is_some_and(|it| it.trim().is_empty())
}

/// A comment that speaks to us.
struct Directive<'a> {
    span: Span,
    /// What stands in the brackets and behind them, or what is wrong.
    said: Result<(&'a str, &'a str), &'static str>,
}

impl<'a> Directive<'a> {
    /// `None` for a comment that only mentions us.
    fn of(source: &'a SourceFile, comment: &Comment, lead: char) -> Option<Self> {
        let text = source.slice(comment.span).trim_start_matches(lead).trim_start();
        let said = text.strip_prefix(MARK)?.trim_start();
        let word = said.split(|it: char| !it.is_ascii_alphabetic()).next()?;
        let rest = said.get(word.len()..)?.trim_start();
        let said = match rest.strip_prefix('[') {
            Some(rest) if word == "ignore" => {
                rest.split_once(']').ok_or("the `[` of this ignore is not closed")
            }
            Some(_) => Err("a comment for gatelint says `ignore[rule] reason`"),
            None if word == "ignore" => Err("an ignore names its rules: `ignore[rule] reason`"),
            None => return None,
        };
        Some(Self { span: comment.span, said })
    }

    fn add_to(self, ignores: &mut Ignores<'a, '_>, source: &'a SourceFile, line: usize) {
        let place = Some(Place::in_file(source.first_line(self.span)));
        let (names, rest) = match self.said {
            Ok(said) => said,
            Err(fault) => return ignores.invalid(place, IgnoreKind::Comment, fault.to_owned()),
        };
        // What follows another `#` is somebody else's comment.
        let reason = rest.split(" #").next().unwrap_or_default().trim();
        if mentions_expiry(reason) {
            return ignores.invalid(place, IgnoreKind::Comment, NO_EXPIRY.to_owned());
        }
        for (number, name) in names.split(',').map(str::trim).enumerate() {
            if number == MAX_NAMES {
                return ignores.invalid(place, IgnoreKind::Comment, TOO_MANY_NAMES.to_owned());
            }
            let start = offset(name.as_ptr().addr() - source.text().as_ptr().addr());
            let span = Span { start, end: start + offset(name.len()), ..self.span };
            let place = Some(Place::in_file(if name.is_empty() { self.span } else { span }));
            ignores.add(Written {
                rule: name.into(),
                place,
                kind: IgnoreKind::Comment,
                reason: reason.into(),
                expires: None,
                scope: Scope::Line(self.span.file, line),
            });
        }
    }
}

/// Whether a reason says when it ends in words that only other ignores understand.
fn mentions_expiry(reason: &str) -> bool {
    let mut rests = reason.match_indices("expires").filter_map(|it| reason.get(it.0 + it.1.len()..));
    rests.any(|it| it.trim_start_matches(' ').starts_with(['=', ':']))
}
