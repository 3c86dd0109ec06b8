//! What stands in front of a handler, taken apart.

use super::signs::Signs;
use super::{Evidence, EvidenceKind, Judge, Protection, Strength, called, cors, library, limit, tell, words};
use crate::code::{ItemId, Name, Type};
use crate::handlers::condition::Conditions;
use crate::handlers::value::{Layer, OpaqueCall, Value};
use crate::source::Span;

/// Values inside values that are looked at, at most.
const MAX_DEPTH: usize = 64;

/// Values inside one layer that are looked at, at most: they may be shared, so that there are more than memory holds.
const MAX_PARTS: usize = 500;

/// The same for all layers of all routes.
const MAX_ALL_PARTS: usize = 4_000_000;

/// Functions that make a layer of a function.
const OF_FUNCTIONS: &[&str] = &[
    "from_fn",
    "from_fn_with_state",
    "map_request",
    "map_request_with_state",
    "wrap_fn",
    "on_request",
    "middleware_fn",
    "async_filter",
    "custom",
    "bearer",
    "basic",
    "with_fn",
    "around",
    "before",
];

/// Functions that make a layer of an extractor.
const OF_EXTRACTORS: &[&str] = &["from_extractor", "from_extractor_with_state"];

/// Where a layer is looked at.
#[derive(Clone, Copy)]
struct Place {
    span: Span,
    is_conditional: bool,
    depth: usize,
}

impl<'w> Judge<'_, 'w> {
    pub(super) fn layers(&mut self, layers: &[Layer<'w>], conditions: &Conditions, found: &mut Protection) {
        for layer in layers {
            let is_everywhere = layer.conditions.list().iter().all(|it| conditions.list().contains(it));
            let place = Place { span: layer.span, is_conditional: !is_everywhere, depth: 0 };
            self.parts = 0;
            self.layer(&layer.value, place, found);
            if self.parts > MAX_PARTS || self.guards.parts > MAX_ALL_PARTS {
                // What was not looked at may be what protects the route.
                let (kind, strength) = (EvidenceKind::Call, Strength::Weak);
                let what = "a layer of too many parts".to_owned();
                tell(
                    &mut found.authentication,
                    Evidence { kind, strength, what, scopes: Vec::new(), span: layer.span },
                );
            }
        }
    }

    fn layer(&mut self, value: &Value<'w>, place: Place, found: &mut Protection) {
        self.parts += 1;
        self.guards.parts += 1;
        if place.depth > MAX_DEPTH || self.parts > MAX_PARTS || self.guards.parts > MAX_ALL_PARTS {
            return;
        }
        let inner = Place { depth: place.depth + 1, ..place };
        match value {
            Value::Function(function) => self.function_layer(function.item, &[], place, found),
            Value::Closure(closure) => {
                let facts = self.guards.closure(closure);
                let signs = self.guards.maker(&facts);
                let item = facts.makes.first().map(|it| self.name_of(*it));
                let name =
                    item.or_else(|| self.machine.function_called_in(closure).map(|it| self.name_of(it)));
                guard(name.as_deref().unwrap_or("closure"), EvidenceKind::Layer, signs, &[], place, found);
            }
            Value::Type(item) => self.type_layer(*item, &[], place, found),
            Value::Object(object) => {
                let object = &self.machine.objects[object.0];
                let before = found.authentication.len();
                if let Some(item) = object.item {
                    self.type_layer(item, &[], place, found);
                }
                if before == found.authentication.len() {
                    object.fields.iter().for_each(|it| self.layer(&it.1, inner, found));
                }
            }
            Value::External(path) => library_layer(path, place, found),
            Value::Call(call) => self.call_layer(call, place, found),
            Value::Either(all) => {
                let inner = Place { is_conditional: true, ..inner };
                all.iter().for_each(|it| self.layer(&it.1, inner, found));
            }
            Value::List(all) | Value::Tuple(all) => all.iter().for_each(|it| self.layer(it, inner, found)),
            _ => {}
        }
    }

    fn call_layer(&mut self, call: &OpaqueCall<'w>, place: Place, found: &mut Protection) {
        let last = call.path.last().map_or("", |it| &**it);
        let workspace = self.machine.workspace;
        if let Some(it) = cors::of_call(workspace, call, place.is_conditional, place.span) {
            if !found.cors.contains(&it) {
                found.cors.push(it);
            }
            return;
        }
        if limit::of_call(workspace, call, place.span, found) {
            return;
        }
        let is_conditional = place.is_conditional || library::is_optional(&call.path);
        let inner = Place { depth: place.depth + 1, is_conditional, ..place };
        if library::layer(&call.path).is_some() || library::is_rate_limit(&call.path) {
            return library_layer(&call.path, place, found);
        }
        if library::is_neutral(&call.path) {
            return;
        }
        if OF_EXTRACTORS.contains(&last) {
            call.types.iter().take(1).for_each(|it| self.extractor_layer(it, call, place, found));
            return;
        }
        match &call.receiver {
            // A function of the workspace that nobody followed makes it.
            Some(Value::Function(function)) => {
                let scopes = self.scopes(call);
                self.function_layer(function.item, &scopes, inner, found);
            }
            Some(receiver) => self.layer(receiver, inner, found),
            None => {}
        }
        let is_of_function = OF_FUNCTIONS.contains(&last);
        let arguments = match (is_of_function, call.arguments.split_last()) {
            (true, Some((function, _))) => std::slice::from_ref(function),
            _ => call.arguments.as_slice(),
        };
        if !matches!(call.receiver, Some(Value::Function(_))) {
            arguments.iter().for_each(|it| self.layer(it, inner, found));
        }
    }

    fn scopes(&self, call: &OpaqueCall<'w>) -> Vec<String> {
        match &call.expr.kind {
            crate::code::ExprKind::Call(_, arguments) | crate::code::ExprKind::Method { arguments, .. } => {
                // A literal may be a key; a variant says what it is.
                let decides = call.path.last().is_some_and(|it| words::decides(it));
                called::scopes(arguments).into_iter().filter(|it| decides || it.contains("::")).collect()
            }
            _ => Vec::new(),
        }
    }

    fn extractor_layer(&mut self, ty: &Type, call: &OpaqueCall<'w>, place: Place, found: &mut Protection) {
        let Some(it) = self.guards.extractor(ty, call.scope, &[], 3) else { return };
        guard(&it.what, EvidenceKind::Layer, it.signs, &it.scopes, place, found);
    }

    /// A function that is a layer, or makes one; one of a type stands for the type.
    fn function_layer(&mut self, function: ItemId, scopes: &[String], place: Place, found: &mut Protection) {
        let workspace = self.machine.workspace;
        let owner = workspace.owner(function).and_then(|it| workspace.self_type(it).item());
        let signs = self.guards.function_layer(function);
        let name = owner.map_or_else(|| self.name_of(function), |it| self.name_of(it));
        guard(&name, EvidenceKind::Layer, signs, scopes, place, found);
    }

    fn type_layer(&mut self, item: ItemId, scopes: &[String], place: Place, found: &mut Protection) {
        let signs = self.guards.layer_type(item);
        guard(&self.name_of(item), EvidenceKind::Layer, signs, scopes, place, found);
    }

    fn name_of(&self, item: ItemId) -> String {
        self.machine.workspace.item(item).name.to_string()
    }
}

fn library_layer(path: &[Name], place: Place, found: &mut Protection) {
    let kind = EvidenceKind::Library;
    let what = path.iter().rev().find(|it| it.starts_with(char::is_uppercase)).or(path.last());
    let what = what.map_or_else(String::new, ToString::to_string);
    let evidence =
        |strength| Evidence { kind, strength, what: what.clone(), scopes: Vec::new(), span: place.span };
    if let Some(strength) = library::layer(path) {
        found.authentication.push(evidence(under(strength, place)));
    } else if library::is_rate_limit(path) {
        found.rate_limit.push(evidence(under(Strength::Strong, place)));
    }
}

/// Something that stands there under some conditions only is no more than that.
fn under(strength: Strength, place: Place) -> Strength {
    if place.is_conditional { strength.min(Strength::Conditional) } else { strength }
}

fn guard(
    what: &str,
    kind: EvidenceKind,
    signs: Signs,
    scopes: &[String],
    place: Place,
    found: &mut Protection,
) {
    let evidence = |strength| {
        let strength = under(strength, place);
        Evidence { kind, strength, what: what.to_owned(), scopes: scopes.to_vec(), span: place.span }
    };
    if signs.has_any(Signs::TOO_MANY) {
        tell(&mut found.rate_limit, evidence(Strength::Strong));
    }
    let Some(strength) = signs.strength_of_layer() else { return };
    if signs.has_any(Signs::FORBIDDEN) || !scopes.is_empty() {
        tell(&mut found.authorization, evidence(strength));
    }
    tell(&mut found.authentication, evidence(strength));
}
