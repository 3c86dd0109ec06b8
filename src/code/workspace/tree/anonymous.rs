//! Sources without a manifest: their paths say what they belong to.

use super::{Collector, Folders};
use crate::code::symbols::Namespace;
use crate::code::workspace::package::{self, Root};
use crate::code::workspace::{Binding, Bound, place};
use crate::code::{ModuleId, ModuleNode, Name, Package, PackageId, Reach, TargetKind};

impl Collector<'_> {
    /// Sources without a manifest: the usual roots or, without any, one crate of all the files.
    pub(super) fn anonymous(&mut self, folder: &str, files: &[u32]) {
        let package = PackageId(u32::try_from(self.workspace.packages.len()).unwrap_or(u32::MAX));
        let outer =
            Some(place::parent(folder)).filter(|_| place::file_name(folder) == "src").unwrap_or(folder);
        let name = Some(place::file_name(outer)).filter(|it| !it.is_empty()).unwrap_or("root");
        let name = package::identifier(name);
        self.workspace.packages.push(Package::anonymous(name.clone(), folder.to_owned()));
        let roots = self.usual_roots(package, &name, folder, files);
        if roots.is_empty() {
            return self.rootless(package, name, folder, files);
        }
        roots.into_iter().for_each(|it| self.root(it));
    }

    fn usual_roots(&self, package: PackageId, name: &Name, folder: &str, files: &[u32]) -> Vec<Root> {
        let root = |file: &u32| {
            let path = self.relative(*file, folder)?;
            let (kind, name) = usual_root(&path, name)?;
            Some(Root { package, kind, name, file: *file, is_proc_macro: false })
        };
        files.iter().filter_map(root).collect()
    }

    fn relative(&self, file: u32, folder: &str) -> Option<String> {
        let path = place::join("", self.files.get(file as usize)?.source.path_in_root());
        let inner = if folder.is_empty() { &path } else { path.strip_prefix(folder)?.strip_prefix('/')? };
        Some(inner.to_owned())
    }

    /// One crate of files of which none says which modules there are: their paths do.
    fn rootless(&mut self, package: PackageId, name: Name, folder: &str, files: &[u32]) {
        let folders = Folders { modules: folder.to_owned(), attributes: folder.to_owned() };
        let root = self.target(package, TargetKind::Library, name, None, folders, false);
        let mut sorted: Vec<(usize, String, u32)> =
            files.iter().filter_map(|it| self.modules_of(*it, folder)).collect();
        sorted.sort();
        for (_, path, file) in sorted {
            if self.workspace.reach(file) == Reach::Unreached {
                let module =
                    path.split('/').filter(|it| !it.is_empty()).fold(root, |at, it| self.open(at, it));
                if let Some(it) = self.workspace.modules.get_mut(module.0 as usize) {
                    it.file = Some(file);
                }
                self.enter_file(file, module);
                self.run();
            }
        }
    }

    /// How deep a file's module is, and its path.
    fn modules_of(&self, file: u32, folder: &str) -> Option<(usize, String, u32)> {
        let path = self.relative(file, folder)?;
        let path = path.strip_suffix(".rs")?;
        let path = path.strip_suffix("/mod").unwrap_or(path);
        Some((path.matches('/').count(), path.to_owned(), file))
    }

    /// The module of that name, which is made if there is none.
    fn open(&mut self, parent: ModuleId, name: &str) -> ModuleId {
        let Some(outer) = self.workspace.module(parent) else { return parent };
        let known = outer.names.get(name).into_iter().flatten().find_map(|it| match it.bound {
            Bound::Module(it) => Some(it),
            _ => None,
        });
        if let Some(known) = known {
            return known;
        }
        let path = place::join(&outer.folders.modules, name);
        let folders = Folders { modules: path, attributes: outer.folders.modules.clone() };
        let mut module = ModuleNode::new(outer.target, Some(parent), name.into(), folders);
        module.depth = outer.depth + 1;
        let id = self.module(module);
        let binding =
            Binding { namespaces: Namespace::Type as u8, is_public: true, bound: Bound::Module(id) };
        if let Some(it) = self.workspace.modules.get_mut(parent.0 as usize) {
            it.names.entry(name.into()).or_default().push(binding);
        }
        id
    }
}

fn usual_root(path: &str, name: &Name) -> Option<(TargetKind, Name)> {
    match path {
        "lib.rs" => Some((TargetKind::Library, name.clone())),
        "main.rs" => Some((TargetKind::Binary, name.clone())),
        _ => {
            let inner = path.strip_prefix("bin/")?;
            let inner = inner.strip_suffix("/main.rs").or_else(|| inner.strip_suffix(".rs"))?;
            (!inner.contains('/')).then(|| (TargetKind::Binary, package::identifier(inner)))
        }
    }
}

impl Package {
    fn anonymous(name: Name, folder: String) -> Self {
        Self {
            name,
            folder,
            is_anonymous: true,
            is_2015: false,
            dependencies: Vec::new(),
            targets: Vec::new(),
        }
    }
}
