//! How deep a text nests, told from its bytes before anything that recurses sees it.
//!
//! The parser recurses for delimiters and for chains (`!!!a`, `a.b.c`, `if a {} else if …`), and its tree is
//! dropped by recursion. Tokens in a row without `,` or `;`, summed over the groups that are open, bound both.

use std::thread;

/// Most delimiters that may be open at once.
const MAX_DELIMITERS: usize = 400;
/// Most tokens that may nest.
const MAX_WEIGHT: usize = 20_000;
/// Up to here the stack of the caller does.
const INLINE_WEIGHT: usize = 40;
/// What the deepest text needs, with a reserve; pages that nobody touches cost nothing.
const STACK_BYTES: usize = 512 * 1024 * 1024;
/// Longest number; its value is found in quadratic time.
const MAX_DIGITS: usize = 2_000;
/// What a group adds: the parser takes several steps down for it.
const GROUP_WEIGHT: usize = 8;

/// What a text needs of its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nesting {
    /// Any stack will do.
    Flat,
    /// A stack of its own.
    Deep,
    /// More than anyone writes, first at this byte.
    Excessive(usize),
}

/// How deep a text nests.
pub(super) fn nesting(text: &str) -> Nesting {
    let mut scan = Scan { bytes: text.as_bytes(), ..Scan::default() };
    scan.run();
    match scan.excess {
        Some(at) => Nesting::Excessive(at),
        None if scan.heaviest > INLINE_WEIGHT => Nesting::Deep,
        None => Nesting::Flat,
    }
}

/// Runs work on a stack as large as the deepest text needs; nothing if the system refuses one.
pub(crate) fn with_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    thread::scope(|scope| {
        let worker = thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work);
        worker.ok().and_then(|it| it.join().ok())
    })
}

#[derive(Default)]
struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Tokens in a row in each group that encloses this one.
    outer: Vec<usize>,
    /// Tokens in a row in this group.
    row: usize,
    /// The same in all groups that are open, and the groups themselves.
    weight: usize,
    heaviest: usize,
    is_behind_brace: bool,
    excess: Option<usize>,
}

impl Scan<'_> {
    fn run(&mut self) {
        while self.excess.is_none() {
            let Some(byte) = self.byte(0) else { return };
            self.token(byte);
        }
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn token(&mut self, byte: u8) {
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => self.at += 1,
            b'/' if self.byte(1) == Some(b'/') => self.line_comment(),
            b'/' if self.byte(1) == Some(b'*') => self.block_comment(),
            b'"' => self.string(),
            b'\'' => self.character(),
            b'(' | b'[' | b'{' => self.open(),
            b')' | b']' | b'}' => self.close(byte),
            b',' | b';' => self.separator(),
            b'0'..=b'9' => self.number(),
            _ if is_word(byte) => self.word(),
            _ => self.punct(byte),
        }
    }

    fn line_comment(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
    }

    fn block_comment(&mut self) {
        let mut open = 1;
        self.at += 2;
        while let (Some(byte), true) = (self.byte(0), open > 0) {
            let step = match (byte, self.byte(1)) {
                (b'/', Some(b'*')) => (2, 1),
                (b'*', Some(b'/')) => (2, -1),
                _ => (1, 0),
            };
            self.at += step.0;
            open += step.1;
        }
    }

    /// A string up to its quote; what a backslash escapes is passed over.
    fn string(&mut self) {
        self.add(1);
        self.at += 1;
        while let Some(byte) = self.byte(0) {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                return;
            }
        }
    }

    fn raw_string(&mut self, hashes: usize) {
        self.at += hashes + 1;
        while let Some(found) = self.bytes.get(self.at..).and_then(|it| memchr::memchr(b'"', it)) {
            self.at += found + 1;
            let end = self.bytes.get(self.at..self.at + hashes);
            if end.is_some_and(|it| it.iter().all(|byte| *byte == b'#')) {
                return;
            }
        }
        self.at = self.bytes.len();
    }

    /// A character, or the quote of a lifetime.
    fn character(&mut self) {
        self.add(1);
        self.at += 1;
        let width = match self.byte(0) {
            Some(b'\\') => return self.escape(),
            Some(first) => utf8_width(first),
            None => return,
        };
        if self.byte(width) == Some(b'\'') {
            self.at += width + 1;
        }
    }

    fn escape(&mut self) {
        self.at += 2;
        while let Some(byte) = self.byte(0) {
            self.at += 1;
            if byte == b'\'' {
                return;
            }
        }
    }

    fn open(&mut self) {
        self.is_behind_brace = false;
        self.outer.push(self.row);
        self.row = 0;
        self.weigh(GROUP_WEIGHT);
        self.at += 1;
        if self.outer.len() > MAX_DELIMITERS {
            self.excess = Some(self.at - 1);
        }
    }

    fn close(&mut self, byte: u8) {
        let row = self.outer.pop().unwrap_or_default();
        self.weight = self.weight.saturating_sub(self.row + GROUP_WEIGHT);
        self.row = row;
        self.add(1);
        self.at += 1;
        self.is_behind_brace = byte == b'}';
    }

    fn separator(&mut self) {
        self.weight = self.weight.saturating_sub(self.row);
        self.row = 0;
        self.at += 1;
        self.is_behind_brace = false;
    }

    fn number(&mut self) {
        let length = self.word_length();
        if length > MAX_DIGITS {
            self.excess = Some(self.at);
        }
        self.start_of_token(true);
        self.add(1);
        self.at += length;
    }

    fn word(&mut self) {
        let length = self.word_length();
        let word = self.bytes.get(self.at..self.at + length).unwrap_or_default();
        self.start_of_token(!matches!(word, b"else" | b"as"));
        self.add(1);
        self.at += length;
        if let (b"r" | b"br" | b"cr", Some(hashes)) = (word, self.raw_quote()) {
            self.raw_string(hashes);
        }
    }

    fn word_length(&self) -> usize {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        rest.iter().position(|it| !is_word(*it)).unwrap_or(rest.len())
    }

    /// How many `#` stand before a quote here.
    fn raw_quote(&self) -> Option<usize> {
        let rest = self.bytes.get(self.at..)?;
        let hashes = rest.iter().position(|it| *it != b'#')?;
        (rest.get(hashes) == Some(&b'"')).then_some(hashes)
    }

    fn punct(&mut self, byte: u8) {
        self.start_of_token(byte == b'#');
        self.add(1);
        self.at += 1;
    }

    /// Behind a brace a new statement or item begins, unless the token goes on with the old one.
    fn start_of_token(&mut self, begins: bool) {
        if self.is_behind_brace && begins {
            self.weight = self.weight.saturating_sub(self.row);
            self.row = 0;
        }
        self.is_behind_brace = false;
    }

    fn add(&mut self, tokens: usize) {
        self.is_behind_brace = false;
        self.row += tokens;
        self.weigh(tokens);
    }

    fn weigh(&mut self, tokens: usize) {
        self.weight += tokens;
        self.heaviest = self.heaviest.max(self.weight);
        if self.weight > MAX_WEIGHT {
            self.excess.get_or_insert(self.at);
        }
    }
}

fn is_word(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric() || byte >= 0x80
}

fn utf8_width(first: u8) -> usize {
    match first {
        0..0xC0 => 1,
        0xC0..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    }
}
