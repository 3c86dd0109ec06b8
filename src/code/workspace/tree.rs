//! Modules: which file each `mod` is, and what every module declares.

mod anonymous;
mod bind;

use super::arena::{Entry, Store};
use super::package::{self, Paths, Root};
use super::{
    ItemId, Manifest, MissingModule, ModuleId, ModuleNode, PackageId, Reach, Target, TargetId, TargetKind,
    Workspace, children, condition, place,
};
use crate::code::{CodeFile, Item, ItemKind, Name};

/// Modules within modules; more are a circle, or made to hurt.
const MAX_DEPTH: u32 = 128;

/// Where the files of a module's own modules are.
#[derive(Clone, Debug, Default)]
pub(in crate::code) struct Folders {
    /// For `mod a;`.
    modules: String,
    /// For `#[path]`.
    attributes: String,
}

/// Items that are still to be entered.
struct Job<'a> {
    items: Vec<(u32, &'a Item)>,
    store: Store,
    path: Vec<u32>,
    module: ModuleId,
    owner: Option<ItemId>,
}

pub(in crate::code) struct Collector<'a> {
    files: &'a [CodeFile],
    paths: &'a Paths,
    workspace: &'a mut Workspace,
    queue: Vec<Job<'a>>,
}

impl Workspace {
    /// Enters the items of every target.
    pub(super) fn collect(&mut self, manifests: &[Manifest]) {
        let files = std::mem::take(&mut self.arena.files);
        let paths = paths(&files);
        let named = manifests.iter().filter(|it| it.name.is_some());
        let roots: Vec<Root> =
            (0..).map(PackageId).zip(named).flat_map(|(id, it)| package::roots(id, it, &paths)).collect();
        let groups = package::anonymous(&self.packages, &paths);
        let mut collector = Collector { files: &files, paths: &paths, workspace: self, queue: Vec::new() };
        roots.into_iter().for_each(|it| collector.root(it));
        groups.into_iter().for_each(|(folder, files)| collector.anonymous(&folder, &files));
        self.arena.files = files;
    }

    /// Enters what macros made where their calls stand, and says whether there was anything.
    pub(in crate::code) fn collect_made(&mut self, made: Vec<(ItemId, Vec<Item>)>) {
        let files = std::mem::take(&mut self.arena.files);
        let paths = paths(&files);
        let mut expansions = std::mem::take(&mut self.arena.expansions);
        let first = expansions.len();
        let calls: Vec<ItemId> = made.iter().map(|it| it.0).collect();
        expansions.extend(made.into_iter().map(|it| it.1));
        let mut collector = Collector { files: &files, paths: &paths, workspace: self, queue: Vec::new() };
        for ((call, items), at) in calls.into_iter().zip(expansions.iter().skip(first)).zip(first..) {
            let store = Store::Expansion(u32::try_from(at).unwrap_or(u32::MAX));
            let (module, owner) = collector.place_of(call);
            collector.enqueue(items, store, module, owner);
        }
        collector.run();
        self.arena.files = files;
        self.arena.expansions = expansions;
    }
}

fn paths(files: &[CodeFile]) -> Paths {
    (0..).zip(files).map(|(at, it)| (place::join("", it.source.path_in_root()), at)).collect()
}

/// The folders of a file that is not the root of anything.
fn folders_of(path: &str) -> Folders {
    let folder = place::parent(path).to_owned();
    let is_folder = place::file_name(path) == "mod.rs";
    let modules = if is_folder { folder.clone() } else { path.trim_end_matches(".rs").to_owned() };
    Folders { modules, attributes: folder }
}

/// The folders of the root of a crate, and of what `#[path]` names.
fn folders_beside(path: &str) -> Folders {
    let folder = place::parent(path).to_owned();
    Folders { modules: folder.clone(), attributes: folder }
}

impl<'a> Collector<'a> {
    fn place_of(&self, id: ItemId) -> (ModuleId, Option<ItemId>) {
        let entry = self.workspace.arena.entry(id);
        (entry.module, entry.owner)
    }

    fn enqueue(&mut self, items: &'a [Item], store: Store, module: ModuleId, owner: Option<ItemId>) {
        self.queue.push(Job { items: (0..).zip(items).collect(), store, path: Vec::new(), module, owner });
    }

    /// Enters a target and all its modules.
    fn root(&mut self, root: Root) {
        let Some(file) = self.files.get(root.file as usize) else { return };
        let folders = folders_beside(&place::join("", file.source.path_in_root()));
        let module =
            self.target(root.package, root.kind, root.name, Some(root.file), folders, root.is_proc_macro);
        self.enter_file(root.file, module);
        self.run();
    }

    fn target(
        &mut self,
        package: PackageId,
        kind: TargetKind,
        name: Name,
        file: Option<u32>,
        folders: Folders,
        is_proc_macro: bool,
    ) -> ModuleId {
        let id = TargetId(u32::try_from(self.workspace.targets.len()).unwrap_or(u32::MAX));
        let root = self.next_module();
        self.workspace.targets.push(Target { package, kind, name: name.clone(), root, is_proc_macro });
        if let Some(package) = self.workspace.packages.get_mut(package.0 as usize) {
            package.targets.push(id);
        }
        self.module(ModuleNode { file, ..ModuleNode::new(id, None, name, folders) })
    }

    fn next_module(&self) -> ModuleId {
        ModuleId(u32::try_from(self.workspace.modules.len()).unwrap_or(u32::MAX))
    }

    fn module(&mut self, module: ModuleNode) -> ModuleId {
        let id = self.next_module();
        self.workspace.modules.push(module);
        id
    }

    fn enter_file(&mut self, file: u32, module: ModuleId) {
        let Some(code) = self.files.get(file as usize) else { return };
        self.reach(file, Reach::Module);
        self.enqueue(&code.items, Store::File(file), module, None);
    }

    fn reach(&mut self, file: u32, reach: Reach) {
        if let Some(it) = self.workspace.reached.get_mut(file as usize) {
            *it = reach.max(*it);
        }
    }

    fn run(&mut self) {
        while let Some(job) = self.queue.pop() {
            for (index, item) in &job.items {
                self.enter(&job, *index, item);
            }
        }
    }

    fn enter(&mut self, job: &Job<'a>, index: u32, item: &'a Item) {
        if !self.is_of_tests(job.module) && condition::is_test(&item.attributes) {
            return self.mark_tests(job.module, item);
        }
        let path: Box<[u32]> = job.path.iter().copied().chain([index]).collect();
        let entry = Entry { store: job.store, path, module: job.module, owner: job.owner };
        let id = self.workspace.arena.push(entry);
        if job.owner.is_none() {
            self.bind_item(job.module, id, item);
        }
        match &item.kind {
            ItemKind::Module(it) if it.items.is_some() => self.inline(job, index, id, item),
            ItemKind::Module(_) => self.file_module(job.module, id, item),
            ItemKind::Impl(_) | ItemKind::Trait(_) => self.descend(job, index, item, job.module, Some(id)),
            ItemKind::Function(_) => self.body(job, index, id, item),
            ItemKind::Use(it) => (0..it.names.len()).for_each(|at| self.import(job.module, id, item, at)),
            ItemKind::Call(_) => self.workspace.calls.push(id),
            _ => {}
        }
    }

    fn is_of_tests(&self, module: ModuleId) -> bool {
        let target = self.workspace.module(module).and_then(|it| self.workspace.target(it.target));
        target.is_some_and(|it| matches!(it.kind, TargetKind::Test | TargetKind::Bench))
    }

    fn descend(
        &mut self,
        job: &Job<'a>,
        index: u32,
        item: &'a Item,
        module: ModuleId,
        owner: Option<ItemId>,
    ) {
        let path = job.path.iter().copied().chain([index]).collect();
        self.queue.push(Job { items: children(item), store: job.store, path, module, owner });
    }

    fn body(&mut self, job: &Job<'a>, index: u32, id: ItemId, item: &'a Item) {
        if children(item).is_empty() || self.depth(job.module) >= MAX_DEPTH {
            return;
        }
        let Some(module) = self.child(job.module, id, item, None, Folders::default()) else { return };
        if let Some(it) = self.workspace.modules.get_mut(module.0 as usize) {
            it.is_body = true;
        }
        self.workspace.bodies.insert(id, module);
        self.descend(job, index, item, module, None);
    }

    fn inline(&mut self, job: &Job<'a>, index: u32, id: ItemId, item: &'a Item) {
        let folders = self.inline_folders(job.module, item);
        let file = self.workspace.module(job.module).and_then(|it| it.file);
        let Some(module) = self.child(job.module, id, item, file, folders) else { return };
        self.bind_module(job.module, module, id, item);
        self.descend(job, index, item, module, None);
    }

    fn inline_folders(&self, module: ModuleId, item: &Item) -> Folders {
        let folders = self.workspace.module(module).map(|it| it.folders.clone()).unwrap_or_default();
        inline_folders(&folders, item)
    }

    fn file_module(&mut self, parent: ModuleId, id: ItemId, item: &'a Item) {
        let Some(folders) = self.workspace.module(parent).map(|it| it.folders.clone()) else { return };
        let (file, folders) = match self.locate(&folders, item) {
            Ok(found) => found,
            Err(path) => return self.workspace.missing.push(MissingModule { item: id, path }),
        };
        if self.is_test_file(file) {
            return self.mark_file(file, &folders);
        }
        if self.is_within(parent, file) {
            return;
        }
        let Some(module) = self.child(parent, id, item, Some(file), folders) else { return };
        self.bind_module(parent, module, id, item);
        self.enter_file(file, module);
    }

    /// The file of a `mod`, and the folders of its own modules; or the first path where it could have been.
    fn locate(&self, folders: &Folders, item: &Item) -> Result<(u32, Folders), String> {
        if let ItemKind::Module(module) = &item.kind
            && let Some(file) = &module.file
        {
            let path = place::join(&folders.attributes, file);
            return self.paths.get(&path).map(|it| (*it, folders_beside(&path))).ok_or(path);
        }
        let path = place::join(&folders.modules, &item.name);
        let usual = [format!("{path}.rs"), format!("{path}/mod.rs")];
        let found = usual.iter().find_map(|it| self.paths.get(it).map(|file| (*file, folders_of(it))));
        found.ok_or_else(|| format!("{path}.rs"))
    }

    fn is_test_file(&self, file: u32) -> bool {
        self.files.get(file as usize).is_some_and(|it| condition::is_test(&it.attributes))
    }

    /// Whether the file already encloses the module: `#[path]` may lead in circles.
    fn is_within(&self, module: ModuleId, file: u32) -> bool {
        self.upwards(module).any(|it| it.file == Some(file) && it.is_file_root)
    }

    fn upwards(&self, module: ModuleId) -> impl Iterator<Item = &ModuleNode> {
        let first = self.workspace.module(module);
        std::iter::successors(first, |it| self.workspace.module(it.parent?))
    }

    fn depth(&self, module: ModuleId) -> u32 {
        self.workspace.module(module).map_or(0, |it| it.depth)
    }

    /// A module within another, unless they are nested too deep.
    fn child(
        &mut self,
        parent: ModuleId,
        id: ItemId,
        item: &Item,
        file: Option<u32>,
        folders: Folders,
    ) -> Option<ModuleId> {
        let outer = self.workspace.module(parent).filter(|it| it.depth < MAX_DEPTH)?;
        let is_file_root = matches!(&item.kind, ItemKind::Module(it) if it.items.is_none());
        let mut module = ModuleNode::new(outer.target, Some(parent), item.name.clone(), folders);
        module.depth = outer.depth + 1;
        let file = file.or(outer.file);
        Some(self.module(ModuleNode { item: Some(id), file, is_file_root, ..module }))
    }

    /// Says of the files below a `mod` for tests that they belong to tests.
    fn mark_tests(&mut self, parent: ModuleId, item: &'a Item) {
        let Some(folders) = self.workspace.module(parent).map(|it| it.folders.clone()) else { return };
        self.mark(vec![(item, folders)]);
    }

    fn mark_file(&mut self, file: u32, folders: &Folders) {
        self.reach(file, Reach::Test);
        let items = self.files.get(file as usize).map_or(&[][..], |it| &it.items);
        self.mark(items.iter().map(|it| (it, folders.clone())).collect());
    }

    fn mark(&mut self, mut pending: Vec<(&'a Item, Folders)>) {
        while let Some((item, folders)) = pending.pop() {
            let ItemKind::Module(module) = &item.kind else { continue };
            if let Some(items) = &module.items {
                let folders = inline_folders(&folders, item);
                pending.extend(items.iter().map(|it| (it, folders.clone())));
            } else if let Ok((file, folders)) = self.locate(&folders, item)
                && self.workspace.reach(file) == Reach::Unreached
                && let Some(code) = self.files.get(file as usize)
            {
                self.reach(file, Reach::Test);
                pending.extend(code.items.iter().map(|it| (it, folders.clone())));
            }
        }
    }
}

fn inline_folders(folders: &Folders, item: &Item) -> Folders {
    let own = match &item.kind {
        ItemKind::Module(module) => module.file.as_ref().map(|it| place::join(&folders.attributes, it)),
        _ => None,
    };
    let path = own.unwrap_or_else(|| place::join(&folders.modules, &item.name));
    Folders { modules: path.clone(), attributes: path }
}

impl ModuleNode {
    fn new(target: TargetId, parent: Option<ModuleId>, name: Name, folders: Folders) -> Self {
        Self {
            target,
            parent,
            name,
            item: None,
            is_body: false,
            file: None,
            is_file_root: parent.is_none(),
            depth: 0,
            folders,
            names: rustc_hash::FxHashMap::default(),
            globs: Vec::new(),
        }
    }
}
