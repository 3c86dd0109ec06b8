//! Names in format strings and in tokens of macros.

use crate::code::{Token, TokenKind};

/// `name` and `other` of `{name} {other:?} {}`.
pub fn inline_names(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split('{').skip(1).filter_map(|it| {
        let name = it.split(['}', ':']).next()?;
        let is_name = name.starts_with(|it: char| it.is_alphabetic() || it == '_');
        is_name.then(|| name.to_owned())
    })
}

/// All names between the delimiters of a macro.
pub(super) fn identifiers(tokens: &[Token], found: &mut Vec<String>) {
    let mut pending: Vec<&Token> = tokens.iter().collect();
    while let Some(token) = pending.pop() {
        match &token.kind {
            TokenKind::Ident(name) => found.push(name.to_string()),
            TokenKind::Group(_, inner) => pending.extend(inner),
            _ => {}
        }
    }
}

/// Whether tokens hold the text of a variable: `name.to_string()`, `"{name}"`, `("{}", name)`; or the variable itself,
/// where that is a text.
pub(super) fn mentions(tokens: &[Token], name: &str, is_text: bool, telling: &[&str]) -> bool {
    let mut pending = vec![(tokens, is_text)];
    while let Some((tokens, is_text)) = pending.pop() {
        for (at, token) in tokens.iter().enumerate() {
            match &token.kind {
                TokenKind::Ident(it) if **it == *name => {
                    let called = tokens.get(at + 1).filter(|it| it.is_punct('.'));
                    let method = called.and(tokens.get(at + 2)).and_then(Token::ident);
                    if method.map_or(is_text, |it| telling.contains(&it)) {
                        return true;
                    }
                }
                TokenKind::Literal(text) if inline_names(text).any(|it| it == name) => return true,
                TokenKind::Group(_, inner) => {
                    let is_format = inner.first().is_some_and(is_string) && inner.len() > 1;
                    pending.push((
                        inner,
                        is_text || (is_format && inner.get(1).is_some_and(|it| it.is_punct(','))),
                    ));
                }
                _ => {}
            }
        }
    }
    false
}

fn is_string(token: &Token) -> bool {
    matches!(&token.kind, TokenKind::Literal(text) if text.starts_with('"'))
}
