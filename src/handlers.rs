//! The routes that Rust sources serve, found without compiling them.
//!
//! [`find`] follows the functions that put routers together, as if they ran, over values of which little is known. What
//! cannot be followed is told with its place: a route that is missing without such a note is a bug.

mod annotation;
mod call;
mod condition;
mod eval;
mod framework;
mod frameworks;
mod machine;
mod method;
mod path;
mod relevance;
mod route;
mod router;
mod template;
mod text;
mod value;

pub use condition::{Condition, Conditions};
pub use route::{Covering, Handler, Route, Service, Unresolved};
pub use template::{Segment, Template};

use crate::code::{ItemId, ItemKind, Name, Workspace};
use machine::Machine;
use relevance::Relevance;
use router::{EntryKind, Flat, RouterId};
use rustc_hash::FxHashSet;
use value::{FunctionRef, Layer, Value};

/// The services of a workspace, in the order of their functions.
#[must_use]
pub fn find(workspace: &Workspace) -> Vec<Service> {
    let relevance = Relevance::new(workspace);
    let mut machine = Machine::new(workspace, &relevance);
    let mut services = Vec::new();
    let mut known = FxHashSet::default();
    for &entry in relevance.roots() {
        if !machine.entered.contains(&entry) {
            let from = machine.routers.len();
            machine.follow(entry);
            machine.serve_filters(from);
            let roots = machine.routers.roots(from);
            let found = roots.into_iter().filter_map(|it| service(&machine, entry, it));
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

fn service(machine: &Machine<'_>, entry: ItemId, root: RouterId) -> Option<Service> {
    let workspace = machine.workspace;
    let flat = machine.routers.flatten(root);
    let router = machine.routers.get(root);
    let service = Service {
        package: workspace.package_of(entry)?.name.clone(),
        kind: workspace.target_of(entry)?.kind,
        framework: router.framework.name,
        entry,
        span: router.span,
        routes: flat.iter().filter_map(|it| route(machine, it)).collect(),
        unresolved: flat.iter().filter_map(unresolved).collect(),
    };
    (!service.routes.is_empty() || !service.unresolved.is_empty()).then_some(service)
}

fn route(machine: &Machine<'_>, flat: &Flat<'_>) -> Option<Route> {
    let (method, handler, rest) = match &flat.kind {
        EntryKind::Route(method, handler) => (method.clone(), handler, None),
        EntryKind::Service(handler) => (None, handler, Some(Segment::Rest("path".to_owned()))),
        EntryKind::Mount(_) | EntryKind::Fallback(_) | EntryKind::Filter(_) | EntryKind::Unresolved(_) => return None,
    };
    let mut path = Template::new(&flat.paths, flat.framework.syntax);
    path.segments.extend(rest);
    Some(Route {
        method,
        path,
        handler: self::handler(machine, handler, flat),
        layers: flat.layers.iter().map(|it| covering(machine, it)).collect(),
        conditions: flat.conditions.clone(),
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

fn handler(machine: &Machine<'_>, value: &Value<'_>, flat: &Flat<'_>) -> Handler {
    let workspace = machine.workspace;
    match machine.function_in(value) {
        Some(function) => {
            let item = workspace.item(function);
            Handler { function: Some(function), name: item.name.to_string(), span: item.name_span }
        }
        None => {
            let name = match value {
                Value::Closure(_) => "closure".to_owned(),
                Value::Call(call) => call::joined(&call.path),
                Value::External(path) => call::joined(path),
                _ => String::new(),
            };
            Handler { function: None, name, span: flat.span }
        }
    }
}

fn covering(machine: &Machine<'_>, layer: &Layer<'_>) -> Covering {
    let mut covering = Covering {
        path: Vec::new(),
        functions: Vec::new(),
        types: Vec::new(),
        span: layer.span,
        conditions: layer.conditions.clone(),
    };
    machine.describe(&layer.value, &mut covering, 0);
    covering
}

/// Values inside values that are looked at, at most.
const MAX_DEPTH: usize = 16;

impl<'w> Machine<'w> {
    /// Follows a function that nobody called.
    fn follow(&mut self, function: ItemId) {
        self.refresh();
        self.entered.insert(function);
        let ItemKind::Function(declared) = &self.workspace.item(function).kind else { return };
        let self_type = self.self_type_of(function);
        self.run_function(FunctionRef { item: function, self_type }, declared, Vec::new(), Vec::new());
    }

    /// The function that a handler is, or hands its requests to.
    fn function_in(&self, value: &Value<'w>) -> Option<ItemId> {
        match value {
            Value::Function(function) => Some(function.item),
            Value::Closure(closure) => self.function_called_in(closure),
            Value::Call(call) => call.arguments.iter().chain(&call.receiver).find_map(|it| self.function_in(it)),
            Value::Either(all) => all.iter().find_map(|it| self.function_in(&it.1)),
            _ => None,
        }
    }

    fn describe(&self, value: &Value<'w>, covering: &mut Covering, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        match value {
            Value::Function(function) => covering.functions.push(function.item),
            Value::Closure(closure) => covering.functions.extend(self.function_called_in(closure)),
            Value::Type(item) => covering.types.push(*item),
            Value::Object(object) => {
                covering.types.extend(self.objects[object.0].item);
                self.objects[object.0].fields.iter().for_each(|it| self.describe(&it.1, covering, depth + 1));
            }
            Value::External(path) => name(covering, path),
            Value::Call(call) => {
                name(covering, &call.path);
                let types = call.types.iter().filter_map(|it| self.workspace.resolve_type(call.scope, it).item());
                covering.types.extend(types);
                let inner = call.receiver.iter().chain(&call.arguments);
                inner.for_each(|it| self.describe(it, covering, depth + 1));
            }
            Value::Either(all) => all.iter().for_each(|it| self.describe(&it.1, covering, depth + 1)),
            Value::List(all) | Value::Tuple(all) => all.iter().for_each(|it| self.describe(it, covering, depth + 1)),
            _ => {}
        }
    }
}

/// The outermost path names what it is; those inside are kept behind it.
fn name(covering: &mut Covering, path: &[Name]) {
    covering.path.extend(path.iter().cloned());
}
