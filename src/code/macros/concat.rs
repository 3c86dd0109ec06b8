//! `concat!`, `stringify!`, `concat_idents!`.

use super::budget::{Budget, ExpansionError};
use super::builtin::Call;
use super::text::text;
use super::unit::ident;
use crate::code::{Token, TokenKind};

type Made = Result<Vec<Token>, ExpansionError>;

/// `concat!("a", 1, m!())`.
pub(super) fn concat(call: &Call<'_, '_>, budget: &mut Budget) -> Made {
    let mut all = String::new();
    for argument in arguments(call.tokens) {
        let tokens = call.argument(argument, budget)?;
        all.push_str(&value(&tokens).ok_or(ExpansionError::Argument)?);
        budget.steps(all.len())?;
    }
    literal(&all, call, budget)
}

/// `stringify!(a b)`.
pub(super) fn stringify(call: &Call<'_, '_>, budget: &mut Budget) -> Made {
    let text = text(call.tokens);
    budget.steps(text.len())?;
    literal(&text, call, budget)
}

/// `concat_idents!(a, b)`.
pub(super) fn idents(call: &Call<'_, '_>, budget: &mut Budget) -> Made {
    let names: Option<Vec<&str>> = arguments(call.tokens).map(|it| it.first()?.ident()).collect();
    let name = names.ok_or(ExpansionError::Argument)?.concat();
    budget.token()?;
    Ok(vec![ident(name, call.span)])
}

fn literal(text: &str, call: &Call<'_, '_>, budget: &mut Budget) -> Made {
    budget.token()?;
    Ok(vec![Token {
        kind: TokenKind::Literal(format!("\"{}\"", text.escape_default()).into()),
        span: call.span,
    }])
}

fn arguments(tokens: &[Token]) -> impl Iterator<Item = &[Token]> {
    tokens.split(|it| it.is_punct(',')).filter(|it| !it.is_empty())
}

/// What a literal adds to the text.
fn value(tokens: &[Token]) -> Option<String> {
    let (sign, token) = match tokens {
        [token] => ("", token),
        [minus, token] if minus.is_punct('-') => ("-", token),
        _ => return None,
    };
    let text = match &token.kind {
        TokenKind::Literal(text) => written(text)?,
        TokenKind::Ident(name) if matches!(&**name, "true" | "false") => name.to_string(),
        _ => return None,
    };
    Some(format!("{sign}{text}"))
}

fn written(literal: &str) -> Option<String> {
    match syn::parse_str::<syn::Lit>(literal).ok()? {
        syn::Lit::Str(it) => Some(it.value()),
        syn::Lit::Char(it) => Some(it.value().to_string()),
        syn::Lit::Int(it) => Some(it.base10_digits().to_owned()),
        syn::Lit::Float(it) => Some(it.base10_digits().to_owned()),
        _ => None,
    }
}
