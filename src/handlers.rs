//! The routes that Rust sources serve, found without compiling them.
//!
//! [`find`] follows the functions that put routers together, as if they ran, over values of which little is known. What
//! cannot be followed is told with its place: a route that is missing without such a note is a bug.

mod annotation;
mod branch;
mod call;
mod condition;
mod eval;
mod format;
mod framework;
mod frameworks;
mod known;
mod machine;
mod method;
mod path;
mod pattern;
mod relevance;
mod route;
mod router;
mod template;
mod text;
mod value;

pub use condition::{Condition, Conditions};
pub use route::{Covering, Handler, Route, Service, Unresolved};
pub use template::{Segment, Template};

use crate::code::{ItemId, ItemKind, Name, Workspace, with_large_stack};
use crate::source::Span;
use frameworks::FRAMEWORKS;
use machine::{Frame, Machine};
use relevance::Relevance;
use router::{EntryKind, Flat, RouterId};
use rustc_hash::FxHashSet;
use text::Text;
use value::{FunctionRef, Layer, Value};

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

/// The services of a workspace, in the order of their functions.
#[must_use]
pub fn find(workspace: &Workspace) -> Vec<Service> {
    // Functions are followed by recursion, as deep as the bounds of the machine allow.
    with_large_stack(|| found(workspace)).unwrap_or_else(|| found(workspace))
}

fn found(workspace: &Workspace) -> Vec<Service> {
    let relevance = Relevance::new(workspace);
    let mut machine = Machine::new(workspace, &relevance);
    let mut services = Vec::new();
    let mut room = MAX_ROUTES;
    let mut known = FxHashSet::default();
    for &entry in relevance.roots() {
        if !machine.entered.contains(&entry) {
            let roots = roots(&mut machine, entry);
            let found = roots.into_iter().filter_map(|it| service(&machine, entry, it, &mut room));
            services.extend(found.filter(|it| known.insert(shape(it))));
        }
    }
    services
}

/// What tells services apart: those that answer the same routes, told at the same places, are one that is served in
/// several ways.
fn shape(service: &Service) -> Vec<String> {
    let routes = service.routes.iter().map(|it| format!("{:?} {} {:?}", it.method, it.path, it.span));
    let unresolved = service.unresolved.iter().map(|it| format!("{} {:?}", it.path, it.span));
    routes.chain(unresolved).collect()
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

fn service(machine: &Machine<'_>, entry: ItemId, root: RouterId, room: &mut usize) -> Option<Service> {
    let workspace = machine.workspace;
    let flat = machine.routers.flatten(root, room);
    let router = machine.routers.get(root);
    let routes = |is_wanted: fn(&EntryKind<'_>) -> bool| {
        flat.iter().filter(|it| is_wanted(&it.kind)).filter_map(|it| route(machine, it)).collect()
    };
    let service = Service {
        package: workspace.package_of(entry)?.name.clone(),
        kind: workspace.target_of(entry)?.kind,
        framework: router.framework.name,
        entry,
        span: router.span,
        routes: routes(|it| !matches!(it, EntryKind::Fallback(_))),
        fallbacks: routes(|it| matches!(it, EntryKind::Fallback(_))),
        unresolved: flat.iter().filter_map(unresolved).collect(),
    };
    (!service.routes.is_empty() || !service.unresolved.is_empty()).then_some(service)
}

fn route(machine: &Machine<'_>, flat: &Flat<'_>) -> Option<Route> {
    let rest = || Some(Segment::Rest("path".to_owned()));
    let (method, handler, rest) = match &flat.kind {
        EntryKind::Route(method, handler) => (method.clone(), handler, None),
        EntryKind::Service(handler) | EntryKind::Fallback(handler) => (None, handler, rest()),
        EntryKind::Mount(_) | EntryKind::Filter(_) | EntryKind::Unresolved(_) => return None,
    };
    let mut path = Template::new(&flat.paths, flat.framework.syntax);
    path.segments.extend(rest);
    Some(Route {
        method,
        path,
        handler: self::handler(machine, handler, flat.named),
        layers: flat.layers.iter().map(|it| covering(machine, it)).collect(),
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

    /// The function that a handler is, or hands its requests to.
    fn function_in(&self, value: &Value<'w>) -> Option<ItemId> {
        let mut pending = vec![value];
        for _ in 0..MAX_INNER {
            match pending.pop()? {
                Value::Function(function) => return Some(function.item),
                Value::Closure(closure) => {
                    if let Some(found) = self.function_called_in(closure) {
                        return Some(found);
                    }
                }
                Value::Call(call) => pending.extend(call.arguments.iter().chain(&call.receiver).rev()),
                Value::Either(all) => pending.extend(all.iter().map(|it| &it.1).rev()),
                _ => {}
            }
        }
        None
    }

    /// What is in front of a handler, from the outside in.
    fn describe(&self, value: &Value<'w>, covering: &mut Covering) {
        let mut pending = vec![value];
        for _ in 0..MAX_INNER {
            let Some(value) = pending.pop() else { return };
            self.describe_one(value, covering);
            pending.extend(self.parts(value).into_iter().rev());
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

/// The outermost path names what it is; those inside are kept behind it.
fn name(covering: &mut Covering, path: &[Name]) {
    covering.path.extend(path.iter().cloned());
}
