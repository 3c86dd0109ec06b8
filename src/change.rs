//! Two versions of an API side by side: what of one is what of the other.
//!
//! Operations are the same by method and path, whatever the names in braces; security schemes by name, or by what they
//! are where one was renamed; schemas by the values that they describe, reached from the operations of both sides at
//! the same time. So it does not matter where a schema stands, what it is called, and how a text is written.

mod demand;
mod schemas;

use demand::Demands;
pub use demand::{Credential, Demand, Loss, Way};
pub(crate) use schemas::SchemaPlaces;
pub use schemas::{LostSchema, SchemaPair};

use crate::openapi::{
    ApiDocument, Document, Model, Operation, OperationPlace, PathTemplate, Scheme, Server, Version,
};
use crate::source::Side;
use crate::syntax::Node;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::hash::Hash;

/// The same thing before and after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pair<T> {
    /// Before.
    pub base: T,
    /// After.
    pub head: T,
}

impl<T> Pair<T> {
    /// The one of a side.
    #[must_use]
    pub const fn of(&self, side: Side) -> &T {
        match side {
            Side::Base => &self.base,
            Side::Head => &self.head,
        }
    }
}

/// A document and the model that it is part of.
type Known<'a> = (&'a ApiDocument<'a>, &'a Model<'a>);

/// An operation and its number in its model.
type Numbered<'a> = (usize, &'a Operation<'a>);

/// An operation of both versions.
#[derive(Clone, Debug)]
pub struct OperationPair<'a> {
    /// The operation before.
    pub base: &'a Operation<'a>,
    /// The operation after.
    pub head: &'a Operation<'a>,
    /// Its number in the model of the head, for [`Model::affected_operations`].
    pub number: usize,
    /// What callers must show.
    pub demands: Pair<Demand<'a>>,
}

impl<'a> OperationPair<'a> {
    /// What to change where less is demanded than before: a part of the list in force, unless it is in force only since
    /// the operation has lost its own. Without a list it is the document that has lost one, or the operation.
    #[must_use]
    pub fn cause(&self, part: Option<Node<'a>>) -> Node<'a> {
        let has_own = |it: &Operation<'a>| it.node().get("security").is_some_and(Node::is_sequence);
        if has_own(self.base) && !has_own(self.head) {
            return self.head.node();
        }
        part.unwrap_or_else(|| self.head.doc().version_node())
    }
}

/// Something that makes operations demand less than before.
#[derive(Debug)]
pub struct Cause<'p, 'a, T> {
    node: Node<'a>,
    /// Operations behind it, for [`Model::affected_operations`].
    pub numbers: Vec<usize>,
    /// The first of them.
    pub first: &'p OperationPair<'a>,
    /// What to say.
    pub what: T,
}

impl<'a, T> Cause<'_, 'a, T> {
    /// What to change; what only one operation lacks is for this one to say.
    #[must_use]
    pub fn node(&self) -> Node<'a> {
        let is_document = self.node == self.first.head.doc().version_node();
        if is_document && self.numbers.len() == 1 { self.first.head.node() } else { self.node }
    }
}

/// An API document of both versions, or of one only.
#[derive(Debug)]
pub struct ApiPair<'a> {
    /// The document before.
    pub base: Option<Document<'a>>,
    /// The document after.
    pub head: Option<Document<'a>>,
    /// Operations that both have, in the order of the head.
    pub operations: Vec<OperationPair<'a>>,
    /// Operations that callers can send only now.
    pub added: Vec<&'a Operation<'a>>,
    /// Operations that callers could send only before.
    pub removed: Vec<&'a Operation<'a>>,
    /// Security schemes that both have.
    pub schemes: Vec<Pair<Scheme<'a>>>,
    pub(crate) schemas: SchemaPlaces<'a>,
    /// All that the head describes; of a document that is gone, all that it described.
    pub(crate) model: &'a Model<'a>,
}

/// Pairs the API documents of two versions. `named` is what was named on each side: a file, or a folder.
#[must_use]
pub fn pairs<'a>(base: &'a [Model<'a>], head: &'a [Model<'a>], named: &Pair<String>) -> Vec<ApiPair<'a>> {
    let (mut base, mut head) = (documents(base), documents(head));
    let path =
        |it: Known<'a>, side| path_below(named.of(side), it.0.doc.root().tree().source().path_in_root());
    let mut found = pair_by(&mut base, &mut head, |it, side| Some(path(it, side)));
    if found.is_empty() && base.len() == 1 && head.len() == 1 {
        // One document against one other: whatever they are called.
        found.extend(pair_by(&mut base, &mut head, |_, _| Some(())));
    }
    found.extend(pair_by(&mut base, &mut head, |it, side| Some(stem(path(it, side)))));
    found.extend(pair_by(&mut base, &mut head, |it, _| title(it.0.doc)));
    let both = found.into_iter().map(|it| ApiPair::both(it.base, it.head));
    both.chain(base.into_iter().map(ApiPair::gone)).chain(head.into_iter().map(ApiPair::new)).collect()
}

fn documents<'a>(models: &'a [Model<'a>]) -> Vec<Known<'a>> {
    models.iter().flat_map(|model| model.documents.iter().map(move |it| (it, model))).collect()
}

/// A path as seen from what was named; empty for what was named itself.
fn path_below<'p>(named: &str, path: &'p str) -> &'p str {
    let below = path.strip_prefix(named).unwrap_or(path);
    below.strip_prefix('/').unwrap_or(below)
}

/// YAML may have become JSON.
fn stem(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |it| it.0)
}

fn title(doc: Document<'_>) -> Option<Cow<'_, str>> {
    doc.root().get("info")?.get("title")?.text()
}

/// Takes out what has the same key on both sides. Where several have it they go by their order, as far as both have one.
fn pair_by<T: Clone, K: Eq + Hash>(
    base: &mut Vec<T>,
    head: &mut Vec<T>,
    key: impl Fn(T, Side) -> Option<K>,
) -> Vec<Pair<T>> {
    let places = |all: &[T], side| {
        let mut places: FxHashMap<K, Vec<usize>> = FxHashMap::default();
        for (at, it) in all.iter().enumerate() {
            if let Some(key) = key(it.clone(), side) {
                places.entry(key).or_default().push(at);
            }
        }
        places
    };
    let (before, after) = (places(base, Side::Base), places(head, Side::Head));
    let alike = after.into_iter().filter_map(|(key, after)| Some((before.get(&key)?, after)));
    let both = alike.flat_map(|(before, after)| before.iter().copied().zip(after));
    let mut both: Vec<(usize, usize)> = both.collect();
    both.sort_unstable_by_key(|it| it.1);
    let found = both.iter().map(|&(one, other)| Pair { base: base[one].clone(), head: head[other].clone() });
    let found = found.collect();
    remove(base, both.iter().map(|it| it.0));
    remove(head, both.iter().map(|it| it.1));
    found
}

fn remove<T>(from: &mut Vec<T>, places: impl Iterator<Item = usize>) {
    let mut is_left = vec![true; from.len()];
    places.for_each(|it| is_left[it] = false);
    let mut is_left = is_left.into_iter();
    from.retain(|_| is_left.next().unwrap_or(true));
}

impl<'a> ApiPair<'a> {
    fn both(base: Known<'a>, head: Known<'a>) -> Self {
        let schemes = schemes(base.0.doc, head.0.doc);
        let names = schemes.iter().map(|it| (it.head.name.as_ref(), it.base.name.as_ref())).collect();
        let (mut removed, mut added) = (operations(base), operations(head));
        let mut demands = Pair::default();
        let operations: Vec<_> = same(&mut removed, &mut added)
            .into_iter()
            .map(|it| operation(it, &names, &mut demands))
            .collect();
        Self {
            base: Some(base.0.doc),
            head: Some(head.0.doc),
            schemas: schemas::places(&operations),
            operations,
            added: inbound(added),
            removed: inbound(removed),
            schemes: schemes.clone(),
            model: head.1,
        }
    }

    fn one(of: Known<'a>) -> Self {
        Self {
            base: None,
            head: None,
            operations: Vec::new(),
            added: Vec::new(),
            removed: Vec::new(),
            schemes: Vec::new(),
            schemas: SchemaPlaces::default(),
            model: of.1,
        }
    }

    fn gone(base: Known<'a>) -> Self {
        Self { base: Some(base.0.doc), removed: inbound(operations(base)), ..Self::one(base) }
    }

    fn new(head: Known<'a>) -> Self {
        Self { head: Some(head.0.doc), added: inbound(operations(head)), ..Self::one(head) }
    }

    /// Why callers of operations must show less than before: each cause once, with the operations behind it. `judge` says
    /// which part of the list in force is to blame, and what to say about it.
    #[must_use]
    pub fn causes<T>(
        &self,
        judge: impl Fn(&OperationPair<'a>) -> Option<(Option<Node<'a>>, T)>,
    ) -> Vec<Cause<'_, 'a, T>> {
        let mut causes: Vec<Cause<'_, 'a, T>> = Vec::new();
        let mut known: FxHashMap<_, usize> = FxHashMap::default();
        for pair in self.operations.iter().filter(|it| it.head.is_inbound()) {
            let Some((part, what)) = judge(pair) else { continue };
            let node = pair.cause(part);
            let next = causes.len();
            let cause = *known.entry((node.tree().source().id(), node.id())).or_insert(next);
            if cause == next {
                causes.push(Cause { node, numbers: Vec::new(), first: pair, what });
            }
            causes[cause].numbers.push(pair.number);
        }
        causes
    }

    /// Schemas that described what callers send, and are gone.
    #[must_use]
    pub fn lost_schemas(&self) -> &[LostSchema<'a>] {
        &self.schemas.lost
    }

    /// Operations that have too many schemas for all of them to be compared.
    pub fn compared_in_part(&self) -> impl Iterator<Item = &OperationPair<'a>> {
        self.schemas.cut.iter().filter_map(|it| self.operations.get(*it))
    }

    /// Operations that are no more, each with where to look for it: the path item that it stood in, or else all paths.
    #[must_use]
    pub fn places_of_removed(&self) -> Vec<(&'a Operation<'a>, Option<Node<'a>>)> {
        let paths = self.head.and_then(|it| it.root().get("paths"));
        let entries = paths.into_iter().flat_map(Node::entries);
        let items: FxHashMap<_, _> =
            entries.filter_map(|it| Some((PathTemplate::new(&it.key()?).shape(), it))).collect();
        let place = |it: &&'a Operation<'a>| {
            items.get(&PathTemplate::new(&it.name().path).shape()).copied().or(paths)
        };
        self.removed.iter().map(|it| (*it, place(it))).collect()
    }
}

fn operation<'a>(
    pair: Pair<Numbered<'a>>,
    names: &FxHashMap<&str, &str>,
    demands: &mut Pair<Demands<'a>>,
) -> OperationPair<'a> {
    let (base, (number, head)) = (pair.base.1, pair.head);
    let known = |name: Cow<'a, str>| names.get(name.as_ref()).map_or(name, |it| Cow::Owned((*it).to_owned()));
    let demands = Pair { base: demands.base.of(base, |it| it), head: demands.head.of(head, known) };
    OperationPair { base, head, number, demands }
}

fn operations<'a>(of: Known<'a>) -> Vec<Numbered<'a>> {
    of.0.operations.clone().filter_map(|it| Some((it, of.1.operations.get(it)?))).collect()
}

fn inbound<'a>(operations: Vec<Numbered<'a>>) -> Vec<&'a Operation<'a>> {
    operations.into_iter().map(|it| it.1).filter(|it| it.is_inbound()).collect()
}

/// Operations that answer to the same requests: by the path as written, by its shape, and with the path of the server.
/// Callbacks have no paths, and many have one expression: first those count that stand in the same place.
fn same<'a>(base: &mut Vec<Numbered<'a>>, head: &mut Vec<Numbered<'a>>) -> Vec<Pair<Numbered<'a>>> {
    let key = |it: &'a Operation<'a>, path: String| Some((place(it), it.name().method.as_str(), path));
    let shape = |it: &'a Operation<'a>| PathTemplate::new(&it.name().path).shape();
    let mut found = pair_by(base, head, |it, _| Some((holder(it.1)?, key(it.1, it.1.name().path.clone()))));
    found.extend(pair_by(base, head, |it, _| Some((holder(it.1)?, key(it.1, shape(it.1))))));
    found.extend(pair_by(base, head, |it, _| key(it.1, it.1.name().path.clone())));
    found.extend(pair_by(base, head, |it, _| key(it.1, shape(it.1))));
    let roots = [&*base, &*head].map(|it| it.first().map(|it| server_path(it.1.doc())).unwrap_or_default());
    let [before, after] = &roots;
    if before != after {
        let root = |side| if side == Side::Base { before } else { after };
        found.extend(pair_by(base, head, |it, side| key(it.1, format!("{}{}", root(side), shape(it.1)))));
    }
    found.sort_by_key(|it| it.head.0);
    found
}

const fn place(operation: &Operation<'_>) -> u8 {
    match operation.place() {
        OperationPlace::Path => 0,
        OperationPlace::Webhook => 1,
        OperationPlace::Callback => 2,
    }
}

/// Where a callback stands: in which operation, and under which name, or in which component.
fn holder(operation: &Operation<'_>) -> Option<String> {
    let is_callback = operation.place() == OperationPlace::Callback;
    let callback = operation.path_item().parent().filter(|_| is_callback)?;
    Some(PathTemplate::new(&callback.pointer()).shape())
}

/// The path that the first server puts before all others, without a slash at its end.
fn server_path(doc: Document<'_>) -> String {
    let root = doc.root();
    if doc.version() == Version::V2 {
        let path = root.get("basePath").and_then(Node::text).unwrap_or_default();
        return path.trim_end_matches('/').to_owned();
    }
    let first = root.get("servers").and_then(|it| it.items().next());
    let server =
        first.and_then(|object| Some(Server { doc, node: object.get("url")?, object, is_only: true }));
    let url = server.map(|it| it.filled_in("", "")).unwrap_or_default();
    let behind_host =
        url.split_once("://").map_or(url.as_str(), |it| it.1.find('/').map_or("", |at| &it.1[at..]));
    behind_host.trim_end_matches('/').to_owned()
}

/// Schemes of the same name, and those that were renamed and are what they were.
fn schemes<'a>(base: Document<'a>, head: Document<'a>) -> Vec<Pair<Scheme<'a>>> {
    let mut before: Vec<_> = Scheme::all(base).collect();
    let mut after: Vec<_> = Scheme::all(head).collect();
    let mut found = pair_by(&mut before, &mut after, |it, _| Some(it.name));
    found.extend(pair_by(&mut before, &mut after, |it, _| Some(it.definition())));
    found
}
