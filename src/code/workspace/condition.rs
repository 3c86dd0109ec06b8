//! `cfg`: what is never compiled into what ships, and the conditions under which the rest is.

use crate::code::{Attribute, Delimiter, Token, TokenKind};

/// Whether the attributes say that an item exists for tests only.
pub(super) fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|it| match it.path.last() {
        "cfg" => holds(&it.tokens) == Some(false),
        name => matches!(name, "test" | "bench" | "rstest" | "test_case" | "quickcheck"),
    })
}

/// What stands in each `#[cfg(…)]`.
pub(super) fn conditions(attributes: &[Attribute]) -> impl Iterator<Item = String> {
    attributes.iter().filter(|it| it.path.last() == "cfg").map(|it| text(&it.tokens))
}

/// Whether a predicate holds outside of tests, if that can be told.
fn holds(tokens: &[Token]) -> Option<bool> {
    let (name, rest) = tokens.split_first()?;
    let inner = rest.first().and_then(|it| it.group(Delimiter::Parenthesis));
    match (name.ident()?, inner) {
        ("test" | "doctest" | "false", None) if rest.is_empty() => Some(false),
        ("true", None) if rest.is_empty() => Some(true),
        ("not", Some(inner)) => holds(inner).map(|it| !it),
        ("all", Some(inner)) => fold(inner, false),
        ("any", Some(inner)) => fold(inner, true),
        _ => None,
    }
}

/// `any` ends with the first that is true, `all` with the first that is false.
fn fold(tokens: &[Token], decisive: bool) -> Option<bool> {
    let parts = tokens.split(|it| it.is_punct(',')).filter(|it| !it.is_empty()).map(holds);
    let parts: Vec<_> = parts.collect();
    if parts.contains(&Some(decisive)) {
        return Some(decisive);
    }
    parts.iter().all(Option::is_some).then_some(!decisive)
}

/// The tokens as one would write them.
fn text(tokens: &[Token]) -> String {
    let mut out = String::new();
    for token in tokens {
        match &token.kind {
            TokenKind::Ident(it) | TokenKind::Lifetime(it) | TokenKind::Literal(it) => {
                if out.ends_with(|it: char| it.is_alphanumeric()) {
                    out.push(' ');
                }
                out.push_str(it);
            }
            TokenKind::Punct(',', _) => out.push_str(", "),
            TokenKind::Punct('=', false) => out.push_str(" = "),
            TokenKind::Punct(it, _) => out.push(*it),
            TokenKind::Group(_, inner) => out.push_str(&format!("({})", text(inner))),
        }
    }
    out
}
