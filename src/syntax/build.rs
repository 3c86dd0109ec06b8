//! Fills the arena: both readers call the same few functions, which hold the bounds and find duplicate keys.

use super::keys::Keys;
use super::{Comment, Format, Kind, MAX_DEPTH, MAX_NODES, Problem, ProblemKind, Tree};
use crate::source::{SourceFile, Span, offset};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::Hasher;

/// No such node.
pub(super) const NONE: u32 = u32::MAX;

/// Mappings with more entries than this get their keys indexed.
pub(super) const LARGE: usize = 16;

/// The key of an entry that stands for those of other mappings.
const MERGE: &str = "<<";

/// Values that aliases may add to a walk of the tree, on top of those in the text.
const MAX_ALIASED: u64 = 1_000_000;

/// How the text under a span stands for a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Text {
    /// As it is.
    Plain,
    /// Between two quote characters, without escapes.
    Quoted,
    /// Between double quotes, with JSON escapes.
    Escaped,
    /// Not at all: the decoded text is kept beside the arena.
    Stored,
}

/// How a value holds its children.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One after the other, if it has any.
    Plain,
    /// As a large mapping, whose keys are indexed too.
    Indexed,
    /// Not at all: it stands for another value.
    Alias,
}

/// What stands in the arena for one value.
#[derive(Clone, Copy, Debug)]
pub(super) struct NodeData {
    /// Bytes of the key with its quotes; empty for items of sequences and the root.
    pub(super) key: (u32, u32),
    /// Bytes of the value with its quotes or brackets.
    pub(super) value: (u32, u32),
    pub(super) parent: u32,
    pub(super) next: u32,
    /// First child of a collection; the target of an alias.
    pub(super) child: u32,
    /// Of a mapping, or an alias of one, which keys it may have.
    pub(super) keys: Keys,
    pub(super) kind: Kind,
    pub(super) key_text: Option<Text>,
    pub(super) value_text: Text,
    pub(super) shape: Shape,
}

/// A string or number about to enter the arena.
pub(super) struct Scalar<'s> {
    pub(super) span: (u32, u32),
    pub(super) kind: Kind,
    pub(super) text: Text,
    /// The decoded text, for [`Text::Stored`].
    pub(super) stored: Option<std::borrow::Cow<'s, str>>,
}

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
}

impl Parts {
    pub(super) fn into_tree(self, source: SourceFile, format: Format) -> Tree {
        let Self { nodes, keys, values, index, comments, problems } = self;
        Tree { source, format, nodes, keys, values, index, comments, problems }
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
        }
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
        }
    }

    /// Whether this node is one of the collections that are still open.
    fn is_open(&self, id: u32) -> bool {
        self.stack.iter().any(|it| it.id == id)
    }

    /// A value that stands for an earlier one.
    pub(super) fn alias(&mut self, span: (u32, u32), target: u32) {
        let target = self.dealias(target);
        if self.is_open(target) {
            let message = "this alias refers to a value that it is part of; it was read as null";
            self.problem(ProblemKind::Limit, self.span(span.0, span.1), message);
            self.push(span, Kind::Null, Text::Plain);
            return;
        }
        if !self.may_stand_again(target) {
            self.limit(
                Bound::Aliases,
                span.0,
                "aliases stand for too many or too deeply nested values; the rest of them was read as null",
            );
            self.push(span, Kind::Null, Text::Plain);
            return;
        }
        let NodeData { kind, keys, .. } = self.nodes[target as usize];
        if let Some(id) = self.push(span, kind, Text::Plain) {
            let node = &mut self.nodes[id as usize];
            (node.shape, node.child, node.keys) = (Shape::Alias, target, keys);
        }
    }

    pub(super) fn dealias(&self, id: u32) -> u32 {
        let node = &self.nodes[id as usize];
        if node.shape == Shape::Alias { node.child } else { id }
    }

    /// Whether another copy of this value may be added to what a walk of the tree meets.
    fn may_stand_again(&mut self, target: u32) -> bool {
        if self.aliased >= MAX_ALIASED {
            return false;
        }
        let (values, height) = self.measure(target, MAX_ALIASED - self.aliased);
        self.aliased += values;
        self.aliased < MAX_ALIASED && self.stack.len() + height <= MAX_DEPTH
    }

    /// Reports that a bound was reached: the first time only, since more of the same says nothing more.
    fn limit(&mut self, bound: Bound, at: u32, message: &str) {
        if !std::mem::replace(&mut self.reached[bound as usize], true) {
            self.problem(ProblemKind::Limit, self.span(at, at + 1), message);
        }
    }

    /// Number and greatest depth of the values that a walk of this one meets, aliases followed; stops beyond the bounds.
    fn measure(&self, id: u32, budget: u64) -> (u64, usize) {
        let (mut seen, mut height, mut pending) = (0, 0, vec![(id, 0)]);
        while let Some((id, depth)) = pending.pop() {
            seen += 1;
            height = height.max(depth);
            if seen >= budget || height > MAX_DEPTH {
                break;
            }
            pending.extend(children(&self.nodes, self.dealias(id)).map(|it| (it, depth + 1)));
        }
        (seen, height)
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

    fn refuses_more(&mut self, at: u32) -> bool {
        if self.nodes.len() < MAX_NODES {
            return false;
        }
        self.limit(Bound::Nodes, at, &format!("more than {MAX_NODES} values; what follows was not read"));
        true
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

    fn check_keys(&mut self, mapping: u32, entries: usize) {
        let keys: Keys = children(&self.nodes, mapping).map(|it| Keys::of(&self.key_text(it))).collect();
        self.nodes[mapping as usize].keys = keys;
        if entries > LARGE {
            self.nodes[mapping as usize].shape = Shape::Indexed;
            self.index_keys(mapping);
        } else if keys.least() < entries {
            self.compare_keys(mapping);
        }
        if keys.may_have(Keys::of(MERGE)) {
            self.merge(mapping);
        }
    }

    fn compare_keys(&mut self, mapping: u32) {
        let mut first = self.nodes[mapping as usize].child;
        while first != NONE {
            let mut later = self.nodes[first as usize].next;
            while later != NONE {
                if self.has_same_key(first, later) {
                    self.duplicate(first, later);
                }
                later = self.nodes[later as usize].next;
            }
            first = self.nodes[first as usize].next;
        }
    }

    fn has_same_key(&self, one: u32, other: u32) -> bool {
        let (a, b) = (&self.nodes[one as usize], &self.nodes[other as usize]);
        let is_literal = matches!(a.key_text, Some(Text::Plain | Text::Quoted)) && a.key_text == b.key_text;
        let differ_in_length = a.key.1 - a.key.0 != b.key.1 - b.key.0;
        !(is_literal && differ_in_length) && self.key_text(one) == self.key_text(other)
    }

    fn index_keys(&mut self, mapping: u32) {
        let mut id = self.nodes[mapping as usize].child;
        while id != NONE {
            let entry = (mapping, hash(&self.key_text(id)));
            match self.index.get(&entry).copied() {
                None => {
                    self.index.insert(entry, id);
                }
                Some(first) if self.key_text(first) == self.key_text(id) => self.duplicate(first, id),
                Some(_) => {}
            }
            id = self.nodes[id as usize].next;
        }
    }

    fn duplicate(&mut self, first: u32, later: u32) {
        let span = |id: u32| self.span(self.nodes[id as usize].key.0, self.nodes[id as usize].key.1);
        let problem = Problem {
            kind: ProblemKind::DuplicateKey,
            span: span(later),
            message: format!("the key `{}` stands here a second time", self.key_text(later)),
            related: Some((span(first), "first here")),
        };
        self.problems.push(problem);
    }

    fn key_text(&self, id: u32) -> std::borrow::Cow<'_, str> {
        super::node::key_text(self.source.text(), &self.keys, &self.nodes, id)
    }

    /// Resolves `<<`: the entry goes, the entries it stands for come, unless the mapping has the key itself.
    fn merge(&mut self, mapping: u32) {
        let entries: Vec<u32> = children(&self.nodes, mapping).collect();
        let (merges, own): (Vec<u32>, Vec<u32>) = entries.into_iter().partition(|&it| self.is_merge(it));
        if merges.is_empty() {
            return;
        }
        let mut keys: FxHashSet<String> = own.iter().map(|&it| self.key_text(it).into_owned()).collect();
        let mut all = own;
        let sources: Vec<u32> = merges.into_iter().flat_map(|it| self.merged_mappings(it)).collect();
        for source in sources {
            let entries: Vec<u32> = children(&self.nodes, source).collect();
            for entry in entries {
                if keys.insert(self.key_text(entry).into_owned()) {
                    all.extend(self.copy(mapping, entry));
                }
            }
        }
        self.link(mapping, &all);
    }

    fn is_merge(&self, id: u32) -> bool {
        let node = &self.nodes[id as usize];
        node.key_text == Some(Text::Plain) && node.key.1 - node.key.0 == 2 && self.key_text(id) == MERGE
    }

    /// The mappings that a `<<` stands for: one, or each of a list.
    fn merged_mappings(&self, merge: u32) -> Vec<u32> {
        let value = self.dealias(merge);
        let listed: Vec<u32> = match self.nodes[value as usize].kind {
            Kind::Mapping => vec![value],
            Kind::Sequence => children(&self.nodes, value).map(|it| self.dealias(it)).collect(),
            _ => Vec::new(),
        };
        listed.into_iter().filter(|&it| self.nodes[it as usize].kind == Kind::Mapping).collect()
    }

    /// An entry of another mapping once more, as an alias under the same key.
    fn copy(&mut self, mapping: u32, entry: u32) -> Option<u32> {
        if self.nodes.len() >= MAX_NODES || !self.may_stand_again(entry) {
            return None;
        }
        let id = offset(self.nodes.len());
        let stored = super::node::stored(&self.keys, entry).map(Box::from);
        self.keys.extend(stored.map(|it| (id, it)));
        let (parent, child, shape) = (mapping, self.dealias(entry), Shape::Alias);
        self.nodes.push(NodeData { parent, next: NONE, child, shape, ..self.nodes[entry as usize] });
        Some(id)
    }

    /// Makes these the entries of a mapping.
    fn link(&mut self, mapping: u32, entries: &[u32]) {
        self.nodes[mapping as usize].keys = entries.iter().map(|&it| Keys::of(&self.key_text(it))).collect();
        self.nodes[mapping as usize].child = entries.first().copied().unwrap_or(NONE);
        for (number, &entry) in entries.iter().enumerate() {
            self.nodes[entry as usize].next = entries.get(number + 1).copied().unwrap_or(NONE);
        }
        if entries.len() > LARGE {
            self.nodes[mapping as usize].shape = Shape::Indexed;
            for &entry in entries {
                let place = (mapping, hash(&self.key_text(entry)));
                self.index.entry(place).or_insert(entry);
            }
        }
    }
}

fn children(nodes: &[NodeData], id: u32) -> impl Iterator<Item = u32> + '_ {
    let some = |id: u32| (id != NONE).then_some(id);
    let node = &nodes[id as usize];
    let first = if node.shape == Shape::Alias { None } else { some(node.child) };
    std::iter::successors(first, move |&it| some(nodes[it as usize].next))
}

/// Hash under which a key of a large mapping is found.
pub(super) fn hash(key: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(key.as_bytes());
    hasher.finish()
}
