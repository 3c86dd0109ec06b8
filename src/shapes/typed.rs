//! Types where they stand: what their names mean depends on the place, and parameters on what was given for them.

use super::MAX_HOPS;
use crate::code::{
    GenericParam, ItemId, ItemKind, Name, Namespace, Path, Resolution, Scope, Type, TypeKind, Workspace,
};
use crate::source::Span;
use std::sync::Arc;

/// Types inside types that a name shows, at most.
const MAX_SHOWN: u8 = 4;

/// Types beside each other that a name shows, at most.
const MOST_SHOWN: usize = 4;

/// What parameters of types stand for; `None` where nobody knows.
pub(super) type Given<'w> = Arc<[(Name, Option<Typed<'w>>)]>;

/// A type, the place it is written in, and what the parameters there stand for.
#[derive(Clone, Debug)]
pub struct Typed<'w> {
    ty: &'w Type,
    scope: Scope,
    given: Given<'w>,
}

/// What a type is.
pub(super) enum Meaning<'w> {
    /// A struct or enum of the workspace.
    Item(ItemId, Given<'w>),
    /// A type of another project, and what stands between its `<` and `>`.
    Foreign(Vec<Name>, Vec<Typed<'w>>),
    List(Typed<'w>),
    Tuple(Vec<Typed<'w>>),
    Unknown,
}

impl<'w> Typed<'w> {
    /// A type as a function writes it, whose parameters stand for nothing that is known.
    #[must_use]
    pub fn of_function(workspace: &'w Workspace, function: ItemId, ty: &'w Type) -> Self {
        let scope = workspace.scope_of(function);
        let own = match &workspace.item(function).kind {
            ItemKind::Function(it) => it.generics.as_slice(),
            _ => &[],
        };
        let outer = scope.owner.map(|it| &workspace.item(it).kind);
        let outer: &[GenericParam] = match outer {
            Some(ItemKind::Impl(it)) => &it.generics,
            Some(ItemKind::Trait(it)) => &it.generics,
            _ => &[],
        };
        let given = own.iter().chain(outer).map(|it| (it.name.clone(), None)).collect();
        Self { ty, scope, given }
    }

    pub(super) const fn new(ty: &'w Type, scope: Scope, given: Given<'w>) -> Self {
        Self { ty, scope, given }
    }

    /// The type as written.
    #[must_use]
    pub const fn ty(&self) -> &'w Type {
        self.ty
    }

    /// Where it is written.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.ty.span
    }

    /// The struct or enum of the workspace that it is in the end.
    #[must_use]
    pub fn item(&self, workspace: &'w Workspace) -> Option<ItemId> {
        match self.meaning(workspace) {
            Meaning::Item(id, _) => Some(id),
            _ => None,
        }
    }

    /// Whether it is an `Option`, for which nothing need be there.
    pub(super) fn is_option(&self, workspace: &'w Workspace) -> bool {
        let is_one = |it: &Name| matches!(&**it, "Option" | "MaybeUndefined");
        matches!(self.meaning(workspace), Meaning::Foreign(path, _) if path.last().is_some_and(is_one))
    }

    /// Its name with those of what is given to it: `Page<Order>`.
    #[must_use]
    pub fn name(&self) -> String {
        self.shown(MAX_SHOWN)
    }

    fn shown(&self, depth: u8) -> String {
        let Some(depth) = depth.checked_sub(1) else { return "…".to_owned() };
        let inside = |ty: &'w Type| self.inside(ty).shown(depth);
        match &self.ty.kind {
            TypeKind::Reference(inner) => inside(inner),
            TypeKind::Slice(inner) => format!("[{}]", inside(inner)),
            TypeKind::Tuple(all) => {
                format!("({})", all.iter().take(MOST_SHOWN).map(inside).collect::<Vec<_>>().join(", "))
            }
            TypeKind::Path(path) => match self.parameter(path) {
                Some(Some(given)) => given.shown(depth),
                _ => {
                    let arguments = path.segments.last().map_or(&[][..], |it| &it.arguments);
                    let shown: Vec<String> = arguments.iter().take(MOST_SHOWN).map(inside).collect();
                    let shown =
                        if shown.is_empty() { String::new() } else { format!("<{}>", shown.join(", ")) };
                    format!("{}{shown}", path.last())
                }
            },
            _ => "_".to_owned(),
        }
    }

    /// A type that is written inside this one.
    fn inside(&self, ty: &'w Type) -> Self {
        Self { ty, scope: self.scope, given: self.given.clone() }
    }

    /// What a path of one name stands for, if it is a parameter.
    fn parameter(&self, path: &Path) -> Option<&Option<Self>> {
        let first = path.segments.first()?;
        self.given.iter().find(|it| it.0 == first.name).map(|it| &it.1)
    }

    pub(super) fn meaning(&self, workspace: &'w Workspace) -> Meaning<'w> {
        let mut typed = self.clone();
        for _ in 0..MAX_HOPS {
            match typed.hop(workspace) {
                Hop::Meaning(meaning) => return meaning,
                Hop::Same(next) => typed = next,
            }
        }
        Meaning::Unknown
    }

    fn hop(&self, workspace: &'w Workspace) -> Hop<'w> {
        Hop::Meaning(match &self.ty.kind {
            TypeKind::Reference(inner) => return Hop::Same(self.inside(inner)),
            TypeKind::Slice(inner) => Meaning::List(self.inside(inner)),
            TypeKind::Tuple(all) => Meaning::Tuple(all.iter().map(|it| self.inside(it)).collect()),
            TypeKind::Path(path) => return self.path(workspace, path),
            _ => Meaning::Unknown,
        })
    }

    fn path(&self, workspace: &'w Workspace, path: &'w Path) -> Hop<'w> {
        if path.self_type.is_none()
            && let Some(given) = self.parameter(path)
        {
            let given = given.clone().filter(|_| path.segments.len() == 1);
            return given.map_or(Hop::Meaning(Meaning::Unknown), Hop::Same);
        }
        let arguments = path.segments.last().map_or(&[][..], |it| &it.arguments);
        let arguments: Vec<Self> = arguments.iter().map(|it| self.inside(it)).collect();
        match workspace.resolve_alias(self.scope, path, Namespace::Type) {
            Resolution::Item(id) | Resolution::Associated(_, id) => of_item(workspace, id, &arguments),
            Resolution::External(path) => Hop::Meaning(Meaning::Foreign(path, arguments)),
            Resolution::Maybe(paths) => Hop::Meaning(
                paths.into_iter().next().map_or(Meaning::Unknown, |it| Meaning::Foreign(it, arguments)),
            ),
            _ => Hop::Meaning(Meaning::Unknown),
        }
    }
}

enum Hop<'w> {
    Meaning(Meaning<'w>),
    Same(Typed<'w>),
}

fn of_item<'w>(workspace: &'w Workspace, id: ItemId, arguments: &[Typed<'w>]) -> Hop<'w> {
    let with = |generics: &[GenericParam]| -> Given<'w> {
        let types = generics.iter().filter(|it| !it.name.starts_with('\''));
        types.enumerate().map(|(at, it)| (it.name.clone(), arguments.get(at).cloned())).collect()
    };
    match &workspace.item(id).kind {
        ItemKind::Alias(generics, Some(ty)) => {
            Hop::Same(Typed { ty, scope: workspace.scope_of(id), given: with(generics) })
        }
        ItemKind::Struct(it) => Hop::Meaning(Meaning::Item(id, with(&it.generics))),
        ItemKind::Enum(it) => Hop::Meaning(Meaning::Item(id, with(&it.generics))),
        _ => Hop::Meaning(Meaning::Unknown),
    }
}
