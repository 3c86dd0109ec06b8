//! YAML and JSON as one tree in which every key and every value knows its bytes, and YAML its comments.
//!
//! Values lie in one arena in the order of the text; strings, numbers and keys are slices of the source wherever
//! the source holds them literally. Parsing never fails: it yields a tree and [`Problem`]s. Nesting, aliases and the
//! number of nodes are bounded, so whoever walks a tree may recurse.

mod arena;
mod build;
mod conflicts;
pub mod edit;
mod json;
mod key_set;
mod node;
mod scalar;
mod yaml;

pub use node::{Children, Node};

use crate::source::{Encoding, MAX_FILE_BYTES, SourceFile, Span};
use rustc_hash::FxHashMap;

/// Deepest nesting of mappings and sequences that is read.
pub const MAX_DEPTH: usize = 256;

/// Most values that are read from one file.
pub const MAX_NODES: usize = 16_000_000;

/// What a value is, by the YAML 1.2 core schema; JSON is a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`, `~`, or nothing at all.
    Null,
    /// `true` or `false`.
    Bool,
    /// An integer or a floating point number, as written.
    Number,
    /// Text.
    String,
    /// `[…]` or lines with dashes.
    Sequence,
    /// `{…}` or lines with keys.
    Mapping,
}

impl Kind {
    /// The name a reader of OpenAPI knows.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "boolean",
            Self::Number => "number",
            Self::String => "string",
            Self::Sequence => "array",
            Self::Mapping => "object",
        }
    }

    /// The same as part of a sentence.
    #[must_use]
    pub const fn with_article(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Sequence => "an array",
            Self::Mapping => "an object",
        }
    }
}

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// Not valid YAML, JSON or UTF-8.
    Syntax,
    /// A key that its mapping has already.
    DuplicateKey,
    /// A bound was reached, and what lies beyond it was not read.
    Limit,
}

/// Something wrong with a text, at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind of problem.
    pub kind: ProblemKind,
    /// Where.
    pub span: Span,
    /// What, for people.
    pub message: String,
    /// A second place and what it has to do with the first.
    pub related: Option<(Span, &'static str)>,
}

impl Problem {
    /// What is underlined is never more than one line, though keys and documents may be.
    fn keep_to_one_line(&mut self, source: &SourceFile) {
        self.span = source.first_line(self.span);
        if let Some((span, _)) = &mut self.related {
            *span = source.first_line(*span);
        }
    }
}

/// A `#` comment of a YAML text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// From the `#` to the end of the line.
    pub span: Span,
}

/// Which reader made a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// YAML 1.2.
    Yaml,
    /// JSON (RFC 8259).
    Json,
}

/// Index of a value in the arena of its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// The outermost value of a tree.
    pub const ROOT: Self = Self(0);

    /// The index as a position in arrays that run beside the arena.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A parsed text.
#[derive(Debug)]
pub struct Tree {
    source: SourceFile,
    format: Format,
    nodes: Vec<arena::NodeData>,
    /// Keys and values that the source does not hold literally, by arena index, ascending.
    keys: Vec<(u32, Box<str>)>,
    values: Vec<(u32, Box<str>)>,
    /// Entries of large mappings by mapping and hash of the key.
    index: FxHashMap<(u32, u64), u32>,
    comments: Vec<Comment>,
    problems: Vec<Problem>,
    /// Whether the text ends before its value does.
    is_cut: bool,
}

impl Tree {
    /// Reads a text as JSON or YAML: by the file's ending, or else by its first character.
    #[must_use]
    pub fn parse(source: SourceFile) -> Self {
        let format = format_of(&source);
        Self::parse_as(source, format)
    }

    /// Reads a text in the given format.
    #[must_use]
    pub fn parse_as(source: SourceFile, format: Format) -> Self {
        if let Some(problem) = unreadable(&source) {
            return build::Builder::new(&source).finish_empty(problem).into_tree(source, format);
        }
        let (resolved, conflict) = conflicts::resolve(&source);
        let parts = match format {
            Format::Json => json::parse(&source, &resolved),
            Format::Yaml => yaml::parse(&source, &resolved),
        };
        drop(resolved);
        let mut tree = parts.into_tree(source, format);
        tree.problems.extend(conflict);
        tree.problems.extend(not_utf8(&tree.source));
        for problem in &mut tree.problems {
            problem.keep_to_one_line(&tree.source);
        }
        tree.problems.sort_by_key(|it| (it.span.start, it.span.end));
        tree
    }

    /// The text the tree was read from.
    #[must_use]
    pub const fn source(&self) -> &SourceFile {
        &self.source
    }

    /// Gives the file its number; spans are made with the number when they are asked for.
    pub(crate) fn on(mut self, side: crate::source::Side) -> Self {
        self.source.set_side(side);
        self
    }

    pub(crate) fn set_id(&mut self, id: crate::source::FileId) {
        self.source.set_id(id);
        for problem in &mut self.problems {
            problem.span.file = id;
            if let Some((span, _)) = &mut problem.related {
                span.file = id;
            }
        }
        for comment in &mut self.comments {
            comment.span.file = id;
        }
    }

    /// Which reader made the tree.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.format
    }

    /// The outermost value; `None` for a text without any.
    #[must_use]
    pub fn root(&self) -> Option<Node<'_>> {
        (!self.nodes.is_empty()).then(|| Node::new(self, NodeId::ROOT))
    }

    /// Number of values.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the text holds no value.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// All values in the order of the text.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        (0..crate::source::offset(self.nodes.len())).map(|id| Node::new(self, NodeId(id)))
    }

    /// The value with this index.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Node<'_> {
        Node::new(self, id)
    }

    /// The string in which each of these places lies, of ascending byte offsets; none for places in keys and comments.
    #[must_use]
    pub fn strings_at(&self, places: &[u32]) -> Vec<Option<Node<'_>>> {
        let (mut next, mut last) = (0, None);
        let find = |&place: &u32| {
            let rest = self.nodes.get(next..).unwrap_or_default();
            if self.format == Format::Json {
                next += rest.partition_point(|it| it.value.0 <= place);
                last = next.checked_sub(1);
            } else {
                // Aliases that stand for `<<` have the bytes of what they stand for, out of order.
                let is_copy = |it: &arena::NodeData| it.shape == arena::Shape::Alias;
                let begun = rest.iter().take_while(|it| is_copy(it) || it.value.0 <= place).count();
                let own = rest.iter().take(begun).rposition(|it| !is_copy(it));
                last = own.map(|it| it + next).or(last);
                next += begun;
            }
            let node = Node::new(self, NodeId(crate::source::offset(last?)));
            let is_within = node.kind() == Kind::String && place < node.span().end;
            is_within.then_some(node)
        };
        places.iter().map(find).collect()
    }

    /// Comments in the order of the text; empty for JSON.
    #[must_use]
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// What is wrong with the text, in its order.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

fn format_of(source: &SourceFile) -> Format {
    let path = source.path().as_bytes();
    let ends_with = |ending: &[u8]| {
        path.len() >= ending.len() && path[path.len() - ending.len()..].eq_ignore_ascii_case(ending)
    };
    if ends_with(b".json") {
        return Format::Json;
    }
    let begins_as_json = source.text().trim_start_matches('\u{FEFF}').trim_start().starts_with('{');
    let is_yaml = ends_with(b".yaml") || ends_with(b".yml");
    if begins_as_json && !is_yaml { Format::Json } else { Format::Yaml }
}

fn unreadable(source: &SourceFile) -> Option<Problem> {
    let (kind, message) = if source.size() > MAX_FILE_BYTES {
        let limit = MAX_FILE_BYTES / (1024 * 1024);
        (
            ProblemKind::Limit,
            format!("the file has {} bytes; files over {limit} MiB are not read", source.size()),
        )
    } else if source.encoding() == Encoding::Wide {
        (ProblemKind::Syntax, "the file is UTF-16 or UTF-32; save it as UTF-8".to_owned())
    } else {
        return None;
    };
    Some(Problem { kind, span: source.span(0, 0), message, related: None })
}

fn not_utf8(source: &SourceFile) -> Option<Problem> {
    let Encoding::Invalid(at) = source.encoding() else { return None };
    let span = source.span(at as usize, at as usize + 1);
    let message = "this byte is not UTF-8; such bytes were read as `?`".to_owned();
    Some(Problem { kind: ProblemKind::Syntax, span, message, related: None })
}

#[cfg(test)]
mod tests;
