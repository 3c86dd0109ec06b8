//! Where tokens stand: from the places of the parser, which live in its thread, to spans of files.

use super::text::Printed;
use crate::source::{FileId, Span, offset};
use proc_macro2::extra::DelimSpan;

/// Finds the places of tokens.
pub(super) struct Places<'a> {
    /// The text that was split into tokens.
    text: &'a str,
    /// Where its lines begin, if it is ASCII: then lines and columns are the fast way to bytes.
    lines: Vec<u32>,
    origin: Origin<'a>,
}

enum Origin<'a> {
    /// The text is that of a file from this byte on.
    File(FileId, u32),
    /// The text was printed from tokens.
    Tokens(&'a Printed),
}

impl<'a> Places<'a> {
    /// For a file, of which `text` is the part from byte `base` on.
    pub(super) fn of_file(text: &'a str, file: FileId, base: usize) -> Self {
        Self { text, lines: lines(text), origin: Origin::File(file, offset(base)) }
    }

    /// For tokens that were printed.
    pub(super) fn of_tokens(printed: &'a Printed) -> Self {
        Self { text: &printed.text, lines: lines(&printed.text), origin: Origin::Tokens(printed) }
    }

    /// The place of a token.
    pub(super) fn at(&self, span: proc_macro2::Span) -> Span {
        let (start, end) = self.local(span);
        self.resolve(start, end)
    }

    /// From the opening to the closing delimiter.
    pub(super) fn around(&self, delimiters: &DelimSpan) -> Span {
        join(self.at(delimiters.open()), self.at(delimiters.close()))
    }

    /// The text of a token; that of a comment for what a comment became.
    pub(super) fn text(&self, span: proc_macro2::Span) -> &'a str {
        let (start, end) = self.local(span);
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The end of the text, where a parser stops that expects more.
    pub(super) fn end(&self) -> Span {
        let end = offset(self.text.trim_end().len());
        self.resolve(end.saturating_sub(1), end)
    }

    fn resolve(&self, start: u32, end: u32) -> Span {
        match self.origin {
            Origin::File(file, base) => Span { file, start: base + start, end: base + end },
            Origin::Tokens(printed) => printed.origin(start, end),
        }
    }

    fn local(&self, span: proc_macro2::Span) -> (u32, u32) {
        if self.lines.is_empty() {
            let range = span.byte_range();
            return (offset(range.start), offset(range.end));
        }
        (self.byte(span.start()), self.byte(span.end()))
    }

    fn byte(&self, at: proc_macro2::LineColumn) -> u32 {
        let line = at.line.checked_sub(1).and_then(|it| self.lines.get(it));
        line.copied().unwrap_or_default() + offset(at.column)
    }
}

/// Where lines begin; nothing if characters and bytes differ.
fn lines(text: &str) -> Vec<u32> {
    if !text.is_ascii() {
        return Vec::new();
    }
    let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|it| offset(it + 1));
    std::iter::once(0).chain(breaks).collect()
}

/// From the start of one place to the end of another; the first where they are no pair.
pub(super) fn join(first: Span, last: Span) -> Span {
    if first.file == last.file && first.start <= last.start && first.end <= last.end {
        return Span { end: last.end, ..first };
    }
    first
}
