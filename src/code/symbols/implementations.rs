//! Implementations by what they are for, and what they give to types.

use super::{Namespace, Resolution, type_path};
use crate::code::{Impl, Item, ItemId, ItemKind, Name, Workspace};
use rustc_hash::FxHashMap;

/// What an implementation is about.
#[derive(Debug)]
struct Subject {
    self_type: Resolution,
    of_trait: Option<Resolution>,
}

/// The implementations of a project.
#[derive(Debug, Default)]
pub(in crate::code) struct Implementations {
    subjects: FxHashMap<ItemId, Subject>,
    of_type: FxHashMap<ItemId, Vec<ItemId>>,
    of_external: FxHashMap<Vec<Name>, Vec<ItemId>>,
    of_trait: FxHashMap<ItemId, Vec<ItemId>>,
    of_trait_name: FxHashMap<Name, Vec<ItemId>>,
    /// For each type and trait.
    members: FxHashMap<ItemId, FxHashMap<Name, Vec<ItemId>>>,
    functions: FxHashMap<Name, Vec<ItemId>>,
}

impl Implementations {
    pub(super) fn new(workspace: &Workspace) -> Self {
        let mut found = Self::default();
        for (id, item) in workspace.items() {
            if let ItemKind::Impl(it) = &item.kind {
                found.enter(id, it, subject(workspace, id, it));
            }
        }
        let owned = || workspace.items().filter_map(|(id, it)| Some((id, it, workspace.owner(id)?)));
        // What a type has of its own comes before what traits give it.
        for is_of_trait in [false, true] {
            owned()
                .filter(|it| is_trait_impl(workspace.item(it.2)) == is_of_trait)
                .for_each(|it| found.member(it));
        }
        found
    }

    fn enter(&mut self, id: ItemId, item: &Impl, subject: Subject) {
        match &subject.self_type {
            Resolution::Item(it) => self.of_type.entry(*it).or_default().push(id),
            Resolution::External(it) => self.of_external.entry(it.clone()).or_default().push(id),
            _ => {}
        }
        if let Some(Resolution::Item(it)) = &subject.of_trait {
            self.of_trait.entry(*it).or_default().push(id);
        }
        for name in trait_names(item, &subject) {
            self.of_trait_name.entry(name).or_default().push(id);
        }
        self.subjects.insert(id, subject);
    }

    fn member(&mut self, (id, item, owner): (ItemId, &Item, ItemId)) {
        if matches!(item.kind, ItemKind::Function(_)) {
            self.functions.entry(item.name.clone()).or_default().push(id);
        }
        let holder = match self.subjects.get(&owner).map(|it| &it.self_type) {
            None => owner,
            Some(Resolution::Item(it)) => *it,
            Some(_) => return,
        };
        self.members.entry(holder).or_default().entry(item.name.clone()).or_default().push(id);
    }

    pub(super) fn self_type(&self, implementation: ItemId) -> Option<&Resolution> {
        self.subjects.get(&implementation).map(|it| &it.self_type)
    }

    fn named(&self, holder: ItemId, name: &str) -> &[ItemId] {
        self.members.get(&holder).and_then(|it| it.get(name)).map_or(&[], Vec::as_slice)
    }
}

fn is_trait_impl(item: &Item) -> bool {
    matches!(&item.kind, ItemKind::Impl(it) if it.of_trait.is_some())
}

/// The trait's name as written and, where it was renamed, its own.
fn trait_names(item: &Impl, subject: &Subject) -> Vec<Name> {
    let written = item.of_trait.as_ref().and_then(|it| it.segments.last()).map(|it| it.name.clone());
    let own = subject.of_trait.as_ref().and_then(|it| it.external().first()?.last().cloned());
    let mut names: Vec<Name> = written.into_iter().chain(own).collect();
    names.dedup();
    names
}

fn subject(workspace: &Workspace, id: ItemId, item: &Impl) -> Subject {
    let scope = workspace.module_of(id);
    let path = type_path(&item.self_type);
    let is_generic =
        path.and_then(|it| it.as_name()).is_some_and(|it| item.generics.iter().any(|own| own.name == *it));
    let self_type = path.filter(|_| !is_generic).map(|it| workspace.resolve(scope, it, Namespace::Type));
    let of_trait = item.of_trait.as_ref().map(|it| workspace.resolve(scope, it, Namespace::Type));
    Subject { self_type: self_type.unwrap_or(Resolution::Unknown), of_trait }
}

const fn namespace(item: &Item) -> Namespace {
    match item.kind {
        ItemKind::Alias(..) => Namespace::Type,
        _ => Namespace::Value,
    }
}

fn ids<'a, K: std::hash::Hash + Eq>(map: &'a FxHashMap<K, Vec<ItemId>>, key: &K) -> &'a [ItemId] {
    map.get(key).map_or(&[], Vec::as_slice)
}

impl Workspace {
    /// The implementations for a type of the project, with and without traits.
    #[must_use]
    pub fn impls_of(&self, of: ItemId) -> &[ItemId] {
        ids(&self.implementations.of_type, &of)
    }

    /// The implementations that the project has for a type of others.
    #[must_use]
    pub fn impls_of_external(&self, path: &[Name]) -> &[ItemId] {
        ids(&self.implementations.of_external, &path.to_vec())
    }

    /// The implementations of a trait of the project.
    #[must_use]
    pub fn implementors(&self, of_trait: ItemId) -> &[ItemId] {
        ids(&self.implementations.of_trait, &of_trait)
    }

    /// The implementations of whatever trait has that name.
    #[must_use]
    pub fn implementors_named(&self, of_trait: &str) -> &[ItemId] {
        self.implementations.of_trait_name.get(of_trait).map_or(&[], Vec::as_slice)
    }

    /// The implementation of a trait of that name for a type.
    #[must_use]
    pub fn implementation(&self, of: ItemId, of_trait: &str) -> Option<ItemId> {
        self.impls_of(of).iter().copied().find(|it| {
            let ItemKind::Impl(item) = &self.item(*it).kind else { return false };
            let subject = self.implementations.subjects.get(it);
            subject.is_some_and(|it| trait_names(item, it).iter().any(|it| **it == *of_trait))
        })
    }

    /// The type that an implementation is for; unknown for those of every type.
    #[must_use]
    pub fn self_type(&self, implementation: ItemId) -> &Resolution {
        self.implementations.self_type(implementation).unwrap_or(&Resolution::Unknown)
    }

    /// The trait that is implemented.
    #[must_use]
    pub fn trait_of(&self, implementation: ItemId) -> Option<&Resolution> {
        self.implementations.subjects.get(&implementation)?.of_trait.as_ref()
    }

    /// What a type or trait has under a name: of its own, then by implementing traits, then what those traits have
    /// for all their types.
    #[must_use]
    pub fn members(&self, of: ItemId, name: &str) -> Vec<ItemId> {
        let own = self.implementations.named(of, name);
        let traits = self.impls_of(of).iter().filter_map(|it| self.trait_of(*it)?.item());
        let defaults = traits.flat_map(|it| self.implementations.named(it, name));
        let mut found: Vec<ItemId> = Vec::new();
        for id in own.iter().chain(defaults).copied() {
            // What a trait leaves open is no answer where its implementation is one.
            if !found.contains(&id) && (found.is_empty() || !self.is_open(id)) {
                found.push(id);
            }
        }
        found
    }

    fn is_open(&self, id: ItemId) -> bool {
        match &self.item(id).kind {
            ItemKind::Function(it) => it.body.is_none(),
            ItemKind::Const(it) => it.value.is_none(),
            ItemKind::Alias(_, it) => it.is_none(),
            _ => false,
        }
    }

    /// The same for functions only.
    #[must_use]
    pub fn methods(&self, of: ItemId, name: &str) -> Vec<ItemId> {
        let mut found = self.members(of, name);
        found.retain(|it| matches!(self.item(*it).kind, ItemKind::Function(_)));
        found
    }

    /// All functions of that name in implementations and traits, for who does not know the type.
    #[must_use]
    pub fn methods_named(&self, name: &str) -> &[ItemId] {
        self.implementations.functions.get(name).map_or(&[], Vec::as_slice)
    }

    /// What implementations give to a type under a name.
    pub(super) fn associated(&self, of: ItemId, name: &str, ns: Namespace) -> Option<Resolution> {
        let found = self.members(of, name).into_iter().find(|it| namespace(self.item(*it)) == ns)?;
        let is_trait = matches!(self.item(of).kind, ItemKind::Trait(_));
        Some(if is_trait { Resolution::Item(found) } else { Resolution::Associated(of, found) })
    }

    /// `<Type as Trait>::name`: that of the implementation, or else of the trait.
    pub(super) fn trait_member(&self, of: &Resolution, of_trait: Resolution, name: &Name) -> Resolution {
        if let Resolution::Item(of) = of {
            let implementation = self.impls_of(*of).iter().find(|it| self.trait_of(**it) == Some(&of_trait));
            let members = self.implementations.named(*of, name);
            let own = members.iter().find(|it| self.owner(**it).as_ref() == implementation);
            if let Some(own) = own.filter(|_| implementation.is_some()) {
                return Resolution::Associated(*of, *own);
            }
        }
        match of_trait {
            Resolution::Item(id) => self
                .implementations
                .named(id, name)
                .first()
                .map_or(Resolution::Unknown, |it| Resolution::Item(*it)),
            Resolution::External(mut path) => {
                path.push(name.clone());
                Resolution::External(path)
            }
            _ => Resolution::Unknown,
        }
    }
}
