//! Calls of macros in the bodies of functions, as what they become.
//!
//! Values refer to expressions for as long as the workspace lives; what macros become is kept beside it, in places of
//! which there is a fixed number.

use super::machine::Machine;
use super::value::Value;
use crate::code::macros::{self, Budget};
use crate::code::{Block, ItemKind, MacroCall, Resolution, statements};
use rustc_hash::FxHashMap;
use std::cell::OnceCell;

/// Calls that are expanded, at most.
const MAX_EXPANSIONS: usize = 4_096;

/// What macros in bodies may cost in all.
const BUDGET: Budget = Budget { tokens: 1 << 22, work: 1 << 26, depth: 128 };

/// What calls of macros became.
#[derive(Debug)]
pub(super) struct Expansions {
    places: Vec<OnceCell<Block>>,
}

impl Default for Expansions {
    fn default() -> Self {
        Self { places: (0..MAX_EXPANSIONS).map(|_| OnceCell::new()).collect() }
    }
}

/// Which calls were expanded already, and what it cost.
#[derive(Debug)]
pub(super) struct Expander<'w> {
    places: std::slice::Iter<'w, OnceCell<Block>>,
    known: FxHashMap<*const MacroCall, Option<&'w Block>>,
    budget: Budget,
}

impl<'w> Expander<'w> {
    pub(super) fn new(expansions: &'w Expansions) -> Self {
        Self { places: expansions.places.iter(), known: FxHashMap::default(), budget: BUDGET }
    }

    fn keep(&mut self, made: Block) -> Option<&'w Block> {
        self.places.next().map(|it| it.get_or_init(|| made))
    }
}

impl<'w> Machine<'w> {
    /// The value of a call whose macro the project declares, or everyone knows; `None` for all others.
    ///
    /// Names that the macro binds stay: a statement may be there for that.
    pub(super) fn eval_expansion(&mut self, call: &'w MacroCall) -> Option<Value<'w>> {
        let made = self.expanded(call)?;
        Some(self.eval_statements(made))
    }

    fn expanded(&mut self, call: &'w MacroCall) -> Option<&'w Block> {
        let key = std::ptr::from_ref(call);
        if let Some(known) = self.expander.known.get(&key) {
            return *known;
        }
        let made = self.expand(call).and_then(|it| self.expander.keep(it));
        self.expander.known.insert(key, made);
        made
    }

    fn expand(&mut self, call: &MacroCall) -> Option<Block> {
        let scope = self.frame.scope;
        let is_own = match self.workspace.resolve_macro(scope, &call.path) {
            Resolution::Item(item) => matches!(self.workspace.item(item).kind, ItemKind::Macro(_)),
            _ => {
                macros::is_builtin(call.path.last())
                    || call.path.segments.first().is_some_and(|it| &*it.name == "paste")
            }
        };
        if !is_own {
            return None;
        }
        let tokens = self.workspace.expand(scope, call, &mut self.expander.budget)?.ok()?;
        Some(Block { statements: statements(&tokens)? })
    }
}
