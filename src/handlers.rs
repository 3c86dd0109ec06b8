//! The routes that Rust sources serve, found without compiling them.
//!
//! [`find`] follows the functions that put routers together, as if they ran, over values of which little is known. What
//! cannot be followed is told with its place: a route that is missing without such a note is a bug.

mod annotation;
mod branch;
mod builder;
mod call;
mod condition;
mod documentation;
mod eval;
mod expansion;
mod format;
mod framework;
mod frameworks;
mod input;
mod known;
mod listing;
mod machine;
mod method;
mod opening;
mod path;
mod pattern;
mod protection;
mod relevance;
mod route;
mod router;
mod support;
mod template;
mod text;
mod value;

pub use condition::{Condition, Conditions};
pub use protection::{
    BodyLimit, BodyLimitKind, Cors, Evidence, EvidenceKind, Names, Protection, Strength, Timeout,
};
pub use route::{Covering, Handler, Route, Service, Unresolved};
pub use template::{Segment, Template};

use crate::code::{ItemId, ItemKind, Name, TargetKind, Workspace, with_large_stack};
use crate::source::Span;
use expansion::Expansions;
use frameworks::FRAMEWORKS;
use machine::{Frame, Machine};
use protection::{Guards, Judge};
use relevance::Relevance;
use router::{EntryKind, Flat, RouterId};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::VecDeque;
use support::Support;
use text::Text;
use value::{FunctionRef, Layer, OpaqueCall, Value};

/// Routes of all services together, at most.
const MAX_ROUTES: usize = 100_000;

/// Crates that are known by the paths of their items: a workspace is to be read with these as foreign, even where it
/// contains them.
#[must_use]
pub fn known_crates() -> Vec<&'static str> {
    FRAMEWORKS.iter().flat_map(|it| it.crates).copied().collect()
}

/// Whether a source or manifest names a framework: where none does, nothing can be found.
#[must_use]
pub fn names_framework(text: &str) -> bool {
    let names = |it: &&str| memchr::memmem::find(text.as_bytes(), it.as_bytes()).is_some();
    FRAMEWORKS.iter().flat_map(|it| it.crates).any(names)
}

/// The services of a workspace, in the order of their functions, for a project with these names of its own.
#[must_use]
pub fn find(workspace: &Workspace, names: &Names) -> Vec<Service> {
    // Functions are followed by recursion, as deep as the bounds of the machine allow.
    with_large_stack(|| found(workspace, names)).unwrap_or_else(|| found(workspace, names))
}

fn found(workspace: &Workspace, names: &Names) -> Vec<Service> {
    let mut guards = Guards::new(workspace, names);
    let relevance = Relevance::new(workspace);
    let support = Support::new(workspace);
    let expansions = Expansions::default();
    let mut machine = Machine::new(workspace, names, (&relevance, &expansions));
    let mut services = Vec::new();
    let mut room = MAX_ROUTES;
    let mut known = FxHashSet::default();
    for &entry in relevance.roots() {
        if !machine.entered.contains(&entry) {
            let roots = roots(&mut machine, entry);
            let mut judge = Judge::new(&machine, guards);
            let found =
                roots.into_iter().filter_map(|it| service(&mut judge, &support, entry, it, &mut room));
            services.extend(found.filter(|it| known.insert(shape(it))));
            guards = judge.into_guards();
        }
    }
    without_repetitions(services)
}

/// Services of one place that are compared with each other, at most.
const MAX_ALIKE: usize = 256;

/// The same service may be put together in several ways that make no difference: the one with the most routes is kept.
fn without_repetitions(mut services: Vec<Service>) -> Vec<Service> {
    let keys: Vec<FxHashSet<_>> = services.iter().map(Service::key).collect();
    let is_less = |one: usize, other: usize| {
        let (a, b) = (&services[one], &services[other]);
        // What a program serves is not also the library's that it takes it from.
        let is_same = a.package == b.package && a.kind == b.kind;
        let is_taken = rank(a.kind) < rank(b.kind);
        a.span == b.span
            && keys[one].is_subset(&keys[other])
            && (is_taken || is_same && (other < one || keys[one].len() < keys[other].len()))
    };
    let mut by_place: FxHashMap<Span, Vec<usize>> = FxHashMap::default();
    services.iter().enumerate().for_each(|(number, it)| by_place.entry(it.span).or_default().push(number));
    let is_repeated: Vec<bool> = (0..services.len())
        .map(|one| {
            by_place[&services[one].span]
                .iter()
                .take(MAX_ALIKE)
                .any(|other| *other != one && is_less(one, *other))
        })
        .collect();
    let mut repeated = is_repeated.into_iter();
    services.retain(|_| !repeated.next().unwrap_or_default());
    services
}

const fn rank(kind: TargetKind) -> u8 {
    match kind {
        TargetKind::Binary => 2,
        TargetKind::Library => 1,
        TargetKind::Example | TargetKind::Test | TargetKind::Bench | TargetKind::Build => 0,
    }
}

/// Services that answer the same routes, told at the same places, are one that is served in several ways.
type Shape = (String, TargetKind, Vec<(Option<Name>, Template, Span)>);

fn shape(service: &Service) -> Shape {
    let routes = service.routes.iter().map(|it| (it.method.clone(), it.path.clone(), it.span));
    let unresolved = service.unresolved.iter().map(|it| (None, it.path.clone(), it.span));
    (service.package.to_string(), service.kind, routes.chain(unresolved).collect())
}

/// The outermost routers that a function makes. Where a bound cut something off, each of them says so.
fn roots(machine: &mut Machine<'_>, entry: ItemId) -> Vec<RouterId> {
    let from = machine.routers.len();
    machine.follow(entry);
    machine.serve_filters(from);
    let mut roots = machine.routers.roots(from);
    if machine.is_exhausted() {
        let span = machine.workspace.item(entry).name_span;
        machine.frame = Frame::new(machine.workspace.scope_of(entry));
        let framework = FRAMEWORKS.iter().find(|it| machine.uses(it)).or(FRAMEWORKS.first());
        let made = framework.filter(|_| roots.is_empty()).map(|it| machine.new_router(it, span));
        roots.extend(made);
        roots.iter().for_each(|it| machine.say_exhausted(*it, span));
    }
    roots
}

fn service(
    judge: &mut Judge<'_, '_>,
    support: &Support<'_>,
    entry: ItemId,
    root: RouterId,
    room: &mut usize,
) -> Option<Service> {
    let machine = judge.machine;
    let mut flat = machine.routers.flatten(root, room);
    leave_out_common(&mut flat);
    let router = machine.routers.get(root);
    let (package, kind) = support.owner(entry, router.span)?;
    let service = Service {
        package,
        kind,
        framework: router.framework.name,
        entry,
        span: router.span,
        routes: routes(judge, &flat, false),
        fallbacks: routes(judge, &flat, true),
        unresolved: flat.iter().filter_map(unresolved).collect(),
    };
    (!service.routes.is_empty() || !service.unresolved.is_empty()).then_some(service)
}

/// What holds for all that a service answers, such as the branch that starts it, says nothing of its routes.
fn leave_out_common(flat: &mut [Flat<'_>]) {
    let [first, second, rest @ ..] = &*flat else { return };
    let both = first.conditions.common(&second.conditions);
    let common = rest.iter().fold(both, |all, it| all.common(&it.conditions));
    for it in flat {
        it.conditions = it.conditions.without(&common);
        it.layers.iter_mut().for_each(|layer| layer.conditions = layer.conditions.without(&common));
    }
}

/// Routes, or what answers when none of them does.
fn routes<'w>(judge: &mut Judge<'_, 'w>, flat: &[Flat<'w>], is_fallback: bool) -> Vec<Route> {
    let is_wanted = |it: &&Flat<'w>| matches!(it.kind, EntryKind::Fallback(_)) == is_fallback;
    flat.iter().filter(is_wanted).filter_map(|it| route(judge, it)).collect()
}

fn route<'w>(judge: &mut Judge<'_, 'w>, flat: &Flat<'w>) -> Option<Route> {
    let machine = judge.machine;
    let rest = || Some(Segment::Rest("path".to_owned()));
    let (method, handler, rest) = match &flat.kind {
        EntryKind::Route(method, handler) => (method.clone(), handler, None),
        EntryKind::Service(handler) | EntryKind::Fallback(handler) => (None, handler, rest()),
        EntryKind::Mount(_) | EntryKind::Filter(_) | EntryKind::Unresolved(_) => return None,
    };
    let mut path = Template::new(&flat.paths, flat.framework.syntax);
    path.segments.extend(rest);
    let mut protection = judge.protection(handler, &flat.layers, flat.framework.name, &flat.conditions);
    protection.missed = judge.missed(&flat.missed, &flat.conditions);
    Some(Route {
        method,
        path,
        handler: self::handler(machine, handler, flat.named),
        layers: flat.layers.iter().map(|it| covering(machine, it)).collect(),
        protection,
        conditions: flat.conditions.clone(),
        is_unpublished: flat.is_unpublished,
        span: flat.span,
        framework: flat.framework.name,
    })
}

fn unresolved(flat: &Flat<'_>) -> Option<Unresolved> {
    let EntryKind::Unresolved(reason) = &flat.kind else { return None };
    Some(Unresolved {
        path: Template::new(&flat.paths, flat.framework.syntax),
        reason: reason.clone(),
        span: flat.span,
        conditions: flat.conditions.clone(),
    })
}

fn handler(machine: &Machine<'_>, value: &Value<'_>, named: Span) -> Handler {
    if let Some(function) = machine.function_in(value) {
        let item = machine.workspace.item(function);
        return Handler { function: Some(function), name: item.name.to_string(), span: item.name_span };
    }
    let (name, span) = match value {
        Value::Closure(closure) => ("closure".to_owned(), closure.span),
        Value::Call(call) => (call::joined(&call.path), call.expr.span),
        Value::External(path) => (call::joined(path), named),
        _ => (String::new(), named),
    };
    Handler { function: None, name, span }
}

fn covering(machine: &Machine<'_>, layer: &Layer<'_>) -> Covering {
    let mut covering = Covering {
        path: Vec::new(),
        functions: Vec::new(),
        types: Vec::new(),
        span: layer.span,
        conditions: layer.conditions.clone(),
    };
    machine.describe(&layer.value, &mut covering);
    covering
}

/// Values inside a value that are looked at, at most: parts may be shared, so that there are more than memory holds.
const MAX_INNER: usize = 1_000;

/// Calls around a handler, at most.
const MAX_WRAPPERS: usize = 2;

/// Values inside the value of a layer that are looked at, at most.
const MAX_PARTS: usize = 64;

impl<'w> Machine<'w> {
    /// Follows a function that nobody called.
    fn follow(&mut self, function: ItemId) {
        self.refresh();
        self.entered.insert(function);
        let ItemKind::Function(declared) = &self.workspace.item(function).kind else { return };
        let self_type = self.self_type_of(function);
        self.run_function(FunctionRef { item: function, self_type }, declared, Vec::new(), Vec::new());
    }

    /// Says of a router that not everything was followed.
    fn say_exhausted(&mut self, router: RouterId, span: Span) {
        let here = [(Conditions::default(), Text::default())];
        self.unresolved(router, &here, "there is more than can be followed", span);
    }

    /// The function that a handler is, or hands its requests to; a call that makes a handler may be given it.
    fn function_in(&self, value: &Value<'w>) -> Option<ItemId> {
        let mut pending = vec![(value, 0)];
        for _ in 0..MAX_INNER {
            let (value, depth) = pending.pop()?;
            match value {
                Value::Function(function) => return Some(function.item),
                Value::Closure(closure) => {
                    if let Some(found) = self.function_called_in(closure) {
                        return Some(found);
                    }
                }
                Value::Call(call) => pending.extend(makers(call, depth).rev().map(|it| (it, depth + 1))),
                Value::Either(all) => pending.extend(all.iter().rev().map(|it| (&it.1, depth))),
                _ => {}
            }
        }
        None
    }

    /// What a layer is made of: the outermost first, and of what is inside only so much.
    fn describe(&self, value: &Value<'w>, covering: &mut Covering) {
        let mut pending = VecDeque::from([value]);
        for _ in 0..MAX_PARTS {
            let Some(value) = pending.pop_front() else { return };
            self.describe_one(value, covering);
            pending.extend(self.parts(value).into_iter().take(MAX_PARTS));
        }
    }

    fn describe_one(&self, value: &Value<'w>, covering: &mut Covering) {
        match value {
            Value::Function(function) => covering.functions.push(function.item),
            Value::Closure(closure) => covering.functions.extend(self.function_called_in(closure)),
            Value::Type(item) => covering.types.push(*item),
            Value::Object(object) => covering.types.extend(self.objects[object.0].item),
            Value::External(path) => name(covering, path),
            Value::Call(call) => {
                name(covering, &call.path);
                let types =
                    call.types.iter().filter_map(|it| self.workspace.resolve_type(call.scope, it).item());
                covering.types.extend(types);
            }
            _ => {}
        }
    }

    fn parts<'v>(&'v self, value: &'v Value<'w>) -> Vec<&'v Value<'w>> {
        match value {
            Value::Object(object) => self.objects[object.0].fields.iter().map(|it| &it.1).collect(),
            Value::Call(call) => call.receiver.iter().chain(&call.arguments).collect(),
            Value::Either(all) => all.iter().map(|it| &it.1).collect(),
            Value::List(all) | Value::Tuple(all) => all.iter().collect(),
            _ => Vec::new(),
        }
    }
}

/// What a call was given, and what it was called on, where that may be the handler.
fn makers<'v, 'w>(call: &'v OpaqueCall<'w>, depth: usize) -> impl DoubleEndedIterator<Item = &'v Value<'w>> {
    let given = call.arguments.iter().filter(move |_| depth < MAX_WRAPPERS);
    let made = call.receiver.iter().filter(move |it| depth == 0 || matches!(it, Value::Call(_)));
    given.chain(made)
}

/// The outermost path names what it is; those inside are kept behind it.
fn name(covering: &mut Covering, path: &[Name]) {
    covering.path.extend(path.iter().cloned());
}
