//! `paste!`: `[<get_ $name:camel>]`, with what `$name` is bound to, is one identifier.

use super::MAX_NESTING;
use super::budget::{Budget, ExpansionError};
use super::builtin::Call;
use super::unit::{group, ident, starts_with};
use crate::code::{Delimiter, Token, TokenKind};
use crate::source::Span;

type Made = Result<Vec<Token>, ExpansionError>;

/// What stands behind `:` of a part.
const MODIFIERS: &[(&str, fn(&str) -> String)] = &[
    ("camel", camel),
    ("lower", |it| it.to_lowercase()),
    ("lower_camel", lower_camel),
    ("snake", snake),
    ("upper", |it| it.to_uppercase()),
    ("upper_camel", camel),
];

pub(super) fn run(call: &Call<'_, '_>, budget: &mut Budget) -> Made {
    tokens(call.tokens, 0, budget)
}

fn tokens(from: &[Token], nesting: usize, budget: &mut Budget) -> Made {
    if nesting > MAX_NESTING {
        return Err(ExpansionError::Nesting);
    }
    from.iter().map(|it| one(it, nesting, budget)).collect()
}

fn one(token: &Token, nesting: usize, budget: &mut Budget) -> Result<Token, ExpansionError> {
    budget.token()?;
    let TokenKind::Group(delimiter, inner) = &token.kind else { return Ok(token.clone()) };
    if let Some(name) = token.group(Delimiter::Bracket).and_then(parts) {
        return pasted(name, token.span, budget);
    }
    Ok(group(*delimiter, tokens(inner, nesting + 1, budget)?, token.span))
}

/// What stands between `[<` and `>]`.
fn parts(inner: &[Token]) -> Option<&[Token]> {
    let [first, parts @ .., last] = inner else { return None };
    (first.is_punct('<') && last.is_punct('>') && !parts.is_empty() && parts.iter().all(is_part))
        .then_some(parts)
}

fn is_part(token: &Token) -> bool {
    match &token.kind {
        TokenKind::Ident(_) | TokenKind::Literal(_) | TokenKind::Lifetime(_) => true,
        TokenKind::Punct(it, _) => matches!(it, ':' | '#'),
        TokenKind::Group(delimiter, inner) => *delimiter == Delimiter::None && inner.len() == 1,
    }
}

fn pasted(parts: &[Token], span: Span, budget: &mut Budget) -> Result<Token, ExpansionError> {
    let mut name = String::new();
    let mut rest = parts;
    while let Some((part, after)) = rest.split_first() {
        let (text, after) = modified(segment(part), after)?;
        name.push_str(&text);
        budget.steps(name.len())?;
        rest = after;
    }
    match name.strip_prefix('\'') {
        Some(it) if is_ident(it) => Ok(Token { kind: TokenKind::Lifetime(name.into()), span }),
        None if is_ident(&name) => Ok(ident(name, span)),
        _ => Err(ExpansionError::Argument),
    }
}

fn segment(part: &Token) -> String {
    match &part.kind {
        TokenKind::Ident(it) => it.strip_prefix("r#").unwrap_or(it).to_owned(),
        TokenKind::Literal(it) => it.trim_matches(['"', '\'']).replace('-', "_"),
        TokenKind::Lifetime(it) => it.to_string(),
        TokenKind::Group(_, inner) => inner.first().map(leaf).unwrap_or_default(),
        TokenKind::Punct(..) => String::new(),
    }
}

fn leaf(token: &Token) -> String {
    match &token.kind {
        TokenKind::Group(..) => String::new(),
        _ => segment(token),
    }
}

/// The segment with every `:modifier` behind it done, and what is behind them.
fn modified(segment: String, after: &[Token]) -> Result<(String, &[Token]), ExpansionError> {
    let (mut segment, mut rest) = (segment, after);
    while starts_with(rest, ":") || rest.first().is_some_and(|it| it.is_punct(':')) {
        let name = rest.get(1).and_then(Token::ident).ok_or(ExpansionError::Argument)?;
        let modifier = MODIFIERS.iter().find(|it| it.0 == name).ok_or(ExpansionError::Argument)?;
        segment = modifier.1(&segment);
        rest = rest.get(2..).unwrap_or_default();
    }
    Ok((segment, rest))
}

fn is_ident(text: &str) -> bool {
    text.starts_with(|it: char| it == '_' || it.is_alphabetic())
        && text.chars().all(|it| it == '_' || it.is_alphanumeric())
}

/// `get_user` and `getUser` as `GetUser`.
fn camel(text: &str) -> String {
    let mut out = String::new();
    let mut previous = '_';
    for character in text.chars() {
        match character {
            '_' => {}
            it if previous == '_' => out.extend(it.to_uppercase()),
            it if previous.is_uppercase() => out.extend(it.to_lowercase()),
            it => out.push(it),
        }
        previous = character;
    }
    out
}

/// `get_user` as `getUser`.
fn lower_camel(text: &str) -> String {
    let camel = camel(text);
    let mut characters = camel.chars();
    characters.next().map(|it| it.to_lowercase().chain(characters).collect()).unwrap_or_default()
}

/// `GetUser` as `get_user`.
fn snake(text: &str) -> String {
    let mut out = String::new();
    let mut previous = '_';
    for character in text.chars() {
        if character.is_uppercase() && previous != '_' {
            out.push('_');
        }
        out.extend(character.to_lowercase());
        previous = character;
    }
    out
}
