//! YAML 1.2 by granit-parser's events, with its spans put right.
//!
//! A line that cannot be read is blanked, byte for byte, and the text is read again, so that one slip does not hide
//! the rest of a document and offsets stay true.

use super::arena::Text;
use super::build::{Builder, Parts, Scalar};
use super::{Kind, Problem, ProblemKind, scalar};
use crate::source::{SourceFile, offset};
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span, StructureStyle};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Lines that are blanked before we give up on a text.
const MAX_REPAIRS: usize = 8;

/// Texts beyond this size in bytes are not read again and again.
const MAX_REPAIRED_BYTES: usize = 8 * 1024 * 1024;

/// Collections inside each other that granit follows; the tree keeps [`super::MAX_DEPTH`] of them.
const NESTING: usize = 4096;

/// `text` is the source's, or as long.
pub(super) fn parse(source: &SourceFile, text: &str) -> Parts {
    let (first, error) = read(source, text);
    let Some(error) = error else { return first };
    let mut problems = vec![syntax_problem(source, &error)];
    if error.kind() != &ErrorKind::RecursionLimitExceeded
        && let Some(repaired) = repair(source, text, &error, &mut problems)
    {
        return with_problems(repaired, problems);
    }
    problems.truncate(1);
    with_problems(first, problems)
}

fn with_problems(mut parts: Parts, problems: Vec<Problem>) -> Parts {
    parts.problems.extend(problems);
    parts
}

/// Reads the text again without the lines that cannot be read, until it can; `None` when that does not help.
fn repair(source: &SourceFile, text: &str, error: &ScanError, problems: &mut Vec<Problem>) -> Option<Parts> {
    let mut text = text.to_owned();
    let mut at = error_offset(error, &text);
    for _ in 0..MAX_REPAIRS {
        if text.len() > MAX_REPAIRED_BYTES || !blank_line(&mut text, at) {
            return None;
        }
        match read(source, &text) {
            (parts, None) => return Some(parts),
            (_, Some(error)) => {
                at = error_offset(&error, &text);
                problems.push(syntax_problem(source, &error));
            }
        }
    }
    None
}

/// Turns the line that holds this byte into spaces, or if it is blank the last one before it that is not.
fn blank_line(text: &mut String, at: usize) -> bool {
    let line_end = |from: usize| text[from..].find('\n').map_or(text.len(), |it| from + it);
    let content = text[..line_end(at)].trim_end().len();
    let start = text[..content].rfind('\n').map_or(0, |it| it + 1);
    text.replace_range(start..content, &" ".repeat(content - start));
    content > start
}

fn error_offset(error: &ScanError, text: &str) -> usize {
    let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
    if error.kind() == &ErrorKind::TabInPlainScalar { indenting_tab(text, at).unwrap_or(at) } else { at }
}

/// The first tab in the indentation of a line behind this byte; the parser names the text before it.
fn indenting_tab(text: &str, at: usize) -> Option<usize> {
    let from = at + text[at..].find('\n')? + 1;
    let indentation = text[from..].bytes().take_while(|it| matches!(it, b' ' | b'\t')).count();
    text[from..from + indentation].find('\t').map(|it| from + it)
}

fn syntax_problem(source: &SourceFile, error: &ScanError) -> Problem {
    let at = error_offset(error, source.text());
    let is_limit = error.kind() == &ErrorKind::RecursionLimitExceeded;
    let kind = if is_limit { ProblemKind::Limit } else { ProblemKind::Syntax };
    let message = match error.kind() {
        ErrorKind::RecursionLimitExceeded => "nesting too deep; nothing was read from here on".to_owned(),
        ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabNotAllowed => "YAML is indented by spaces, never by tabs".to_owned(),
        ErrorKind::UnknownAnchor => "this alias names an anchor that is not defined above it".to_owned(),
        ErrorKind::UnclosedQuotedScalar => {
            "the text in quotes that begins before this is not closed".to_owned()
        }
        ErrorKind::UnclosedFlowCollection { open } => format!("`{open}` is opened and not closed"),
        _ => format!("not valid YAML: {}", error.info()),
    };
    Problem { kind, span: source.span(at, at + 1), message, related: None }
}

/// Reads a text, which is the source's or as long; stops at the first error.
fn read<'s>(source: &'s SourceFile, text: &'s str) -> (Parts, Option<ScanError>) {
    let options = granit_parser::options! {
        flow_nesting_limit: NESTING,
        block_nesting_limit: NESTING,
        max_buffered_comment_events: 1_000_000,
    };
    let mut reader = Reader {
        builder: Builder::new(source),
        text,
        source,
        anchors: FxHashMap::default(),
        key_depth: 0,
        documents: 0,
        last_end: 0,
    };
    let mut error = None;
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, span)) => reader.event(event, &span),
            Err(found) => {
                error = Some(found);
                break;
            }
        }
        if reader.documents > 1 {
            break;
        }
    }
    (reader.builder.finish(), error)
}

struct Reader<'s> {
    builder: Builder<'s>,
    text: &'s str,
    source: &'s SourceFile,
    anchors: FxHashMap<usize, Anchor<'s>>,
    /// Collections that are open inside a key that is no text.
    key_depth: usize,
    documents: usize,
    /// End of the last token that was more than a comment.
    last_end: usize,
}

/// What an alias can stand for: a value in the arena, or the text of a key.
enum Anchor<'s> {
    Value(u32),
    Key(Cow<'s, str>),
}

impl<'s> Reader<'s> {
    fn event(&mut self, event: Event<'s>, span: &Span) {
        let range = byte_range(self.text, span);
        match event {
            Event::Comment(..) => self.builder.comment(self.source.span(range.0, range.1)),
            Event::DocumentStart(..) => self.document(range),
            Event::Scalar(value, style, anchor, tag) => {
                let is_text = tag.is_some_and(|it| it.core_suffix() == Some("str"));
                self.scalar(value, style, anchor, is_text, range);
            }
            Event::SequenceStart(style, anchor, _) => self.open(Kind::Sequence, style, anchor, range),
            Event::MappingStart(style, anchor, _) => self.open(Kind::Mapping, style, anchor, range),
            Event::SequenceEnd | Event::MappingEnd => self.close(range),
            Event::Alias(anchor) => self.alias(anchor, range),
            _ => {}
        }
    }

    fn document(&mut self, range: (usize, usize)) {
        self.documents += 1;
        if self.text[range.0..].starts_with("---") {
            self.last_end = range.0 + 3;
        }
        if self.documents == 2 {
            let span = self.source.span(range.0, range.1);
            let message = "a second YAML document begins here; only the first is read";
            self.builder.problem(ProblemKind::Syntax, span, message);
        }
    }

    fn scalar(
        &mut self,
        value: Cow<'s, str>,
        style: ScalarStyle,
        anchor: usize,
        is_text: bool,
        range: (usize, usize),
    ) {
        if self.key_depth > 0 {
            return;
        }
        let is_plain = style == ScalarStyle::Plain;
        // Where there is nothing, the parser says `~`.
        let value = if is_plain && range.0 == range.1 { Cow::Borrowed("") } else { value };
        let range = self.scalar_range(style, range);
        let kind = if is_plain && !is_text { scalar::plain_kind(&value) } else { Kind::String };
        let (text, stored) = self.text_of(range, value);
        let scalar = Scalar { span: (offset(range.0), offset(range.1)), kind, text, stored };
        self.last_end = range.1;
        if self.builder.wants_key() {
            if anchor > 0 {
                let text = scalar.stored.clone().unwrap_or_else(|| Cow::Owned(self.literal(&scalar)));
                self.anchors.insert(anchor, Anchor::Key(text));
            }
            self.builder.key(scalar);
        } else if let Some(id) = self.builder.scalar(scalar) {
            self.remember(anchor, Some(id));
        }
    }

    fn literal(&self, scalar: &Scalar<'_>) -> String {
        let quotes = usize::from(scalar.text == Text::Quoted);
        self.text[scalar.span.0 as usize + quotes..scalar.span.1 as usize - quotes].to_owned()
    }

    /// A block scalar begins at its `|` or `>`, and nothing stands where the value of its key would be.
    fn scalar_range(&self, style: ScalarStyle, (start, end): (usize, usize)) -> (usize, usize) {
        match style {
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let gap = self.text.get(self.last_end..start).unwrap_or_default();
                let is_header = |at: usize| b"|>".contains(&gap.as_bytes()[at]);
                let header =
                    last_outside_comments(gap.as_bytes(), is_header).map_or(start, |it| self.last_end + it);
                (header, self.end_of_block(header, end))
            }
            ScalarStyle::Plain if start == end => self.empty_range(start),
            _ => (start, end),
        }
    }

    /// End of the last line of a block scalar that is not blank; spaces at its end are text.
    fn end_of_block(&self, header: usize, end: usize) -> usize {
        let content = header + self.text[header..end].trim_end().len();
        let rest = &self.text[content..end];
        content + rest.find(['\n', '\r']).unwrap_or(rest.len())
    }

    /// Where nothing stands: behind the colon or dash that something would stand behind.
    fn empty_range(&self, at: usize) -> (usize, usize) {
        let gap = self.text.get(self.last_end..at).unwrap_or_default();
        let place = last_indicator(gap).map_or_else(|| self.behind_colon(at), |it| self.last_end + it + 1);
        (place, place)
    }

    /// The parser sometimes says that nothing stands before the colon that it stands behind.
    fn behind_colon(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default().trim_start_matches([' ', '\t']);
        let behind =
            rest.strip_prefix(':').filter(|it| it.is_empty() || it.starts_with([' ', '\t', '\r', '\n']));
        behind.map_or(at, |it| self.text.len() - it.len())
    }

    fn text_of(&self, (start, end): (usize, usize), value: Cow<'s, str>) -> (Text, Option<Cow<'s, str>>) {
        let raw = self.text.get(start..end).unwrap_or_default();
        if raw == value {
            return (Text::Plain, None);
        }
        let inner = raw.get(1..raw.len().saturating_sub(1));
        if raw.starts_with(['"', '\'']) && inner.is_some_and(|it| it == value) {
            return (Text::Quoted, None);
        }
        (Text::Stored, Some(value))
    }

    fn open(&mut self, kind: Kind, style: StructureStyle, anchor: usize, range: (usize, usize)) {
        if self.key_depth > 0 || self.builder.wants_key() {
            return self.open_key(range);
        }
        let is_indentless = kind == Kind::Sequence && style == StructureStyle::Block;
        let start = if is_indentless { self.dash_before(range.0) } else { range.0 };
        let id = self.builder.open(kind, offset(start));
        self.remember(anchor, id);
        self.last_end = if style == StructureStyle::Flow { range.1 } else { start.max(self.last_end) };
    }

    /// A key must be text; whatever else stands there is reported and passed over.
    fn open_key(&mut self, range: (usize, usize)) {
        if self.key_depth == 0 {
            let span = self.source.span(range.0, range.0 + 1);
            self.builder.problem(ProblemKind::Syntax, span, "a key must be text, not an object or array");
        }
        self.key_depth += 1;
    }

    /// Of a sequence that is not indented below its key, the parser tells where its first item begins.
    fn dash_before(&self, start: usize) -> usize {
        if !self.builder.has_key() {
            return start;
        }
        let gap = self.text.get(self.last_end..start).unwrap_or_default().as_bytes();
        let is_space = |at: usize| gap.get(at).is_none_or(u8::is_ascii_whitespace);
        let is_dash = |at: usize| gap[at] == b'-' && is_space(at.wrapping_sub(1)) && is_space(at + 1);
        last_outside_comments(gap, is_dash).map_or(start, |it| self.last_end + it)
    }

    fn close(&mut self, range: (usize, usize)) {
        if self.key_depth > 0 {
            self.key_depth -= 1;
            if self.key_depth == 0 {
                let span = (offset(range.1), offset(range.1));
                self.last_end = range.1;
                self.builder.key(Scalar { span, kind: Kind::String, text: Text::Plain, stored: None });
            }
            return;
        }
        let is_flow = range.1 > range.0 && self.text[range.0..range.1].starts_with([']', '}']);
        let end = if is_flow { range.1 } else { self.last_end };
        self.last_end = end;
        self.builder.close(offset(end));
    }

    fn alias(&mut self, anchor: usize, range: (usize, usize)) {
        if self.key_depth > 0 {
            return;
        }
        let span = (offset(range.0), offset(range.1));
        self.last_end = range.1;
        let wants_key = self.builder.wants_key();
        match self.anchors.get(&anchor) {
            Some(&Anchor::Value(id)) if !wants_key => self.builder.alias(span, id),
            Some(Anchor::Key(text)) => {
                let stored = Some(text.clone());
                let scalar = Scalar { span, kind: Kind::String, text: Text::Stored, stored };
                self.key_or_value(scalar, wants_key);
            }
            _ => self.unusable_alias(span, wants_key),
        }
    }

    fn unusable_alias(&mut self, span: (u32, u32), wants_key: bool) {
        let scalar = Scalar { span, kind: Kind::Null, text: Text::Plain, stored: None };
        self.key_or_value(scalar, wants_key);
    }

    fn key_or_value(&mut self, scalar: Scalar<'s>, is_key: bool) {
        if is_key {
            self.builder.key(scalar);
        } else {
            self.builder.scalar(scalar);
        }
    }

    fn remember(&mut self, anchor: usize, id: Option<u32>) {
        if let (true, Some(id)) = (anchor > 0, id) {
            self.anchors.insert(anchor, Anchor::Value(id));
        }
    }
}

/// The last `:`, `-` or `?` between two values that something may stand behind.
fn last_indicator(gap: &str) -> Option<usize> {
    let bytes = gap.as_bytes();
    let ends = |at: usize| bytes.get(at).is_none_or(|it| b" \t\r\n,]}".contains(it));
    last_outside_comments(bytes, |at| b":-?".contains(&bytes[at]) && ends(at + 1))
}

/// The last byte between two values for which this holds, comments left out.
fn last_outside_comments(bytes: &[u8], test: impl Fn(usize) -> bool) -> Option<usize> {
    let begins_comment = |at: usize| bytes[at] == b'#' && (at == 0 || bytes[at - 1].is_ascii_whitespace());
    let (mut found, mut at) = (None, 0);
    while at < bytes.len() {
        if begins_comment(at) {
            at = memchr::memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |it| at + it);
        } else if test(at) {
            found = Some(at);
        }
        at += 1;
    }
    found
}

/// Bytes of an event. Where a block scalar says that it is indented further than it is, the parser counts too far.
fn byte_range(text: &str, span: &Span) -> (usize, usize) {
    let floor = |at| text.floor_char_boundary(at);
    span.byte_range().map_or((0, 0), |it| (floor(it.start), floor(it.end.max(it.start))))
}
