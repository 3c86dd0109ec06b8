//! Tokens in a row that a parser descends into: it has only so much stack.

use crate::code::{Token, TokenKind};

/// Longer chains are not parsed.
const LONGEST: usize = 48;

/// Words that something follows.
const OPERATORS: &[&str] = &[
    "as", "async", "await", "box", "break", "const", "dyn", "else", "extern", "fn", "for", "if", "impl",
    "in", "let", "match", "move", "mut", "ref", "return", "static", "unsafe", "where", "while", "yield",
];

/// Whether a parser would descend too deep. What is inside of groups does not count.
pub(super) fn is_long(tokens: &[Token]) -> bool {
    let (mut chain, mut angles, mut was_operator) = (0_usize, 0_usize, true);
    for token in tokens {
        let is_operator = is_operator(token);
        match token.kind {
            TokenKind::Punct(',' | ';', _) => chain = 0,
            TokenKind::Punct('<', _) => angles += 1,
            TokenKind::Punct('>', _) => angles = angles.saturating_sub(1),
            TokenKind::Punct('=' | '|', _) => chain += 1,
            _ => chain += usize::from(is_operator && was_operator),
        }
        was_operator = is_operator;
        if chain + angles > LONGEST {
            return true;
        }
    }
    false
}

fn is_operator(token: &Token) -> bool {
    match &token.kind {
        TokenKind::Ident(name) => OPERATORS.contains(&&**name),
        TokenKind::Punct(..) => true,
        _ => false,
    }
}
