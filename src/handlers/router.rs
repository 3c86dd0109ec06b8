//! Routers while they are put together, and the routes that a finished one comes to.

use super::condition::Conditions;
use super::framework::Framework;
use super::text::Text;
use super::value::{Layer, Value};
use crate::code::Name;
use crate::source::Span;

/// Routers inside routers, at most.
const MAX_DEPTH: usize = 64;

/// Routers and routes that one service comes to, at most.
const MAX_ROUTES: usize = 20_000;

/// Layers that one route came too late for, at most: each route has its own list.
const MAX_MISSED: usize = 16;

/// Number of a router within one run of the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct RouterId(pub(super) usize);

/// A router: what it answers, in the order in which it was told.
#[derive(Clone, Debug)]
pub(super) struct Router<'w> {
    pub(super) framework: &'static Framework,
    /// Where it was made.
    pub(super) span: Span,
    /// In front of every path in it.
    pub(super) prefix: Text,
    /// Instead of it, where all of it stands under several.
    pub(super) prefixes: Vec<(Conditions, Text)>,
    /// In front of what it is told from now on, in frameworks that know such a thing.
    pub(super) ahead: Text,
    /// When it answers at all: hosts, guards.
    pub(super) conditions: Conditions,
    /// The method that it answers, where its routes say none.
    pub(super) method: Option<Name>,
    pub(super) entries: Vec<Entry<'w>>,
    /// What stands in front of every entry, also of those that come later; innermost first.
    pub(super) layers: Vec<Layer<'w>>,
    /// What was put over what it had been told by then, and stands in front of nothing that came later.
    pub(super) earlier: Vec<Layer<'w>>,
    /// Whether another router took it in, or says all that it says.
    pub(super) is_mounted: bool,
}

/// One thing that a router was told.
#[derive(Clone, Debug)]
pub(super) struct Entry<'w> {
    pub(super) kind: EntryKind<'w>,
    /// Added to the prefix; as written, in the syntax of the framework.
    pub(super) path: Text,
    /// What stands in front of this one, innermost first.
    pub(super) layers: Vec<Layer<'w>>,
    /// How many of the router's earlier layers it came too late for.
    pub(super) missed: usize,
    pub(super) conditions: Conditions,
    /// Whether the source keeps it out of documents.
    pub(super) is_unpublished: bool,
    /// Where it was told.
    pub(super) span: Span,
    /// Where what answers is named.
    pub(super) named: Span,
}

/// What a router may be told.
#[derive(Clone, Debug)]
pub(super) enum EntryKind<'w> {
    /// A handler for a method (in upper case), or for any.
    Route(Option<Name>, Value<'w>),
    /// Another router.
    Mount(RouterId),
    /// A service that nobody can look into answers everything below the path.
    Service(Value<'w>),
    /// What answers when nothing else does.
    Fallback(Value<'w>),
    /// What is asked of a request before it is answered, not yet served.
    Filter(Filter<'w>),
    /// Something that could not be followed.
    Unresolved(String),
}

/// One way through a filter that is not served yet; its path is that of the entry.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter<'w> {
    /// In upper case; `None` for any.
    pub(super) method: Option<Name>,
    /// Whether it says anything of the path.
    pub(super) is_placed: bool,
    /// Whether nothing may follow in the path.
    pub(super) is_ended: bool,
    /// What happens to what it took, in order.
    pub(super) steps: Vec<Step<'w>>,
}

/// A function that is given what a filter took.
#[derive(Clone, Debug)]
pub(super) struct Step<'w> {
    /// Whether it may wait, or turn the request away.
    pub(super) is_async: bool,
    pub(super) function: Value<'w>,
}

/// An entry with all that surrounds it.
#[derive(Clone, Debug)]
pub(super) struct Flat<'w> {
    pub(super) kind: EntryKind<'w>,
    pub(super) framework: &'static Framework,
    /// Paths of all routers around it and its own, outermost first.
    pub(super) paths: Vec<Text>,
    /// Innermost first.
    pub(super) layers: Vec<Layer<'w>>,
    /// What stands in front of others of the same routers, and was put there before this one came.
    pub(super) missed: Vec<Layer<'w>>,
    pub(super) conditions: Conditions,
    pub(super) is_unpublished: bool,
    pub(super) span: Span,
    pub(super) named: Span,
}

/// All routers of a run.
#[derive(Debug, Default)]
pub(super) struct Routers<'w> {
    all: Vec<Router<'w>>,
}

impl<'w> Routers<'w> {
    pub(super) fn add(&mut self, framework: &'static Framework, span: Span) -> RouterId {
        self.all.push(Router {
            framework,
            span,
            prefix: Text::default(),
            prefixes: Vec::new(),
            ahead: Text::default(),
            conditions: Conditions::default(),
            method: None,
            entries: Vec::new(),
            layers: Vec::new(),
            earlier: Vec::new(),
            is_mounted: false,
        });
        RouterId(self.all.len() - 1)
    }

    /// The same once more: what is told to one is not told to the other.
    pub(super) fn copy(&mut self, id: RouterId) -> RouterId {
        let copy = Router { is_mounted: false, ..self.all[id.0].clone() };
        // What the copy is told comes on top; until the first is told more, it has nothing of its own.
        self.all[id.0].is_mounted = true;
        self.all.push(copy);
        RouterId(self.all.len() - 1)
    }

    pub(super) fn get(&self, id: RouterId) -> &Router<'w> {
        &self.all[id.0]
    }

    pub(super) fn get_mut(&mut self, id: RouterId) -> &mut Router<'w> {
        &mut self.all[id.0]
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Routers made since there were `from` of them, that nobody took in and that have something to say.
    pub(super) fn roots(&self, from: usize) -> Vec<RouterId> {
        let is_root = |it: &RouterId| {
            let router = self.get(*it);
            !router.is_mounted && !router.entries.is_empty()
        };
        (from..self.all.len()).map(RouterId).filter(is_root).collect()
    }

    /// Keeps what a router was told out of documents, from an entry on.
    pub(super) fn hide(&mut self, router: RouterId, from: usize) {
        self.all[router.0].entries.iter_mut().skip(from).for_each(|it| it.is_unpublished = true);
    }

    /// Everything that a router answers, those inside it included; no more than there is room for.
    pub(super) fn flatten(&self, root: RouterId, room: &mut usize) -> Vec<Flat<'w>> {
        let mut flat = Vec::new();
        let mut own = MAX_ROUTES.min(*room);
        let before = own;
        let router = self.get(root);
        let around = Flat {
            kind: EntryKind::Mount(root),
            framework: router.framework,
            paths: Vec::new(),
            layers: Vec::new(),
            missed: Vec::new(),
            conditions: Conditions::default(),
            is_unpublished: false,
            span: router.span,
            named: router.span,
        };
        self.collect(root, &around, (0, &mut own), &mut flat);
        *room -= before - own;
        flat
    }

    fn collect(
        &self,
        id: RouterId,
        around: &Flat<'w>,
        (depth, room): (usize, &mut usize),
        flat: &mut Vec<Flat<'w>>,
    ) {
        let router = self.get(id);
        let each = router.all_prefixes().flat_map(|it| router.entries.iter().map(move |entry| (it, entry)));
        for ((conditions, prefix), entry) in each {
            if *room == 0 {
                return;
            }
            *room -= 1;
            let mut found = router.flat(entry, around);
            found.conditions = found.conditions.and(conditions);
            found.paths.extend([prefix.clone(), entry.path.clone()]);
            match found.kind {
                _ if *room == 0 => flat.push(cut(found, "there are more routes than are followed")),
                EntryKind::Mount(_) if depth >= MAX_DEPTH => {
                    flat.push(cut(found, "routers are nested too deep to be followed"));
                }
                EntryKind::Mount(inner) => self.collect(inner, &found, (depth + 1, &mut *room), flat),
                _ => flat.push(found),
            }
        }
    }
}

impl<'w> Router<'w> {
    fn all_prefixes(&self) -> impl Iterator<Item = (&Conditions, &Text)> {
        const ALWAYS: &Conditions = &Conditions::ALWAYS;
        let only = self.prefixes.is_empty().then_some((ALWAYS, &self.prefix));
        only.into_iter().chain(self.prefixes.iter().map(|it| (&it.0, &it.1)))
    }

    /// An entry in what surrounds the router, but for the paths of both.
    fn flat(&self, entry: &Entry<'w>, around: &Flat<'w>) -> Flat<'w> {
        let layers = [&entry.layers, &self.layers, &around.layers];
        let missed = self.earlier.iter().take(entry.missed).rev().chain(&around.missed);
        let kind = match &entry.kind {
            EntryKind::Route(None, handler) => EntryKind::Route(self.method.clone(), handler.clone()),
            kind => kind.clone(),
        };
        Flat {
            kind,
            framework: self.framework,
            paths: around.paths.clone(),
            layers: layers.into_iter().flatten().cloned().collect(),
            missed: missed.take(MAX_MISSED).cloned().collect(),
            conditions: around.conditions.and(&self.conditions).and(&entry.conditions),
            is_unpublished: around.is_unpublished || entry.is_unpublished,
            span: entry.span,
            named: entry.named,
        }
    }
}

fn cut<'w>(flat: Flat<'w>, reason: &str) -> Flat<'w> {
    Flat { kind: EntryKind::Unresolved(reason.to_owned()), ..flat }
}
