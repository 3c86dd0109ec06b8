//! Fills the arena: both readers call the same few functions, which hold the bounds.
//!
//! What becomes of a mapping when it ends stands in `keys` and `merge`, what becomes of an alias in `aliases`.

mod aliases;
mod keys;
mod merge;

use super::arena::{NONE, NodeData, Shape, Text};
use super::key_set::Keys;
use super::{Comment, Format, Kind, MAX_DEPTH, MAX_NODES, Problem, ProblemKind, Tree};
use crate::source::{SourceFile, Span, offset};
use merge::MERGE;
use rustc_hash::FxHashMap;

/// A string or number about to enter the arena.
pub(super) struct Scalar<'s> {
    pub(super) span: (u32, u32),
    pub(super) kind: Kind,
    pub(super) text: Text,
    /// The decoded text, for [`Text::Stored`].
    pub(super) stored: Option<std::borrow::Cow<'s, str>>,
}

/// A mapping or sequence that has begun.
struct Open {
    id: u32,
    last_child: u32,
    children: usize,
}

/// Collects values in the order of the text.
pub(super) struct Builder<'s> {
    source: &'s SourceFile,
    nodes: Vec<NodeData>,
    keys: Vec<(u32, Box<str>)>,
    values: Vec<(u32, Box<str>)>,
    index: FxHashMap<(u32, u64), u32>,
    comments: Vec<Comment>,
    problems: Vec<Problem>,
    stack: Vec<Open>,
    pending_key: Option<Scalar<'s>>,
    /// Depth of collections that are passed over because a bound was reached.
    skipping: usize,
    /// Bounds that were reached and reported.
    reached: [bool; 3],
    aliased: u64,
    is_cut: bool,
}

/// What is bounded.
#[derive(Clone, Copy)]
enum Bound {
    Depth,
    Nodes,
    Aliases,
}

/// What a reader leaves behind; becomes a [`Tree`] together with its source.
pub(super) struct Parts {
    nodes: Vec<NodeData>,
    keys: Vec<(u32, Box<str>)>,
    values: Vec<(u32, Box<str>)>,
    index: FxHashMap<(u32, u64), u32>,
    comments: Vec<Comment>,
    pub(super) problems: Vec<Problem>,
    is_cut: bool,
}

impl Parts {
    pub(super) fn into_tree(self, source: SourceFile, format: Format) -> Tree {
        let Self { nodes, keys, values, index, comments, problems, is_cut } = self;
        Tree { source, format, nodes, keys, values, index, comments, problems, is_cut }
    }
}

impl<'s> Builder<'s> {
    pub(super) fn new(source: &'s SourceFile) -> Self {
        // Pretty-printed documents have a value every 40 bytes or so; more room is made when needed.
        let capacity = source.text().len() / 40 + 1;
        Self {
            source,
            nodes: Vec::with_capacity(capacity),
            keys: Vec::new(),
            values: Vec::new(),
            index: FxHashMap::default(),
            comments: Vec::new(),
            problems: Vec::new(),
            stack: Vec::new(),
            pending_key: None,
            skipping: 0,
            reached: [false; 3],
            aliased: 0,
            is_cut: false,
        }
    }

    /// The text ends before the value does.
    pub(super) const fn cut(&mut self) {
        self.is_cut = true;
    }

    pub(super) fn finish_empty(mut self, problem: Problem) -> Parts {
        self.problems.push(problem);
        self.finish()
    }

    pub(super) fn finish(mut self) -> Parts {
        while !self.stack.is_empty() {
            let end = self.source.text().len();
            self.close(offset(end));
        }
        self.nodes.shrink_to_fit();
        Parts {
            nodes: self.nodes,
            keys: self.keys,
            values: self.values,
            index: self.index,
            comments: self.comments,
            problems: self.problems,
            is_cut: self.is_cut,
        }
    }

    pub(super) fn comment(&mut self, span: Span) {
        self.comments.push(Comment { span });
    }

    pub(super) fn problem(&mut self, kind: ProblemKind, span: Span, message: impl Into<String>) {
        self.problems.push(Problem { kind, span, message: message.into(), related: None });
    }

    /// Whether the innermost open collection is a mapping that now wants a key.
    pub(super) fn wants_key(&self) -> bool {
        self.skipping == 0
            && self.pending_key.is_none()
            && self.stack.last().is_some_and(|it| self.nodes[it.id as usize].kind == Kind::Mapping)
    }

    /// Whether the next value belongs to a key.
    pub(super) const fn has_key(&self) -> bool {
        self.pending_key.is_some()
    }

    /// The next value belongs to this key.
    pub(super) fn key(&mut self, key: Scalar<'s>) {
        if self.skipping == 0 {
            self.pending_key = Some(key);
        }
    }

    /// A value without children. Returns its arena index unless it was passed over.
    pub(super) fn scalar(&mut self, scalar: Scalar<'s>) -> Option<u32> {
        let id = self.push(scalar.span, scalar.kind, scalar.text)?;
        if let Some(stored) = scalar.stored {
            self.values.push((id, stored.into()));
        }
        Some(id)
    }

    /// Begins a mapping or sequence.
    pub(super) fn open(&mut self, kind: Kind, start: u32) -> Option<u32> {
        if self.skipping == 0 && self.stack.len() >= MAX_DEPTH {
            let message = format!("nesting deeper than {MAX_DEPTH} levels; what lies below was not read");
            self.limit(Bound::Depth, start, &message);
            self.push((start, start), Kind::Null, Text::Plain);
            self.skipping = 1;
            return None;
        }
        if self.skipping > 0 {
            self.skipping += 1;
            return None;
        }
        let Some(id) = self.push((start, start), kind, Text::Plain) else {
            self.skipping = 1;
            return None;
        };
        self.stack.push(Open { id, last_child: NONE, children: 0 });
        Some(id)
    }

    /// Ends the innermost mapping or sequence.
    pub(super) fn close(&mut self, end: u32) {
        if self.skipping > 0 {
            self.skipping -= 1;
            return;
        }
        let Some(open) = self.stack.pop() else { return };
        self.nodes[open.id as usize].value.1 = end;
        self.pending_key = None;
        if self.nodes[open.id as usize].kind == Kind::Mapping {
            self.check_keys(open.id, open.children);
            if self.nodes[open.id as usize].keys.may_have(Keys::of(MERGE)) {
                self.merge(open.id);
            }
        }
    }

    fn push(&mut self, value: (u32, u32), kind: Kind, value_text: Text) -> Option<u32> {
        if self.skipping > 0 || self.refuses_more(value.0) {
            self.pending_key = None;
            return None;
        }
        let id = offset(self.nodes.len());
        let parent = self.attach(id);
        let (key, key_text) = match self.pending_key.take() {
            None => ((0, 0), None),
            Some(key) => {
                if let Some(stored) = key.stored {
                    self.keys.push((id, stored.into()));
                }
                (key.span, Some(key.text))
            }
        };
        let (next, child, keys, shape) = (NONE, NONE, Keys::default(), Shape::Plain);
        self.nodes.push(NodeData {
            key,
            value,
            parent,
            next,
            child,
            keys,
            kind,
            key_text,
            value_text,
            shape,
        });
        Some(id)
    }

    /// Makes the node the last child of the innermost open collection, whose index is returned.
    fn attach(&mut self, id: u32) -> u32 {
        let Some(open) = self.stack.last_mut() else { return NONE };
        if open.last_child == NONE {
            self.nodes[open.id as usize].child = id;
        } else {
            self.nodes[open.last_child as usize].next = id;
        }
        open.last_child = id;
        open.children += 1;
        open.id
    }

    fn span(&self, start: u32, end: u32) -> Span {
        self.source.span(start as usize, end as usize)
    }

    fn key_text(&self, id: u32) -> std::borrow::Cow<'_, str> {
        super::node::key_text(self.source.text(), &self.keys, &self.nodes, id)
    }

    /// Reports that a bound was reached: the first time only, since more of the same says nothing more.
    fn limit(&mut self, bound: Bound, at: u32, message: &str) {
        if !std::mem::replace(&mut self.reached[bound as usize], true) {
            self.problem(ProblemKind::Limit, self.span(at, at + 1), message);
        }
    }

    fn refuses_more(&mut self, at: u32) -> bool {
        if self.nodes.len() < MAX_NODES {
            return false;
        }
        self.limit(Bound::Nodes, at, &format!("more than {MAX_NODES} values; what follows was not read"));
        true
    }
}
