//! What functions, extractors and layers of the workspace are worth, each found out once.

use super::body::{self, Called, Facts};
use super::refusal::Refusals;
use super::signs::Signs;
use super::{Evidence, EvidenceKind, Names, Strength, library, words};
use crate::code::{
    Attribute, Field, GenericParam, ItemId, ItemKind, Name, Namespace, Path, Resolution, Scope, Token, Type,
    TypeKind, Workspace,
};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// Functions that are called inside those that stand in front of a handler, at most.
pub(super) const MAX_CALLS: u8 = 2;

/// Types inside types, and extractors that ask others, at most.
const MAX_DEPTH: u8 = 6;

/// Types that lead to each other, at most.
pub(super) const MAX_NESTING: usize = 24;

/// Traits of extractors, with the function of each.
const EXTRACTORS: &[&str] = &[
    "FromRequestParts",
    "FromRequest",
    "OptionalFromRequestParts",
    "SharedExtractor",
    "ExclusiveExtractor",
    "Extractible",
    "SecurityScheme",
    "ApiExtractor",
    "FromTransformedData",
];

/// An extractor as found.
#[derive(Clone, Debug)]
pub(super) struct Extractor {
    pub(super) signs: Signs,
    pub(super) strength: Option<Strength>,
    pub(super) kind: EvidenceKind,
    pub(super) what: String,
    pub(super) scopes: Vec<String>,
}

/// What is known of a workspace's functions and types.
pub(in crate::handlers) struct Guards<'w> {
    pub(super) workspace: &'w Workspace,
    pub(super) names: &'w Names,
    pub(super) refusals: Refusals,
    facts: FxHashMap<ItemId, Rc<Facts>>,
    functions: FxHashMap<(ItemId, u8), Signs>,
    extractors: FxHashMap<ItemId, Signs>,
    pub(super) layers: FxHashMap<ItemId, Signs>,
    pub(super) makers: FxHashMap<ItemId, Signs>,
    pub(super) closures: FxHashMap<usize, Rc<Facts>>,
    pub(super) nesting: usize,
    /// Values inside layers that were looked at.
    pub(super) parts: usize,
}

impl<'w> Guards<'w> {
    pub(in crate::handlers) fn new(workspace: &'w Workspace, names: &'w Names) -> Self {
        Self {
            workspace,
            names,
            refusals: Refusals::default(),
            facts: FxHashMap::default(),
            functions: FxHashMap::default(),
            extractors: FxHashMap::default(),
            layers: FxHashMap::default(),
            makers: FxHashMap::default(),
            closures: FxHashMap::default(),
            nesting: 0,
            parts: 0,
        }
    }

    /// What the body of a function shows by itself.
    pub(super) fn facts(&mut self, function: ItemId) -> Rc<Facts> {
        let workspace = self.workspace;
        let refusals = &self.refusals;
        self.facts
            .entry(function)
            .or_insert_with(|| Rc::new(body::of_function(workspace, refusals, function)))
            .clone()
    }

    /// What a function shows, with what it calls so many calls deep.
    pub(super) fn function(&mut self, function: ItemId, depth: u8) -> Signs {
        if let Some(known) = self.functions.get(&(function, depth)) {
            return *known;
        }
        self.functions.insert((function, depth), Signs::NONE);
        let facts = self.facts(function);
        let signs = self.of_facts(&facts, depth);
        self.functions.insert((function, depth), signs);
        signs
    }

    /// The same for a body that is no function's.
    pub(super) fn of_facts(&mut self, facts: &Facts, depth: u8) -> Signs {
        let called = facts.calls.iter().map(|it| self.called(it, depth));
        called.fold(facts.signs, Signs::and)
    }

    pub(super) fn called(&mut self, called: &Called, depth: u8) -> Signs {
        let mut signs = Signs::NONE;
        if let Some(inner) = depth.checked_sub(1) {
            for target in &called.targets {
                signs = signs.and(self.function(*target, inner));
            }
            if let Some((ty, scope)) = &called.extracted {
                let found = self.extractor(ty, *scope, &[], inner);
                signs = found.map_or(signs, |it| signs.and(it.signs));
            }
        }
        if called.is_swallowed { signs.swallowed() } else { signs }
    }

    /// What an input of a handler is worth, by its type.
    pub(super) fn extractor(
        &mut self,
        ty: &Type,
        scope: Scope,
        generics: &[GenericParam],
        depth: u8,
    ) -> Option<Extractor> {
        match &ty.kind {
            TypeKind::Reference(inner) => self.extractor(inner, scope, generics, depth),
            TypeKind::Path(path) => self.extractor_by_path(path, scope, generics, depth.min(MAX_DEPTH)),
            TypeKind::Tuple(all) => all.iter().find_map(|it| self.extractor(it, scope, generics, depth)),
            _ => None,
        }
    }

    fn extractor_by_path(
        &mut self,
        path: &Path,
        scope: Scope,
        generics: &[GenericParam],
        depth: u8,
    ) -> Option<Extractor> {
        let arguments = path.segments.last().map_or(&[][..], |it| it.arguments.as_slice());
        let name = path.last();
        if let ("Option" | "Result" | "MaybeUser", Some(inner)) = (name, arguments.first()) {
            let found = self.extractor(inner, scope, generics, depth)?;
            let strength = found.strength.map(|it| it.min(Strength::Optional));
            return Some(Extractor {
                signs: found.signs.swallowed().and(Signs::INFALLIBLE),
                strength,
                ..found
            });
        }
        if library::is_around(name)
            && let Some(inner) = arguments.first()
        {
            return self.extractor(inner, scope, generics, depth);
        }
        if let Some(found) = self.generic(path, scope, generics) {
            return Some(found);
        }
        let alias = self.workspace.resolve_alias(scope, path, Namespace::Type);
        if let Some(item) = alias.item()
            && let ItemKind::Alias(_, Some(ty)) = &self.workspace.item(item).kind
            && let Some(depth) = depth.checked_sub(1)
        {
            return self.extractor(ty, self.workspace.scope_of(item), &[], depth);
        }
        match self.workspace.resolve(scope, path, Namespace::Type) {
            Resolution::Item(item) | Resolution::Associated(_, item) => self.own_extractor(item, arguments),
            Resolution::External(external) => foreign(&external, arguments),
            Resolution::Maybe(all) => all.iter().find_map(|it| foreign(it, arguments)),
            _ => {
                let names: Vec<Name> = path.segments.iter().map(|it| it.name.clone()).collect();
                foreign(&names, arguments)
            }
        }
    }

    /// `C::Session`, `S`: what the types have that implement the bound.
    fn generic(&mut self, path: &Path, scope: Scope, generics: &[GenericParam]) -> Option<Extractor> {
        let first = &path.segments.first()?.name;
        let of = match &path.self_type {
            Some(ty) => ty.path()?.as_name()?,
            None => first,
        };
        let parameter = generics.iter().find(|it| it.name == *of)?;
        let traits = parameter
            .bounds
            .iter()
            .filter_map(|it| self.workspace.resolve(scope, it, Namespace::Type).item());
        let traits: Vec<ItemId> = traits.collect();
        let is_associated = path.segments.len() > 1;
        let mut found: Vec<Extractor> = Vec::new();
        for implementation in traits.iter().flat_map(|it| self.workspace.implementors(*it)) {
            if is_associated {
                found.extend(self.associated(*implementation, path.last()));
            } else if let Some(item) = self.workspace.self_type(*implementation).item() {
                found.extend(self.own_extractor(item, &[]));
            }
        }
        // The weakest of those that are extractors at all.
        let what = if is_associated { path.text() } else { first.to_string() };
        let weakest = found.into_iter().filter(|it| it.strength.is_some()).min_by_key(|it| it.strength)?;
        Some(Extractor { what, ..weakest })
    }

    fn associated(&mut self, implementation: ItemId, name: &str) -> Option<Extractor> {
        let ItemKind::Impl(declared) = &self.workspace.item(implementation).kind else { return None };
        let alias = declared.items.iter().find(|it| &*it.name == name)?;
        let ItemKind::Alias(_, Some(ty)) = &alias.kind else { return None };
        let path = ty.path()?;
        let scope = self.workspace.scope_of(implementation);
        let item = self.workspace.resolve(scope, path, Namespace::Type).item()?;
        self.own_extractor(item, ty.arguments())
    }

    fn own_extractor(&mut self, item: ItemId, arguments: &[Type]) -> Option<Extractor> {
        let what = self.workspace.item(item).name.to_string();
        let signs = self.extractor_type(item);
        let is_named = self.names.principals.contains(&what);
        let strength = if is_named { Some(Strength::Strong) } else { signs.strength() };
        let scopes = arguments.iter().flat_map(scopes_of_type).collect();
        let found = Extractor { signs, strength, kind: EvidenceKind::Extractor, what, scopes };
        (strength.is_some() || signs.has_any(Signs::TOO_MANY)).then_some(found)
    }

    /// What a type of the workspace does when it is extracted.
    fn extractor_type(&mut self, item: ItemId) -> Signs {
        if let Some(known) = self.extractors.get(&item) {
            return *known;
        }
        if self.nesting >= MAX_NESTING {
            return Signs::NONE;
        }
        self.extractors.insert(item, Signs::NONE);
        self.nesting += 1;
        let signs = self.extraction(item);
        self.nesting -= 1;
        self.extractors.insert(item, signs);
        signs
    }

    fn extraction(&mut self, item: ItemId) -> Signs {
        let own = words::of_name(&self.workspace.item(item).name);
        let derived = self.derived(item);
        let written = self.implemented(item, EXTRACTORS);
        match (written, derived) {
            (None, None) => Signs::NONE,
            (a, b) => a.unwrap_or_default().and(b.unwrap_or_default()).and(own.without(Signs::ASKS)),
        }
    }

    /// What the implementations of some traits show; `None` if there are none.
    pub(super) fn implemented(&mut self, item: ItemId, traits: &[&str]) -> Option<Signs> {
        let mut found = None;
        for implementation in self.workspace.impls_of(item).to_vec() {
            let ItemKind::Impl(declared) = &self.workspace.item(implementation).kind else { continue };
            let name = declared.of_trait.as_ref().map_or("", |it| it.last());
            if !traits.contains(&name) {
                continue;
            }
            let mut signs = self.members(implementation);
            let fails = declared.items.iter().find(|it| matches!(&*it.name, "Rejection" | "Error"));
            let never = |it: &Type| it.last() == "Infallible" || matches!(it.kind, TypeKind::Never);
            if fails.is_some_and(|it| matches!(&it.kind, ItemKind::Alias(_, Some(ty)) if never(ty))) {
                signs = signs.and(Signs::INFALLIBLE);
            }
            found = Some(found.unwrap_or(Signs::NONE).and(signs));
        }
        found
    }

    /// What all functions of an implementation show.
    fn members(&mut self, implementation: ItemId) -> Signs {
        let ItemKind::Impl(declared) = &self.workspace.item(implementation).kind else { return Signs::NONE };
        let names: Vec<Name> = declared.items.iter().map(|it| it.name.clone()).collect();
        let Some(of) = self.workspace.self_type(implementation).item() else { return Signs::NONE };
        let found = names.iter().flat_map(|it| self.workspace.methods(of, it));
        let own: Vec<ItemId> = found.filter(|it| self.workspace.owner(*it) == Some(implementation)).collect();
        own.into_iter().fold(Signs::NONE, |all, it| all.and(self.function(it, MAX_CALLS)))
    }

    /// `#[derive(FromRequestParts)]`, `#[derive(SecurityScheme)]`.
    fn derived(&mut self, item: ItemId) -> Option<Signs> {
        let attributes = &self.workspace.item(item).attributes;
        let derives = |it: &&str| attributes.iter().any(|attribute| names(attribute, it));
        match EXTRACTORS.iter().find(|it| derives(it))? {
            &"SecurityScheme" => Some(Signs::CREDENTIAL.and(Signs::UNAUTHORIZED).and(Signs::FAILS)),
            _ => Some(self.fields(item)),
        }
    }

    fn fields(&mut self, item: ItemId) -> Signs {
        let ItemKind::Struct(declared) = &self.workspace.item(item).kind else { return Signs::NONE };
        let scope = self.workspace.scope_of(item);
        let fields: &[Field] = &declared.fields;
        let found = fields.iter().filter_map(|it| self.extractor(&it.ty, scope, &[], MAX_CALLS));
        found.fold(Signs::NONE, |all, it| all.and(it.signs))
    }

    /// What an attribute on a handler is worth.
    pub(super) fn attribute(&self, attribute: &Attribute, scope: Scope) -> Option<Evidence> {
        let path = &attribute.path;
        let external = self.workspace.resolve(scope, path, Namespace::Macro);
        let known = external.external().iter().find_map(|it| library::attribute(it));
        let name = path.last();
        let is_named = self.names.guards.iter().any(|it| it == name || *it == path.text());
        let strength = match known {
            Some(strength) => strength,
            None if is_named => Strength::Strong,
            None if words::guards(name) => Strength::Weak,
            None => return None,
        };
        Some(Evidence {
            kind: EvidenceKind::Attribute,
            strength,
            what: path.text(),
            scopes: texts(&attribute.tokens),
            span: attribute.span,
        })
    }
}

fn texts(tokens: &[Token]) -> Vec<String> {
    crate::code::Argument::list(tokens).filter_map(|it| it.text()).collect()
}

/// Whether an attribute derives something.
fn names(attribute: &Attribute, derived: &str) -> bool {
    attribute.path.last() == "derive" && attribute.tokens.iter().any(|it| it.ident() == Some(derived))
}

/// An extractor of another crate.
fn foreign(path: &[Name], arguments: &[Type]) -> Option<Extractor> {
    let last = path.last()?;
    let is_header = &**last == "TypedHeader" || &**last == "Header";
    let is_authorization = |it: &Type| it.last() == "Authorization";
    let (strength, what) = match library::extractor(path) {
        Some(strength) => (strength, last.to_string()),
        None if is_header && arguments.first().is_some_and(is_authorization) => {
            (Strength::Strong, format!("{last}<Authorization>"))
        }
        // What a layer in front must have put there.
        None if matches!(&**last, "Extension" | "ReqData") => {
            let of = arguments.first().map_or("", Type::last);
            if !words::is_principal(of) {
                return None;
            }
            (Strength::Weak, format!("{last}<{of}>"))
        }
        None => return None,
    };
    let signs = match strength {
        Strength::Strong => Signs::CREDENTIAL.and(Signs::UNAUTHORIZED).and(Signs::FAILS),
        _ => Signs::SESSION,
    };
    Some(Extractor { signs, strength: Some(strength), kind: EvidenceKind::Library, what, scopes: Vec::new() })
}

/// The types that a wrapper was given: `ReadSbom` of `Require<ReadSbom>`.
fn scopes_of_type(ty: &Type) -> Vec<String> {
    let Some(path) = ty.path() else { return Vec::new() };
    let is_data = matches!(path.last(), "Data" | "State" | "Arc" | "Json" | "Pool" | "_");
    if is_data {
        return Vec::new();
    }
    vec![path.text()]
}
