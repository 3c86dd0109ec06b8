//! A caller as simple as one can be: every macro is known behind its definition, wherever it is called.

use super::*;
use crate::code::{Delimiter, TokenKind};
use crate::source::FileId;
use proc_macro2 as pm;
use std::collections::HashMap;

/// The tokens of a text, with the places in it.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let stream: pm::TokenStream = text.parse().expect("the text has tokens");
    convert(stream)
}

pub(crate) fn convert(stream: pm::TokenStream) -> Vec<Token> {
    let mut out = Vec::new();
    let mut trees = stream.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let range = tree.span().byte_range();
        let mut end = range.end;
        let kind = match tree {
            pm::TokenTree::Ident(it) => TokenKind::Ident(it.to_string().into()),
            pm::TokenTree::Literal(it) => TokenKind::Literal(it.to_string().into()),
            pm::TokenTree::Punct(it) if it.as_char() == '\'' => {
                let name = trees.next().expect("a lifetime has a name");
                end = name.span().byte_range().end;
                TokenKind::Lifetime(format!("'{name}").into())
            }
            pm::TokenTree::Punct(it) => TokenKind::Punct(it.as_char(), it.spacing() == pm::Spacing::Joint),
            pm::TokenTree::Group(it) => TokenKind::Group(delimiter(it.delimiter()), convert(it.stream())),
        };
        let (start, end) = (u32::try_from(range.start).unwrap(), u32::try_from(end).unwrap());
        out.push(Token { kind, span: Span { file: FileId(0), start, end } });
    }
    out
}

fn delimiter(it: pm::Delimiter) -> Delimiter {
    match it {
        pm::Delimiter::Parenthesis => Delimiter::Parenthesis,
        pm::Delimiter::Brace => Delimiter::Brace,
        pm::Delimiter::Bracket => Delimiter::Bracket,
        pm::Delimiter::None => Delimiter::None,
    }
}

/// Tokens as text with a gap between each two, invisible groups left out.
pub(crate) fn normal(tokens: &[Token]) -> String {
    let mut out = Vec::new();
    let mut rest = tokens;
    while let Some((first, _)) = rest.split_first() {
        let (unit, after) = rest.split_at(unit::unit_len(rest));
        rest = after;
        out.push(match &first.kind {
            TokenKind::Ident(it) | TokenKind::Literal(it) | TokenKind::Lifetime(it) => it.to_string(),
            TokenKind::Punct(..) => unit.iter().map(character).collect(),
            TokenKind::Group(Delimiter::Parenthesis, it) => format!("({})", normal(it)),
            TokenKind::Group(Delimiter::Bracket, it) => format!("[{}]", normal(it)),
            TokenKind::Group(Delimiter::Brace, it) => format!("{{{}}}", normal(it)),
            TokenKind::Group(Delimiter::None, it) => normal(it),
        });
    }
    out.join(" ")
}

fn character(token: &Token) -> char {
    match token.kind {
        TokenKind::Punct(it, _) => it,
        _ => ' ',
    }
}

/// Definitions met, and what may still be spent.
#[derive(Default)]
pub(crate) struct Driver {
    pub(crate) macros: HashMap<String, Macro>,
    pub(crate) budget: Budget,
}

impl Driver {
    /// Everything with its calls expanded, definitions left out.
    pub(crate) fn run(&mut self, tokens: &[Token]) -> Result<Vec<Token>, ExpansionError> {
        let mut out = Vec::new();
        let mut rest = tokens;
        while let Some((first, after)) = rest.split_first() {
            rest = match (first.ident(), after) {
                (Some("macro_rules"), [bang, name, body, after @ ..]) if bang.is_punct('!') => {
                    self.macros.insert(name.ident().unwrap().to_owned(), definition(body));
                    after
                }
                (Some(name), [bang, arguments, after @ ..]) if bang.is_punct('!') && self.knows(name) => {
                    let TokenKind::Group(_, call) = &arguments.kind else {
                        return Err(ExpansionError::Argument);
                    };
                    let expanded = self.expand(name, call, first.span)?;
                    self.budget.enter()?;
                    out.extend(self.run(&expanded)?);
                    self.budget.leave();
                    after
                }
                _ => {
                    out.push(self.within(first)?);
                    after
                }
            };
        }
        Ok(out)
    }

    fn within(&mut self, token: &Token) -> Result<Token, ExpansionError> {
        let TokenKind::Group(delimiter, inner) = &token.kind else { return Ok(token.clone()) };
        Ok(unit::group(*delimiter, self.run(inner)?, token.span))
    }

    fn knows(&self, name: &str) -> bool {
        self.macros.contains_key(name) || is_builtin(name)
    }

    pub(crate) fn expand(
        &mut self,
        name: &str,
        call: &[Token],
        span: Span,
    ) -> Result<Vec<Token>, ExpansionError> {
        let site = Site { span, home: "crate".into() };
        if let Some(it) = self.macros.get(name) {
            return expand(it, call, &site, &mut self.budget);
        }
        let lookup = |name: &str| Some((self.macros.get(name)?, site.clone()));
        expand_builtin(name, call, span, &lookup, &mut self.budget).expect("it is known")
    }
}

/// The rules between the braces of a definition.
pub(crate) fn definition(body: &Token) -> Macro {
    let TokenKind::Group(_, body) = &body.kind else { panic!("a definition has delimiters") };
    let rules = body.split(|it| it.is_punct(';')).filter(|it| !it.is_empty());
    Macro { rules: rules.map(rule).collect() }
}

fn rule(tokens: &[Token]) -> (Vec<Token>, Vec<Token>) {
    let inner = |it: Option<&Token>| match it.map(|it| &it.kind) {
        Some(TokenKind::Group(_, inner)) => inner.clone(),
        _ => Vec::new(),
    };
    (inner(tokens.first()), inner(tokens.last()))
}
