//! Macros that are known here, because their definitions are in no source or too clever to be run.

use super::budget::{Budget, ExpansionError};
use super::{Site, cfg_if, concat, expand, paste};
use crate::code::{Delimiter, Macro, Token, TokenKind};
use crate::source::Span;

/// Finds the definition of a macro by its name, for the few macros whose arguments are expanded first.
pub type Lookup<'l> = dyn Fn(&str) -> Option<(&'l Macro, Site)> + 'l;

/// A call of a macro that is known here.
pub(super) struct Call<'c, 'l> {
    /// What stands between its delimiters.
    pub(super) tokens: &'c [Token],
    /// The place of what is made.
    pub(super) span: Span,
    /// Definitions for calls in the arguments.
    pub(super) lookup: &'c Lookup<'l>,
}

type Expander = fn(&Call<'_, '_>, &mut Budget) -> Result<Vec<Token>, ExpansionError>;

/// By the last name of the path. `include!` needs a file and stays as it is.
const BUILTINS: &[(&str, Expander)] = &[
    ("cfg_if", cfg_if::run),
    ("concat", concat::concat),
    ("concat_idents", concat::idents),
    ("paste", paste::run),
    ("stringify", concat::stringify),
];

/// Whether a macro of this name is known here.
#[must_use]
pub fn is_builtin(name: &str) -> bool {
    find(name).is_some()
}

/// What a call of a macro becomes that is known here; `None` if none of this name is. `lookup` finds the macros that
/// may be called in arguments, as in `concat!(prefix!(), "/users")`.
pub fn expand_builtin(
    name: &str,
    call: &[Token],
    span: Span,
    lookup: &Lookup<'_>,
    budget: &mut Budget,
) -> Option<Result<Vec<Token>, ExpansionError>> {
    let expander = find(name)?;
    Some(expander(&Call { tokens: call, span, lookup }, budget))
}

fn find(name: &str) -> Option<Expander> {
    BUILTINS.iter().find(|it| it.0 == name).map(|it| it.1)
}

impl Call<'_, '_> {
    /// What an argument becomes that is itself a call: until it is none any more.
    pub(super) fn argument(
        &self,
        tokens: &[Token],
        budget: &mut Budget,
    ) -> Result<Vec<Token>, ExpansionError> {
        budget.enter()?;
        let expanded = self.entered(tokens, budget);
        budget.leave();
        expanded
    }

    fn entered(&self, tokens: &[Token], budget: &mut Budget) -> Result<Vec<Token>, ExpansionError> {
        if let [only] = tokens
            && let Some(inner) = only.group(Delimiter::None)
        {
            return self.argument(inner, budget);
        }
        let Some((name, inner)) = as_call(tokens) else {
            tokens.iter().try_for_each(|_| budget.token())?;
            return Ok(tokens.to_vec());
        };
        if let Some(expander) = find(name) {
            return expander(&Call { tokens: inner, span: self.span, lookup: self.lookup }, budget);
        }
        let (definition, site) = (self.lookup)(name).ok_or(ExpansionError::Argument)?;
        let expanded = expand(definition, inner, &site, budget)?;
        self.argument(&expanded, budget)
    }
}

/// The last name of the path and what stands between the delimiters, if the tokens are a call of a macro.
fn as_call(tokens: &[Token]) -> Option<(&str, &[Token])> {
    let [path @ .., name, bang, arguments] = tokens else { return None };
    let TokenKind::Group(_, inner) = &arguments.kind else { return None };
    let is_path = path.iter().all(|it| it.ident().is_some() || it.is_punct(':'));
    if is_path && bang.is_punct('!') { Some((name.ident()?, inner)) } else { None }
}
