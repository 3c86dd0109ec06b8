//! JSON (RFC 8259), strictly, with every byte in its place. An error is noted and reading goes on behind it.

use super::arena::Text;
use super::build::{Builder, Parts, Scalar};
use super::{Kind, ProblemKind};
use crate::source::{SourceFile, offset};

/// After so many errors the text is something else than JSON.
const MAX_ERRORS: usize = 20;

/// `text` is the source's, or as long.
pub(super) fn parse(source: &SourceFile, text: &str) -> Parts {
    let mut reader = Reader {
        bytes: text.as_bytes(),
        source,
        builder: Builder::new(source),
        at: if source.text().starts_with('\u{FEFF}') { 3 } else { 0 },
        closers: Vec::new(),
        wants_comma: false,
        errors: 0,
    };
    reader.document();
    reader.builder.finish()
}

struct Reader<'s> {
    bytes: &'s [u8],
    source: &'s SourceFile,
    builder: Builder<'s>,
    at: usize,
    /// `}` or `]` for each collection that is open.
    closers: Vec<u8>,
    wants_comma: bool,
    errors: usize,
}

impl Reader<'_> {
    fn document(&mut self) {
        self.skip_space();
        if self.at >= self.bytes.len() {
            return self.error(self.at, "the file is empty; a JSON value was expected");
        }
        self.value();
        while !self.closers.is_empty() && self.errors < MAX_ERRORS {
            self.member();
        }
        self.skip_space();
        if self.at < self.bytes.len() && self.errors < MAX_ERRORS {
            self.error(self.at, "unexpected text behind the end of the JSON value");
        }
    }

    /// One step inside a collection: a comma, its end, or an entry.
    fn member(&mut self) {
        self.skip_space();
        match self.peek() {
            None => self.unclosed(),
            Some(b',') => self.comma(),
            Some(closer @ (b'}' | b']')) => self.close(closer),
            Some(_) => self.entry(),
        }
    }

    fn unclosed(&mut self) {
        self.builder.cut();
        let closer = self.closers.last().copied().map_or('}', char::from);
        self.error(self.bytes.len(), &format!("the file ends here, but `{closer}` is missing"));
        self.errors = MAX_ERRORS;
    }

    fn comma(&mut self) {
        let comma = self.at;
        self.at += 1;
        if !std::mem::replace(&mut self.wants_comma, false) {
            return self.error(comma, "unexpected `,`");
        }
        self.skip_space();
        if matches!(self.peek(), Some(b'}' | b']')) {
            self.error(comma, "JSON allows no `,` before a closing bracket");
        }
    }

    fn close(&mut self, closer: u8) {
        let expected = self.closers.last().copied().unwrap_or(closer);
        if expected != closer {
            self.error(
                self.at,
                &format!("`{}` expected, `{}` found", char::from(expected), char::from(closer)),
            );
            if !self.closers.contains(&closer) {
                self.at += 1;
                return;
            }
        } else {
            self.at += 1;
        }
        self.closers.pop();
        self.builder.close(offset(self.at));
        self.wants_comma = true;
    }

    fn entry(&mut self) {
        if std::mem::replace(&mut self.wants_comma, false) {
            self.error(self.at, "`,` expected before this");
        }
        if self.closers.last() == Some(&b'}') && !self.key() {
            return;
        }
        self.skip_space();
        self.value();
    }

    /// Reads `"key":`; says whether a value follows.
    fn key(&mut self) -> bool {
        if self.peek() != Some(b'"') {
            self.error(self.at, "a key in double quotes was expected");
            self.skip_word();
            return false;
        }
        let Some(key) = self.string() else { return false };
        self.builder.key(key);
        self.skip_space();
        if self.peek() == Some(b':') {
            self.at += 1;
        } else {
            self.error(self.at, "`:` expected behind the key");
        }
        true
    }

    fn value(&mut self) {
        match self.peek() {
            Some(b'{') => self.open(Kind::Mapping, b'}'),
            Some(b'[') => self.open(Kind::Sequence, b']'),
            Some(b'"') => {
                let string = self.string();
                self.scalar(string);
            }
            Some(b'}' | b']' | b',') | None => {
                self.error(self.at, "a value was expected");
                let nothing = self.word(self.at, Kind::Null);
                self.scalar(Some(nothing));
            }
            Some(_) => self.literal(),
        }
    }

    fn open(&mut self, kind: Kind, closer: u8) {
        self.builder.open(kind, offset(self.at));
        self.at += 1;
        self.closers.push(closer);
        self.wants_comma = false;
    }

    fn scalar(&mut self, scalar: Option<Scalar<'static>>) {
        if let Some(scalar) = scalar {
            self.builder.scalar(scalar);
        }
        self.wants_comma = true;
    }

    fn literal(&mut self) {
        let start = self.at;
        self.skip_word();
        let kind = match &self.bytes[start..self.at] {
            b"null" => Kind::Null,
            b"true" | b"false" => Kind::Bool,
            word if is_number(word) => Kind::Number,
            _ => {
                self.error(start, "this is no JSON value; text needs double quotes");
                Kind::String
            }
        };
        let word = self.word(start, kind);
        self.scalar(Some(word));
    }

    fn word(&self, start: usize, kind: Kind) -> Scalar<'static> {
        Scalar { span: (offset(start), offset(self.at)), kind, text: Text::Plain, stored: None }
    }

    /// Reads a string with its quotes; `None` when it does not end.
    fn string(&mut self) -> Option<Scalar<'static>> {
        let start = self.at;
        let mut text = Text::Quoted;
        let mut at = start + 1;
        loop {
            let Some(found) = memchr::memchr2(b'"', b'\\', &self.bytes[at..]) else {
                self.builder.cut();
                self.error(start, "this string is not closed");
                self.errors = MAX_ERRORS;
                return None;
            };
            at += found;
            if self.bytes[at] == b'"' {
                break;
            }
            text = Text::Escaped;
            at = self.skip_escape(at);
        }
        self.at = at + 1;
        if let Some(control) = self.bytes[start..at].iter().position(|&it| it < b' ') {
            self.error(start + control, "control characters in a JSON string must be escaped");
        }
        Some(Scalar { span: (offset(start), offset(self.at)), kind: Kind::String, text, stored: None })
    }

    fn skip_escape(&mut self, at: usize) -> usize {
        let rest = &self.bytes[at + 1..];
        let is_hex = |digits: Option<&[u8]>| digits.is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit));
        match rest.first() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => return at + 2,
            Some(b'u') if is_hex(rest.get(1..5)) => return at + 6,
            _ => self.error(at, "JSON knows no such escape"),
        }
        at + 1
    }

    /// Passes over a number, a literal or anything else up to the next delimiter; always moves on.
    fn skip_word(&mut self) {
        let is_delimiter = |it: &u8| {
            matches!(it, b' ' | b'\t' | b'\n' | b'\r' | b',' | b':' | b'{' | b'}' | b'[' | b']' | b'"')
        };
        let rest = &self.bytes[(self.at + 1).min(self.bytes.len())..];
        self.at += 1 + rest.iter().position(is_delimiter).unwrap_or(rest.len());
        self.at = self.at.min(self.bytes.len());
    }

    fn skip_space(&mut self) {
        loop {
            // Indentation, eight spaces at a step.
            while self.bytes[self.at..].starts_with(b"        ") {
                self.at += 8;
            }
            let rest = &self.bytes[self.at..];
            self.at +=
                rest.iter().position(|it| !matches!(it, b' ' | b'\n' | b'\r' | b'\t')).unwrap_or(rest.len());
            if !self.skip_comment() {
                break;
            }
        }
    }

    fn skip_comment(&mut self) -> bool {
        let rest = &self.bytes[self.at..];
        let length = if rest.starts_with(b"//") {
            memchr::memchr(b'\n', rest)
        } else if rest.starts_with(b"/*") {
            memchr::memmem::find(rest, b"*/").map(|it| it + 2)
        } else {
            return false;
        };
        let length = length.unwrap_or(rest.len());
        self.error(self.at, "JSON has no comments");
        self.at += length;
        true
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn error(&mut self, at: usize, message: &str) {
        self.errors += 1;
        if self.errors <= MAX_ERRORS {
            let span = self.source.span(at, at + 1);
            self.builder.problem(ProblemKind::Syntax, span, message);
        }
        if self.errors == MAX_ERRORS {
            let message = format!("{MAX_ERRORS} errors so far; what follows was not read");
            self.builder.problem(ProblemKind::Limit, self.source.span(at, at + 1), message);
        }
    }
}

fn is_number(word: &[u8]) -> bool {
    let unsigned = word.strip_prefix(b"-").unwrap_or(word);
    let has_leading_zero = matches!(unsigned, [b'0', b'0'..=b'9', ..]);
    let begins_and_ends_well = unsigned.first().is_some_and(u8::is_ascii_digit)
        && unsigned.last().is_some_and(u8::is_ascii_digit)
        && !unsigned.windows(2).any(|it| it[0] == b'.' && !it[1].is_ascii_digit());
    begins_and_ends_well
        && !has_leading_zero
        && std::str::from_utf8(word).is_ok_and(|it| super::scalar::plain_kind(it) == Kind::Number)
        && !matches!(unsigned.get(1), Some(b'o' | b'x'))
}
