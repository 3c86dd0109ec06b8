//! The state of following a service's construction, and what frameworks do with it.
//!
//! Routers are cells: whoever has one tells it more, in place. Every branch is followed; what is told in a branch is told
//! under its condition. Steps and depth are bounded, and where a bound cuts, the router says so.

use super::condition::{Condition, Conditions};
use super::framework::Framework;
use super::relevance::Relevance;
use super::router::{Entry, EntryKind, RouterId, Routers};
use super::text::Text;
use super::value::{Layer, Object, ObjectId, Value, Verbs};
use crate::code::{ItemId, ModuleId, Name, Scope, Workspace};
use crate::source::Span;
use rustc_hash::FxHashSet;

/// Expressions that are looked at for one service, at most.
const MAX_STEPS: usize = 200_000;

/// Functions inside functions, at most.
pub(super) const MAX_CALLS: usize = 48;

/// Follows functions of a workspace.
#[derive(Debug)]
pub(super) struct Machine<'w> {
    pub(super) workspace: &'w Workspace,
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
    steps: usize,
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
    pub(super) fn new(workspace: &'w Workspace, relevance: &'w Relevance) -> Self {
        Self {
            workspace,
            relevance,
            routers: Routers::default(),
            objects: Vec::new(),
            frame: Frame::new(Scope::from(ModuleId(0))),
            conditions: Conditions::default(),
            stack: Vec::new(),
            entered: FxHashSet::default(),
            wants_text: false,
            steps: 0,
        }
    }

    /// Counts a step; `false` when there were too many.
    pub(super) fn step(&mut self) -> bool {
        self.steps += 1;
        self.steps <= MAX_STEPS
    }

    /// Whether a bound cut something off.
    pub(super) fn is_exhausted(&self) -> bool {
        self.steps > MAX_STEPS
    }

    /// Steps are counted for each service.
    pub(super) fn refresh(&mut self) {
        self.steps = 0;
    }

    pub(super) fn new_router(&mut self, framework: &'static Framework, span: Span) -> RouterId {
        self.routers.add(framework, span)
    }

    pub(super) fn new_object(&mut self, item: Option<ItemId>, name: Name, fields: Vec<(Name, Value<'w>)>) -> Value<'w> {
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
        let text = |it: &Value<'w>| match it {
            Value::Text(text) => text.clone(),
            _ => Text::hole(self.workspace.slice(span)),
        };
        value.alternatives().iter().map(|(conditions, it)| (conditions.clone(), text(it))).collect()
    }

    /// Tells a router something, once for each path that it may have.
    pub(super) fn tell(&mut self, router: RouterId, path: &[(Conditions, Text)], kind: &EntryKind<'w>, span: Span) {
        for (conditions, path) in path {
            let conditions = self.conditions.and(conditions);
            let (kind, path) = (kind.clone(), path.clone());
            let entry = Entry { kind, path, layers: Vec::new(), conditions, is_unpublished: false, span };
            self.routers.get_mut(router).entries.push(entry);
        }
    }

    /// Tells a router handlers by method, each with its own layers.
    pub(super) fn tell_verbs(&mut self, router: RouterId, path: &[(Conditions, Text)], verbs: &Verbs<'w>, span: Span) {
        for verb in &verbs.list {
            let from = self.routers.get(router).entries.len();
            self.tell(router, path, &EntryKind::Route(verb.method.clone(), verb.handler.clone()), span);
            for entry in &mut self.routers.get_mut(router).entries[from..] {
                entry.layers.extend(verb.layers.iter().cloned());
            }
        }
    }

    /// Says that something below a path could not be followed.
    pub(super) fn unresolved(&mut self, router: RouterId, path: &[(Conditions, Text)], reason: &str, span: Span) {
        self.tell(router, path, &EntryKind::Unresolved(reason.to_owned()), span);
    }

    /// Puts a router, or whatever a value turns out to be, below a path of another.
    pub(super) fn mount(&mut self, router: RouterId, path: &[(Conditions, Text)], child: &Value<'w>, span: Span) {
        self.each(child, |it, child| match child {
            Value::Router(inner) if inner == router => {}
            Value::Router(inner) => {
                it.routers.get_mut(inner).is_mounted = true;
                it.tell(router, path, &EntryKind::Mount(inner), span);
            }
            Value::List(all) | Value::Tuple(all) => all.iter().for_each(|one| it.mount(router, path, one, span)),
            Value::Nothing => {}
            _ => it.unresolved(router, path, "the router that is taken in here could not be followed", span),
        });
    }

    /// Puts a layer over what a router was told so far.
    pub(super) fn cover(&mut self, router: RouterId, value: Value<'w>, span: Span, covers: impl Fn(&EntryKind<'w>) -> bool) {
        let layer = self.new_layer(value, span);
        let covered = self.routers.get_mut(router).entries.iter_mut().filter(|it| covers(&it.kind));
        covered.for_each(|it| it.layers.push(layer.clone()));
    }

    /// Puts a layer over everything that a router is told, whenever.
    pub(super) fn cover_all(&mut self, router: RouterId, value: Value<'w>, span: Span) {
        let layer = self.new_layer(value, span);
        self.routers.get_mut(router).layers.push(layer);
    }

    pub(super) fn new_layer(&self, value: Value<'w>, span: Span) -> Layer<'w> {
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
