//! Schemas: an object together with what `allOf` and `$ref` add to it, and the direction in which its values travel.

use super::parts::{SchemaSite, is_true};
use super::{Document, Version, reference_in};
use crate::syntax::{Kind, Node};
use std::borrow::Cow;

/// Most objects that `allOf` and `$ref` may add to one schema before we stop to look at more.
const MAX_MEMBERS: usize = 64;

/// Keywords beside a `$ref` that say nothing about which values are valid.
const ANNOTATIONS: [&str; 12] = [
    "$ref",
    "description",
    "summary",
    "title",
    "default",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "$comment",
];

/// Ways in which values of a schema travel; none for a schema that no operation reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Directions {
    /// Callers send them.
    pub request: bool,
    /// Callers receive them.
    pub response: bool,
}

/// A set of JSON types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Types(u8);

impl Types {
    /// No type.
    pub const NONE: Self = Self(0);
    /// `null`
    pub const NULL: Self = Self(1);
    /// `boolean`
    pub const BOOLEAN: Self = Self(2);
    /// `integer`
    pub const INTEGER: Self = Self(4);
    /// `number`
    pub const NUMBER: Self = Self(8);
    /// `string`
    pub const STRING: Self = Self(16);
    /// `array`
    pub const ARRAY: Self = Self(32);
    /// `object`
    pub const OBJECT: Self = Self(64);

    /// Whether the set holds any of these.
    #[must_use]
    pub const fn has(self, types: Self) -> bool {
        self.0 & types.0 != 0
    }

    /// Whether the set is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    const fn with(self, types: Self) -> Self {
        Self(self.0 | types.0)
    }

    fn named(name: &str) -> Self {
        match name {
            "null" => Self::NULL,
            "boolean" => Self::BOOLEAN,
            "integer" => Self::INTEGER,
            "number" => Self::NUMBER,
            "string" => Self::STRING,
            "array" => Self::ARRAY,
            "object" => Self::OBJECT,
            _ => Self::NONE,
        }
    }

    /// What a `type` keyword lists.
    fn listed(node: Node<'_>) -> Self {
        let named = |it: Node<'_>| it.text().map_or(Self::NONE, |it| Self::named(&it));
        if node.is_sequence() {
            node.items().fold(Self::NONE, |all, it| all.with(named(it)))
        } else {
            named(node)
        }
    }
}

/// A schema where it describes a value.
#[derive(Clone, Debug)]
pub struct Schema<'a> {
    doc: Document<'a>,
    node: Node<'a>,
    directions: Directions,
    /// The object and what `allOf` and `$ref` add to it: all of them hold.
    members: Vec<Node<'a>>,
    /// Objects of which this one is a choice (`oneOf`, `anyOf`): they hold too, but speak of more than this.
    enclosing: Vec<Node<'a>>,
    types: Types,
}

impl<'a> Schema<'a> {
    pub(crate) fn at(site: SchemaSite<'a>) -> Self {
        Self::new(site.doc, site.node, site.directions)
    }

    /// The schema that an object (no mere reference) describes.
    #[must_use]
    pub fn new(doc: Document<'a>, node: Node<'a>, directions: Directions) -> Self {
        let members = members(doc, node);
        let types = members
            .iter()
            .filter_map(|it| it.get("type"))
            .fold(Types::NONE, |all, it| all.with(Types::listed(it)));
        Self { doc, node, directions, enclosing: enclosing(node), members, types }
    }

    /// The document it belongs to.
    #[must_use]
    pub const fn doc(&self) -> Document<'a> {
        self.doc
    }

    /// The object where it stands.
    #[must_use]
    pub const fn node(&self) -> Node<'a> {
        self.node
    }

    /// How its values travel.
    #[must_use]
    pub const fn directions(&self) -> Directions {
        self.directions
    }

    /// Types that it names, itself or by `allOf`.
    #[must_use]
    pub const fn types(&self) -> Types {
        self.types
    }

    /// Whether it says that values are of this type: by name, or without a name by a keyword of that type.
    #[must_use]
    pub fn describes(&self, types: Types, keyword: &str) -> bool {
        self.types.has(types) || (self.types.is_empty() && self.get(keyword).is_some())
    }

    /// The object itself, then what `allOf` and `$ref` add to it.
    #[must_use]
    pub fn members(&self) -> &[Node<'a>] {
        &self.members
    }

    /// The first entry with this key that the schema or a part of it has.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Node<'a>> {
        self.members.iter().find_map(|it| it.get(key))
    }

    /// The entry that names a type, or else the one under another keyword: the smallest thing that a bound belongs to.
    #[must_use]
    pub fn place(&self, types: Types, keyword: &str) -> Node<'a> {
        let named =
            self.members.iter().filter_map(|it| it.get("type")).find(|it| Types::listed(*it).has(types));
        named.or_else(|| self.get(keyword)).unwrap_or(self.node)
    }

    /// Whether any of the keywords limits the values: here, in a part, in an enclosing choice, or in each choice.
    #[must_use]
    pub fn is_limited_by(&self, keywords: &[&str]) -> bool {
        let has_any = |it: &Node<'a>| keywords.iter().any(|key| it.get(key).is_some());
        let all = || self.members.iter().chain(&self.enclosing);
        all().any(has_any) || all().any(|it| self.has_limited_choices(*it, &has_any))
    }

    fn has_limited_choices(&self, node: Node<'a>, has_any: &impl Fn(&Node<'a>) -> bool) -> bool {
        ["oneOf", "anyOf"].iter().filter_map(|key| node.get(key)).any(|choices| {
            let is_limited = |it: Node<'a>| {
                self.doc.resolve(it).is_some_and(|it| members(self.doc, it).iter().any(has_any))
            };
            choices.items().next().is_some() && choices.items().all(is_limited)
        })
    }

    /// Whether only listed values are valid.
    #[must_use]
    pub fn is_enumerated(&self) -> bool {
        self.is_limited_by(&["enum", "const"])
    }

    /// The `format`.
    #[must_use]
    pub fn format(&self) -> Option<Cow<'a, str>> {
        let enclosing = || self.enclosing.iter().find_map(|it| it.get("format"));
        self.get("format").or_else(enclosing)?.as_str()
    }

    /// Properties that it names, in parts too.
    pub fn properties(&self) -> impl Iterator<Item = Node<'a>> {
        self.members.iter().filter_map(|it| it.get("properties")).flat_map(Node::entries)
    }
}

/// Whether a schema is nothing but a reference, annotations aside.
pub(super) fn is_mere_reference(version: Version, node: Node<'_>) -> bool {
    let says_nothing = |it: Node<'_>| {
        it.key().is_none_or(|key| ANNOTATIONS.contains(&key.as_ref()) || key.starts_with("x-"))
    };
    // Before 3.1 whatever stands beside a `$ref` is ignored.
    version < Version::V31 || node.entries().all(says_nothing)
}

/// Whether values of a property are sent by callers (`readOnly` are not) or received (`writeOnly` are not).
pub(super) fn travels(doc: Document<'_>, property: Node<'_>, request: bool) -> bool {
    let key = if request { "readOnly" } else { "writeOnly" };
    !is_true(property, key) && !doc.resolve(property).is_some_and(|it| is_true(it, key))
}

fn members<'a>(doc: Document<'a>, node: Node<'a>) -> Vec<Node<'a>> {
    let mut found = Vec::with_capacity(1);
    add_members(doc, node.target(), &mut found);
    found
}

fn add_members<'a>(doc: Document<'a>, node: Node<'a>, found: &mut Vec<Node<'a>>) {
    if found.len() >= MAX_MEMBERS || found.contains(&node) {
        return;
    }
    found.push(node);
    let has_reference = reference_in(node).is_some();
    if has_reference && let Some(target) = doc.resolve(node) {
        add_members(doc, target, found);
    }
    if has_reference && doc.version() < Version::V31 {
        return;
    }
    for part in node.get("allOf").into_iter().flat_map(Node::items) {
        add_members(doc, part.target(), found);
    }
}

fn enclosing(node: Node<'_>) -> Vec<Node<'_>> {
    std::iter::successors(choice_of(node), |it| choice_of(*it)).collect()
}

/// The schema of whose `oneOf` or `anyOf` this one is an item.
fn choice_of(node: Node<'_>) -> Option<Node<'_>> {
    let list = node.parent().filter(|it| it.has_key("oneOf") || it.has_key("anyOf"))?;
    list.parent().filter(|_| list.kind() == Kind::Sequence)
}
