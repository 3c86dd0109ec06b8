//! Which operations need which credentials: counted once, after the walk.
//!
//! Only operations that callers send count. Those of webhooks and callbacks say how the provider identifies itself.

use super::{Document, Operation, Scheme, Security};
use crate::source::FileId;
use crate::syntax::{Node, NodeId};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Operations that are named to a reader; more are only counted.
const NAMED: usize = 3;

/// A `security` list as one document reads it.
type Place = (usize, FileId, NodeId);

/// The names of schemes in a list, by alternative.
type Schemes<'a> = Vec<Vec<Cow<'a, str>>>;

/// The `security` lists in force, and the schemes they name.
#[derive(Debug, Default)]
pub(super) struct Access<'a> {
    /// For each list the numbers of the operations for which it holds, ascending.
    lists: Vec<Vec<usize>>,
    /// The lists themselves, by the same numbers.
    securities: Vec<Security<'a>>,
    by_place: FxHashMap<Place, usize>,
    by_scheme: FxHashMap<(usize, Cow<'a, str>), Vec<usize>>,
    /// Lists of a document that name the same schemes: people repeat them for each operation.
    alike: FxHashMap<(usize, Schemes<'a>), Vec<usize>>,
    /// The first list of each document that asks for something.
    demands: FxHashMap<usize, Node<'a>>,
    /// Operations of each document that no list speaks about.
    silent: FxHashMap<usize, Vec<usize>>,
    /// How many operations callers can send to each document.
    inbound: FxHashMap<usize, usize>,
}

/// How many operations, and the numbers of the first few.
pub(super) struct Operations {
    pub(super) count: usize,
    pub(super) first: Vec<usize>,
}

fn place(security: &Security<'_>) -> Place {
    let list = security.node.target();
    (security.doc.index(), list.tree().source().id(), list.id())
}

fn schemes<'a>(security: &Security<'a>) -> Schemes<'a> {
    security.node.items().map(|it| it.entries().filter_map(Node::key).collect()).collect()
}

impl<'a> Access<'a> {
    pub(super) fn new(operations: &[Operation<'a>]) -> Self {
        let mut access = Self::default();
        for (number, operation) in operations.iter().enumerate().filter(|it| it.1.is_inbound()) {
            *access.inbound.entry(operation.doc().index()).or_default() += 1;
            let Some(security) = operation.security() else {
                access.silent.entry(operation.doc().index()).or_default().push(number);
                continue;
            };
            let list = access.list(&security);
            access.lists[list].push(number);
        }
        access
    }

    /// The number of a list; one that is new is read.
    fn list(&mut self, security: &Security<'a>) -> usize {
        let next = self.lists.len();
        let list = *self.by_place.entry(place(security)).or_insert(next);
        if list == next {
            self.lists.push(Vec::new());
            self.securities.push(security.clone());
            self.alike.entry((security.doc.index(), schemes(security))).or_default().push(list);
            self.read(security, list);
        }
        list
    }

    fn read(&mut self, security: &Security<'a>, list: usize) {
        let doc = security.doc.index();
        if !security.is_public() {
            self.demands.entry(doc).or_insert(security.node);
        }
        for name in security.node.items().flat_map(Node::entries).filter_map(Node::key) {
            let lists = self.by_scheme.entry((doc, name)).or_default();
            if lists.last() != Some(&list) {
                lists.push(list);
            }
        }
    }

    /// Operations for which a list holds.
    pub(super) fn governed(&self, security: &Security<'a>) -> Operations {
        self.of_lists(self.by_place.get(&place(security)).into_iter())
    }

    /// For the first of lists that name the same schemes, the operations for which any of them holds.
    pub(super) fn governed_alike(&self, security: &Security<'a>) -> Option<Operations> {
        let list = self.by_place.get(&place(security))?;
        let alike = self.alike.get(&(security.doc.index(), schemes(security)))?;
        (alike.first() == Some(list)).then(|| self.of_lists(alike.iter()))
    }

    /// Operations for which a scheme is required, be it as one of several choices.
    pub(super) fn requiring(&self, scheme: &Scheme<'a>) -> Operations {
        let lists = self.by_scheme.get(&(scheme.doc.index(), scheme.name.clone()));
        self.of_lists(lists.into_iter().flatten())
    }

    /// The same one by one, list after list.
    pub(super) fn numbers_requiring(&self, scheme: &Scheme<'a>) -> impl Iterator<Item = usize> {
        let lists = self.by_scheme.get(&(scheme.doc.index(), scheme.name.clone()));
        lists.into_iter().flatten().filter_map(|it| self.lists.get(*it)).flatten().copied()
    }

    /// The lists of a document, each once.
    pub(super) fn in_force(&self, doc: Document<'a>) -> impl Iterator<Item = &Security<'a>> {
        self.securities.iter().filter(move |it| it.doc.index() == doc.index())
    }

    /// A list of the document that asks callers for a credential.
    pub(super) fn demand(&self, doc: Document<'a>) -> Option<Node<'a>> {
        self.demands.get(&doc.index()).copied()
    }

    /// Whether most operations have no list, so that silence is a habit rather than an oversight.
    pub(super) fn is_mostly_silent(&self, doc: Document<'a>) -> bool {
        let silent = self.silent(doc).count;
        silent * 2 > self.inbound.get(&doc.index()).copied().unwrap_or_default()
    }

    /// Operations for which nothing is said.
    pub(super) fn silent(&self, doc: Document<'a>) -> Operations {
        Operations::of(self.silent.get(&doc.index()).into_iter())
    }

    fn of_lists<'n>(&self, lists: impl Iterator<Item = &'n usize> + Clone) -> Operations {
        Operations::of(lists.filter_map(|it| self.lists.get(*it)))
    }
}

impl Operations {
    /// Of several ascending lists that have none in common.
    fn of<'n>(lists: impl Iterator<Item = &'n Vec<usize>> + Clone) -> Self {
        let count = lists.clone().map(Vec::len).sum();
        let mut first: Vec<usize> = lists.flat_map(|it| it.iter().take(NAMED).copied()).collect();
        first.sort_unstable();
        first.truncate(NAMED);
        Self { count, first }
    }
}
