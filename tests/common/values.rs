//! Values that know how they are written: as JSON, as block YAML, and as the outline that a tree of them must have.

use super::choices::Choices;
use super::outline::Line;
use gatelint::syntax::{Format, Kind};

/// A value before it is written.
#[derive(Clone)]
pub(super) enum Value {
    /// Null, a boolean or a number: how JSON and how YAML write it.
    Word(Kind, &'static str, &'static str),
    Text(Text),
    Sequence(Vec<Value>),
    Mapping(Vec<(Text, Value)>),
}

/// As JSON and as YAML, which tells more of a failed test than fields would.
impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}\n{}", self.json(LAYOUTS[0]), self.yaml(BLOCKS[0]))
    }
}

/// A text: what it means, and how JSON writes it between its quotes.
#[derive(Clone, Default)]
pub(super) struct Text {
    pub(super) meant: String,
    json: String,
    style: Style,
}

/// How YAML would like to write a text; it is put in double quotes where that cannot be.
#[derive(Clone, Copy, Default)]
enum Style {
    #[default]
    Plain,
    Single,
    Double,
    Literal,
}

const STYLES: [Style; 4] = [Style::Plain, Style::Single, Style::Double, Style::Literal];

const WORDS: [(Kind, &str, &str); 16] = [
    (Kind::Null, "null", ""),
    (Kind::Null, "null", "~"),
    (Kind::Null, "null", "Null"),
    (Kind::Bool, "true", "True"),
    (Kind::Bool, "false", "false"),
    (Kind::Number, "0", "-0"),
    (Kind::Number, "-0", "007"),
    (Kind::Number, "1.10", "1.10"),
    (Kind::Number, "-12.5e+07", ".5"),
    (Kind::Number, "1E400", "-.inf"),
    (Kind::Number, "1e-3", "5."),
    (Kind::Number, "200", "0o17"),
    (Kind::Number, "9007199254740993", "0x1F"),
    (Kind::Number, "123456789012345678901234567890", "+1"),
    (Kind::Number, "0.0", ".nan"),
    (Kind::Number, "-1", "1e3"),
];

/// Pieces of texts: what they mean, and how JSON writes them.
const PIECES: [(&str, &str); 43] = [
    ("a", "a"),
    ("b", "b"),
    ("type", "type"),
    ("200", "200"),
    ("null", "null"),
    ("true", "true"),
    ("$ref", "$ref"),
    ("<<", "<<"),
    (" ", " "),
    ("  ", "  "),
    ("/", "/"),
    ("/", "\\/"),
    ("~", "~"),
    ("~1", "~1"),
    (": ", ": "),
    (" #", " #"),
    ("-", "-"),
    ("- ", "- "),
    ("---", "---"),
    ("...", "..."),
    ("'", "'"),
    ("\"", "\\\""),
    ("\\", "\\\\"),
    ("\\n", "\\\\n"),
    ("\n", "\\n"),
    ("\t", "\\t"),
    ("\r", "\\r"),
    ("\u{8}", "\\b"),
    ("\u{c}", "\\f"),
    ("\u{0}", "\\u0000"),
    ("\u{85}", "\u{85}"),
    ("\u{a0}", "\u{a0}"),
    ("\u{2028}", "\u{2028}"),
    ("\u{2029}", "\\u2029"),
    ("\u{feff}", "\u{feff}"),
    ("é", "é"),
    ("é", "\\u00E9"),
    ("e\u{301}", "e\u{301}"),
    ("漢字", "漢字"),
    ("😀", "😀"),
    ("😀", "\\ud83d\\uDE00"),
    ("{[,]}", "{[,]}"),
    ("&*!|>%@`?", "&*!|>%@`?"),
];

/// YAML wants the `:` of a key in its line and within 1,024 characters, so no key here is longer than that.
const LONG: usize = 1000;

/// Any value, nested so deep at most.
pub(super) fn any(choices: &mut Choices<'_>, depth: usize) -> Value {
    match choices.below(if depth == 0 { 5 } else { 9 }) {
        0..2 => word(choices),
        2..5 => Value::Text(text(choices)),
        5..7 => Value::Sequence(choices.several(4, |it| any(it, depth - 1))),
        _ => Value::Mapping(choices.several(5, |it| (text(it), any(it, depth - 1)))),
    }
}

fn word(choices: &mut Choices<'_>) -> Value {
    let (kind, json, yaml) = choices.one(&WORDS);
    Value::Word(kind, json, yaml)
}

fn text(choices: &mut Choices<'_>) -> Text {
    let style = choices.one(&STYLES);
    if choices.below(40) == 39 {
        return Text { style, ..Text::from("k".repeat(LONG).as_str()) };
    }
    let pieces = choices.several(6, |it| it.one(&PIECES));
    let (meant, json) = pieces.into_iter().unzip();
    Text { meant, json, style }
}

impl From<&str> for Text {
    /// A text without quotes, backslashes and control characters.
    fn from(text: &str) -> Self {
        Self { meant: text.to_owned(), json: text.to_owned(), style: Style::Plain }
    }
}

/// How JSON is laid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    line: &'static str,
    indent: &'static str,
    colon: &'static str,
}

pub(super) const LAYOUTS: [Layout; 5] = [
    Layout { line: "", indent: "", colon: ":" },
    Layout { line: "\n", indent: "  ", colon: ": " },
    Layout { line: "\r\n", indent: "    ", colon: " : " },
    Layout { line: "\n", indent: "", colon: ":\n" },
    Layout { line: "\n", indent: "\t", colon: ":\t" },
];

impl Value {
    /// The value as JSON.
    pub(super) fn json(&self, layout: Layout) -> String {
        let mut text = String::new();
        self.write_json(layout, &layout.line.to_owned(), &mut text);
        text
    }

    fn write_json(&self, layout: Layout, line: &str, out: &mut String) {
        let inner = format!("{line}{}", layout.indent);
        match self {
            Self::Word(_, json, _) => out.push_str(json),
            Self::Text(text) => out.push_str(&text.quoted()),
            Self::Sequence(items) => {
                bracketed(out, "[]", line, &inner, items, |out, it| it.write_json(layout, &inner, out));
            }
            Self::Mapping(entries) => bracketed(out, "{}", line, &inner, entries, |out, (key, value)| {
                out.push_str(&key.quoted());
                out.push_str(layout.colon);
                value.write_json(layout, &inner, out);
            }),
        }
    }

    /// The value with the words that JSON has for nulls, booleans and numbers.
    pub(super) fn in_words_of_json(self) -> Self {
        match self {
            Self::Word(kind, json, _) => Self::Word(kind, json, json),
            Self::Text(text) => Self::Text(text),
            Self::Sequence(items) => Self::Sequence(items.into_iter().map(Self::in_words_of_json).collect()),
            Self::Mapping(entries) => {
                Self::Mapping(entries.into_iter().map(|(key, it)| (key, it.in_words_of_json())).collect())
            }
        }
    }

    /// What a tree of the value must hold, in order.
    pub(super) fn outline(&self, format: Format) -> Vec<Line> {
        let mut lines = Vec::new();
        self.describe(format, "", &mut lines);
        lines
    }

    fn describe(&self, format: Format, pointer: &str, lines: &mut Vec<Line>) {
        let mut line =
            |kind, text: Option<&str>| lines.push((pointer.to_owned(), kind, text.map(str::to_owned)));
        match self {
            Self::Word(kind, json, _) if format == Format::Json => line(*kind, Some(json)),
            Self::Word(kind, _, yaml) => line(*kind, Some(yaml)),
            Self::Text(text) => line(Kind::String, Some(&text.meant)),
            Self::Sequence(items) => {
                line(Kind::Sequence, None);
                for (index, it) in items.iter().enumerate() {
                    it.describe(format, &format!("{pointer}/{index}"), lines);
                }
            }
            Self::Mapping(entries) => {
                line(Kind::Mapping, None);
                for (key, it) in entries {
                    let step = key.meant.replace('~', "~0").replace('/', "~1");
                    it.describe(format, &format!("{pointer}/{step}"), lines);
                }
            }
        }
    }
}

fn bracketed<T>(
    out: &mut String,
    brackets: &str,
    line: &str,
    inner: &str,
    items: &[T],
    mut write: impl FnMut(&mut String, &T),
) {
    out.push_str(&brackets[..1]);
    for (index, item) in items.iter().enumerate() {
        out.push_str(if index == 0 { "" } else { "," });
        out.push_str(inner);
        write(out, item);
    }
    out.push_str(if items.is_empty() { "" } else { line });
    out.push_str(&brackets[1..]);
}

impl Text {
    fn quoted(&self) -> String {
        format!("\"{}\"", self.json)
    }
}

/// How block YAML is laid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    /// Spaces before the entries of a mapping that stands in a mapping.
    mapping: usize,
    /// Spaces before the dashes of a sequence that stands in a mapping.
    sequence: usize,
    line: &'static str,
    comment: &'static str,
}

pub(super) const BLOCKS: [Block; 4] = [
    Block { mapping: 2, sequence: 2, line: "\n", comment: "" },
    Block { mapping: 1, sequence: 0, line: "\n", comment: "" },
    Block { mapping: 4, sequence: 4, line: "\r\n", comment: "# note - a: | > \"[" },
    Block { mapping: 2, sequence: 0, line: "\n", comment: "# é: -" },
];

/// Lines of a value: what stands behind its key or dash, and what stands in lines of their own.
struct Lines {
    head: String,
    body: Vec<String>,
}

impl Value {
    /// The value as YAML in block style.
    pub(super) fn yaml(&self, block: Block) -> String {
        let Lines { head, body } = self.lines(block);
        let lines = std::iter::once(head).filter(|it| !it.is_empty()).chain(body);
        lines.flat_map(|it| [it, block.line.to_owned()]).collect()
    }

    fn lines(&self, block: Block) -> Lines {
        let head = |text: &str| Lines {
            head: format!("{text} {}", block.comment).trim_end().to_owned(),
            body: Vec::new(),
        };
        match self {
            Self::Word(_, _, yaml) => head(yaml),
            Self::Text(text) => text.literal().unwrap_or_else(|| head(&text.flow())),
            Self::Sequence(items) if items.is_empty() => head("[]"),
            Self::Mapping(entries) if entries.is_empty() => head("{}"),
            Self::Sequence(items) => body(block, items.iter().flat_map(|it| item(block, it))),
            Self::Mapping(entries) => body(block, entries.iter().flat_map(|it| entry(block, it))),
        }
    }
}

fn body(block: Block, lines: impl Iterator<Item = String>) -> Lines {
    Lines { head: block.comment.to_owned(), body: lines.collect() }
}

/// A dash and the value behind it; a collection begins in the line of the dash.
fn item(block: Block, value: &Value) -> Vec<String> {
    let Lines { head, body } = value.lines(block);
    let is_collection = matches!(value, Value::Sequence(_) | Value::Mapping(_)) && !body.is_empty();
    let mut lines = body.iter().map(|it| indented(it, 2));
    let first = if is_collection { lines.next().map(|it| format!("- {}", &it[2..])) } else { None };
    let first = first.unwrap_or_else(|| format!("- {head}").trim_end().to_owned());
    std::iter::once(first).chain(lines).collect()
}

fn entry(block: Block, (key, value): &(Text, Value)) -> Vec<String> {
    let Lines { head, body } = value.lines(block);
    let indent = if matches!(value, Value::Sequence(_)) { block.sequence } else { block.mapping };
    let first = format!("{}: {head}", key.flow()).trim_end().to_owned();
    std::iter::once(first).chain(body.iter().map(|it| indented(it, indent))).collect()
}

fn indented(line: &str, by: usize) -> String {
    format!("{}{line}", " ".repeat(by))
}

impl Text {
    /// The text in one line.
    fn flow(&self) -> String {
        match self.style {
            Style::Plain if self.can_be_plain() => self.meant.clone(),
            Style::Single if self.meant.chars().all(is_printable) => {
                format!("'{}'", self.meant.replace('\'', "''"))
            }
            _ => format!("\"{}\"", self.meant.chars().map(escaped).collect::<String>()),
        }
    }

    fn can_be_plain(&self) -> bool {
        let text = &self.meant;
        text.starts_with(|it: char| it.is_alphabetic())
            && text.chars().all(is_printable)
            && !text.contains(": ")
            && !text.contains(" #")
            && !text.ends_with([' ', ':', '\u{a0}'])
            && !matches!(text.as_str(), "null" | "true" | "false")
    }

    /// The text as a block scalar, where it has the lines for it.
    fn literal(&self) -> Option<Lines> {
        let content = self.meant.strip_suffix('\n').unwrap_or(&self.meant);
        let ends_document = |line: &str| line.starts_with("---") || line.starts_with("...");
        let is_sound = |line: &str| {
            !line.trim().is_empty()
                && !line.starts_with(' ')
                && !ends_document(line)
                && line.chars().all(is_printable)
        };
        if !matches!(self.style, Style::Literal) || !content.split('\n').all(is_sound) {
            return None;
        }
        let head = if self.meant.ends_with('\n') { "|" } else { "|-" }.to_owned();
        Some(Lines { head, body: content.split('\n').map(str::to_owned).collect() })
    }
}

/// What YAML takes without an escape. Some readers take U+0085, U+2028 and U+2029 for line ends, so they are escaped.
fn is_printable(it: char) -> bool {
    !it.is_control() && !matches!(it, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

fn escaped(it: char) -> String {
    match it {
        '"' | '\\' => format!("\\{it}"),
        it if is_printable(it) => it.to_string(),
        it => format!("\\U{:08X}", u32::from(it)),
    }
}
