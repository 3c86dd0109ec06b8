//! Byte offsets to lines and UTF-16 columns, in logarithmic time even on a line of many megabytes.

/// Bytes between two remembered UTF-16 counts.
const BLOCK: usize = 4096;

/// A place for people and for SARIF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in UTF-16 code units.
    pub column: u32,
}

/// Where lines begin, and how many UTF-16 code units come before each block of the text.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// Empty for a text of ASCII, where bytes and code units are the same, and for one of short lines.
    units_before: Vec<u32>,
}

impl LineIndex {
    /// Indexes a text. Lines end at `\n`, `\r\n` or `\r`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let starts = line_starts(text.as_bytes());
        let is_counted = has_long_line(&starts, text.len()) && !text.is_ascii();
        Self { starts, units_before: if is_counted { count_units(text) } else { Vec::new() } }
    }

    /// Number of lines; a text that ends in a line break has an empty last line.
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// Index from 0 of the line that holds a byte offset.
    #[must_use]
    pub fn line(&self, at: u32) -> usize {
        self.starts.partition_point(|&start| start <= at) - 1
    }

    /// Bytes of a line (index from 0) without its line break.
    #[must_use]
    pub fn range(&self, text: &str, line: usize) -> std::ops::Range<usize> {
        let start = self.start(line, text.len());
        let end = self.start(line + 1, text.len());
        let content = text[start..end].trim_end_matches(['\n', '\r']);
        start..start + content.len()
    }

    fn start(&self, line: usize, end_of_text: usize) -> usize {
        self.starts.get(line).map_or(end_of_text, |&start| start as usize)
    }

    /// Line and column of a byte offset that lies on a character boundary of the same text. A mark of the byte order,
    /// which editors do not show, takes no column.
    #[must_use]
    pub fn position(&self, text: &str, at: u32) -> Position {
        let line = self.line(at);
        let start = self.starts[line];
        let column = match text.get(start as usize..at as usize) {
            Some(before) if before.len() <= BLOCK => utf16_len(before),
            _ => self.units(text, at) - self.units(text, start),
        };
        let mark = u32::from(line == 0 && at > 0 && text.starts_with('\u{FEFF}'));
        Position { line: super::offset(line) + 1, column: column + 1 - mark }
    }

    fn units(&self, text: &str, at: u32) -> u32 {
        if self.units_before.is_empty() {
            return at;
        }
        let block = at as usize / BLOCK;
        let start = block_start(text, block);
        let rest = text.get(start..at as usize).unwrap_or_default();
        self.units_before[block] + utf16_len(rest)
    }
}

fn has_long_line(starts: &[u32], end: usize) -> bool {
    let ends = starts.iter().skip(1).map(|&it| it as usize).chain([end]);
    starts.iter().zip(ends).any(|(&start, end)| end - start as usize > BLOCK)
}

fn line_starts(bytes: &[u8]) -> Vec<u32> {
    let behind = |at: usize| super::offset(at + 1);
    let first = std::iter::once(0);
    if memchr::memchr(b'\r', bytes).is_none() {
        return first.chain(memchr::memchr_iter(b'\n', bytes).map(behind)).collect();
    }
    let ends_line = |at: &usize| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
    first.chain(memchr::memchr2_iter(b'\n', b'\r', bytes).filter(ends_line).map(behind)).collect()
}

fn count_units(text: &str) -> Vec<u32> {
    let blocks = text.len() / BLOCK + 1;
    let mut before = Vec::with_capacity(blocks);
    let mut units = 0;
    for block in 0..blocks {
        before.push(units);
        units += utf16_len(&text[block_start(text, block)..block_start(text, block + 1)]);
    }
    before
}

/// Blocks begin on the character boundary at or before their nominal start.
fn block_start(text: &str, block: usize) -> usize {
    text.floor_char_boundary(block * BLOCK)
}

/// UTF-16 code units of a text: one for each character, two beyond the basic plane.
#[must_use]
fn utf16_len(text: &str) -> u32 {
    super::offset(text.chars().count() + text.bytes().filter(|&it| it >= 0xF0).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions() {
        let text = "a\r\nb😀c\rd\n";
        let index = LineIndex::new(text);
        let place = |needle: &str| {
            let at = text.find(needle).unwrap();
            let position = index.position(text, u32::try_from(at).unwrap());
            (position.line, position.column)
        };
        assert_eq!(place("a"), (1, 1));
        assert_eq!(place("b"), (2, 1));
        assert_eq!(place("c"), (2, 4));
        assert_eq!(place("d"), (3, 1));
        assert_eq!(index.count(), 4);
    }

    #[test]
    fn byte_order_mark_takes_no_column() {
        let text = "\u{FEFF}openapi: ä\ninfo:";
        let index = LineIndex::new(text);
        let at = |at| (index.position(text, at).line, index.position(text, at).column);
        assert_eq!([at(0), at(3), at(12), at(15)], [(1, 1), (1, 1), (1, 10), (2, 1)]);
    }

    #[test]
    fn long_lines_of_wide_characters() {
        let text = "é".repeat(10_000) + "x";
        let index = LineIndex::new(&text);
        assert_eq!(index.position(&text, 20_000).column, 10_001);
        assert_eq!(index.position(&text, 8_190).column, 4_096);
    }
}
