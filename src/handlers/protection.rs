//! What protects a route: who may ask, how much, how often, and from where.
//!
//! Functions and types are judged by what they do, to a depth of a few calls, and each is judged once. What a
//! name or an untyped call alone suggests is weak: it may keep a rule silent and never makes it speak.

mod body;
mod called;
mod cors;
mod guards;
mod layer;
mod library;
mod limit;
mod refusal;
mod signs;
mod stack;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub use cors::Cors;
pub use limit::{BodyLimit, BodyLimitKind, Timeout};

use super::condition::Conditions;
use super::machine::Machine;
use super::value::{Layer, Value};
use crate::code::{Function, GenericParam, Input, ItemId, ItemKind, PatternKind, Scope, Type};
use crate::source::Span;
pub(in crate::handlers) use guards::Guards;
use guards::{Extractor, MAX_CALLS};
use signs::Signs;

/// Calls of one handler that are told, at most.
const MAX_TOLD: usize = 8;

/// What protects a route.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Protection {
    /// What makes sure of who asks.
    pub authentication: Vec<Evidence>,
    /// What makes sure of who asks in front of routes that the same router was told of earlier, and not of this one.
    pub missed: Vec<Evidence>,
    /// What makes sure of what they may do.
    pub authorization: Vec<Evidence>,
    /// Where the body is taken, if it is.
    pub body: Option<Span>,
    /// How large a body may be.
    pub body_limit: BodyLimit,
    /// How long an answer may take, innermost first.
    pub timeout: Vec<Timeout>,
    /// What counts requests.
    pub rate_limit: Vec<Evidence>,
    /// Which other sites may ask, innermost first.
    pub cors: Vec<Cors>,
}

impl Protection {
    /// Whether no request comes past what makes sure of who asks, as the service is written.
    #[must_use]
    pub fn is_guarded(&self) -> bool {
        self.authentication.iter().any(|it| it.strength == Strength::Strong)
    }

    /// Whether anything at all may make sure of who asks. Layers that only find it out do not count:
    /// they stand in front of public routes too.
    #[must_use]
    pub fn may_be_guarded(&self) -> bool {
        let is_layer = |it: &Evidence| matches!(it.kind, EvidenceKind::Layer | EvidenceKind::Library);
        self.authentication.iter().any(|it| it.strength != Strength::Weak || !is_layer(it))
    }

    /// The scopes, roles and permissions that are known to be asked for.
    pub fn scopes(&self) -> impl Iterator<Item = &str> {
        self.authorization.iter().flat_map(|it| &it.scopes).map(String::as_str)
    }
}

/// Something that protects a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// How it does so.
    pub kind: EvidenceKind,
    /// What it is worth.
    pub strength: Strength,
    /// Its name.
    pub what: String,
    /// Scopes, roles, permissions that literals or arguments of types name.
    pub scopes: Vec<String>,
    /// Where it is.
    pub span: Span,
}

/// How something protects a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EvidenceKind {
    /// The handler takes a value that only some requests give.
    Extractor,
    /// Something in front of the handler.
    Layer,
    /// A condition on the route itself.
    Guard,
    /// The handler calls it.
    Call,
    /// An attribute on the handler.
    Attribute,
    /// An extractor or layer of a library that is known for it.
    Library,
}

/// What a piece of evidence is worth; the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// It may be nothing: a name, a call, a layer that only finds out who asks.
    Weak,
    /// Who asks is found out, but nobody need be.
    Optional,
    /// It is there under some settings only.
    Conditional,
    /// Requests do not come past it.
    Strong,
}

/// What a project calls its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Types that only authenticated requests give.
    pub principals: Vec<String>,
    /// Functions that make sure of who asks, or of what they may do.
    pub checks: Vec<String>,
    /// Attributes on handlers that do so.
    pub guards: Vec<String>,
    /// Attributes on types that list routes.
    pub routers: Vec<String>,
}

/// Finds out what protects routes.
pub(super) struct Judge<'m, 'w> {
    pub(super) machine: &'m Machine<'w>,
    guards: Guards<'w>,
    /// Values inside the layer at hand that were looked at.
    parts: usize,
}

impl<'m, 'w> Judge<'m, 'w> {
    pub(super) fn new(machine: &'m Machine<'w>, guards: Guards<'w>) -> Self {
        Self { machine, guards, parts: 0 }
    }

    pub(super) fn into_guards(self) -> Guards<'w> {
        self.guards
    }

    /// What protects a route with that handler behind these layers.
    pub(super) fn protection(
        &mut self,
        handler: &Value<'w>,
        layers: &[Layer<'w>],
        framework: &str,
        conditions: &Conditions,
    ) -> Protection {
        let mut found = Protection { body_limit: limit::default(framework, &[]), ..Protection::default() };
        if let Some(function) = self.machine.function_in(handler) {
            self.function(function, framework, &mut found);
        }
        if let Value::Closure(closure) = handler {
            for input in &closure.closure.inputs {
                if let PatternKind::Wrapped(_, Some(ty)) = &input.kind {
                    self.input(ty, closure.scope, &[], &mut found);
                }
            }
            let facts = self.guards.closure(closure);
            self.calls(closure.span, &facts, &mut found);
        }
        self.layers(layers, conditions, &mut found);
        found
    }

    /// What makes sure of who asks among layers that do not stand in front of a route.
    pub(super) fn missed(&mut self, layers: &[Layer<'w>], conditions: &Conditions) -> Vec<Evidence> {
        let mut found = Protection::default();
        self.layers(layers, conditions, &mut found);
        found.authentication.retain(|it| it.strength == Strength::Strong);
        found.authentication
    }

    fn function(&mut self, function: ItemId, framework: &str, found: &mut Protection) {
        let workspace = self.machine.workspace;
        let item = workspace.item(function);
        let ItemKind::Function(declared) = &item.kind else { return };
        let scope = workspace.scope_of(function);
        let generics = generics(self.machine, function, declared);
        found.body = limit::taken(&declared.inputs);
        found.body_limit = limit::default(framework, &declared.inputs);
        for Input { ty, .. } in &declared.inputs {
            self.input(ty, scope, &generics, found);
        }
        for attribute in &item.attributes {
            found.authentication.extend(self.guards.attribute(attribute, scope));
        }
        let facts = self.guards.facts(function);
        self.calls(item.name_span, &facts, found);
    }

    fn input(&mut self, ty: &Type, scope: Scope, generics: &[GenericParam], found: &mut Protection) {
        let Some(Extractor { signs, strength, kind, what, scopes }) =
            self.guards.extractor(ty, scope, generics, 3)
        else {
            return;
        };
        let is_limit = signs.has_any(Signs::TOO_MANY) && !signs.has_any(Signs::ASKS);
        let strength = if is_limit { Strength::Strong } else { strength.unwrap_or(Strength::Weak) };
        let evidence = Evidence { kind, strength, what, scopes, span: ty.span };
        if is_limit {
            found.rate_limit.push(evidence);
            return;
        }
        if signs.has_any(Signs::FORBIDDEN) || !evidence.scopes.is_empty() {
            found.authorization.push(evidence.clone());
        }
        found.authentication.push(evidence);
    }

    /// What a handler calls itself, and what it answers.
    fn calls(&mut self, function: Span, facts: &body::Facts, found: &mut Protection) {
        let answer = |what: &str| {
            let (kind, strength) = (EvidenceKind::Call, Strength::Weak);
            Evidence { kind, strength, what: what.to_owned(), scopes: Vec::new(), span: function }
        };
        if facts.signs.has_any(Signs::UNAUTHORIZED) {
            tell(&mut found.authentication, answer("401"));
        }
        if facts.signs.has_any(Signs::FORBIDDEN) {
            tell(&mut found.authentication, answer("403"));
            tell(&mut found.authorization, answer("403"));
        }
        if facts.signs.has_any(Signs::TOO_MANY) {
            tell(&mut found.rate_limit, answer("429"));
        }
        for called in &facts.calls {
            let signs = self.guards.called(called, MAX_CALLS);
            let is_named = self.guards.names.checks.iter().any(|it| *it == *called.name);
            let authenticates = is_named
                || words::authenticates(&called.name)
                || signs.has_any(Signs::UNAUTHORIZED.and(Signs::CREDENTIAL));
            let authorizes = is_named || words::authorizes(&called.name) || signs.has_any(Signs::FORBIDDEN);
            let evidence = Evidence {
                kind: EvidenceKind::Call,
                strength: Strength::Weak,
                what: called.name.to_string(),
                scopes: called.scopes.clone(),
                span: called.span,
            };
            if authenticates || authorizes {
                tell(&mut found.authentication, Evidence { scopes: Vec::new(), ..evidence.clone() });
            }
            if authorizes {
                tell(&mut found.authorization, evidence.clone());
            }
            if signs.has_any(Signs::TOO_MANY) {
                tell(&mut found.rate_limit, evidence);
            }
        }
    }
}

/// Each once, and not too many.
fn tell(list: &mut Vec<Evidence>, evidence: Evidence) {
    let calls = list.iter().filter(|it| it.kind == EvidenceKind::Call).count();
    let is_one_too_many = evidence.kind == EvidenceKind::Call && calls >= MAX_TOLD;
    if !is_one_too_many
        && !list.iter().any(|it| {
            it.what == evidence.what && it.scopes == evidence.scopes && it.strength >= evidence.strength
        })
    {
        list.push(evidence);
    }
}

/// Parameters of types that a function sees: its own and those of the implementation around it.
fn generics(machine: &Machine<'_>, function: ItemId, declared: &Function) -> Vec<GenericParam> {
    let owner = machine.workspace.owner(function).map(|it| &machine.workspace.item(it).kind);
    let outer = match owner {
        Some(ItemKind::Impl(it)) => it.generics.as_slice(),
        Some(ItemKind::Trait(it)) => it.generics.as_slice(),
        _ => &[],
    };
    declared.generics.iter().chain(outer).cloned().collect()
}
