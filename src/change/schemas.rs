//! Schemas that describe the same value in both versions: one walk over both sides at once, from paired operations down.
//!
//! What is met twice is noted once, with all ways in which its values travel. Nothing recurses: references may lead in
//! circles, and the circles of the two sides need not be of one length.

use super::{OperationPair, Pair, pair_by};
use crate::openapi::{
    Directions, Document, Location, Operation, Parameter, PathTemplate, Schema, reference_in,
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

/// Schemas of both versions, in the order of the walk.
#[derive(Debug, Default)]
pub(crate) struct SchemaPlaces<'a>(Vec<SchemaPlace<'a>>);

impl<'a> SchemaPlaces<'a> {
    pub(crate) const fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn range(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = SchemaPair<'a>> {
        let places = self.0.get(range).unwrap_or_default();
        places.iter().map(|it| SchemaPair {
            base: Schema::new(it.docs.base, it.nodes.base, it.directions),
            head: Schema::new(it.docs.head, it.nodes.head, it.directions),
        })
    }
}

type Place = (FileId, NodeId);

fn place(node: Node<'_>) -> Place {
    (node.tree().source().id(), node.id())
}

struct Walker<'a> {
    docs: Pair<Document<'a>>,
    found: Vec<SchemaPlace<'a>>,
    numbers: FxHashMap<(Place, Place), usize>,
    pending: Vec<(usize, Directions)>,
    /// Pairs that may be met; more are not to be had from documents of this size without cunning.
    most: usize,
}

/// The schemas that operations of both versions reach.
pub(super) fn places<'a>(operations: &[OperationPair<'a>]) -> SchemaPlaces<'a> {
    let Some(first) = operations.first() else { return SchemaPlaces::default() };
    let docs = Pair { base: first.base.doc(), head: first.head.doc() };
    let size = |it: Document<'_>| it.files().trees().iter().map(crate::syntax::Tree::len).sum::<usize>();
    let most = size(docs.head);
    let mut walker =
        Walker { docs, found: Vec::new(), numbers: FxHashMap::default(), pending: Vec::new(), most };
    for pair in operations {
        walker.operation(pair);
        walker.work();
    }
    SchemaPlaces(walker.found)
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
                let plain = it.get("schema").map(|it| (Cow::Borrowed(""), it));
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
            if let (Some(base), Some(head)) = (base.1.schema(), head.1.schema()) {
                self.meet(base, head, directions);
            }
        }
    }

    /// Bodies by media type; where one is left on each side, these.
    fn contents(
        &mut self,
        mut base: Vec<(Cow<'a, str>, Node<'a>)>,
        mut head: Vec<(Cow<'a, str>, Node<'a>)>,
        directions: Directions,
    ) {
        let mut both = pair_by(&mut base, &mut head, |it, _| Some(it.0));
        if both.is_empty() && base.len() == 1 && head.len() == 1 {
            both = pair_by(&mut base, &mut head, |_, _| Some(()));
        }
        both.into_iter().for_each(|it| self.meet(it.base.1, it.head.1, directions));
    }

    /// Notes two schemas of the same value, be they references.
    fn meet(&mut self, base: Node<'a>, head: Node<'a>, directions: Directions) {
        let target = |doc, node| Schema::described(doc, node, directions).map(|it| it.node());
        let Some(base) = target(self.docs.base, base) else { return };
        let Some(head) = target(self.docs.head, head) else { return };
        let next = self.found.len();
        let number = *self.numbers.entry((place(base), place(head))).or_insert(next);
        if number == next {
            if next >= self.most {
                return;
            }
            let (docs, nodes) = (self.docs, Pair { base, head });
            self.found.push(SchemaPlace { docs, nodes, directions: Directions::default() });
        }
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
        for key in ["items", "additionalProperties", "itemSchema"] {
            if let (Some(base), Some(head)) = (pair.base.get(key), pair.head.get(key))
                && base.is_mapping()
                && head.is_mapping()
            {
                self.meet(base, head, directions);
            }
        }
        for key in ["oneOf", "anyOf"] {
            self.choices(pair, key, directions);
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

/// What a choice is called: by its title, or by what it refers to.
fn name<'a>(doc: Document<'a>, choice: Node<'a>) -> Option<String> {
    let title = doc.resolve(choice).and_then(|it| it.get("title")?.text());
    let referred = || reference_in(choice)?.text()?.rsplit('/').next().map(str::to_owned);
    title.map(Cow::into_owned).or_else(referred)
}

/// Schemas of a body by media type; in Swagger 2.0 the one of the parameter in the body.
fn contents<'a>(
    doc: Document<'a>,
    body: Option<Node<'a>>,
    operation: &Operation<'a>,
) -> Vec<(Cow<'a, str>, Node<'a>)> {
    if let Some(body) = body.and_then(|it| doc.resolve(it)) {
        return media(doc, body);
    }
    let bodies = operation.parameters().into_iter().filter(|it| it.location() == Location::Body);
    bodies.filter_map(|it| Some((Cow::Borrowed(""), it.schema()?))).collect()
}

fn media<'a>(doc: Document<'a>, holder: Node<'a>) -> Vec<(Cow<'a, str>, Node<'a>)> {
    let content = holder.get("content").into_iter().flat_map(Node::entries);
    content.filter_map(|it| Some((it.key()?, doc.resolve(it)?.get("schema")?))).collect()
}

fn parameters<'a>(operation: &Operation<'a>) -> Vec<((Location, String), Parameter<'a>)> {
    let expressions = PathTemplate::new(&operation.name().path).expressions();
    let key = |it: &Parameter<'a>| {
        let position = expressions.iter().position(|known| known.names().contains(&it.name()));
        match position.filter(|_| it.location() == Location::Path) {
            Some(position) => (Location::Path, position.to_string()),
            None => it.identity(),
        }
    };
    let all = operation.parameters().into_iter().filter(|it| it.location() != Location::Body);
    all.map(|it| (key(&it), it)).collect()
}
