//! Schemas that describe the same value in both versions: one walk over both sides at once, from paired operations down.
//!
//! What is met twice is noted once, with all ways in which its values travel. Nothing recurses: references may lead in
//! circles, and the circles of the two sides need not be of one length.

use super::{OperationPair, Pair, pair_by};
use crate::openapi::{
    Directions, Document, Location, Operation, Parameter, PathTemplate, Schema, Types, reference_in,
};
use crate::source::FileId;
use crate::syntax::{Node, NodeId};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

/// A schema of both versions.
#[derive(Clone, Debug)]
pub struct SchemaPair<'a> {
    /// The schema before.
    pub base: Schema<'a>,
    /// The schema after, with all ways in which its values travel on both sides.
    pub head: Schema<'a>,
}

impl<'a> SchemaPair<'a> {
    /// Properties that both have: the entries as they stand.
    #[must_use]
    pub fn properties(&self) -> Vec<Pair<Node<'a>>> {
        let (mut base, mut head) = (properties(&self.base), properties(&self.head));
        pair_by(&mut base, &mut head, |it, _| it.key())
    }
}

/// Properties of a schema; of those that several parts describe the first.
fn properties<'a>(schema: &Schema<'a>) -> Vec<Node<'a>> {
    let mut seen = FxHashSet::default();
    schema.properties().filter(|it| seen.insert(it.key())).collect()
}

/// Where a schema of both versions is.
#[derive(Clone, Copy, Debug)]
struct SchemaPlace<'a> {
    docs: Pair<Document<'a>>,
    nodes: Pair<Node<'a>>,
    directions: Directions,
}

/// A schema that described what callers send, and that nothing has taken the place of.
#[derive(Clone, Debug)]
pub struct LostSchema<'a> {
    /// The schema before.
    pub base: Schema<'a>,
    /// What it described, or where it was.
    pub head: Node<'a>,
}

/// Pairs that one operation may bring, however small the documents are.
const MANY: usize = 1 << 14;

/// How many times the budget of one operation all of them have.
const OPERATIONS: usize = 4;

/// Schemas of both versions, in the order of the walk.
#[derive(Debug, Default)]
pub(crate) struct SchemaPlaces<'a> {
    found: Vec<SchemaPlace<'a>>,
    pub(super) lost: Vec<LostSchema<'a>>,
    /// Operations, by their place among the pairs, of which not all schemas were met.
    pub(super) cut: Vec<usize>,
}

impl<'a> SchemaPlaces<'a> {
    pub(crate) const fn len(&self) -> usize {
        self.found.len()
    }

    pub(crate) fn range(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = SchemaPair<'a>> {
        let places = self.found.get(range).unwrap_or_default();
        places.iter().map(|it| SchemaPair {
            base: Schema::new(it.docs.base, it.nodes.base, it.directions),
            head: Schema::new(it.docs.head, it.nodes.head, it.directions),
        })
    }
}

/// Keywords that hold one schema, those that take their place, and the types that they speak of.
const PARTS: [(&str, &[&str], Types); 9] = [
    ("items", &["unevaluatedItems"], Types::ARRAY),
    ("unevaluatedItems", &["items"], Types::ARRAY),
    ("contains", &[], Types::ARRAY),
    ("itemSchema", &[], Types::ARRAY),
    ("additionalProperties", &["unevaluatedProperties"], Types::OBJECT),
    ("unevaluatedProperties", &["additionalProperties"], Types::OBJECT),
    ("propertyNames", &[], Types::OBJECT),
    ("then", &[], Types::NONE),
    ("else", &[], Types::NONE),
];

type Place = (FileId, NodeId);

fn place(node: Node<'_>) -> Place {
    (node.tree().source().id(), node.id())
}

struct Walker<'a> {
    docs: Pair<Document<'a>>,
    found: Vec<SchemaPlace<'a>>,
    numbers: FxHashMap<(Place, Place), usize>,
    pending: Vec<(usize, Directions)>,
    lost: Vec<LostSchema<'a>>,
    known_lost: FxHashSet<(Place, Place)>,
    /// Pairs up to which new ones are noted.
    most: usize,
    is_cut: bool,
}

/// The schemas that operations of both versions reach.
pub(super) fn places<'a>(operations: &[OperationPair<'a>]) -> SchemaPlaces<'a> {
    let Some(first) = operations.first() else { return SchemaPlaces::default() };
    let docs = Pair { base: first.base.doc(), head: first.head.doc() };
    let size = |it: Document<'_>| it.files().trees().iter().map(crate::syntax::Tree::len).sum::<usize>();
    // More are not to be had from documents of this size without cunning.
    let budget = size(docs.head).max(MANY);
    let mut walker = Walker {
        docs,
        found: Vec::new(),
        numbers: FxHashMap::default(),
        pending: Vec::new(),
        lost: Vec::new(),
        known_lost: FxHashSet::default(),
        most: 0,
        is_cut: false,
    };
    let mut cut = Vec::new();
    for (at, pair) in operations.iter().enumerate() {
        walker.most = (walker.found.len() + budget).min(budget * OPERATIONS);
        walker.operation(pair);
        walker.work();
        if std::mem::take(&mut walker.is_cut) {
            cut.push(at);
        }
    }
    SchemaPlaces { found: walker.found, lost: walker.lost, cut }
}

impl<'a> Walker<'a> {
    fn operation(&mut self, pair: &OperationPair<'a>) {
        let sent = Directions {
            request: pair.head.is_inbound(),
            response: !pair.head.is_inbound(),
            ..Directions::default()
        };
        let received = Directions { request: sent.response, response: sent.request, ..sent };
        self.parameters(pair, sent);
        let bodies = |it: &Operation<'a>| contents(it.doc(), it.node().get("requestBody"), it);
        self.contents(bodies(pair.base), bodies(pair.head), sent);
        let responses = |it: &Operation<'a>| it.resolved_responses().collect::<Vec<_>>();
        let (mut base, mut head) = (responses(pair.base), responses(pair.head));
        for both in pair_by(&mut base, &mut head, |it, _| Some(it.status)) {
            let schemas = |doc: Document<'a>, it: Node<'a>| {
                let plain = it.get("schema").map(|schema| Content::new("", it, Some(schema)));
                media(doc, it).into_iter().chain(plain).collect::<Vec<_>>()
            };
            let (base, head) = (&both.base, &both.head);
            self.contents(schemas(base.doc, base.node), schemas(head.doc, head.node), received);
        }
    }

    /// Parameters by place and name; those of the path by their position in it.
    fn parameters(&mut self, pair: &OperationPair<'a>, directions: Directions) {
        let (mut base, mut head) = (parameters(pair.base), parameters(pair.head));
        let both = pair_by(&mut base, &mut head, |it, _| Some(it.0));
        for Pair { base, head } in both {
            let content = |it: &Parameter<'a>| Content::new("", it.node(), it.schema());
            self.content(&content(&base.1), &content(&head.1), directions);
        }
    }

    /// Bodies by media type as written, and without parameters; where one is left on each side, these.
    fn contents(&mut self, mut base: Vec<Content<'a>>, mut head: Vec<Content<'a>>, directions: Directions) {
        let mut both = pair_by(&mut base, &mut head, |it, _| Some(it.media_type));
        both.extend(pair_by(&mut base, &mut head, |it, _| Some(essence(&it.media_type))));
        if base.len() == 1 && head.len() == 1 {
            both.extend(pair_by(&mut base, &mut head, |_, _| Some(())));
        }
        both.iter().for_each(|it| self.content(&it.base, &it.head, directions));
    }

    fn content(&mut self, base: &Content<'a>, head: &Content<'a>, directions: Directions) {
        match (base.schema, head.schema) {
            (Some(base), Some(head)) => self.meet(base, head, directions),
            (Some(base), None) => self.lose(base, head.holder, directions),
            (None, _) => {}
        }
    }

    /// Notes a schema that is gone, if it said anything.
    fn lose(&mut self, base: Node<'a>, head: Node<'a>, directions: Directions) {
        let Some(base) = Schema::described(self.docs.base, base, directions) else { return };
        let says_something = base.node().as_bool() != Some(true) && !base.accepts_anything();
        if directions.request && says_something && self.known_lost.insert((place(base.node()), place(head))) {
            self.lost.push(LostSchema { base, head });
        }
    }

    /// Notes two schemas of the same value, be they references.
    fn meet(&mut self, base: Node<'a>, head: Node<'a>, directions: Directions) {
        let target = |doc, node| Schema::described(doc, node, directions).map(|it| it.node());
        let Some(before) = target(self.docs.base, base) else { return };
        let Some(after) = target(self.docs.head, head) else { return self.lose(base, head, directions) };
        let key = (place(before), place(after));
        let number = match self.numbers.get(&key) {
            Some(number) => *number,
            None if self.found.len() >= self.most => {
                self.is_cut = true;
                return;
            }
            None => {
                let number = self.found.len();
                let (docs, nodes) = (self.docs, Pair { base: before, head: after });
                self.found.push(SchemaPlace { docs, nodes, directions: Directions::default() });
                self.numbers.insert(key, number);
                number
            }
        };
        let Some(known) = self.found.get_mut(number) else { return };
        let is_new = |new: bool, known: bool| new && !known;
        let new = Directions {
            request: is_new(directions.request, known.directions.request),
            response: is_new(directions.response, known.directions.response),
            ..Directions::default()
        };
        known.directions.request |= new.request;
        known.directions.response |= new.response;
        if new != Directions::default() {
            self.pending.push((number, new));
        }
    }

    fn work(&mut self) {
        while let Some((number, directions)) = self.pending.pop() {
            let Some(place) = self.found.get(number).copied() else { continue };
            let pair = SchemaPair {
                base: Schema::new(place.docs.base, place.nodes.base, directions),
                head: Schema::new(place.docs.head, place.nodes.head, directions),
            };
            self.enter(&pair, directions);
        }
    }

    fn enter(&mut self, pair: &SchemaPair<'a>, directions: Directions) {
        for property in pair.properties() {
            let carry = |request| {
                pair.base.carries(property.base, request) && pair.head.carries(property.head, request)
            };
            let directions = Directions {
                request: directions.request && carry(true),
                response: directions.response && carry(false),
                ..directions
            };
            if directions != Directions::default() {
                self.meet(property.base, property.head, directions);
            }
        }
        for (key, rest, types) in PARTS {
            let head = || pair.head.get(key).or_else(|| rest.iter().find_map(|it| pair.head.get(it)));
            if let Some(base) = pair.base.get(key) {
                self.part(pair, key, base, head(), types, directions);
            }
        }
        for key in ["patternProperties", "dependentSchemas"] {
            self.named_parts(pair, key, directions);
        }
        self.tuple(pair, directions);
        for key in ["oneOf", "anyOf"] {
            self.choices(pair, key, directions);
        }
    }

    /// A part of a schema, which may be gone.
    fn part(
        &mut self,
        pair: &SchemaPair<'a>,
        key: &str,
        base: Node<'a>,
        head: Option<Node<'a>>,
        types: Types,
        directions: Directions,
    ) {
        if !base.is_mapping() {
            return;
        }
        match head {
            Some(head) if head.is_mapping() => self.meet(base, head, directions),
            Some(head) if head.as_bool() == Some(false) => {}
            _ if can_be_without(pair, key, types) => {}
            _ => {
                let types = if types.is_empty() { pair.head.types() } else { types };
                self.lose(base, pair.head.place(types, "properties"), directions);
            }
        }
    }

    /// Parts by their names; where one is left on each side, these.
    fn named_parts(&mut self, pair: &SchemaPair<'a>, key: &str, directions: Directions) {
        let list = |it: &Schema<'a>| it.get(key).into_iter().flat_map(Node::entries).collect::<Vec<_>>();
        let (mut base, mut head) = (list(&pair.base), list(&pair.head));
        let mut both = pair_by(&mut base, &mut head, |it, _| it.key());
        if base.len() == 1 && head.len() == 1 {
            both.extend(pair_by(&mut base, &mut head, |_, _| Some(())));
        }
        both.iter().for_each(|it| self.part(pair, key, it.base, Some(it.head), Types::OBJECT, directions));
        let rest = ["additionalProperties", "unevaluatedProperties"];
        let rest = rest.iter().find_map(|it| pair.head.get(it)).filter(|_| key == "patternProperties");
        base.into_iter().for_each(|it| self.part(pair, key, it, rest, Types::OBJECT, directions));
    }

    /// The first items of an array by their order; those that are gone fall to the rest.
    fn tuple(&mut self, pair: &SchemaPair<'a>, directions: Directions) {
        let list =
            |it: &Schema<'a>| it.get("prefixItems").into_iter().flat_map(Node::items).collect::<Vec<_>>();
        let (base, head) = (list(&pair.base), list(&pair.head));
        let rest = ["items", "unevaluatedItems"].iter().find_map(|it| pair.head.get(it));
        for (at, base) in base.into_iter().enumerate() {
            let head = head.get(at).copied().or(rest);
            self.part(pair, "prefixItems", base, head, Types::ARRAY, directions);
        }
    }

    /// Choices by their names; those that have none, be it on one side, by their order, if there are as many on the other.
    fn choices(&mut self, pair: &SchemaPair<'a>, key: &str, directions: Directions) {
        let list = |it: &Schema<'a>| {
            let doc = it.doc();
            let choices = it.get(key).into_iter().flat_map(Node::items);
            choices.map(|it| (name(doc, it), it)).collect::<Vec<_>>()
        };
        let (mut base, mut head) = (list(&pair.base), list(&pair.head));
        let mut both = pair_by(&mut base, &mut head, |it, _| Some(it.0));
        let are_unnamed = |all: &[(Option<String>, Node<'a>)]| all.iter().all(|it| it.0.is_none());
        if base.len() == head.len() && (are_unnamed(&base) || are_unnamed(&head)) {
            both.extend(base.into_iter().zip(head).map(|(base, head)| Pair { base, head }));
        }
        both.into_iter().for_each(|it| self.meet(it.base.1, it.head.1, directions));
    }
}

/// Whether the schema that is now need not have a part: it is of another type, lists its values, leaves it to choices or
/// to what cannot be read, or says nothing at all, which is told by itself.
fn can_be_without(pair: &SchemaPair<'_>, key: &str, types: Types) -> bool {
    let SchemaPair { base, head } = pair;
    let is_other = !head.types().is_empty() && !types.is_empty() && !head.types().has(types);
    let says_nothing = head.accepts_anything() && base.get("type").is_some();
    let is_unread = |it: &Node<'_>| it.get("$ref").is_some() && head.doc().resolve(*it).is_none();
    is_other
        || says_nothing
        || head.is_limited_by(&[key, "enum", "const"])
        || head.members().iter().any(is_unread)
}

/// A media type without parameters, as it is compared.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// What a choice is called: by its title, or by what it refers to.
fn name<'a>(doc: Document<'a>, choice: Node<'a>) -> Option<String> {
    let title = doc.resolve(choice).and_then(|it| it.get("title")?.text());
    let referred = || reference_in(choice)?.text()?.rsplit('/').next().map(str::to_owned);
    title.map(Cow::into_owned).or_else(referred)
}

/// One form of a body, or a parameter.
#[derive(Clone)]
struct Content<'a> {
    media_type: Cow<'a, str>,
    holder: Node<'a>,
    schema: Option<Node<'a>>,
}

impl<'a> Content<'a> {
    fn new(media_type: impl Into<Cow<'a, str>>, holder: Node<'a>, schema: Option<Node<'a>>) -> Self {
        Self { media_type: media_type.into(), holder, schema }
    }
}

/// Schemas of a body by media type; in Swagger 2.0 the one of the parameter in the body.
fn contents<'a>(doc: Document<'a>, body: Option<Node<'a>>, operation: &Operation<'a>) -> Vec<Content<'a>> {
    if let Some(body) = body.and_then(|it| doc.resolve(it)) {
        return media(doc, body);
    }
    let bodies = operation.parameters().into_iter().filter(|it| it.location() == Location::Body);
    bodies.map(|it| Content::new("", it.node(), it.schema())).collect()
}

fn media<'a>(doc: Document<'a>, holder: Node<'a>) -> Vec<Content<'a>> {
    let content = holder.get("content").into_iter().flat_map(Node::entries);
    let schema = |it| doc.resolve(it)?.get("schema");
    content.filter_map(|it| Some(Content::new(it.key()?, it, schema(it)))).collect()
}

fn parameters<'a>(operation: &Operation<'a>) -> Vec<((Location, Cow<'a, str>), Parameter<'a>)> {
    let expressions = PathTemplate::new(&operation.name().path).expressions();
    let key = |it: &Parameter<'a>| {
        let position = expressions.iter().position(|known| known.names().contains(&it.name()));
        match position.filter(|_| it.location() == Location::Path) {
            Some(position) => (Location::Path, position.to_string().into()),
            None => it.identity(),
        }
    };
    let all = operation.parameters().into_iter().filter(|it| it.location() != Location::Body);
    all.map(|it| (key(&it), it)).collect()
}
