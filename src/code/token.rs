//! Tokens of macros and attributes, which have a meaning only for who knows the macro.

use super::{Expr, Name, Path};
use crate::source::Span;

/// One token, or a group with what it encloses.
#[derive(Clone, Debug)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its bytes; for a group with both delimiters. What a macro made has the place of the macro's call.
    pub span: Span,
}

/// The forms of tokens.
#[derive(Clone, Debug)]
pub enum TokenKind {
    /// An identifier or keyword, as written (`r#type`).
    Ident(Name),
    /// `'a`.
    Lifetime(Name),
    /// A literal as written.
    Literal(Name),
    /// One character of punctuation, and whether the next follows without a gap.
    Punct(char, bool),
    /// `(…)`, `[…]`, `{…}`, or an invisible group.
    Group(Delimiter, Vec<Token>),
}

/// What encloses a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delimiter {
    /// `( )`.
    Parenthesis,
    /// `[ ]`.
    Bracket,
    /// `{ }`.
    Brace,
    /// Nothing.
    None,
}

impl Token {
    /// The identifier, if it is one.
    #[must_use]
    pub fn ident(&self) -> Option<&str> {
        match &self.kind {
            TokenKind::Ident(name) => Some(name),
            _ => None,
        }
    }

    /// Whether it is this character of punctuation.
    #[must_use]
    pub fn is_punct(&self, character: char) -> bool {
        matches!(self.kind, TokenKind::Punct(it, _) if it == character)
    }

    /// What a group encloses.
    #[must_use]
    pub fn group(&self, delimiter: Delimiter) -> Option<&[Token]> {
        match &self.kind {
            TokenKind::Group(it, tokens) if *it == delimiter => Some(tokens),
            _ => None,
        }
    }
}

/// `name!(…)`, wherever it stands.
#[derive(Clone, Debug)]
pub struct MacroCall {
    /// The macro.
    pub path: Path,
    /// What stands between its delimiters.
    pub tokens: Vec<Token>,
    /// The same read as expressions between commas (`vec![a; n]`: both), where it can be; a format string and
    /// its arguments are such a list. `name = value` is an assignment. Of `matches!(a, b if c)` it is `let b = a`,
    /// then `c`.
    pub arguments: Option<Vec<Expr>>,
    /// From the name to the closing delimiter.
    pub span: Span,
}
