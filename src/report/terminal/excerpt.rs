//! The lines round a span, as miette wants them.

use super::printable;
use crate::source::{SourceFile, Span, offset};
use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use std::borrow::Cow;
use std::ops::Range;

/// Places further away than this many lines are named below the frame instead of shown in it.
pub(super) const NEAR_LINES: u32 = 3;

/// Lines longer than this many bytes are shown in part.
pub(super) const LONG_LINE: usize = 240;

/// Gives miette the lines round a span, found by the line index; miette's own sources count from the first byte each time.
#[derive(Debug)]
pub(super) struct Excerpt<'a> {
    pub(super) source: &'a SourceFile,
    /// What is shown of it: without secrets, and as long.
    pub(super) text: &'a str,
}

impl SourceCode for Excerpt<'_> {
    fn read_span<'b>(
        &'b self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'b> + 'b>, MietteError> {
        let text = self.text;
        let (start, end) = (span.offset(), span.offset() + span.len());
        if end > text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let range =
            if before == 0 && after == 0 { start..end } else { self.lines_around(start, end, before, after) };
        let position = self.source.position(offset(range.start));
        let (line, column) = (position.line as usize - 1, position.column as usize - 1);
        let count = memchr::memchr_iter(b'\n', &text.as_bytes()[range.clone()]).count() + 1;
        let shown = (range.start, range.len()).into();
        let name = self.source.path().to_owned();
        let data = &text.as_bytes()[range];
        Ok(Box::new(MietteSpanContents::new_named(name, data, shown, line, column, count)))
    }
}

impl Excerpt<'_> {
    /// Whether the lines that a frame would show hold nothing that a terminal obeys.
    pub(super) fn is_harmless(&self, span: Span) -> bool {
        let near = NEAR_LINES as usize + 1;
        let shown = self.lines_around(span.start as usize, span.end as usize, near, near);
        self.text[shown].lines().all(|it| matches!(printable(&it.replace('\t', " ")), Cow::Borrowed(_)))
    }

    fn lines_around(&self, start: usize, end: usize, before: usize, after: usize) -> Range<usize> {
        let (text, lines) = (self.text, self.source.lines());
        let first = lines.line(offset(start));
        let last = lines.line(offset(end.max(start + 1) - 1));
        let from = lines.range(text, first.saturating_sub(before)).start;
        let to = lines.range(text, (last + after).min(lines.count() - 1)).end;
        if to - from <= LONG_LINE * (last - first + before + after + 1) {
            return from..to;
        }
        let (own, own_end) = (lines.range(text, first).start, lines.range(text, last).end);
        let from = text.ceil_char_boundary(own.max(start.saturating_sub(LONG_LINE / 4)));
        from.min(start)..text.floor_char_boundary(own_end.min(end + LONG_LINE / 4)).max(end)
    }
}
