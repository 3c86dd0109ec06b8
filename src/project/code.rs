//! The Rust sources of a project: read once, and the services that they make.

use crate::code::{CodeFile, ItemId, ItemKind, Options, PackageId, Problem, Workspace};
use crate::handlers::{self, Names, Route, Service};
use crate::source::{FileId, SourceFile, offset};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// Rust sources, what they declare, and what they serve.
#[derive(Debug)]
pub struct Code {
    workspace: Workspace,
    manifests: Vec<SourceFile>,
    services: Vec<Service>,
    names: Names,
    /// The number of the first source.
    first: usize,
}

impl Code {
    /// Reads sources and manifests, which get the numbers from `first` on; `None` where no source names a web framework.
    pub(super) fn load(sources: Vec<SourceFile>, first: usize, names: &Names) -> Option<Self> {
        if !sources.par_iter().any(|it| handlers::names_framework(it.text())) {
            return None;
        }
        let (mut manifests, mut sources): (Vec<_>, Vec<_>) =
            sources.into_iter().partition(|it| it.path().ends_with(".toml"));
        for (number, source) in sources.iter_mut().chain(&mut manifests).enumerate() {
            source.set_id(FileId(offset(first + number)));
        }
        let files: Vec<CodeFile> = sources.into_par_iter().map(CodeFile::parse).collect();
        let options = Options { known: &handlers::known_crates() };
        let workspace = Workspace::new(files, &manifests, &options);
        let services = handlers::find(&workspace, names);
        Some(Self { workspace, manifests, services, names: names.clone(), first })
    }

    /// The same behind another number of documents.
    pub(super) fn behind(self, first: usize) -> Option<Self> {
        if self.first == first {
            return Some(self);
        }
        Self::load(self.sources().cloned().collect(), first, &self.names)
    }

    /// Packages, modules and names.
    #[must_use]
    pub const fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// What the sources serve.
    #[must_use]
    pub fn services(&self) -> &[Service] {
        &self.services
    }

    /// Functions of what is shipped of services: of their packages and of those that these are built with.
    #[must_use]
    pub fn functions(&self) -> Vec<ItemId> {
        let entries = self.services.iter().filter(|it| it.kind.is_shipped()).map(|it| it.entry);
        let packages: FxHashSet<PackageId> =
            entries.filter_map(|it| self.workspace.target_of(it)).map(|it| it.package).collect();
        let built: FxHashSet<PackageId> =
            packages.into_iter().flat_map(|it| self.workspace.built_with(it)).collect();
        let is_shipped = |it: ItemId| {
            let target = self.workspace.target_of(it);
            target.is_some_and(|it| it.kind.is_shipped() && built.contains(&it.package))
        };
        let items = self.workspace.items();
        let functions = items.filter(|it| matches!(it.1.kind, ItemKind::Function(_)) && is_shipped(it.0));
        functions.map(|it| it.0).collect()
    }

    /// Functions that answer requests of what is shipped, each with the routes that lead to it.
    #[must_use]
    pub fn handlers(&self) -> Vec<(ItemId, Vec<&Route>)> {
        let mut found: BTreeMap<ItemId, Vec<&Route>> = BTreeMap::new();
        let shipped = self.services.iter().filter(|it| it.kind.is_shipped());
        for route in shipped.flat_map(|it| &it.routes) {
            if let Some(function) = route.handler.function {
                let routes = found.entry(function).or_default();
                let is_same = |it: &&Route| it.method == route.method && it.path == route.path;
                if !routes.iter().any(is_same) {
                    routes.push(route);
                }
            }
        }
        found.into_iter().collect()
    }

    /// The services of each package, in the order of their names.
    #[must_use]
    pub fn packages(&self) -> Vec<Vec<&Service>> {
        let mut packages: BTreeMap<&str, Vec<&Service>> = BTreeMap::new();
        self.services.iter().for_each(|it| packages.entry(&it.package).or_default().push(it));
        packages.into_values().collect()
    }

    /// How many routes there are, those of examples and tests left out.
    #[must_use]
    pub fn shipped_routes(&self) -> usize {
        self.services.iter().filter(|it| it.kind.is_shipped()).map(|it| it.routes.len()).sum()
    }

    /// How many files there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.workspace.files().len() + self.manifests.len()
    }

    /// What could not be read: parts of sources, and manifests.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        let in_sources = self.workspace.files().iter().flat_map(|it| &it.problems);
        in_sources.chain(self.workspace.problems())
    }

    /// The texts of sources and manifests, by their numbers.
    pub fn sources(&self) -> impl Iterator<Item = &SourceFile> {
        self.workspace.files().iter().map(|it| &it.source).chain(&self.manifests)
    }

    /// The text of a source or manifest by its number.
    #[must_use]
    pub fn source(&self, file: FileId) -> Option<&SourceFile> {
        self.workspace.source(file).or_else(|| self.manifests.iter().find(|it| it.id() == file))
    }
}
