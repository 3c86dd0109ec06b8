//! Schemas that describe the same value in both versions: one walk over both sides at once, from paired operations down.
//!
//! What is met twice is noted once, with all ways in which its values travel. Nothing recurses: references may lead in
//! circles, and the circles of the two sides need not be of one length.

mod contents;
mod parts;

use super::{OperationPair, Pair, pair_by};
use crate::openapi::{Directions, Document, Schema};
use crate::source::FileId;
use crate::syntax::{Node, NodeId};
use rustc_hash::{FxHashMap, FxHashSet};

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

impl<'a> SchemaPlace<'a> {
    fn pair(&self, directions: Directions) -> SchemaPair<'a> {
        SchemaPair {
            base: Schema::new(self.docs.base, self.nodes.base, directions),
            head: Schema::new(self.docs.head, self.nodes.head, directions),
        }
    }
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
        places.iter().map(|it| it.pair(it.directions))
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
            self.enter(&place.pair(directions), directions);
        }
    }
}
