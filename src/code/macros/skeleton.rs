//! How far `syn` reads: over a skeleton of the tokens, in which groups, names and literals are the simplest of their
//! sort, since only the end is asked for. So nothing is copied, and nothing nested is parsed.

use super::fragment::Kind;
use crate::code::{Delimiter, Token, TokenKind};
use proc_macro2 as pm;
use syn::parse::{Parse, ParseStream, Parser};

/// How many tokens the fragment at the begin has, or `None` if `syn` cannot read it.
pub(super) fn consumed(kind: Kind, tokens: &[Token]) -> Option<usize> {
    let mut trees = 0;
    let parser = |input: ParseStream<'_>| {
        let before = remaining(input);
        parse(kind, input)?;
        trees = before - remaining(input);
        input.parse::<pm::TokenStream>().map(drop)
    };
    parser.parse2(skeleton(tokens)).ok()?;
    Some(tokens_of(tokens, trees))
}

fn remaining(input: ParseStream<'_>) -> usize {
    std::iter::successors(input.cursor().token_tree(), |it| it.1.token_tree()).count()
}

/// How many of the tokens are so many trees.
fn tokens_of(tokens: &[Token], trees: usize) -> usize {
    let mut left = trees;
    tokens
        .iter()
        .take_while(|token| {
            let is_taken = left > 0;
            left = left.saturating_sub(1 + usize::from(matches!(token.kind, TokenKind::Lifetime(_))));
            is_taken
        })
        .count()
}

fn parse(kind: Kind, input: ParseStream<'_>) -> syn::Result<()> {
    match kind {
        Kind::Expr => syn::Expr::parse(input).map(drop),
        Kind::Type => syn::Type::parse(input).map(drop),
        Kind::Path => syn::Path::parse(input).map(drop),
        Kind::Meta => syn::Meta::parse(input).map(drop),
        Kind::Item => syn::Item::parse(input).map(drop),
        Kind::Pattern => syn::Pat::parse_multi_with_leading_vert(input).map(drop),
        Kind::SinglePattern => syn::Pat::parse_single(input).map(drop),
        Kind::Statement => statement(input),
        _ => input.parse::<pm::TokenTree>().map(drop),
    }
}

/// A statement without the `;` at its end, unless it is an item's.
fn statement(input: ParseStream<'_>) -> syn::Result<()> {
    let fork = input.fork();
    syn::Attribute::parse_outer(&fork)?;
    if fork.peek(syn::Token![let]) {
        syn::Attribute::parse_outer(input)?;
        return local(input);
    }
    let item = input.fork();
    if syn::Item::parse(&item).is_ok() {
        return syn::Item::parse(input).map(drop);
    }
    syn::Expr::parse(input).map(drop)
}

fn local(input: ParseStream<'_>) -> syn::Result<()> {
    input.parse::<syn::Token![let]>()?;
    syn::Pat::parse_single(input)?;
    if input.peek(syn::Token![:]) {
        input.parse::<syn::Token![:]>()?;
        input.parse::<syn::Type>()?;
    }
    if input.peek(syn::Token![=]) {
        input.parse::<syn::Token![=]>()?;
        input.parse::<syn::Expr>()?;
    }
    if input.peek(syn::Token![else]) {
        input.parse::<syn::Token![else]>()?;
        input.parse::<pm::Group>()?;
    }
    Ok(())
}

fn skeleton(tokens: &[Token]) -> pm::TokenStream {
    let mut trees = Vec::with_capacity(tokens.len());
    for token in tokens {
        match &token.kind {
            TokenKind::Ident(name) => trees.push(ident(name)),
            TokenKind::Literal(text) => trees.push(literal(text).into()),
            TokenKind::Punct(character, is_joint) => trees.push(punct(*character, *is_joint)),
            TokenKind::Group(delimiter, inner) => trees.push(group(*delimiter, inner)),
            TokenKind::Lifetime(_) => trees.extend([punct('\'', true), ident("a")]),
        }
    }
    trees.into_iter().collect()
}

fn ident(name: &str) -> pm::TokenTree {
    let is_plain = name.starts_with(|it: char| it == '_' || it.is_ascii_alphabetic())
        && name.chars().all(|it| it == '_' || it.is_ascii_alphanumeric());
    pm::Ident::new(if is_plain { name } else { "a" }, pm::Span::call_site()).into()
}

fn punct(character: char, is_joint: bool) -> pm::TokenTree {
    let is_known = "~!@#$%^&*-=+|;:,<.>/?'".contains(character);
    let spacing = if is_joint { pm::Spacing::Joint } else { pm::Spacing::Alone };
    pm::Punct::new(if is_known { character } else { '@' }, spacing).into()
}

fn literal(text: &str) -> pm::Literal {
    let is_number = text.starts_with(|it: char| it.is_ascii_digit());
    let is_float = is_number && !text.starts_with("0x") && text.contains('.');
    match text.as_bytes() {
        [b'\'', ..] => pm::Literal::character('a'),
        [b'b', b'\'', ..] => pm::Literal::u8_suffixed(0),
        [b'b', ..] => pm::Literal::byte_string(b""),
        _ if is_float => pm::Literal::f64_unsuffixed(1.5),
        _ if is_number => pm::Literal::u8_unsuffixed(0),
        _ => pm::Literal::string(""),
    }
}

fn group(delimiter: Delimiter, inner: &[Token]) -> pm::TokenTree {
    let with = |delimiter, content| pm::Group::new(delimiter, content).into();
    match delimiter {
        Delimiter::None => ident("a"),
        Delimiter::Brace => with(pm::Delimiter::Brace, pm::TokenStream::new()),
        Delimiter::Bracket => with(pm::Delimiter::Bracket, ident("a").into()),
        Delimiter::Parenthesis => with(pm::Delimiter::Parenthesis, scope(inner)),
    }
}

/// What stands between the parentheses of `pub( … )` decides whether they belong to it.
fn scope(inner: &[Token]) -> pm::TokenStream {
    match inner {
        [only] => only.ident().map(|it| ident(it).into()).unwrap_or_default(),
        [first, ..] if first.ident() == Some("in") => [ident("in"), ident("self")].into_iter().collect(),
        _ => pm::TokenStream::new(),
    }
}
