//! Schemas: an object together with what `allOf` and `$ref` add to it, and the direction in which its values travel.

use super::parts::{SchemaSite, is_true};
use super::{Document, Types, Version, reference_in};
use crate::syntax::{Kind, Node};
use std::borrow::Cow;

/// Most objects that `allOf` and `$ref` may add to one schema before we stop to look at more.
pub const MAX_MEMBERS: usize = 64;

/// Choices of a `oneOf` or `anyOf` that are looked at; where all of these are limited, so may the rest be.
const MAX_CHOICES: usize = 64;

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

/// Further keywords that by themselves say nothing about which values are valid.
const IDLE: [&str; 9] =
    ["allOf", "nullable", "xml", "externalDocs", "$schema", "$id", "$anchor", "$defs", "definitions"];

/// Ways in which values of a schema travel; none for a schema that no operation reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Directions {
    /// Callers send them.
    pub request: bool,
    /// Callers receive them.
    pub response: bool,
    /// Callers receive them when something went wrong.
    pub error: bool,
}

impl Directions {
    /// Callers send them.
    pub(crate) const REQUEST: Self = Self { request: true, response: false, error: false };
}

/// A `pattern`, in the schema or in the part of one where it stands.
#[derive(Clone, Copy, Debug)]
pub struct SchemaPattern<'a> {
    /// The document it belongs to.
    pub doc: Document<'a>,
    /// The object that holds it.
    pub schema: Node<'a>,
    /// Its text.
    pub node: Node<'a>,
    /// How values of the schema travel.
    pub directions: Directions,
}

impl<'a> SchemaPattern<'a> {
    pub(super) fn new(doc: Document<'a>, schema: Node<'a>, node: Node<'a>) -> Self {
        Self { doc, schema, node, directions: Directions::default() }
    }

    /// The text, if values can be strings: a pattern says nothing about others.
    #[must_use]
    pub fn text(&self) -> Option<Cow<'a, str>> {
        let types = self.schema.get("type").map_or(Types::STRING, Types::listed);
        if types.has(Types::STRING) { self.node.as_str() } else { None }
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

    /// The schema that describes a value, be it by references; `None` where they lead nowhere.
    #[must_use]
    pub fn described(doc: Document<'a>, node: Node<'a>, directions: Directions) -> Option<Self> {
        let mut node = node.target();
        for _ in 0..super::MAX_HOPS {
            match reference_in(node).filter(|_| is_mere_reference(doc.version(), node)) {
                Some(reference) => node = doc.target(reference)?,
                None => return Some(Self::new(doc, node, directions)),
            }
        }
        None
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

    /// Whether it says, in the words of OpenAPI 3.0 or of an extension, that `null` will do.
    #[must_use]
    pub fn is_nullable(&self) -> bool {
        self.members.iter().any(|it| is_nullable(*it))
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
        self.is_limited_if(|it| it.has_any(keywords))
    }

    /// Whether an object that satisfies the test limits the values, in the same places as [`Self::is_limited_by`].
    #[must_use]
    pub fn is_limited_if(&self, limits: impl Fn(&Node<'a>) -> bool) -> bool {
        let all = || self.members.iter().chain(&self.enclosing);
        all().any(&limits) || all().any(|it| self.has_limited_choices(*it, &limits))
    }

    fn has_limited_choices(&self, node: Node<'a>, limits: &impl Fn(&Node<'a>) -> bool) -> bool {
        ["oneOf", "anyOf"].iter().filter_map(|key| node.get(key)).any(|choices| {
            let is_limited = |it: Node<'a>| members(self.doc, it).iter().any(limits);
            choices.items().next().is_some() && choices.items().take(MAX_CHOICES).all(is_limited)
        })
    }

    /// Whether only listed values are valid.
    #[must_use]
    pub fn is_enumerated(&self) -> bool {
        self.is_limited_by(&["enum", "const"])
    }

    /// Whether arrays cannot grow without end: by a bound, or since there are only so many different items.
    #[must_use]
    pub fn has_bounded_items(&self) -> bool {
        let is_closed = |it: &Node<'a>, key| it.get(key).and_then(Node::as_bool) == Some(false);
        let is_tuple = |it: &Node<'a>| is_closed(it, "items") || is_closed(it, "unevaluatedItems");
        self.is_limited_by(&["maxItems", "enum", "const"])
            || self.is_limited_if(is_tuple)
            || (self.is_limited_if(|it| is_true(*it, "uniqueItems")) && self.has_few_different_items())
    }

    fn has_few_different_items(&self) -> bool {
        let Some(items) = self.get("items") else { return false };
        let items = Self::new(self.doc, items, self.directions);
        items.types == Types::BOOLEAN || items.is_enumerated()
    }

    /// Whether every value is valid.
    #[must_use]
    pub fn accepts_anything(&self) -> bool {
        let is_choice = |key: &str| key == "oneOf" || key == "anyOf";
        let is_idle = |it: &Node<'a>, also: &dyn Fn(&str) -> bool| {
            it.as_bool() != Some(false) && it.entries().all(|entry| self.is_idle(entry, also))
        };
        self.members.iter().all(|it| is_idle(it, &|_| false))
            && self.enclosing.iter().all(|it| is_idle(it, &is_choice))
    }

    fn is_idle(&self, entry: Node<'a>, also: &dyn Fn(&str) -> bool) -> bool {
        let key = entry.key().unwrap_or_default();
        if key == "$ref" {
            // What cannot be read may say anything.
            return entry.parent().is_some_and(|it| self.doc.resolve(it).is_some());
        }
        is_annotation(&key) || IDLE.contains(&key.as_ref()) || also(&key)
    }

    /// What people call the value: the name of the property, parameter or component, `tags[]` for items of `tags`.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        super::name::of(self.node)
    }

    /// The `format`.
    #[must_use]
    pub fn format(&self) -> Option<Cow<'a, str>> {
        let enclosing = || self.enclosing.iter().find_map(|it| it.get("format"));
        self.get("format").or_else(enclosing)?.as_str()
    }

    /// Whether one of its properties travels: `readOnly` ones are not sent, `writeOnly` ones are not received.
    #[must_use]
    pub fn carries(&self, property: Node<'a>, request: bool) -> bool {
        travels(self.doc, property, request)
    }

    /// The schema, and the choices that it leaves for the same value by `oneOf` and `anyOf`, without those of choices.
    #[must_use]
    pub fn with_choices(self) -> Vec<Self> {
        let lists =
            self.members.iter().flat_map(|it| ["oneOf", "anyOf"].into_iter().filter_map(|key| it.get(key)));
        let choices = lists.flat_map(|it| it.items().take(MAX_CHOICES)).filter_map(|it| self.doc.resolve(it));
        let choices: Vec<_> = choices.map(|it| Self::new(self.doc, it, self.directions)).collect();
        std::iter::once(self).chain(choices).collect()
    }

    /// Properties that it names, in parts too.
    pub fn properties(&self) -> impl Iterator<Item = Node<'a>> {
        self.members.iter().filter_map(|it| it.get("properties")).flat_map(Node::entries)
    }
}

/// Whether a schema is nothing but a reference, annotations aside.
pub(super) fn is_mere_reference(version: Version, node: Node<'_>) -> bool {
    // Before 3.1 whatever stands beside a `$ref` is ignored.
    version < Version::V31 || is_only_annotated(node)
}

fn is_annotation(key: &str) -> bool {
    ANNOTATIONS.contains(&key) || key.starts_with("x-")
}

fn is_only_annotated(node: Node<'_>) -> bool {
    node.entries().all(|it| it.key().is_none_or(|key| is_annotation(&key)))
}

/// Whether a schema describes properties beside those of each of its parts.
pub(super) fn adds_to_parts(node: Node<'_>) -> bool {
    let has_own = node.has_any(&["properties", "patternProperties", "oneOf", "anyOf"]);
    let parts = node.get("allOf").into_iter().flat_map(Node::items);
    let saying = parts.filter(|it| it.has_any(&["$ref"]) || !is_only_annotated(*it)).count();
    let has_reference = usize::from(reference_in(node).is_some());
    saying + has_reference + usize::from(has_own) > 1
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
    for part in node.get("allOf").into_iter().flat_map(Node::items).take(MAX_MEMBERS) {
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

/// Whether a schema object says that `null` will do.
pub(super) fn is_nullable(node: Node<'_>) -> bool {
    is_true(node, "nullable") || is_true(node, "x-nullable")
}
