//! `use`: every import is resolved once, as soon as what it depends on is.

use super::lookup::{Found, Search};
use super::{Namespace, Resolution, Scope};
use crate::code::{ItemId, ItemKind, ModuleId, Name, Workspace};
use std::sync::atomic::Ordering;

/// Imports of imports; more are made to hurt.
const MAX_ROUNDS: usize = 256;

/// Modules that are asked in all: about a second. What is not resolved by then stays unknown.
const MAX_EFFORT: usize = 1 << 24;

/// One name of a `use`.
#[derive(Debug)]
pub(in crate::code) struct Import {
    module: ModuleId,
    item: ItemId,
    index: u32,
    state: State,
}

#[derive(Debug)]
enum State {
    Pending,
    /// In all namespaces, as far as can be known; for a glob what it takes everything from.
    Everywhere(Resolution),
    /// In types, values and macros.
    Each(Box<[Resolution; 3]>),
}

impl Import {
    pub(in crate::code) const fn new(module: ModuleId, item: ItemId, index: u32) -> Self {
        Self { module, item, index, state: State::Pending }
    }

    /// What it brings, unless that is not known yet.
    pub(super) fn brings(&self, namespace: Namespace) -> Option<&Resolution> {
        match &self.state {
            State::Pending => None,
            State::Everywhere(it) => Some(it),
            State::Each(all) => {
                let [types, values, macros] = &**all;
                Some(match namespace {
                    Namespace::Type => types,
                    Namespace::Value => values,
                    Namespace::Macro => macros,
                })
            }
        }
    }

    pub(super) const fn everywhere(&self) -> Option<&Resolution> {
        match &self.state {
            State::Everywhere(it) => Some(it),
            _ => None,
        }
    }

    const fn is_unknown(&self) -> bool {
        matches!(self.state, State::Pending | State::Everywhere(Resolution::Unknown))
    }
}

impl Workspace {
    /// Lets those be tried again that found nothing.
    pub(super) fn forget_unknown(&mut self) {
        for import in self.imports.iter_mut().filter(|it| it.is_unknown()) {
            import.state = State::Pending;
        }
    }

    /// Rounds in which each import waits for those it depends on; what still waits then depends on itself, and takes
    /// what there is.
    pub(super) fn resolve_imports(&mut self) {
        let mut pending: Vec<u32> =
            (0..).zip(&self.imports).filter(|it| it.1.is_unknown()).map(|it| it.0).collect();
        for _ in 0..MAX_ROUNDS {
            let before = pending.len();
            if before == 0 {
                break;
            }
            // Chains are written in either direction.
            pending.reverse();
            pending = self.round(pending, true);
            if pending.len() == before {
                pending = self.round(pending, false);
            }
            if pending.len() == before {
                break;
            }
        }
        for id in pending {
            self.settle(id, State::Everywhere(Resolution::Unknown));
        }
    }

    /// Those that are still to be resolved after one more try.
    fn round(&mut self, pending: Vec<u32>, is_patient: bool) -> Vec<u32> {
        let mut left = Vec::new();
        for id in pending {
            let is_spent = self.effort.load(Ordering::Relaxed) > MAX_EFFORT;
            match if is_spent { None } else { self.import(id, is_patient) } {
                Some(state) => self.settle(id, state),
                None => left.push(id),
            }
        }
        left
    }

    fn settle(&mut self, id: u32, state: State) {
        if let Some(import) = self.imports.get_mut(id as usize) {
            import.state = state;
        }
    }

    /// What an import brings; `None` while that is not known.
    fn import(&self, id: u32, is_patient: bool) -> Option<State> {
        let import = self.imports.get(id as usize)?;
        let ItemKind::Use(it) = &self.item(import.item).kind else { return None };
        let name = it.names.get(import.index as usize)?;
        let search = Search { skipped: Some(id), is_patient, ..Search::default() };
        let scope = self.use_scope(import);
        if name.name.is_none() {
            return self.glob(&search, scope, name.is_global, &name.path);
        }
        let Some((last, [])) = name.path.split_last() else {
            return self.behind(&search, scope, name.is_global, &name.path);
        };
        let found = |ns| self.walk(&search, scope, name.is_global, std::slice::from_ref(last), ns);
        each(Namespace::ALL.map(found), is_patient)
    }

    /// Where the path of a `use` begins.
    fn use_scope(&self, import: &Import) -> Scope {
        let scope = Scope::from(import.module);
        let target = self.module(import.module).map(|it| it.target);
        let root = target.filter(|it| self.is_2015(*it)).and_then(|it| self.target(it)).map(|it| it.root);
        Scope { module: root.unwrap_or(scope.module), ..scope }
    }

    fn glob(&self, search: &Search, scope: Scope, is_global: bool, path: &[Name]) -> Option<State> {
        let all = if path.is_empty() { &["crate".into()][..] } else { path };
        match self.walk(search, scope, is_global, all, Namespace::Type) {
            Found::Known(it) => Some(State::Everywhere(self.follow(search, it))),
            _ => None,
        }
    }

    /// A path of several names: what holds the last is asked for in each namespace.
    fn behind(&self, search: &Search, scope: Scope, is_global: bool, path: &[Name]) -> Option<State> {
        let (last, first) = path.split_last()?;
        let Found::Known(holder) = self.holder(search, scope, is_global, first) else { return None };
        let holder = self.follow(search, holder);
        if !matches!(holder, Resolution::Module(_) | Resolution::Item(_)) {
            let found = self.step(search, scope.module, holder, last, Namespace::Type);
            return Some(State::Everywhere(found.known()));
        }
        let found = |ns| self.step(search, scope.module, holder.clone(), last, ns);
        each(Namespace::ALL.map(found), search.is_patient)
    }
}

/// One answer for each namespace, if it is time for one.
fn each(found: [Found; 3], is_patient: bool) -> Option<State> {
    if is_patient && found.iter().any(|it| matches!(it, Found::Pending)) {
        return None;
    }
    let all = found.map(Found::known);
    let is_nothing = all.iter().all(|it| *it == Resolution::Unknown);
    (!is_nothing).then(|| State::Each(Box::new(all)))
}
