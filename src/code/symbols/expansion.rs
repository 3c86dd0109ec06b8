//! Macros that make items: expanded where they are called, until they make no more.

use super::{Implementations, Namespace, Scope};
use crate::code::macros::{self, Budget, ExpansionError, Site};
use crate::code::{Item, ItemId, ItemKind, Macro, MacroCall, Name, Path, TargetId, Token, Workspace};
use crate::source::Span;

/// Calls that macros make, and calls that those make.
const MAX_ROUNDS: usize = 16;

/// What all macros of a project that make items may cost.
const BUDGET: Budget = Budget { tokens: 1 << 23, work: 1 << 27, depth: 128 };

/// Begins the name that stands for a crate where a macro wrote `$crate`; the number of the target follows.
const HOME: &str = "__crate_";

/// The target that such a name stands for.
pub(super) fn home(name: &str) -> Option<TargetId> {
    name.strip_prefix(HOME)?.parse().ok().map(TargetId)
}

impl Workspace {
    /// What the call of a macro becomes, if the macro is known: one of the project, or one that everyone uses.
    ///
    /// `$crate` becomes a name that paths may begin with in every crate of the project.
    pub fn expand(
        &self,
        scope: impl Into<Scope>,
        call: &MacroCall,
        budget: &mut Budget,
    ) -> Option<Result<Vec<Token>, ExpansionError>> {
        let scope = scope.into();
        if let Some((definition, site)) = self.definition(scope, &names(&call.path), call.span) {
            return Some(macros::expand(definition, &call.tokens, &site, budget));
        }
        let lookup = |name: &str| self.definition(scope, &[name.into()], call.span);
        // Older names of `paste!` in its crate.
        let is_paste = ["item", "expr"].iter().any(|it| call.path.ends_with(&["paste", it]));
        let name = if is_paste { "paste" } else { call.path.last() };
        macros::expand_builtin(name, &call.tokens, call.span, &lookup, budget)
    }

    /// Calls of macros in the place of items that made nothing: the macro is not known, or it failed.
    #[must_use]
    pub fn unexpanded(&self) -> &[ItemId] {
        &self.calls
    }

    fn definition(&self, scope: Scope, path: &[Name], span: Span) -> Option<(&Macro, Site)> {
        let id = self.resolve_names(scope, path, Namespace::Macro).item()?;
        let ItemKind::Macro(definition) = &self.item(id).kind else { return None };
        let target = self.module(self.module_of(id))?.target;
        Some((definition, Site { span, home: format!("{HOME}{}", target.0).into() }))
    }

    /// Resolves imports, expands macros that make items, and does so again with what they made.
    pub(in crate::code) fn resolve_all(&mut self) {
        let mut budget = BUDGET;
        for _ in 0..MAX_ROUNDS {
            self.resolve_imports();
            let made = self.expand_calls(&mut budget);
            if made.is_empty() {
                break;
            }
            self.collect_made(made);
            self.forget_unknown();
        }
        self.implementations = Implementations::new(self);
    }

    /// What calls become; those that stay calls wait for the next round.
    fn expand_calls(&mut self, budget: &mut Budget) -> Vec<(ItemId, Vec<Item>)> {
        let mut made = Vec::new();
        let mut waiting = Vec::new();
        for id in std::mem::take(&mut self.calls) {
            match self.expand_call(id, budget) {
                Some(items) => made.push((id, items)),
                None => waiting.push(id),
            }
        }
        self.calls = waiting;
        made
    }

    fn expand_call(&self, id: ItemId, budget: &mut Budget) -> Option<Vec<Item>> {
        let ItemKind::Call(call) = &self.item(id).kind else { return None };
        let tokens = self.expand(self.scope_of(id), call, budget)?.ok()?;
        crate::code::items(&tokens)
    }
}

fn names(path: &Path) -> Vec<Name> {
    path.segments.iter().map(|it| it.name.clone()).collect()
}
