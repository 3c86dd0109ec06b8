//! What names stand for: through modules, `use`, crates and implementations.

mod expansion;
mod implementations;
mod imports;
mod lookup;
mod prelude;
#[cfg(test)]
mod tests;

pub(super) use implementations::Implementations;
pub(super) use imports::Import;

use super::{ItemId, ItemKind, ModuleId, Name, Path, Type, TypeKind, Workspace};
use lookup::Search;

/// What kind of thing a name stands for where it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Namespace {
    /// Types, traits and modules.
    Type = 1,
    /// Functions, constants, constructors.
    Value = 2,
    /// Macros, attributes and derives.
    Macro = 4,
}

impl Namespace {
    pub(super) const ALL: [Self; 3] = [Self::Type, Self::Value, Self::Macro];
}

/// What a path stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// A module of this project.
    Module(ModuleId),
    /// An item of this project, in a module or in the trait that the path names.
    Item(ItemId),
    /// A variant of an enum, by its index.
    Variant(ItemId, u32),
    /// What implementations give to a type: the type, and the item in the implementation or trait.
    Associated(ItemId, ItemId),
    /// Something of another project, by its path from the crate's name on.
    External(Vec<Name>),
    /// Something that one of several `use other::*` may have brought.
    Maybe(Vec<Vec<Name>>),
    /// Nothing that is known.
    Unknown,
}

impl Resolution {
    /// The item, also that of an implementation.
    #[must_use]
    pub const fn item(&self) -> Option<ItemId> {
        match self {
            Self::Item(it) | Self::Associated(_, it) => Some(*it),
            _ => None,
        }
    }

    /// The paths in other projects that it may be; none for what is of this one.
    #[must_use]
    pub fn external(&self) -> &[Vec<Name>] {
        match self {
            Self::External(path) => std::slice::from_ref(path),
            Self::Maybe(paths) => paths,
            _ => &[],
        }
    }

    /// Whether it may be the external path, written with `::`.
    #[must_use]
    pub fn is_external(&self, path: &str) -> bool {
        self.external().iter().any(|it| it.iter().map(|it| &**it).eq(path.split("::")))
    }

    /// Whether it may be of the external crate, with that last name.
    #[must_use]
    pub fn is_of_crate(&self, name: &str, last: &str) -> bool {
        let is = |it: &Vec<Name>| {
            it.first().is_some_and(|it| **it == *name) && it.last().is_some_and(|it| **it == *last)
        };
        self.external().iter().any(is)
    }
}

/// Where a path is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The module, or the body of a function with items of its own.
    pub module: ModuleId,
    /// The implementation or trait that gives `Self` its meaning.
    pub owner: Option<ItemId>,
}

impl From<ModuleId> for Scope {
    fn from(module: ModuleId) -> Self {
        Self { module, owner: None }
    }
}

impl Workspace {
    /// The scope of what is written inside an item.
    #[must_use]
    pub fn scope_of(&self, id: ItemId) -> Scope {
        let inner = self.bodies.get(&id).or_else(|| self.module_of.get(&id)).copied();
        let is_owner = matches!(self.item(id).kind, ItemKind::Impl(_) | ItemKind::Trait(_));
        Scope {
            module: inner.unwrap_or_else(|| self.module_of(id)),
            owner: if is_owner { Some(id) } else { self.owner(id) },
        }
    }

    /// The module that a `mod` makes.
    #[must_use]
    pub fn module_by(&self, item: ItemId) -> Option<ModuleId> {
        self.module_of.get(&item).copied()
    }

    /// What the path stands for. Aliases of types are followed. Generic parameters are not known here: who asks for a
    /// path that may begin with one looks there first.
    #[must_use]
    pub fn resolve(&self, scope: impl Into<Scope>, path: &Path, namespace: Namespace) -> Resolution {
        self.resolve_in(&Search::default(), scope.into(), path, namespace)
    }

    /// The same for names between `::`.
    #[must_use]
    pub fn resolve_names(&self, scope: impl Into<Scope>, names: &[Name], namespace: Namespace) -> Resolution {
        let search = Search::default();
        let found = self.walk(&search, scope.into(), false, names, namespace).known();
        self.follow(&search, found)
    }

    /// The same without following the alias of a type.
    #[must_use]
    pub fn resolve_alias(&self, scope: impl Into<Scope>, path: &Path, namespace: Namespace) -> Resolution {
        if path.self_type.is_some() {
            return self.resolve(scope, path, namespace);
        }
        self.walk(&Search::default(), scope.into(), path.is_global, &names(path), namespace).known()
    }

    /// What a type stands for; references to it count as it, `dyn Trait` as the trait.
    #[must_use]
    pub fn resolve_type(&self, scope: impl Into<Scope>, ty: &Type) -> Resolution {
        type_path(ty).map_or(Resolution::Unknown, |it| self.resolve(scope, it, Namespace::Type))
    }

    /// What an item of a type, by its name, stands for: of an enum, a trait, or what implementations give.
    #[must_use]
    pub fn resolve_member(&self, of: &Resolution, name: &Name, namespace: Namespace) -> Resolution {
        let of = self.follow(&Search::default(), of.clone());
        self.step(&Search::default(), ModuleId(0), of, name, namespace).known()
    }

    /// What the macro of a call stands for.
    #[must_use]
    pub fn resolve_macro(&self, scope: impl Into<Scope>, path: &Path) -> Resolution {
        self.resolve(scope, path, Namespace::Macro)
    }
}

fn names(path: &Path) -> Vec<Name> {
    path.segments.iter().map(|it| it.name.clone()).collect()
}

fn type_path(ty: &Type) -> Option<&Path> {
    let mut ty = ty;
    while let TypeKind::Reference(inner) = &ty.kind {
        ty = inner;
    }
    match &ty.kind {
        TypeKind::Path(path) => Some(path),
        TypeKind::Bounds(paths) => paths.first(),
        _ => None,
    }
}
