//! Tokens as text.

use super::unit::unit_len;
use crate::code::{Delimiter, Token, TokenKind};

/// Deeper groups are not written.
const DEEPEST: usize = super::MAX_NESTING * 2;

/// The tokens as source, with the gaps of the source where that is known.
pub(super) fn text(tokens: &[Token]) -> String {
    let mut out = String::new();
    write(tokens, 0, &mut out);
    out
}

fn write(tokens: &[Token], nesting: usize, out: &mut String) {
    let mut rest = tokens;
    let mut previous: Option<&Token> = None;
    while let Some((unit, after)) = rest.split_at_checked(unit_len(rest)).filter(|it| !it.0.is_empty()) {
        if previous.zip(unit.first()).is_some_and(|(left, right)| has_gap(left, right)) {
            out.push(' ');
        }
        unit.iter().for_each(|it| one(it, nesting, out));
        previous = unit.last();
        rest = after;
    }
}

fn one(token: &Token, nesting: usize, out: &mut String) {
    let (open, close) = match &token.kind {
        TokenKind::Ident(it) | TokenKind::Literal(it) => return out.push_str(it),
        TokenKind::Lifetime(it) => {
            out.extend((!it.starts_with('\'')).then_some('\''));
            return out.push_str(it);
        }
        TokenKind::Punct(it, _) => return out.push(*it),
        TokenKind::Group(Delimiter::Parenthesis, _) => ("(", ")"),
        TokenKind::Group(Delimiter::Bracket, _) => ("[", "]"),
        TokenKind::Group(Delimiter::Brace, _) => ("{ ", " }"),
        TokenKind::Group(Delimiter::None, _) => ("", ""),
    };
    out.push_str(open);
    if let (TokenKind::Group(_, inner), true) = (&token.kind, nesting < DEEPEST) {
        write(inner, nesting + 1, out);
    }
    out.push_str(close);
}

fn has_gap(left: &Token, right: &Token) -> bool {
    let is_known = left.span != right.span && left.span.file == right.span.file;
    if is_known && left.span.end <= right.span.start {
        return left.span.end < right.span.start;
    }
    let is_tight =
        |token: &Token, list: &[char]| matches!(token.kind, TokenKind::Punct(it, _) if list.contains(&it));
    let is_call = right.group(Delimiter::Parenthesis).is_some() && left.ident().is_some();
    !is_call
        && !is_tight(right, &[',', ';', '.', ':', '?'])
        && !is_tight(left, &['.', ':', '&', '!', '$', '#'])
}
