//! Expansion of `macro_rules!` and of a few macros that everyone uses, over tokens of our own.
//!
//! Whoever calls expands the outermost call first, reads the result and expands the calls in it again, between
//! [`Budget::enter`] and [`Budget::leave`].

mod budget;
mod builtin;
mod cfg_if;
mod chain;
mod concat;
mod fragment;
mod input;
mod paste;
mod program;
mod search;
mod skeleton;
#[cfg(test)]
mod tests;
mod text;
mod transcribe;
mod unit;

pub use budget::{Budget, ExpansionError};
pub use builtin::{expand_builtin, is_builtin};

use super::{Macro, Name, Token};
use crate::source::Span;
use input::Input;

/// Groups deeper than this are not made, nor looked into.
const MAX_NESTING: usize = 128;

/// Where a macro is called, and where it comes from.
#[derive(Clone, Debug)]
pub struct Site {
    /// The call: the place of every token that the definition adds.
    pub span: Span,
    /// What `$crate` becomes: `crate`, or the name of the crate that defines the macro.
    pub home: Name,
}

/// What a call of the macro becomes. `call` is what stands between its delimiters.
///
/// Fragments that bind less tightly than what may surround them are in invisible groups.
///
/// # Errors
/// If no rule matches, the rule that does is wrong, or the budget is spent.
pub fn expand(
    definition: &Macro,
    call: &[Token],
    site: &Site,
    budget: &mut Budget,
) -> Result<Vec<Token>, ExpansionError> {
    let mut input = Input::new(call);
    for (matcher, body) in &definition.rules {
        let program = program::compile(matcher, budget)?;
        if let Some(bound) = search::run(&program, &mut input, budget)? {
            return transcribe::run(body, bound, site, budget);
        }
    }
    Err(ExpansionError::NoRule)
}
