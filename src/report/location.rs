//! Where a span is, as people and other programs count.

use crate::source::{Position, SourceFile, Span};

/// First place of a span, and the place behind its last character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) start: Position,
    pub(super) end: Position,
}

impl Region {
    /// The whole span.
    pub(super) fn of(source: &SourceFile, span: Span) -> Self {
        Self { start: source.position(span.start), end: source.position(span.end) }
    }

    /// The part of the span that lies on its first line.
    pub(super) fn on_one_line(source: &SourceFile, span: Span) -> Self {
        let lines = source.lines();
        let end_of_line = lines.range(source.text(), lines.line(span.start)).end;
        let end = (span.end as usize).min(end_of_line).max(span.start as usize);
        Self::of(source, source.span(span.start as usize, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn region(text: &str, part: &str, of: fn(&SourceFile, Span) -> Region) -> [u32; 4] {
        let source = SourceFile::new(FileId(0), "a.yaml", text.into());
        let start = text.find(part).unwrap();
        let Region { start, end } = of(&source, source.span(start, start + part.len()));
        [start.line, start.column, end.line, end.column]
    }

    #[test]
    fn columns_are_utf16() {
        assert_eq!(region("a: 1\n😀名: bc\n", "bc", Region::of), [2, 6, 2, 8]);
    }

    #[test]
    fn one_line_at_most() {
        assert_eq!(region("a: 1\r\nb: 2\r\n", "1\r\nb", Region::of), [1, 4, 2, 2]);
        assert_eq!(region("a: 1\r\nb: 2\r\n", "1\r\nb", Region::on_one_line), [1, 4, 1, 5]);
        assert_eq!(region("a: 1\nb: 2", "2", Region::on_one_line), [2, 4, 2, 5]);
    }
}
