//! The crates of a project and the modules of each, from the texts of manifests and the trees of sources.
//!
//! A file that two targets share is parsed once and stands in the modules of both, with ids of its own in each.

mod arena;
mod condition;
mod crates;
mod manifest;
mod package;
mod place;
mod tree;

use super::symbols::{Implementations, Import};
use super::{CodeFile, Item, ItemKind, Name, Problem};
use crate::source::{FileId, SourceFile, Span};
use arena::Arena;
pub use crates::{Dependency, Package, Target, TargetKind};
use manifest::Manifest;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::atomic::AtomicUsize;

/// Number of a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PackageId(pub u32);

/// Number of a target; each is a crate of its own to the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TargetId(pub u32);

/// Number of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModuleId(pub u32);

/// Number of an item in one target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub u32);

/// A module of a target, or the body of a function that declares items.
#[derive(Debug)]
pub struct ModuleNode {
    /// The crate it belongs to.
    pub target: TargetId,
    /// Where it is declared; `None` for the root.
    pub parent: Option<ModuleId>,
    /// Its name; that of the target for the root.
    pub name: Name,
    /// The `mod`, or the function whose body it is.
    pub item: Option<ItemId>,
    /// Whether it is the body of a function: names that it lacks are those of its parent.
    pub is_body: bool,
    /// The file its items stand in; an index into [`Workspace::files`].
    pub file: Option<u32>,
    /// Whether its items are all of the file.
    pub(super) is_file_root: bool,
    pub(super) depth: u32,
    pub(super) folders: tree::Folders,
    pub(super) names: FxHashMap<Name, Vec<Binding>>,
    pub(super) globs: Vec<u32>,
}

/// What a name stands for in a module.
#[derive(Clone, Copy, Debug)]
pub(super) struct Binding {
    /// One bit for each namespace.
    pub(super) namespaces: u8,
    pub(super) is_public: bool,
    pub(super) bound: Bound,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Bound {
    Item(ItemId),
    Module(ModuleId),
    Import(u32),
}

/// A `mod` whose file is not there.
#[derive(Clone, Debug)]
pub struct MissingModule {
    /// The `mod`.
    pub item: ItemId,
    /// The first path that would do.
    pub path: String,
}

/// How a workspace is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// Crates that are known by the paths of their items, and stay external even where the project contains them.
    pub known: &'a [&'a str],
}

/// The crates, modules and names of a project.
#[derive(Debug)]
pub struct Workspace {
    pub(super) arena: Arena,
    pub(super) packages: Vec<Package>,
    pub(super) targets: Vec<Target>,
    pub(super) modules: Vec<ModuleNode>,
    pub(super) imports: Vec<Import>,
    pub(super) implementations: Implementations,
    pub(super) bodies: FxHashMap<ItemId, ModuleId>,
    pub(super) module_of: FxHashMap<ItemId, ModuleId>,
    pub(super) known: FxHashSet<Name>,
    pub(super) macros: FxHashMap<(TargetId, Name), ItemId>,
    pub(super) calls: Vec<ItemId>,
    /// Modules asked while imports were resolved.
    pub(super) effort: AtomicUsize,
    requirements: FxHashMap<Name, Name>,
    problems: Vec<Problem>,
    missing: Vec<MissingModule>,
    reached: Vec<Reach>,
}

/// Which modules a file belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// No target leads to it.
    Unreached,
    /// Only tests do.
    Test,
    /// It is a part of a target.
    Module,
}

impl Workspace {
    /// Reads a project: its sources and the texts of its `Cargo.toml`s, each with its path from the project's root.
    #[must_use]
    pub fn new(files: Vec<CodeFile>, manifests: &[SourceFile], options: &Options<'_>) -> Self {
        let read: Vec<_> = manifests.iter().map(|it| (it, Manifest::read(it))).collect();
        let problems = read.iter().filter_map(|it| it.1.as_ref().err().cloned()).collect();
        let manifests: Vec<Manifest> =
            read.into_iter().map(|(source, it)| it.unwrap_or_else(|_| Manifest::guess(source))).collect();
        let mut workspace = Self::empty(files, problems, options);
        workspace.requirements = requirements(&manifests);
        workspace.packages = package::packages(&manifests);
        workspace.collect(&manifests);
        workspace.resolve_all();
        workspace
    }

    fn empty(files: Vec<CodeFile>, problems: Vec<Problem>, options: &Options<'_>) -> Self {
        Self {
            reached: vec![Reach::Unreached; files.len()],
            arena: Arena::new(files),
            packages: Vec::new(),
            targets: Vec::new(),
            modules: Vec::new(),
            imports: Vec::new(),
            implementations: Implementations::default(),
            bodies: FxHashMap::default(),
            module_of: FxHashMap::default(),
            known: options.known.iter().map(|it| package::identifier(it)).collect(),
            macros: FxHashMap::default(),
            calls: Vec::new(),
            effort: AtomicUsize::new(0),
            requirements: FxHashMap::default(),
            problems,
            missing: Vec::new(),
        }
    }

    /// The sources, in the order given.
    #[must_use]
    pub fn files(&self) -> &[CodeFile] {
        &self.arena.files
    }

    /// A source by its number in the run; the sources stand in the order of these numbers.
    #[must_use]
    pub fn source(&self, file: FileId) -> Option<&SourceFile> {
        let place = self.files().binary_search_by_key(&file, |it| it.source.id());
        self.files().get(place.ok()?).map(|it| &it.source)
    }

    /// The text under a span of one of the sources.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.source(span.file).map_or("", |it| it.slice(span))
    }

    /// The packages.
    #[must_use]
    pub fn packages(&self) -> &[Package] {
        &self.packages
    }

    /// The crates of all packages, with their ids.
    pub fn targets(&self) -> impl Iterator<Item = (TargetId, &Target)> {
        (0..).map(TargetId).zip(&self.targets)
    }

    /// The modules of all targets, with their ids.
    pub fn modules(&self) -> impl Iterator<Item = (ModuleId, &ModuleNode)> {
        (0..).map(ModuleId).zip(&self.modules)
    }

    /// The items of all targets.
    pub fn items(&self) -> impl Iterator<Item = (ItemId, &Item)> {
        (0..self.arena.count()).map(|it| (ItemId(it), self.item(ItemId(it))))
    }

    /// An item.
    #[must_use]
    pub fn item(&self, id: ItemId) -> &Item {
        self.arena.item(id)
    }

    /// Whether a part of the item could not be read.
    #[must_use]
    pub fn is_broken(&self, id: ItemId) -> bool {
        let span = self.item(id).span;
        let place = self.files().binary_search_by_key(&span.file, |it| it.source.id());
        let problems = place.ok().and_then(|it| self.files().get(it)).map_or(&[][..], |it| &it.problems);
        problems.iter().any(|it| span.start <= it.span.start && it.span.start < span.end)
    }

    /// The module that declares the item; for those of an implementation or trait, the module of that.
    #[must_use]
    pub fn module_of(&self, id: ItemId) -> ModuleId {
        self.arena.entry(id).module
    }

    /// The implementation or trait that holds the item.
    #[must_use]
    pub fn owner(&self, id: ItemId) -> Option<ItemId> {
        self.arena.entry(id).owner
    }

    /// A module.
    #[must_use]
    pub fn module(&self, id: ModuleId) -> Option<&ModuleNode> {
        self.modules.get(id.0 as usize)
    }

    /// A target.
    #[must_use]
    pub fn target(&self, id: TargetId) -> Option<&Target> {
        self.targets.get(id.0 as usize)
    }

    /// A package.
    #[must_use]
    pub fn package(&self, id: PackageId) -> Option<&Package> {
        self.packages.get(id.0 as usize)
    }

    /// A package and those that what it ships is built with.
    #[must_use]
    pub fn built_with(&self, package: PackageId) -> FxHashSet<PackageId> {
        let mut seen = FxHashSet::from_iter([package]);
        let mut pending = vec![package];
        while let Some(package) = pending.pop().and_then(|it| self.package(it)) {
            let members = package.dependencies.iter().filter(|it| it.is_shipped).filter_map(|it| it.member);
            pending.extend(members.filter(|it| seen.insert(*it)));
        }
        seen
    }

    /// The target that the item belongs to.
    #[must_use]
    pub fn target_of(&self, id: ItemId) -> Option<&Target> {
        self.target(self.module(self.module_of(id))?.target)
    }

    /// The package that the item belongs to.
    #[must_use]
    pub fn package_of(&self, id: ItemId) -> Option<&Package> {
        self.package(self.target_of(id)?.package)
    }

    /// The version that the package demands of another, named with dashes: its own word, or else that of the
    /// project's other packages, of which it may have the names.
    #[must_use]
    pub fn requirement(&self, package: PackageId, name: &str) -> Option<&Name> {
        let own = self.package(package)?.dependencies.iter().filter(|it| &*it.package == name);
        own.filter_map(|it| it.requirement.as_ref()).next().or_else(|| self.requirements.get(name))
    }

    /// Manifests that could not be read.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Modules whose files are not there.
    #[must_use]
    pub fn missing(&self) -> &[MissingModule] {
        &self.missing
    }

    /// Whether a file, by its index, is a part of something.
    #[must_use]
    pub fn reach(&self, file: u32) -> Reach {
        self.reached.get(file as usize).copied().unwrap_or(Reach::Unreached)
    }

    /// Files that no target leads to.
    pub fn unreached(&self) -> impl Iterator<Item = &CodeFile> {
        self.files().iter().zip(&self.reached).filter(|it| *it.1 == Reach::Unreached).map(|it| it.0)
    }

    /// The conditions (`feature = "a"`) under which the item exists: its own, and those of what it stands in.
    #[must_use]
    pub fn conditions(&self, id: ItemId) -> Vec<String> {
        let mut found = Vec::new();
        let mut next = Some(id);
        while let Some(id) = next {
            found.extend(condition::conditions(&self.item(id).attributes));
            next = self.owner(id).or_else(|| self.module(self.module_of(id))?.item);
        }
        found
    }

    /// Items of the same name and form in the same place, the given one among them: alternatives under conditions.
    #[must_use]
    pub fn alternatives(&self, id: ItemId) -> Vec<ItemId> {
        let item = self.item(id);
        let form = std::mem::discriminant(&item.kind);
        let bindings = self.module(self.module_of(id)).and_then(|it| it.names.get(&item.name));
        let items = bindings.into_iter().flatten().filter_map(|it| match it.bound {
            Bound::Item(other) => Some(other),
            _ => None,
        });
        let found: Vec<_> = items.filter(|it| std::mem::discriminant(&self.item(*it).kind) == form).collect();
        if found.contains(&id) { found } else { vec![id] }
    }

    /// The path of the item from its crate: `name::module::item`.
    #[must_use]
    pub fn path_of(&self, id: ItemId) -> Vec<Name> {
        let mut path = vec![self.item(id).name.clone()];
        let mut next = Some(self.module_of(id));
        while let Some(module) = next.and_then(|it| self.module(it)) {
            path.push(module.name.clone());
            next = module.parent;
        }
        path.reverse();
        path
    }
}

/// What any package demands of each, the workspace's own word first.
fn requirements(manifests: &[Manifest]) -> FxHashMap<Name, Name> {
    let shared = manifests.iter().filter_map(|it| it.workspace.as_deref());
    let all = shared.chain(manifests.iter().map(|it| it.dependencies.as_slice())).flatten();
    let mut found = FxHashMap::default();
    for wanted in all {
        if let Some(requirement) = &wanted.requirement {
            let package = wanted.package.as_ref().unwrap_or(&wanted.key);
            found.entry(package.clone()).or_insert_with(|| requirement.clone());
        }
    }
    found
}

/// What an item declares beside itself.
pub(super) fn children(item: &Item) -> Vec<(u32, &Item)> {
    let items: &[Item] = match &item.kind {
        ItemKind::Impl(it) => &it.items,
        ItemKind::Trait(it) => &it.items,
        ItemKind::Module(it) => it.items.as_deref().unwrap_or_default(),
        ItemKind::Function(it) => return arena::body_items(it).collect(),
        _ => &[],
    };
    (0..).zip(items).collect()
}
