//! What a macro sees as one token: punctuation of several characters counts as one.

use crate::code::{Delimiter, Name, Token, TokenKind};
use crate::source::Span;

/// Punctuation of several characters, longest first.
const JOINED: [&str; 25] = [
    "<<=", ">>=", "...", "..=", "::", "->", "<-", "=>", "==", "!=", "<=", ">=", "&&", "||", "+=", "-=", "*=",
    "/=", "%=", "^=", "&=", "|=", "<<", ">>", "..",
];

/// How many tokens at the begin are one for macros; none if there are none.
pub(super) fn unit_len(tokens: &[Token]) -> usize {
    let Some(TokenKind::Punct(..)) = tokens.first().map(|it| &it.kind) else { return tokens.len().min(1) };
    JOINED.iter().find(|it| starts_with(tokens, it)).map_or(1, |it| it.len())
}

/// The tokens at the begin that are one for macros.
pub(super) fn first_unit(tokens: &[Token]) -> &[Token] {
    tokens.get(..unit_len(tokens)).unwrap_or(tokens)
}

/// Whether the tokens begin with this punctuation, without gaps in it.
pub(super) fn starts_with(tokens: &[Token], text: &str) -> bool {
    let last = text.len() - 1;
    tokens.len() >= text.len()
        && text.chars().zip(tokens).enumerate().all(|(index, (character, token))| match token.kind {
            TokenKind::Punct(it, is_joint) => it == character && (is_joint || index == last),
            _ => false,
        })
}

/// Whether both begin with the same token, as macros see it.
pub(super) fn begins_alike(left: &[Token], right: &[Token]) -> bool {
    let (left, right) = (first_unit(left), first_unit(right));
    left.len() == right.len() && left.iter().zip(right).all(|(left, right)| is_same(&left.kind, &right.kind))
}

fn is_same(left: &TokenKind, right: &TokenKind) -> bool {
    match (left, right) {
        (TokenKind::Ident(left), TokenKind::Ident(right))
        | (TokenKind::Lifetime(left), TokenKind::Lifetime(right))
        | (TokenKind::Literal(left), TokenKind::Literal(right)) => left == right,
        (TokenKind::Punct(left, _), TokenKind::Punct(right, _)) => left == right,
        _ => false,
    }
}

/// `(separator, operator, rest)` of what follows the parentheses of `$( … )`.
pub(super) fn repetition(after: &[Token]) -> Option<(&[Token], char, &[Token])> {
    if let Some((operator, rest)) = operator(after) {
        return Some((&[], operator, rest));
    }
    let (separator, behind) = after.split_at_checked(unit_len(after))?;
    let (operator, rest) = operator(behind)?;
    Some((separator, operator, rest))
}

fn operator(tokens: &[Token]) -> Option<(char, &[Token])> {
    let (first, rest) = tokens.split_first()?;
    match first.kind {
        TokenKind::Punct(it @ ('*' | '+' | '?'), _) => Some((it, rest)),
        _ => None,
    }
}

/// An identifier.
pub(super) fn ident(name: impl Into<Name>, span: Span) -> Token {
    Token { kind: TokenKind::Ident(name.into()), span }
}

/// A character that nothing is joined to.
pub(super) const fn punct(character: char, span: Span) -> Token {
    Token { kind: TokenKind::Punct(character, false), span }
}

/// A group.
pub(super) const fn group(delimiter: Delimiter, tokens: Vec<Token>, span: Span) -> Token {
    Token { kind: TokenKind::Group(delimiter, tokens), span }
}
