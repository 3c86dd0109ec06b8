//! Texts as read, with the places in them: the lowest layer, and with `cli` the only one that touches the disk.

mod changes;
mod discover;
mod filter;
mod git;
mod glob;
mod lines;
mod settings;

pub use changes::{Change, Changes, Hunk};
pub use discover::{Discovered, Found, Root, Unread, Unreadable, discover, discover_tracked};
pub use filter::{Base, Filter};
pub use git::{Revision, run as git};
pub use glob::Glob;
pub use lines::{LineIndex, Position};
pub use settings::{find_upwards, read_text};

use std::sync::OnceLock;

/// Largest file that is read, in bytes. Offsets are `u32`, and a definition of this size is no definition.
pub const MAX_FILE_BYTES: u64 = 256 * 1024 * 1024;

/// Number of a file within one run, in the order in which files were loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes in one file; both ends lie on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span as a range that slices the text of its file.
    #[must_use]
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// To which of two versions that are compared a file belongs. Files of different sides do not see each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Side {
    /// The version before.
    Base,
    /// The version after; the only one where nothing is compared.
    #[default]
    Head,
}

/// What was odd about the bytes of a file before any parser saw them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 throughout, with or without a byte order mark.
    Utf8,
    /// Not UTF-8 at this byte offset; offending bytes were replaced, one for one, by `?`.
    Invalid(u32),
    /// UTF-16 or UTF-32 by its byte order mark: not read.
    Wide,
}

/// A text as read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    id: FileId,
    side: Side,
    path: String,
    /// Where in the path the revision ends that the text is from.
    revision_end: usize,
    text: String,
    encoding: Encoding,
    bytes: u64,
    lines: OnceLock<LineIndex>,
}

impl SourceFile {
    /// A file from its bytes. `path` is relative to the project root, with forward slashes.
    #[must_use]
    pub fn new(id: FileId, path: impl Into<String>, bytes: Vec<u8>) -> Self {
        let size = bytes.len() as u64;
        let (text, encoding) = decode(bytes);
        Self {
            id,
            side: Side::Head,
            path: path.into(),
            revision_end: 0,
            text,
            encoding,
            bytes: size,
            lines: OnceLock::new(),
        }
    }

    /// A file that is too large to be read: its text is empty, its size is known.
    #[must_use]
    pub fn oversized(id: FileId, path: impl Into<String>, bytes: u64) -> Self {
        Self {
            id,
            side: Side::Head,
            path: path.into(),
            revision_end: 0,
            text: String::new(),
            encoding: Encoding::Utf8,
            bytes,
            lines: OnceLock::new(),
        }
    }

    /// The number of this file within the run.
    #[must_use]
    pub const fn id(&self) -> FileId {
        self.id
    }

    /// Gives the file the number it has in its collection.
    pub(crate) const fn set_id(&mut self, id: FileId) {
        self.id = id;
    }

    /// Says of the text that it is that of a revision: its path begins with the revision's name.
    #[must_use]
    pub fn of_revision(self, name: &str) -> Self {
        let path = format!("{name}:{}", self.path);
        Self { path, revision_end: name.len() + 1, ..self }
    }

    /// The version that the file belongs to.
    #[must_use]
    pub const fn side(&self) -> Side {
        self.side
    }

    pub(crate) const fn set_side(&mut self, side: Side) {
        self.side = side;
    }

    /// Path relative to the project root, with forward slashes; behind the name of the revision that the text is from.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Path relative to the project root, whatever revision the text is from.
    #[must_use]
    pub fn path_in_root(&self) -> &str {
        &self.path[self.revision_end..]
    }

    /// The text; offsets of spans count its bytes.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the bytes were UTF-8.
    #[must_use]
    pub const fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Size on disk in bytes; more than [`MAX_FILE_BYTES`] means that the text was not read.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.bytes
    }

    /// A span in this file; ends are moved inwards to the text's length and to character boundaries.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Span {
        let start = self.floor(start);
        let end = self.floor(end).max(start);
        Span { file: self.id, start: offset(start), end: offset(end) }
    }

    fn floor(&self, at: usize) -> usize {
        self.text.floor_char_boundary(at)
    }

    /// The text under a span of this file; empty if the span does not belong to it.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// A span up to the end of its first line.
    #[must_use]
    pub fn first_line(&self, span: Span) -> Span {
        let text = self.slice(span);
        let line = memchr::memchr2(b'\n', b'\r', text.as_bytes()).unwrap_or(text.len());
        let kept = text[..line].trim_end().len();
        Span { end: span.start + offset(kept), ..span }
    }

    /// Lines and columns, made when first asked for.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// Line and column (from 1, in UTF-16 code units) of a byte offset.
    #[must_use]
    pub fn position(&self, at: u32) -> Position {
        self.lines().position(&self.text, at)
    }
}

/// A byte offset as stored in spans. Files are smaller than [`MAX_FILE_BYTES`], so nothing is cut off.
#[must_use]
pub fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn decode(bytes: Vec<u8>) -> (String, Encoding) {
    if is_wide(&bytes) {
        return (String::new(), Encoding::Wide);
    }
    match String::from_utf8(bytes) {
        Ok(text) => (text, Encoding::Utf8),
        Err(error) => {
            let first = offset(error.utf8_error().valid_up_to());
            (replace_invalid(&error.into_bytes()), Encoding::Invalid(first))
        }
    }
}

fn is_wide(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xFE])
        || bytes.starts_with(&[0xFE, 0xFF])
        || bytes.starts_with(&[0, 0, 0xFE, 0xFF])
}

/// Every byte that is no UTF-8 becomes one `?`, so that offsets stay those of the file on disk.
fn replace_invalid(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(std::iter::repeat_n('?', chunk.invalid().len()));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invalid_bytes_keep_offsets() {
        let file = SourceFile::new(FileId(0), "a.yaml", b"a: \xFF\xFEb\n".to_vec());
        assert_eq!(file.text(), "a: ??b\n");
        assert_eq!(file.encoding(), Encoding::Invalid(3));
    }

    #[test]
    fn spans_are_moved_to_character_boundaries() {
        let file = SourceFile::new(FileId(0), "a.yaml", "aé".into());
        let span = file.span(2, 99);
        assert_eq!(file.slice(span), "é");
    }

    #[test]
    fn utf16_is_recognized() {
        let file = SourceFile::new(FileId(0), "a.yaml", b"\xFF\xFEo\0p\0".to_vec());
        assert_eq!(file.encoding(), Encoding::Wide);
    }
}
