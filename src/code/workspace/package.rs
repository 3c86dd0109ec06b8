//! Packages: the crates that manifests describe, and those of folders without one.

use super::manifest::{Manifest, Section, Wanted};
use super::place;
use super::{Dependency, Package, PackageId, TargetKind};
use crate::code::Name;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// The files by their paths.
pub(super) type Paths = BTreeMap<String, u32>;

/// Where a target begins.
#[derive(Debug)]
pub(super) struct Root {
    pub(super) package: PackageId,
    pub(super) kind: TargetKind,
    pub(super) name: Name,
    pub(super) file: u32,
    pub(super) is_proc_macro: bool,
}

const KINDS: [(TargetKind, &str); 4] = [
    (TargetKind::Binary, "src/bin"),
    (TargetKind::Example, "examples"),
    (TargetKind::Test, "tests"),
    (TargetKind::Bench, "benches"),
];

/// A name as code writes it.
pub(super) fn identifier(name: &str) -> Name {
    name.replace('-', "_").into()
}

/// The packages, in the order of the manifests.
pub(super) fn packages(manifests: &[Manifest]) -> Vec<Package> {
    let named: Vec<&Manifest> = manifests.iter().filter(|it| it.name.is_some()).collect();
    let places: FxHashMap<&str, PackageId> =
        named.iter().zip(0..).map(|(it, at)| (it.folder.as_str(), PackageId(at))).collect();
    named.iter().map(|it| package(it, root_of(it, manifests), &places)).collect()
}

/// The nearest manifest upwards that holds a workspace.
fn root_of<'a>(manifest: &Manifest, all: &'a [Manifest]) -> Option<&'a Manifest> {
    let holds =
        |it: &&Manifest| it.folder == manifest.folder || place::is_inside(&manifest.folder, &it.folder);
    all.iter().filter(|it| it.workspace.is_some()).filter(holds).max_by_key(|it| it.folder.len())
}

fn package(manifest: &Manifest, root: Option<&Manifest>, places: &FxHashMap<&str, PackageId>) -> Package {
    let dependencies = manifest.dependencies.iter().map(|it| dependency(it, manifest, root, places));
    Package {
        name: manifest.name.clone().unwrap_or_default(),
        folder: manifest.folder.clone(),
        is_anonymous: manifest.is_unread,
        is_2015: manifest.is_2015,
        dependencies: dependencies.collect(),
        targets: Vec::new(),
    }
}

fn dependency(
    wanted: &Wanted,
    manifest: &Manifest,
    root: Option<&Manifest>,
    places: &FxHashMap<&str, PackageId>,
) -> Dependency {
    let inherited = wanted.is_inherited.then(|| inherited(wanted, root)).flatten();
    let (folder, source) = inherited.unwrap_or((&manifest.folder, wanted));
    let path = source.path.as_ref().map(|it| place::join(folder, it));
    Dependency {
        name: identifier(&wanted.key),
        package: source.package.clone().unwrap_or_else(|| source.key.clone()),
        requirement: source.requirement.clone(),
        member: path.and_then(|it| places.get(it.as_str()).copied()),
        is_shipped: wanted.is_shipped,
    }
}

fn inherited<'a>(wanted: &Wanted, root: Option<&'a Manifest>) -> Option<(&'a String, &'a Wanted)> {
    let root = root?;
    let found = root.workspace.as_ref()?.iter().find(|it| it.key == wanted.key)?;
    Some((&root.folder, found))
}

/// The targets of a package, as far as their files are there.
pub(super) fn roots(id: PackageId, manifest: &Manifest, paths: &Paths) -> Vec<Root> {
    let Some(package) = &manifest.name else { return Vec::new() };
    let mut found = Found { id, manifest, paths, roots: Vec::new() };
    found.library(package);
    if manifest.is_discovered.first() == Some(&true) {
        found.add(TargetKind::Binary, package, "src/main.rs", false);
    }
    for ((kind, folder), (listed, is_on)) in
        KINDS.iter().zip(manifest.listed.iter().zip(manifest.is_discovered))
    {
        listed.iter().for_each(|it| found.listed(*kind, folder, it, package));
        if is_on {
            found.folder(*kind, folder);
        }
    }
    found.add(TargetKind::Build, "build", manifest.build.as_deref().unwrap_or("build.rs"), false);
    found.roots
}

struct Found<'a> {
    id: PackageId,
    manifest: &'a Manifest,
    paths: &'a Paths,
    roots: Vec<Root>,
}

impl Found<'_> {
    fn library(&mut self, package: &str) {
        let section = &self.manifest.library;
        let path = section.path.as_deref().unwrap_or("src/lib.rs");
        self.add(
            TargetKind::Library,
            section.name.as_deref().unwrap_or(package),
            path,
            section.is_proc_macro,
        );
    }

    /// A file is the root of one target of a kind, however often it is found.
    fn add(&mut self, kind: TargetKind, name: &str, path: &str, is_proc_macro: bool) -> bool {
        let path = place::join(&self.manifest.folder, path);
        let Some(&file) = self.paths.get(&path) else { return false };
        if !self.roots.iter().any(|it| it.kind == kind && it.file == file) {
            let name = identifier(name);
            self.roots.push(Root { package: self.id, kind, name, file, is_proc_macro });
        }
        true
    }

    fn listed(&mut self, kind: TargetKind, folder: &str, section: &Section, package: &str) {
        let name = section.name.as_deref().unwrap_or(package);
        let guesses =
            [format!("{folder}/{name}.rs"), format!("{folder}/{name}/main.rs"), "src/main.rs".to_owned()];
        match &section.path {
            Some(path) => drop(self.add(kind, name, path, false)),
            None => drop(guesses.iter().find(|it| self.add(kind, name, it, false))),
        }
    }

    /// `folder/NAME.rs` and `folder/NAME/main.rs`.
    fn folder(&mut self, kind: TargetKind, folder: &str) {
        let place = place::join(&self.manifest.folder, folder) + "/";
        let inside = self.paths.range(place.clone()..).map_while(|(it, _)| it.strip_prefix(place.as_str()));
        let names: Vec<String> = inside.filter_map(target_name).map(str::to_owned).collect();
        for name in names {
            let _ = self.add(kind, &name, &format!("{folder}/{name}.rs"), false)
                || self.add(kind, &name, &format!("{folder}/{name}/main.rs"), false);
        }
    }
}

fn target_name(path: &str) -> Option<&str> {
    let name = path.strip_suffix("/main.rs").or_else(|| path.strip_suffix(".rs"))?;
    (!name.contains('/')).then_some(name)
}

/// Folders of sources that no manifest covers: the folder, and the files in it.
pub(super) fn anonymous(packages: &[Package], paths: &Paths) -> BTreeMap<String, Vec<u32>> {
    let folders: FxHashSet<&str> = packages.iter().map(|it| it.folder.as_str()).collect();
    let mut groups: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (path, file) in paths {
        if !ancestors(path).any(|it| folders.contains(it)) {
            groups.entry(source_folder(path, paths).to_owned()).or_default().push(*file);
        }
    }
    groups
}

fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(place::parent(path)), |it| (!it.is_empty()).then(|| place::parent(it)))
}

/// The folder whose files are one crate: the nearest with a root, or named `src`.
fn source_folder<'a>(path: &'a str, paths: &Paths) -> &'a str {
    let has = |folder: &str, name: &str| paths.contains_key(&place::join(folder, name));
    let is_bin = |it: &str| place::file_name(it) == "bin" || place::file_name(place::parent(it)) == "bin";
    let is_root = |it: &&str| {
        place::file_name(it) == "src" || (!is_bin(it) && (has(it, "lib.rs") || has(it, "main.rs")))
    };
    ancestors(path).find(is_root).unwrap_or("")
}
