//! What a module has for a name, itself and through those that it takes everything from.

use super::{Found, Search, longer, variant};
use crate::code::symbols::{Namespace, Resolution};
use crate::code::workspace::{Binding, Bound};
use crate::code::{ItemKind, ModuleId, ModuleNode, Name, TargetId, Workspace};
use rustc_hash::FxHashSet;
use std::sync::atomic::Ordering;

/// What a module has for a name.
struct Named {
    found: Found,
    is_public: bool,
}

/// What a module and those that it takes everything from have for a name.
pub(super) struct Reached {
    pub(super) found: Found,
    /// Where it may be from if it is of other projects.
    pub(super) maybe: Vec<Vec<Name>>,
}

/// Modules to ask, each once.
struct Queue {
    order: Vec<ModuleId>,
    seen: FxHashSet<ModuleId>,
}

impl Queue {
    fn push(&mut self, id: ModuleId) {
        if self.seen.insert(id) {
            self.order.push(id);
        }
    }
}

impl Workspace {
    /// A name in a module and in those that it takes everything from; `from` is where the name is written. What is
    /// public comes before what may not be seen from there.
    pub(super) fn find(
        &self,
        search: &Search,
        from: ModuleId,
        start: ModuleId,
        name: &Name,
        ns: Namespace,
    ) -> Reached {
        let mut reached = Reached { found: Found::Absent, maybe: Vec::new() };
        let mut queue = Queue { order: vec![start], seen: FxHashSet::default() };
        let mut at = 0;
        let mut hidden = None;
        while let Some(&id) = queue.order.get(at) {
            at += 1;
            let Some(module) = self.module(id) else { continue };
            let named = self.named(search, module, name, ns);
            match named.found {
                Found::Known(it) if at == 1 || named.is_public || self.is_around(from, id) => {
                    return Reached { found: Found::Known(it), maybe: Vec::new() };
                }
                Found::Known(it) => drop(hidden.get_or_insert(it)),
                Found::Pending if at == 1 => return Reached { found: Found::Pending, maybe: Vec::new() },
                Found::Pending => reached.found = Found::Pending,
                Found::Absent => {}
            }
            self.globs(search, module, name, &mut queue, &mut reached);
            if matches!(reached.found, Found::Known(_)) {
                return reached;
            }
        }
        if search.skipped.is_some() {
            self.effort.fetch_add(at, Ordering::Relaxed);
        }
        if let (Found::Absent, Some(it)) = (&reached.found, hidden) {
            reached.found = Found::Known(it);
        }
        reached
    }

    fn is_around(&self, inner: ModuleId, outer: ModuleId) -> bool {
        self.around(inner).any(|it| it.0 == outer)
    }

    /// Queues the modules that a module takes everything from; enums and other projects are asked at once.
    fn globs(
        &self,
        search: &Search,
        module: &ModuleNode,
        name: &Name,
        queue: &mut Queue,
        reached: &mut Reached,
    ) {
        for glob in &module.globs {
            match self.imports.get(*glob as usize).and_then(|it| it.everywhere()) {
                None if search.is_patient && search.skipped != Some(*glob) => reached.found = Found::Pending,
                Some(Resolution::Module(it)) => queue.push(*it),
                Some(Resolution::Item(id)) => {
                    if let Some(found) = variant(*id, self.item(*id), name) {
                        reached.found = Found::Known(found);
                        return;
                    }
                }
                Some(it) => reached.maybe.extend(it.external().iter().map(|it| longer(it.clone(), name))),
                None => {}
            }
        }
    }

    /// What a module itself has for a name: items before imports.
    fn named(&self, search: &Search, module: &ModuleNode, name: &Name, ns: Namespace) -> Named {
        let mut named = Named { found: Found::Absent, is_public: false };
        let Some(bindings) = module.names.get(name) else { return named };
        let of_namespace = || bindings.iter().filter(|it| it.namespaces & ns as u8 != 0);
        let (own, imported) = (|it: &&Binding| !is_import(it), |it: &&Binding| is_import(it));
        for binding in of_namespace().filter(own).chain(of_namespace().filter(imported)) {
            match self.bound(search, module.target, binding.bound, ns) {
                Found::Known(it) => return Named { found: Found::Known(it), is_public: binding.is_public },
                Found::Pending => named.found = Found::Pending,
                Found::Absent => {}
            }
        }
        named
    }

    fn bound(&self, search: &Search, target: TargetId, bound: Bound, ns: Namespace) -> Found {
        match bound {
            Bound::Module(it) => Found::Known(Resolution::Module(it)),
            Bound::Item(id) => match &self.item(id).kind {
                ItemKind::ExternCrate(name) if &**name == "self" => Found::of(self.root(target)),
                ItemKind::ExternCrate(name) => Found::Known(
                    self.extern_crate(target, name)
                        .unwrap_or_else(|| Resolution::External(vec![name.clone()])),
                ),
                _ => Found::Known(Resolution::Item(id)),
            },
            Bound::Import(id) if search.skipped == Some(id) => Found::Absent,
            Bound::Import(id) => match self.imports.get(id as usize).and_then(|it| it.brings(ns)) {
                Some(Resolution::Unknown) => Found::Absent,
                Some(it) => Found::Known(it.clone()),
                None if search.is_patient => Found::Pending,
                None => Found::Absent,
            },
        }
    }
}

const fn is_import(binding: &Binding) -> bool {
    matches!(binding.bound, Bound::Import(_))
}
