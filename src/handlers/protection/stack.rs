//! What functions and types of the workspace do as layers.

use super::body::{self, Facts};
use super::guards::{Guards, MAX_CALLS, MAX_NESTING};
use super::signs::Signs;
use crate::code::{ItemId, ItemKind};
use crate::handlers::value::Captured;
use std::rc::Rc;

/// Traits of layers and what they make.
const LAYERS: &[&str] = &[
    "Transform",
    "Layer",
    "Service",
    "Middleware",
    "Endpoint",
    "Handler",
    "Fairing",
    "AsyncAuthorizeRequest",
    "AuthorizeRequest",
    "ValidateRequest",
    "AsyncPredicate",
    "Predicate",
];

/// Types of layers' own types that do their work.
const WORKERS: &[&str] = &["Transform", "Service", "Output", "Middleware"];

impl<'w> Guards<'w> {
    /// What a type of the workspace does as a layer.
    pub(super) fn layer_type(&mut self, item: ItemId) -> Signs {
        if let Some(known) = self.layers.get(&item) {
            return *known;
        }
        if self.nesting >= MAX_NESTING {
            return Signs::NONE;
        }
        self.layers.insert(item, Signs::NONE);
        self.nesting += 1;
        let mut signs = self.implemented(item, LAYERS).unwrap_or_default();
        for worker in self.workers(item) {
            signs = signs.and(self.layer_type(worker));
        }
        self.nesting -= 1;
        self.layers.insert(item, signs);
        signs
    }

    /// `type Transform = AuthMiddleware<S>`.
    fn workers(&self, item: ItemId) -> Vec<ItemId> {
        let mut found = Vec::new();
        for implementation in self.workspace.impls_of(item) {
            let ItemKind::Impl(declared) = &self.workspace.item(*implementation).kind else { continue };
            let name = declared.of_trait.as_ref().map_or("", |it| it.last());
            if !LAYERS.contains(&name) {
                continue;
            }
            let scope = self.workspace.scope_of(*implementation);
            for alias in declared.items.iter().filter(|it| WORKERS.contains(&&*it.name)) {
                if let ItemKind::Alias(_, Some(ty)) = &alias.kind {
                    found.extend(self.workspace.resolve_type(scope, ty).item().filter(|it| *it != item));
                }
            }
        }
        found
    }

    /// What a function shows that is a layer, or makes one.
    pub(super) fn function_layer(&mut self, function: ItemId) -> Signs {
        if let Some(known) = self.makers.get(&function) {
            return *known;
        }
        let facts = self.facts(function);
        let signs = self.maker(&facts).and(self.inputs(function));
        let owner = self.workspace.owner(function).and_then(|it| self.workspace.self_type(it).item());
        let signs = owner.map_or(signs, |it| signs.and(self.layer_type(it)));
        self.makers.insert(function, signs);
        signs
    }

    /// What a closure shows by itself.
    pub(super) fn closure(&mut self, closure: &Captured<'w>) -> Rc<Facts> {
        let (workspace, refusals) = (self.workspace, &self.refusals);
        let read = || Rc::new(body::of_expr(workspace, refusals, closure.scope, &closure.closure.body));
        self.closures.entry(std::ptr::from_ref(closure.closure).addr()).or_insert_with(read).clone()
    }

    /// The inputs of a function that is a layer are extractors too.
    fn inputs(&mut self, function: ItemId) -> Signs {
        let ItemKind::Function(declared) = &self.workspace.item(function).kind else { return Signs::NONE };
        let scope = self.workspace.scope_of(function);
        let found = declared
            .inputs
            .iter()
            .filter_map(|it| self.extractor(&it.ty, scope, &declared.generics, MAX_CALLS));
        found.fold(Signs::NONE, |all, it| all.and(it.signs))
    }

    /// What a function or closure shows that makes a layer, or is one.
    pub(super) fn maker(&mut self, facts: &Facts) -> Signs {
        let mut signs = self.of_facts(facts, MAX_CALLS);
        // A function that it names may be the layer.
        for target in facts.calls.iter().filter(|it| !it.is_swallowed).flat_map(|it| &it.targets) {
            signs = signs.and(self.inputs(*target));
        }
        facts.makes.iter().fold(signs, |all, it| all.and(self.layer_type(*it)))
    }
}
