//! A value of a tree, as everyone above this layer sees it.

use super::arena::{NONE, NodeData, Shape, Text, hash};
use super::key_set::Keys;
use super::{Kind, NodeId, Tree};
use crate::source::Span;
use std::borrow::Cow;

/// A value, its key and its place. Small: pass it by value. Aliases are followed without asking.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    tree: &'a Tree,
    id: NodeId,
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}#{}", self.tree.source().path(), self.pointer())
    }
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && std::ptr::eq(self.tree, other.tree)
    }
}

impl Eq for Node<'_> {}

impl<'a> Node<'a> {
    pub(super) const fn new(tree: &'a Tree, id: NodeId) -> Self {
        Self { tree, id }
    }

    fn data(self) -> &'a NodeData {
        &self.tree.nodes[self.id.index()]
    }

    fn at(self, id: u32) -> Option<Self> {
        (id != NONE).then_some(Self { tree: self.tree, id: NodeId(id) })
    }

    /// The tree the value belongs to.
    #[must_use]
    pub const fn tree(self) -> &'a Tree {
        self.tree
    }

    /// Index of the value in its tree.
    #[must_use]
    pub const fn id(self) -> NodeId {
        self.id
    }

    /// The value that an alias stands for; otherwise the value itself. The key stays behind.
    #[must_use]
    pub fn target(self) -> Self {
        let data = self.data();
        if data.shape == Shape::Alias { Self { tree: self.tree, id: NodeId(data.child) } } else { self }
    }

    /// What the value is.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.data().kind
    }

    /// Whether the text ends before the value does, or before the object in which a plain value says something: nobody
    /// can tell then what is lacking.
    #[must_use]
    pub fn is_cut_off(self) -> bool {
        if !self.tree.is_cut {
            return false;
        }
        let is_collection = |it: &Self| matches!(it.kind(), Kind::Mapping | Kind::Sequence);
        let around = if is_collection(&self) { Some(self) } else { self.parent() };
        around.is_some_and(|it| it.span().end as usize == self.tree.source.text().len())
    }

    /// Whether the value is an object.
    #[must_use]
    pub fn is_mapping(self) -> bool {
        self.kind() == Kind::Mapping
    }

    /// Whether the value is an array.
    #[must_use]
    pub fn is_sequence(self) -> bool {
        self.kind() == Kind::Sequence
    }

    /// Bytes of the value, with its quotes or brackets; of an alias, those of the alias.
    #[must_use]
    pub fn span(self) -> Span {
        let (start, end) = self.data().value;
        Span { file: self.tree.source().id(), start, end }
    }

    /// Bytes of the key, with its quotes.
    #[must_use]
    pub fn key_span(self) -> Option<Span> {
        let (start, end) = self.data().key;
        self.data().key_text.map(|_| Span { file: self.tree.source().id(), start, end })
    }

    /// The smallest place that names the value: its key, or else the value; of either the first line.
    #[must_use]
    pub fn name_span(self) -> Span {
        self.tree.source().first_line(self.key_span().unwrap_or_else(|| self.span()))
    }

    /// The value's bytes up to the end of its first line.
    #[must_use]
    pub fn first_line(self) -> Span {
        self.tree.source().first_line(self.span())
    }

    /// Text of the key, decoded.
    #[must_use]
    pub fn key(self) -> Option<Cow<'a, str>> {
        let data = self.data();
        data.key_text
            .map(|_| key_text(self.tree.source().text(), &self.tree.keys, &self.tree.nodes, self.id.0))
    }

    /// Whether the value's key is this text.
    #[must_use]
    #[inline]
    pub fn has_key(self, key: &str) -> bool {
        let data = self.data();
        let length = (data.key.1 - data.key.0) as usize;
        match data.key_text {
            None => false,
            Some(Text::Plain) => length == key.len() && self.is_called(key, 0),
            Some(Text::Quoted) => length == key.len() + 2 && self.is_called(key, 1),
            Some(_) => self.key().is_some_and(|it| it == key),
        }
    }

    /// Whether these bytes stand for the key, behind its quote if it has one.
    fn is_called(self, key: &str, quote: usize) -> bool {
        let start = self.data().key.0 as usize + quote;
        self.tree.source().text().as_bytes().get(start..start + key.len()) == Some(key.as_bytes())
    }

    /// Text of a string, number, boolean or null as written, decoded; `None` for collections.
    #[must_use]
    pub fn text(self) -> Option<Cow<'a, str>> {
        let node = self.target();
        let data = node.data();
        if matches!(data.kind, Kind::Mapping | Kind::Sequence) {
            return None;
        }
        let stored = || stored(&self.tree.values, node.id.0).unwrap_or_default();
        Some(decode(self.tree.source().text(), data.value, data.value_text, stored))
    }

    /// Text of a string; `None` for anything else.
    #[must_use]
    pub fn as_str(self) -> Option<Cow<'a, str>> {
        if self.kind() == Kind::String { self.text() } else { None }
    }

    /// A boolean's value.
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        (self.kind() == Kind::Bool).then(|| self.text().is_some_and(|it| it.eq_ignore_ascii_case("true")))
    }

    /// A number's value, rounded to what a double can hold.
    #[must_use]
    pub fn as_f64(self) -> Option<f64> {
        if self.kind() == Kind::Number { super::scalar::number(&self.text()?) } else { None }
    }

    /// The value of a whole number that is not negative.
    #[must_use]
    pub fn as_u64(self) -> Option<u64> {
        if self.kind() == Kind::Number { super::scalar::whole_number(&self.text()?) } else { None }
    }

    /// The collection that holds the value in the text.
    #[must_use]
    pub fn parent(self) -> Option<Self> {
        self.at(self.data().parent)
    }

    /// Entries of a mapping or items of a sequence, in the order of the text; merged entries last.
    #[must_use]
    pub fn children(self) -> Children<'a> {
        let node = self.target();
        let is_collection = matches!(node.kind(), Kind::Mapping | Kind::Sequence);
        Children { next: if is_collection { node.at(node.data().child) } else { None } }
    }

    /// Entries of a mapping; none for anything else.
    #[must_use]
    pub fn entries(self) -> Children<'a> {
        if self.is_mapping() { self.children() } else { Children { next: None } }
    }

    /// Items of a sequence; none for anything else.
    #[must_use]
    pub fn items(self) -> Children<'a> {
        if self.is_sequence() { self.children() } else { Children { next: None } }
    }

    /// The entry of a mapping with this key: of several, the first.
    #[must_use]
    #[inline]
    pub fn get(self, key: &str) -> Option<Self> {
        if self.data().keys.may_have(Keys::of(key)) { self.find(key) } else { None }
    }

    fn find(self, key: &str) -> Option<Self> {
        let node = self.target();
        if node.data().shape == Shape::Indexed {
            node.look_up(key)
        } else {
            node.children().find(|it| it.has_key(key))
        }
    }

    /// Looks for a key in the index, where of two that share a hash only the first stands.
    fn look_up(self, key: &str) -> Option<Self> {
        let indexed = self.tree.index.get(&(self.id.0, hash(key))).and_then(|&id| self.at(id))?;
        if indexed.has_key(key) { Some(indexed) } else { self.children().find(|it| it.has_key(key)) }
    }

    /// Whether a mapping has an entry with one of these keys.
    #[must_use]
    #[inline]
    pub fn has_any(self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.get(key).is_some())
    }

    /// RFC 6901 pointer from the root of the file to the value; empty for the root.
    #[must_use]
    pub fn pointer(self) -> String {
        let mut steps: Vec<String> = Vec::new();
        let mut node = self;
        while let Some(parent) = node.parent() {
            steps.push(node.step(parent));
            node = parent;
        }
        steps.iter().rev().map(|it| format!("/{it}")).collect()
    }

    fn step(self, parent: Self) -> String {
        match self.key() {
            Some(key) if key.contains(['~', '/']) => key.replace('~', "~0").replace('/', "~1"),
            Some(key) => key.into_owned(),
            None => parent.children().position(|it| it == self).unwrap_or_default().to_string(),
        }
    }

    /// The value that an RFC 6901 pointer names, seen from here.
    #[must_use]
    pub fn at_pointer(self, pointer: &str) -> Option<Self> {
        if pointer.is_empty() {
            return Some(self);
        }
        pointer.strip_prefix('/')?.split('/').try_fold(self, |node, step| {
            let step = if step.contains('~') {
                step.replace("~1", "/").replace("~0", "~").into()
            } else {
                Cow::Borrowed(step)
            };
            match node.kind() {
                Kind::Mapping => node.get(&step),
                Kind::Sequence => node.children().nth(step.parse().ok()?),
                _ => None,
            }
        })
    }

    /// The value and everything under it, aliases not followed.
    pub fn descendants(self) -> impl Iterator<Item = Node<'a>> {
        let mut pending = vec![self];
        std::iter::from_fn(move || {
            let node = pending.pop()?;
            if node.data().shape != Shape::Alias {
                let from = pending.len();
                pending.extend(node.children());
                pending[from..].reverse();
            }
            Some(node)
        })
    }
}

/// Iterator over the children of a collection.
#[derive(Clone, Debug)]
pub struct Children<'a> {
    next: Option<Node<'a>>,
}

impl<'a> Iterator for Children<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        let node = self.next?;
        self.next = node.at(node.data().next);
        Some(node)
    }
}

/// The decoded key of a node while its tree is still being built, and after.
pub(super) fn key_text<'a>(
    source: &'a str,
    keys: &'a [(u32, Box<str>)],
    nodes: &[NodeData],
    id: u32,
) -> Cow<'a, str> {
    let data = &nodes[id as usize];
    let Some(text) = data.key_text else { return Cow::Borrowed("") };
    decode(source, data.key, text, || stored(keys, id).unwrap_or_default())
}

/// Text kept beside the arena.
pub(super) fn stored(texts: &[(u32, Box<str>)], id: u32) -> Option<&str> {
    let found = texts.binary_search_by_key(&id, |it| it.0).ok()?;
    texts.get(found).map(|it| &*it.1)
}

fn decode<'a>(source: &'a str, span: (u32, u32), text: Text, stored: impl Fn() -> &'a str) -> Cow<'a, str> {
    let raw = source.get(span.0 as usize..span.1 as usize).unwrap_or_default();
    let inner = || raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
    match text {
        Text::Plain => Cow::Borrowed(raw),
        Text::Quoted => Cow::Borrowed(inner()),
        Text::Escaped => super::scalar::unescape(inner()),
        Text::Stored => Cow::Borrowed(stored()),
    }
}
