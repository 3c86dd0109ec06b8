//! One name in one module, and from there paths.

mod crates;
mod module;

use super::{Namespace, Resolution, Scope, expansion, names, prelude};
use crate::code::workspace::Bound;
use crate::code::{Item, ItemId, ItemKind, ModuleId, ModuleNode, Name, Path, TargetId, Workspace};

/// Aliases of aliases; more are a circle.
const MAX_ALIASES: u8 = 16;

/// The circumstances of a search.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::code) struct Search {
    /// The import that is being resolved, which cannot explain itself.
    pub(super) skipped: Option<u32>,
    /// Whether imports that are not resolved yet make the answer uncertain.
    pub(super) is_patient: bool,
    pub(super) aliases: u8,
}

/// An answer.
#[derive(Clone, Debug)]
pub(in crate::code) enum Found {
    Known(Resolution),
    Absent,
    /// Imports that are not resolved yet may bring it.
    Pending,
}

impl Found {
    pub(super) fn known(self) -> Resolution {
        match self {
            Self::Known(it) => it,
            Self::Absent | Self::Pending => Resolution::Unknown,
        }
    }

    fn of(found: Option<Resolution>) -> Self {
        found.map_or(Self::Absent, Self::Known)
    }
}

impl Workspace {
    pub(super) fn resolve_in(&self, search: &Search, scope: Scope, path: &Path, ns: Namespace) -> Resolution {
        let names = names(path);
        let Some(ty) = &path.self_type else {
            return self.follow(search, self.walk(search, scope, path.is_global, &names, ns).known());
        };
        let Some((last, of_trait)) = names.split_last() else { return Resolution::Unknown };
        let of = super::type_path(ty).map_or(Resolution::Unknown, |it| self.deeper(search, scope, it));
        if of_trait.is_empty() {
            return self.step(search, scope.module, of, last, ns).known();
        }
        let of_trait = self.walk(search, scope, path.is_global, of_trait, Namespace::Type).known();
        self.trait_member(&of, of_trait, last)
    }

    /// A type inside a path: bounded like aliases.
    fn deeper(&self, search: &Search, scope: Scope, path: &Path) -> Resolution {
        if search.aliases >= MAX_ALIASES {
            return Resolution::Unknown;
        }
        let search = Search { aliases: search.aliases + 1, ..*search };
        self.resolve_in(&search, scope, path, Namespace::Type)
    }

    /// What aliases of types stand for in the end.
    pub(super) fn follow(&self, search: &Search, found: Resolution) -> Resolution {
        let (Resolution::Item(id) | Resolution::Associated(_, id)) = found else { return found };
        let ItemKind::Alias(generics, Some(ty)) = &self.item(id).kind else { return found };
        let Some(path) = super::type_path(ty) else { return found };
        let is_generic =
            path.segments.first().is_some_and(|it| generics.iter().any(|own| own.name == it.name));
        if is_generic {
            return found;
        }
        match self.deeper(search, self.scope_of(id), path) {
            Resolution::Unknown => found,
            target => target,
        }
    }

    /// The item of a path.
    pub(super) fn walk(
        &self,
        search: &Search,
        scope: Scope,
        is_global: bool,
        names: &[Name],
        ns: Namespace,
    ) -> Found {
        let only = (names.len() == 1).then_some(ns);
        self.walk_from(search, scope, is_global, names, only, ns)
    }

    /// What holds the item of a path.
    pub(super) fn holder(&self, search: &Search, scope: Scope, is_global: bool, names: &[Name]) -> Found {
        self.walk_from(search, scope, is_global, names, None, Namespace::Type)
    }

    fn walk_from(
        &self,
        search: &Search,
        scope: Scope,
        is_global: bool,
        names: &[Name],
        only: Option<Namespace>,
        ns: Namespace,
    ) -> Found {
        let Some((first, rest)) = names.split_first() else { return Found::Absent };
        let mut at = match self.begin(search, scope, is_global, first, only) {
            Found::Known(it) => it,
            other => return other,
        };
        for (index, name) in rest.iter().enumerate() {
            let ns = if index + 1 == rest.len() { ns } else { Namespace::Type };
            at = match self.step(search, scope.module, self.follow(search, at), name, ns) {
                Found::Known(it) => it,
                other => return other,
            };
        }
        Found::Known(at)
    }

    /// The first name of a path; the namespace is that of a path of one name.
    fn begin(
        &self,
        search: &Search,
        scope: Scope,
        is_global: bool,
        name: &Name,
        ns: Option<Namespace>,
    ) -> Found {
        let Some(module) = self.module(scope.module) else { return Found::Absent };
        if is_global {
            return self.global(search, module.target, name);
        }
        match &**name {
            "crate" | "$crate" => Found::of(self.root(module.target)),
            "self" => Found::Known(Resolution::Module(self.without_body(scope.module))),
            "super" => Found::of(self.parent(scope.module)),
            "Self" => Found::of(scope.owner.map(|it| self.self_of(search, it))),
            _ => match expansion::home(name) {
                Some(home) => Found::of(self.root(home)),
                None => self.lexical(search, scope.module, name, ns),
            },
        }
    }

    fn global(&self, search: &Search, target: TargetId, name: &Name) -> Found {
        let root = self.target(target).map(|it| it.root).filter(|_| self.is_2015(target));
        let found = root.map(|it| self.find(search, it, it, name, Namespace::Type).found);
        match found {
            Some(Found::Known(it)) => Found::Known(it),
            Some(Found::Pending) => Found::Pending,
            _ => Found::of(self.extern_crate(target, name)),
        }
    }

    pub(super) fn is_2015(&self, target: TargetId) -> bool {
        self.target(target).and_then(|it| self.package(it.package)).is_some_and(|it| it.is_2015)
    }

    fn root(&self, target: TargetId) -> Option<Resolution> {
        Some(Resolution::Module(self.target(target)?.root))
    }

    /// The module around the bodies of functions.
    fn without_body(&self, id: ModuleId) -> ModuleId {
        self.around(id).find(|it| !it.1.is_body).map_or(id, |it| it.0)
    }

    /// The module and those around it, from the inside out.
    fn around(&self, id: ModuleId) -> impl Iterator<Item = (ModuleId, &ModuleNode)> {
        let first = self.module(id).map(|it| (id, it));
        std::iter::successors(first, |it| Some((it.1.parent?, self.module(it.1.parent?)?)))
    }

    fn parent(&self, id: ModuleId) -> Option<Resolution> {
        let parent = self.module(self.without_body(id))?.parent?;
        Some(Resolution::Module(self.without_body(parent)))
    }

    /// What `Self` is in an implementation or trait.
    fn self_of(&self, search: &Search, owner: ItemId) -> Resolution {
        if let Some(known) = self.implementations.self_type(owner) {
            return known.clone();
        }
        match &self.item(owner).kind {
            ItemKind::Impl(it) => super::type_path(&it.self_type)
                .map_or(Resolution::Unknown, |it| self.deeper(search, self.module_of(owner).into(), it)),
            _ => Resolution::Item(owner),
        }
    }

    /// A name as written in a module: its own, then that of the crates, then that of the prelude.
    fn lexical(&self, search: &Search, module: ModuleId, name: &Name, ns: Option<Namespace>) -> Found {
        let mut maybe = Vec::new();
        let namespace = ns.unwrap_or(Namespace::Type);
        for (id, scope) in self.around(module) {
            let reached = self.find(search, id, id, name, namespace);
            maybe.extend(reached.maybe);
            match reached.found {
                Found::Known(it) if ns.is_none() => return Found::Known(container(it, name)),
                Found::Absent if scope.is_body => {}
                Found::Absent => break,
                found => return found,
            }
        }
        let Some(target) = self.module(module).map(|it| it.target) else { return Found::Absent };
        Found::of(self.ambient(module, target, name, namespace).or_else(|| external(maybe)))
    }

    /// What is known without being declared or imported.
    fn ambient(&self, module: ModuleId, target: TargetId, name: &Name, ns: Namespace) -> Option<Resolution> {
        match ns {
            Namespace::Type => self.extern_crate(target, name).or_else(|| known(prelude::path(name))),
            Namespace::Value => known(prelude::path(name)),
            Namespace::Macro => self.textual_macro(module, target, name),
        }
    }

    /// A macro of an enclosing module, or the one of this name in the crate; then those of the standard library.
    fn textual_macro(&self, module: ModuleId, target: TargetId, name: &Name) -> Option<Resolution> {
        let outer = self.around(module).find_map(|(_, it)| self.own_macro(it, name));
        let found = outer.or_else(|| self.macros.get(&(target, name.clone())).copied());
        found.map(Resolution::Item).or_else(|| known(prelude::macro_path(name)))
    }

    fn own_macro(&self, module: &ModuleNode, name: &Name) -> Option<ItemId> {
        module.names.get(name)?.iter().find_map(|it| match it.bound {
            Bound::Item(id) if matches!(self.item(id).kind, ItemKind::Macro(_)) => Some(id),
            _ => None,
        })
    }

    /// A name behind `::`.
    pub(super) fn step(
        &self,
        search: &Search,
        from: ModuleId,
        at: Resolution,
        name: &Name,
        ns: Namespace,
    ) -> Found {
        match at {
            Resolution::Module(it) => self.in_module(search, from, it, name, ns),
            Resolution::Item(id) => Found::of(self.in_item(id, name, ns)),
            Resolution::External(path) => Found::Known(Resolution::External(longer(path, name))),
            Resolution::Maybe(paths) => {
                Found::Known(Resolution::Maybe(paths.into_iter().map(|it| longer(it, name)).collect()))
            }
            _ => Found::Absent,
        }
    }

    fn in_module(&self, search: &Search, from: ModuleId, at: ModuleId, name: &Name, ns: Namespace) -> Found {
        match &**name {
            "self" => return Found::Known(Resolution::Module(at)),
            "super" => return Found::of(self.parent(at)),
            _ => {}
        }
        let reached = self.find(search, from, at, name, ns);
        match reached.found {
            Found::Absent => Found::of(external(reached.maybe)),
            found => found,
        }
    }

    fn in_item(&self, id: ItemId, name: &Name, ns: Namespace) -> Option<Resolution> {
        variant(id, self.item(id), name).or_else(|| self.associated(id, name, ns))
    }
}

fn known(path: Option<Vec<Name>>) -> Option<Resolution> {
    path.map(Resolution::External)
}

/// What may be from other projects: certain if only one can have it.
fn external(mut maybe: Vec<Vec<Name>>) -> Option<Resolution> {
    maybe.sort();
    maybe.dedup();
    match maybe.len() {
        0 => None,
        1 => maybe.pop().map(Resolution::External),
        _ => Some(Resolution::Maybe(maybe)),
    }
}

/// `anyhow` in `anyhow::Result` is the crate, also behind `use anyhow::anyhow`: what is no module contains nothing.
fn container(found: Resolution, name: &Name) -> Resolution {
    match found {
        Resolution::External(path)
            if path.len() > 1 && path.first() == Some(name) && path.last() == Some(name) =>
        {
            Resolution::External(vec![name.clone()])
        }
        found => found,
    }
}

fn longer(mut path: Vec<Name>, name: &Name) -> Vec<Name> {
    path.push(name.clone());
    path
}

fn variant(id: ItemId, item: &Item, name: &Name) -> Option<Resolution> {
    let ItemKind::Enum(it) = &item.kind else { return None };
    let at = it.variants.iter().position(|it| it.name == *name)?;
    Some(Resolution::Variant(id, u32::try_from(at).ok()?))
}
