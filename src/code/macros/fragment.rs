//! The kinds of fragments: where each can begin, and how far it goes.

use super::unit::{starts_with, unit_len};
use super::{chain, skeleton};
use crate::code::{Delimiter, Token, TokenKind};

/// What stands behind `:` of a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Block,
    Expr,
    Ident,
    Item,
    Lifetime,
    Literal,
    Meta,
    Pattern,
    /// A pattern without `|` outside of parentheses.
    SinglePattern,
    Path,
    Statement,
    Tree,
    Type,
    Visibility,
}

const KINDS: [(&str, Kind); 16] = [
    ("block", Kind::Block),
    ("expr", Kind::Expr),
    ("expr_2021", Kind::Expr),
    ("ident", Kind::Ident),
    ("item", Kind::Item),
    ("lifetime", Kind::Lifetime),
    ("literal", Kind::Literal),
    ("meta", Kind::Meta),
    ("pat", Kind::Pattern),
    ("pat_param", Kind::SinglePattern),
    ("path", Kind::Path),
    ("stmt", Kind::Statement),
    ("tt", Kind::Tree),
    ("ty", Kind::Type),
    ("vis", Kind::Visibility),
    ("guard", Kind::Expr),
];

/// Words that begin neither an expression nor a type.
const NEVER: &[&str] = &[
    "_", "abstract", "as", "await", "become", "const", "else", "enum", "final", "in", "let", "macro", "mod",
    "mut", "override", "priv", "pub", "ref", "struct", "trait", "type", "use", "virtual", "where",
];

/// Words that begin a type and no expression.
const ONLY_TYPE: &[&str] = &["dyn", "extern", "fn", "impl", "typeof", "unsized"];

/// Words that begin an expression and no type.
const ONLY_EXPR: &[&str] = &[
    "async", "box", "break", "continue", "do", "false", "if", "loop", "match", "move", "return", "static",
    "true", "try", "while", "yield",
];

/// Words that no expression of one token has.
const KEYWORDS: &[&str] = &["for", "unsafe", "crate", "super", "Self", "self"];

/// How many tokens are first looked at for the end of a fragment.
const FIRST_WINDOW: usize = 24;

/// How far a parser looks ahead.
const LOOKAHEAD: usize = 4;

impl Kind {
    pub(super) fn named(name: &str) -> Option<Self> {
        KINDS.iter().find(|it| it.0 == name).map(|it| it.1)
    }
}

/// Whether a fragment can begin so, as the compiler decides it: from the first token alone.
pub(super) fn can_begin(kind: Kind, rest: &[Token]) -> bool {
    let Some(first) = rest.first() else { return false };
    let ident = first.ident();
    let is_word = |lists: &[&[&str]]| ident.is_some_and(|it| !lists.iter().any(|list| list.contains(&it)));
    let is_invisible = first.group(Delimiter::None).is_some();
    let punct = |list: &[char]| matches!(first.kind, TokenKind::Punct(it, _) if list.contains(&it));
    let is_global = starts_with(rest, "::");
    match kind {
        Kind::Tree | Kind::Item | Kind::Statement => true,
        Kind::Ident => ident.is_some_and(|it| it != "_"),
        Kind::Lifetime => matches!(first.kind, TokenKind::Lifetime(_)),
        Kind::Literal => is_literal(first) || is_invisible || punct(&['-']),
        Kind::Block => is_invisible || first.group(Delimiter::Brace).is_some(),
        Kind::Path | Kind::Meta => ident.is_some() || is_invisible || is_global,
        Kind::Expr => match &first.kind {
            TokenKind::Ident(_) => is_word(&[NEVER, ONLY_TYPE]),
            TokenKind::Punct(':', _) => is_global,
            TokenKind::Punct('.', _) => starts_with(rest, ".."),
            TokenKind::Punct(..) => punct(&['!', '-', '*', '|', '&', '<', '#']) && !is_assignment(rest),
            _ => true,
        },
        Kind::Type | Kind::Visibility => match &first.kind {
            TokenKind::Ident(_) if kind == Kind::Visibility => true,
            TokenKind::Ident(_) => ident == Some("_") || is_word(&[NEVER, ONLY_EXPR]),
            TokenKind::Punct(',', _) => kind == Kind::Visibility,
            TokenKind::Punct(':', _) => is_global,
            TokenKind::Punct(..) => punct(&['!', '*', '&', '?', '<']) && !is_assignment(rest),
            TokenKind::Group(delimiter, _) => *delimiter != Delimiter::Brace,
            TokenKind::Lifetime(_) => true,
            TokenKind::Literal(_) => false,
        },
        Kind::Pattern | Kind::SinglePattern => match &first.kind {
            TokenKind::Punct(':', _) => is_global,
            TokenKind::Punct('.', _) => starts_with(rest, ".."),
            TokenKind::Punct('|', _) => kind == Kind::Pattern,
            TokenKind::Punct(..) => punct(&['&', '-', '<', '!']) && !is_assignment(rest),
            TokenKind::Group(delimiter, _) => *delimiter != Delimiter::Brace,
            TokenKind::Lifetime(_) => false,
            _ => true,
        },
    }
}

/// `-=`, `->`, `<=` and the like: not the operators that they begin with.
fn is_assignment(rest: &[Token]) -> bool {
    const OTHERS: [&str; 7] = ["-=", "->", "*=", "&=", "|=", "!=", "<="];
    OTHERS.iter().any(|it| starts_with(rest, it))
}

fn is_literal(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Literal(_)) || matches!(token.ident(), Some("true" | "false"))
}

/// How many tokens the fragment at the begin has.
pub(super) fn extent(kind: Kind, rest: &[Token]) -> Option<usize> {
    let first = rest.first()?;
    match kind {
        Kind::Block | Kind::Ident | Kind::Lifetime => Some(1),
        Kind::Tree => Some(unit_len(rest)),
        Kind::Literal => literal(first, rest),
        Kind::Visibility => Some(visibility(rest)),
        _ if is_single(kind, first, rest.get(1)) => Some(1),
        _ => measured(kind, rest),
    }
}

fn literal(first: &Token, rest: &[Token]) -> Option<usize> {
    if first.is_punct('-') {
        return rest.get(1).is_some_and(is_literal).then_some(2);
    }
    let is_invisible = first.group(Delimiter::None).is_some_and(|it| literal_only(it));
    (is_literal(first) || is_invisible).then_some(1)
}

fn literal_only(tokens: &[Token]) -> bool {
    tokens.len() <= 2 && tokens.last().is_some_and(is_literal)
}

fn visibility(rest: &[Token]) -> usize {
    if rest.first().and_then(Token::ident) != Some("pub") {
        return 0;
    }
    let scope = rest.get(1).and_then(|it| it.group(Delimiter::Parenthesis)).unwrap_or_default();
    let is_scope = match scope {
        [only] => matches!(only.ident(), Some("crate" | "self" | "super")),
        scope => scope.first().and_then(Token::ident) == Some("in"),
    };
    1 + usize::from(is_scope)
}

/// What most fragments are: a name or a literal that nothing continues.
fn is_single(kind: Kind, first: &Token, second: Option<&Token>) -> bool {
    let is_value = matches!(kind, Kind::Expr | Kind::Pattern | Kind::SinglePattern);
    let is_name = matches!(kind, Kind::Type | Kind::Path | Kind::Meta) || is_value;
    let is_plain = |name: &str| ![NEVER, ONLY_EXPR, ONLY_TYPE, KEYWORDS].iter().any(|it| it.contains(&name));
    let is_end = second.is_none_or(|it| it.is_punct(',') || it.is_punct(';'));
    is_end
        && match &first.kind {
            TokenKind::Ident(name) => is_name && is_plain(name),
            TokenKind::Literal(_) => is_value,
            _ => false,
        }
}

/// Asks the parser, with no more tokens than it needs: a list of fragments would take quadratic time otherwise.
fn measured(kind: Kind, rest: &[Token]) -> Option<usize> {
    let mut size = FIRST_WINDOW;
    loop {
        let window = rest.get(..size).unwrap_or(rest);
        let is_whole = window.len() == rest.len();
        if chain::is_long(window) {
            return None;
        }
        match skeleton::consumed(kind, window) {
            Some(count) if is_whole || count + LOOKAHEAD <= window.len() => return Some(count),
            _ if is_whole => return None,
            _ => size = size.saturating_mul(2),
        }
    }
}
