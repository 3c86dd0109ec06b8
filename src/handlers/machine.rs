//! The state of following a service's construction, and what frameworks do with it.
//!
//! Routers are cells: whoever has one tells it more, in place. Every branch is followed; what is told in a branch is told
//! under its condition. Steps and depth are bounded, and where a bound cuts, the router says so.

use super::condition::{Condition, Conditions};
use super::expansion::{Expander, Expansions};
use super::framework::Framework;
use super::protection::Names;
use super::relevance::Relevance;
use super::router::{Entry, EntryKind, RouterId, Routers};
use super::text::Text;
use super::value::{Layer, Object, ObjectId, Value, Verbs};
use crate::code::{ItemId, ModuleId, Name, Scope, Workspace};
use crate::source::Span;
use rustc_hash::FxHashSet;

/// Expressions that are looked at for one service, at most.
const MAX_STEPS: usize = 100_000;

/// The same for all services together.
const MAX_ALL_STEPS: usize = 1_000_000;

/// Expressions inside expressions, those of functions that are called included, at most: what the stack holds.
const MAX_NESTING: usize = 6_000;

/// Values inside a value that are looked at, at most.
const MAX_INNER: usize = 200;

/// Characters of a source that are shown of what is not known, at most.
const MAX_SHOWN: usize = 100;

/// Functions inside functions, at most.
pub(super) const MAX_CALLS: usize = 48;

/// Follows functions of a workspace.
#[derive(Debug)]
pub(super) struct Machine<'w> {
    pub(super) workspace: &'w Workspace,
    pub(super) names: &'w Names,
    pub(super) relevance: &'w Relevance,
    pub(super) routers: Routers<'w>,
    pub(super) objects: Vec<Object<'w>>,
    pub(super) frame: Frame<'w>,
    pub(super) conditions: Conditions,
    /// Functions that are being followed.
    pub(super) stack: Vec<ItemId>,
    /// Functions that were followed at least once.
    pub(super) entered: FxHashSet<ItemId>,
    /// Whether functions are followed for their strings, whatever they have to do with routes.
    pub(super) wants_text: bool,
    pub(super) expander: Expander<'w>,
    /// Counts what was told to routers and kept in values.
    pub(super) effects: usize,
    /// Functions that told nobody anything when they were followed, and gave nothing back.
    pub(super) inert: FxHashSet<ItemId>,
    steps: usize,
    all_steps: usize,
    nesting: usize,
    pub(super) is_cut: bool,
}

/// What a function sees.
#[derive(Clone, Debug)]
pub(super) struct Frame<'w> {
    /// Where names are looked up that are no variables.
    pub(super) scope: Scope,
    pub(super) self_type: Option<ItemId>,
    pub(super) variables: Vec<(Name, Value<'w>)>,
    /// Parameters of types, with what they stand for.
    pub(super) types: Vec<(Name, ItemId)>,
    /// What `return` gave back so far.
    pub(super) returns: Vec<(Conditions, Value<'w>)>,
}

impl Frame<'_> {
    pub(super) const fn new(scope: Scope) -> Self {
        Self { scope, self_type: None, variables: Vec::new(), types: Vec::new(), returns: Vec::new() }
    }
}

impl<'w> Machine<'w> {
    pub(super) fn new(
        workspace: &'w Workspace,
        names: &'w Names,
        (relevance, expansions): (&'w Relevance, &'w Expansions),
    ) -> Self {
        Self {
            workspace,
            names,
            relevance,
            routers: Routers::default(),
            objects: Vec::new(),
            frame: Frame::new(Scope::from(ModuleId(0))),
            conditions: Conditions::default(),
            stack: Vec::new(),
            entered: FxHashSet::default(),
            wants_text: false,
            expander: Expander::new(expansions),
            effects: 0,
            inert: FxHashSet::default(),
            steps: 0,
            all_steps: 0,
            nesting: 0,
            is_cut: false,
        }
    }

    /// Counts a step; `false` when there were too many.
    pub(super) const fn step(&mut self) -> bool {
        self.spend(1)
    }

    /// Counts as many steps as something costs: what is copied is not free.
    pub(super) const fn spend(&mut self, cost: usize) -> bool {
        self.steps = self.steps.saturating_add(cost);
        self.all_steps = self.all_steps.saturating_add(cost);
        let is_possible = self.steps <= MAX_STEPS && self.all_steps <= MAX_ALL_STEPS;
        self.is_cut |= !is_possible;
        is_possible
    }

    /// One step further into the source; if there is room, [`Machine::ascend`] must follow.
    pub(super) const fn descend(&mut self) -> bool {
        if !self.step() {
            return false;
        }
        let has_room = self.nesting < MAX_NESTING;
        self.is_cut |= !has_room;
        self.nesting += has_room as usize;
        has_room
    }

    pub(super) const fn ascend(&mut self) {
        self.nesting -= 1;
    }

    /// Whether a bound cut something off.
    pub(super) const fn is_exhausted(&self) -> bool {
        self.is_cut
    }

    /// Steps are counted for each service.
    pub(super) const fn refresh(&mut self) {
        self.steps = 0;
        self.is_cut = false;
    }

    /// What the source says somewhere, as it is shown: the beginning of its first line.
    pub(super) fn shown(&self, span: Span) -> &'w str {
        let line = self.workspace.slice(span).lines().next().unwrap_or_default();
        &line[..line.floor_char_boundary(MAX_SHOWN)]
    }

    /// A string, unless it grew beyond all bounds.
    pub(super) fn text(&mut self, text: Text) -> Value<'w> {
        if self.spend(text.size() / 16) { Value::Text(text) } else { Value::Unknown }
    }

    pub(super) fn new_router(&mut self, framework: &'static Framework, span: Span) -> RouterId {
        self.effects += 1;
        self.routers.add(framework, span)
    }

    /// The same router once more.
    pub(super) fn copy(&mut self, router: RouterId) -> Value<'w> {
        let cost = self.routers.get(router).entries.len() / 4;
        if self.spend(cost) { Value::Router(self.routers.copy(router)) } else { Value::Router(router) }
    }

    pub(super) fn new_object(
        &mut self,
        item: Option<ItemId>,
        name: Name,
        fields: Vec<(Name, Value<'w>)>,
    ) -> Value<'w> {
        self.objects.push(Object { item, name, fields });
        Value::Object(ObjectId(self.objects.len() - 1))
    }

    /// Does something for each value that this may be, under its conditions.
    pub(super) fn each(&mut self, value: &Value<'w>, mut action: impl FnMut(&mut Self, Value<'w>)) {
        for (conditions, value) in value.alternatives() {
            self.under(&conditions, |it| action(it, value));
        }
    }

    /// Does something under further conditions.
    pub(super) fn under<T>(&mut self, conditions: &Conditions, action: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.conditions.clone();
        self.spend(conditions.list().len());
        self.conditions = before.and(conditions);
        let result = action(self);
        self.conditions = before;
        result
    }

    /// Does something under one further condition.
    pub(super) fn under_one<T>(&mut self, condition: Condition, action: impl FnOnce(&mut Self) -> T) -> T {
        self.under(&Conditions::default().with(condition), action)
    }

    /// The strings that a value may be; a hole where it is not known.
    pub(super) fn texts(&self, value: &Value<'w>, span: Span) -> Vec<(Conditions, Text)> {
        self.texts_or(value, || Text::hole(self.shown(span).trim_start_matches(['&', '*'])))
    }

    /// The strings that a value may be, or something else where it is not known.
    pub(super) fn texts_or(&self, value: &Value<'w>, hole: impl Fn() -> Text) -> Vec<(Conditions, Text)> {
        let text = |it: &Value<'w>| match it {
            Value::Text(text) => text.clone(),
            _ => hole(),
        };
        value.alternatives().iter().map(|(conditions, it)| (conditions.clone(), text(it))).collect()
    }

    /// Tells a router something, once for each path that it may have.
    pub(super) fn tell(
        &mut self,
        router: RouterId,
        path: &[(Conditions, Text)],
        kind: &EntryKind<'w>,
        span: Span,
    ) {
        self.effects += 1;
        let missed = self.routers.get(router).earlier.len();
        for (conditions, path) in path {
            let conditions = self.conditions.and(conditions);
            let (kind, path, layers) = (kind.clone(), path.clone(), Vec::new());
            let is_unpublished = false;
            let entry = Entry { kind, path, layers, missed, conditions, is_unpublished, span, named: span };
            self.routers.get_mut(router).entries.push(entry);
        }
    }

    /// Tells a router handlers by method, each with its own layers.
    pub(super) fn tell_verbs(
        &mut self,
        router: RouterId,
        path: &[(Conditions, Text)],
        verbs: &Verbs<'w>,
        span: Span,
    ) {
        for verb in &verbs.list {
            let from = self.routers.get(router).entries.len();
            self.tell(router, path, &EntryKind::Route(verb.method.clone(), verb.handler.clone()), span);
            for entry in &mut self.routers.get_mut(router).entries[from..] {
                entry.layers.extend(verb.layers.iter().cloned());
                entry.named = verb.span;
            }
        }
    }

    /// Tells a router the handlers that a value holds, or that nobody knows them.
    pub(super) fn tell_handlers(
        &mut self,
        router: RouterId,
        path: &[(Conditions, Text)],
        handlers: &Value<'w>,
        span: Span,
    ) {
        self.each(handlers, |it, handlers| match handlers {
            Value::Verbs(verbs) => it.tell_verbs(router, path, &verbs, span),
            _ => it.unresolved(router, path, "the handlers of this route could not be followed", span),
        });
    }

    /// Says that something below a path could not be followed.
    pub(super) fn unresolved(
        &mut self,
        router: RouterId,
        path: &[(Conditions, Text)],
        reason: &str,
        span: Span,
    ) {
        self.tell(router, path, &EntryKind::Unresolved(reason.to_owned()), span);
    }

    /// Puts a router, or whatever a value turns out to be, below a path of another.
    pub(super) fn mount(
        &mut self,
        router: RouterId,
        path: &[(Conditions, Text)],
        child: &Value<'w>,
        span: Span,
    ) {
        self.each(child, |it, child| match child {
            _ if !it.step() => {}
            Value::Router(inner) if inner == router => {}
            Value::Router(inner) => {
                it.routers.get_mut(inner).is_mounted = true;
                it.tell(router, path, &EntryKind::Mount(inner), span);
            }
            Value::List(all) | Value::Tuple(all) => {
                all.iter().for_each(|one| it.mount(router, path, one, span));
            }
            Value::Nothing => {}
            other if it.mount_documentation(router, &other) => {}
            _ => it.unresolved(router, path, "the router that is taken in here could not be followed", span),
        });
    }

    /// Whether a router is in a value, or in the fields of one.
    pub(super) fn carries_router(&self, value: &Value<'w>) -> bool {
        let mut pending = vec![value];
        for _ in 0..MAX_INNER {
            match pending.pop() {
                Some(Value::Object(object)) => {
                    pending.extend(self.objects[object.0].fields.iter().map(|it| &it.1));
                }
                Some(Value::Either(all)) => pending.extend(all.iter().map(|it| &it.1)),
                Some(other) if other.holds_router() => return true,
                Some(_) => {}
                None => return false,
            }
        }
        false
    }

    /// Puts a layer over what a router was told so far.
    pub(super) fn cover(
        &mut self,
        router: RouterId,
        value: Value<'w>,
        span: Span,
        covers: impl Fn(&EntryKind<'w>) -> bool,
    ) {
        self.effects += 1;
        let layer = self.new_layer(value, span);
        // Without an end to what copies cost, layers over layers would fill the memory.
        if !self.spend(self.routers.get(router).entries.len() / 4) {
            return;
        }
        let covered = self.routers.get_mut(router).entries.iter_mut().filter(|it| covers(&it.kind));
        covered.for_each(|it| it.layers.push(layer.clone()));
    }

    /// Puts a layer over everything that a router is told, whenever.
    pub(super) fn cover_all(&mut self, router: RouterId, value: Value<'w>, span: Span) {
        self.effects += 1;
        let layer = self.new_layer(value, span);
        self.routers.get_mut(router).layers.push(layer);
    }

    pub(super) fn new_layer(&mut self, value: Value<'w>, span: Span) -> Layer<'w> {
        let value = self.opened(value);
        Layer { value, span, conditions: self.conditions.clone() }
    }

    /// What a name stands for in the function.
    pub(super) fn variable(&self, name: &str) -> Option<&Value<'w>> {
        self.frame.variables.iter().rev().find(|it| &*it.0 == name).map(|it| &it.1)
    }

    /// Gives a name a new value, as `let` does.
    pub(super) fn bind(&mut self, name: Name, value: Value<'w>) {
        self.frame.variables.push((name, value));
    }

    /// Gives a name that exists another value.
    pub(super) fn assign(&mut self, name: &str, value: Value<'w>) {
        if let Some(variable) = self.frame.variables.iter_mut().rev().find(|it| &*it.0 == name) {
            variable.1 = value;
        }
    }
}

/// The path of the router itself, always.
pub(super) fn here() -> [(Conditions, Text); 1] {
    [(Conditions::ALWAYS, Text::default())]
}
