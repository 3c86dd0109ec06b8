//! `cfg_if!`: every branch, each item of it under the condition of the branch.

use super::budget::{Budget, ExpansionError};
use super::builtin::Call;
use super::fragment::{Kind, extent};
use super::unit::{group, ident, punct};
use crate::code::{Delimiter, Token};
use crate::source::Span;

type Made = Result<Vec<Token>, ExpansionError>;

/// A condition, if there is one, and what stands under it.
type Branch<'c> = (Option<&'c [Token]>, &'c [Token]);

pub(super) fn run(call: &Call<'_, '_>, budget: &mut Budget) -> Made {
    let branches = branches(call.tokens).ok_or(ExpansionError::Argument)?;
    let mut out = Vec::new();
    let mut earlier: Vec<&[Token]> = Vec::new();
    for (condition, body) in branches {
        let attribute = attribute(condition, &earlier, call.span);
        earlier.extend(condition);
        under(&attribute, body, &mut out, budget)?;
    }
    Ok(out)
}

/// `if #[cfg(a)] { … } else if #[cfg(b)] { … } else { … }`.
fn branches(tokens: &[Token]) -> Option<Vec<Branch<'_>>> {
    let mut branches = Vec::new();
    let mut rest = tokens;
    while let [word, hash, attribute, body, after @ ..] = rest {
        if word.ident() != Some("if") || !hash.is_punct('#') {
            break;
        }
        let [cfg, condition] = attribute.group(Delimiter::Bracket)? else { return None };
        cfg.ident().filter(|it| *it == "cfg")?;
        branches.push((Some(condition.group(Delimiter::Parenthesis)?), body.group(Delimiter::Brace)?));
        rest = match after {
            [word, more @ ..] if word.ident() == Some("else") => more,
            after => after,
        };
    }
    match rest {
        [] if !branches.is_empty() => {}
        [body] if !branches.is_empty() => branches.push((None, body.group(Delimiter::Brace)?)),
        _ => return None,
    }
    Some(branches)
}

/// `#[cfg(…)]`: the condition holds and none of the earlier ones.
fn attribute(condition: Option<&[Token]>, earlier: &[&[Token]], span: Span) -> Vec<Token> {
    let mut all: Vec<Token> = condition.unwrap_or_default().to_vec();
    if !earlier.is_empty() {
        let separator = if all.is_empty() { None } else { Some(punct(',', span)) };
        let mut earlier = earlier.join(&punct(',', span));
        if earlier.last().is_some_and(|it| it.is_punct(',')) {
            earlier.pop();
        }
        all.extend(separator);
        all.extend(nested("not", nested("any", earlier, span), span));
        all = if condition.is_some() { nested("all", all, span) } else { all };
    }
    let inner = nested("cfg", all, span);
    vec![punct('#', span), group(Delimiter::Bracket, inner, span)]
}

fn nested(name: &str, inner: Vec<Token>, span: Span) -> Vec<Token> {
    vec![ident(name, span), group(Delimiter::Parenthesis, inner, span)]
}

/// Each item or statement with the attribute; what is neither, all together.
fn under(
    attribute: &[Token],
    body: &[Token],
    out: &mut Vec<Token>,
    budget: &mut Budget,
) -> Result<(), ExpansionError> {
    let mut rest = body;
    while !rest.is_empty() {
        let count =
            [Kind::Item, Kind::Statement].iter().find_map(|kind| extent(*kind, rest)).filter(|it| *it > 0);
        let (first, after) = rest.split_at_checked(count.unwrap_or(rest.len())).unwrap_or((rest, &[]));
        let is_ended = after.first().is_some_and(|it| it.is_punct(';'));
        let (end, after) = after.split_at_checked(usize::from(is_ended)).unwrap_or((&[], after));
        budget.steps(attribute.len() + first.len())?;
        attribute.iter().try_for_each(|_| budget.token())?;
        out.extend(attribute.iter().chain(first).chain(end).cloned());
        rest = after;
    }
    Ok(())
}
