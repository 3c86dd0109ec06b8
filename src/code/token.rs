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
    pub fn group(&self, delimiter: Delimiter) -> Option<&[Self]> {
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
    /// its arguments are such a list. `name = value` is an assignment, `key => value` a tuple. Of `matches!(a, b if c)` it is `let b = a`,
    /// then `c`.
    pub arguments: Option<Vec<Expr>>,
    /// From the name to the closing delimiter.
    pub span: Span,
}

/// One of several things between commas: `value`, `name = value`, `name(value)`.
#[derive(Clone, Copy, Debug)]
pub struct Argument<'a> {
    /// The identifier in front of `=` or of the parenthesis.
    pub name: Option<&'a str>,
    /// What stands behind `=`, in the parenthesis, or all of it.
    pub value: &'a [Token],
    /// The first token.
    pub span: Span,
}

impl<'a> Argument<'a> {
    /// What stands between commas in an attribute or in a macro's call.
    pub fn list(tokens: &'a [Token]) -> impl Iterator<Item = Self> {
        tokens.split(|it| it.is_punct(',')).filter_map(|all| {
            let first = all.first()?;
            let span = first.span;
            Some(match all {
                [name, equals, value @ ..] if equals.is_punct('=') && name.ident().is_some() => {
                    Argument { name: name.ident(), value, span }
                }
                [name, group] if name.ident().is_some() => match group.group(Delimiter::Parenthesis) {
                    Some(value) => Argument { name: name.ident(), value, span },
                    None => Argument { name: None, value: all, span },
                },
                _ => Argument { name: None, value: all, span },
            })
        })
    }

    /// The string, if the value is a literal of one.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        let [Token { kind: TokenKind::Literal(literal), .. }] = self.value else { return None };
        syn::parse_str::<syn::LitStr>(literal).ok().map(|it| it.value())
    }
}
