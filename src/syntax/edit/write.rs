//! Values as text, in the manner of what stands around them.

use crate::source::{FileId, SourceFile};
use crate::syntax::{Format, Kind, Node, Tree};
use serde_json::{Map, Value};

/// How the neighbours are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner<'a> {
    pub(super) format: Format,
    pub(super) newline: &'static str,
    /// Columns before the keys.
    pub(super) indent: usize,
    /// Columns by which deeper lines are indented.
    pub(super) step: usize,
    /// Between key and value of flow entries.
    pub(super) colon: &'a str,
    pub(super) quotes: Quotes,
    /// White space before each element of a collection between brackets; with a line break, elements have lines.
    pub(super) gap: &'a str,
}

/// Quotes that a neighbour has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    None,
    Single,
    Double,
}

impl Quotes {
    pub(super) fn of(raw: &str) -> Self {
        match raw.as_bytes().first() {
            Some(b'\'') => Self::Single,
            Some(b'"') => Self::Double,
            _ => Self::None,
        }
    }

    pub(super) fn of_key(entry: Node<'_>) -> Self {
        entry.key_span().map_or(Self::None, |it| Self::of(entry.tree().source().slice(it)))
    }
}

impl Manner<'_> {
    pub(super) fn new_line(&self, indent: usize) -> String {
        format!("{}{}", self.newline, " ".repeat(indent))
    }

    /// Values have quotes where they need them, whatever the quotes of the neighbours' keys.
    const fn of_values(&self) -> Self {
        Self { quotes: Quotes::None, ..*self }
    }
}

/// A value between brackets, or a scalar.
pub(super) fn flow(value: &Value, manner: &Manner<'_>) -> String {
    match value {
        Value::String(text) => scalar(text, manner, true),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(|it| flow(it, manner)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(entries) => object(entries, manner),
        word => word.to_string(),
    }
}

fn object(entries: &Map<String, Value>, manner: &Manner<'_>) -> String {
    let has_lines = manner.gap.contains('\n') && !entries.is_empty();
    let step = if manner.gap.ends_with('\t') { "\t".to_owned() } else { " ".repeat(manner.step) };
    let deeper = format!("{}{step}", manner.gap);
    let (open, between, close) = match has_lines {
        true => (&*deeper, format!(",{deeper}"), manner.gap),
        false => ("", if manner.gap.is_empty() { "," } else { ", " }.to_owned(), ""),
    };
    let inner = Manner { gap: if has_lines { &deeper } else { manner.gap }, ..*manner };
    let entries: Vec<_> = entries.iter().map(|(key, it)| flow_entry(key, it, &inner)).collect();
    format!("{{{open}{}{close}}}", entries.join(&between))
}

pub(super) fn flow_entry(key: &str, value: &Value, manner: &Manner<'_>) -> String {
    format!("{}{}{}", name(key, manner, true), manner.colon, flow(value, &manner.of_values()))
}

/// An entry in lines; lines after the first are indented.
pub(super) fn block_entry(key: &str, value: &Value, manner: &Manner<'_>) -> String {
    let name = name(key, manner, false);
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            let inner = Manner { indent: manner.indent + manner.step, ..*manner }.of_values();
            let line =
                |(key, it): (&String, &Value)| inner.new_line(inner.indent) + &block_entry(key, it, &inner);
            format!("{name}:{}", entries.iter().map(line).collect::<String>())
        }
        Value::String(text) => format!("{name}: {}", scalar(text, &manner.of_values(), false)),
        other => format!("{name}: {}", flow(other, &manner.of_values())),
    }
}

/// An item in lines, from the line break before it.
pub(super) fn item(value: &Value, manner: &Manner<'_>) -> String {
    let start = manner.new_line(manner.indent) + "- ";
    let Value::Object(entries) = value else { return start + &flow(value, manner) };
    let inner = Manner { indent: manner.indent + 2, ..*manner };
    let lines: Vec<_> = entries.iter().map(|(key, it)| block_entry(key, it, &inner)).collect();
    start + &lines.join(&inner.new_line(inner.indent))
}

fn name(key: &str, manner: &Manner<'_>, is_flow: bool) -> String {
    match manner.quotes {
        Quotes::None if manner.format == Format::Yaml && key.bytes().all(|it| it.is_ascii_digit()) => {
            quoted(key, Quotes::Single)
        }
        _ => scalar(key, manner, is_flow),
    }
}

fn scalar(text: &str, manner: &Manner<'_>, is_flow: bool) -> String {
    let is_plain = manner.quotes == Quotes::None && reads_plain(text, is_flow);
    match (manner.format, manner.quotes) {
        (Format::Json, _) => quoted(text, Quotes::Double),
        (Format::Yaml, Quotes::None) if is_plain => text.to_owned(),
        (Format::Yaml, Quotes::None) => quoted(text, Quotes::Single),
        (Format::Yaml, quotes) => quoted(text, quotes),
    }
}

fn quoted(text: &str, quotes: Quotes) -> String {
    if quotes == Quotes::Single && !text.contains(|it: char| it.is_control()) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    Value::from(text).to_string()
}

/// Whether the reader takes a text without quotes for the same text; other readers of YAML 1.1 count too.
fn reads_plain(text: &str, is_flow: bool) -> bool {
    const WORDS_OF_YAML_1_1: [&str; 6] = ["yes", "no", "on", "off", "y", "n"];
    if WORDS_OF_YAML_1_1.iter().any(|it| text.eq_ignore_ascii_case(it)) || text.contains(['\n', '\r']) {
        return false;
    }
    let line = if is_flow { format!("{{k: {text}}}") } else { format!("k: {text}") };
    let tree = Tree::parse_as(SourceFile::new(FileId(0), "", line.into_bytes()), Format::Yaml);
    let value = tree.root().filter(|it| it.children().count() == 1).and_then(|it| it.get("k"));
    tree.problems().is_empty()
        && tree.comments().is_empty()
        && value.is_some_and(|it| it.kind() == Kind::String && it.text().is_some_and(|it| it == text))
}
