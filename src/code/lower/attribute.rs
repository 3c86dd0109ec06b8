//! Attributes; `cfg_attr` is opened to what it holds.

use super::Lower;
use super::place::join;
use crate::code::{Attribute, Delimiter, Path, Token, TokenKind};
use crate::source::Span;
use syn::parse::{ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{Meta, Token as SynToken};

impl Lower<'_> {
    /// Attributes in order.
    pub(super) fn attributes(&mut self, attributes: Vec<syn::Attribute>) -> Vec<Attribute> {
        let mut out = Vec::with_capacity(attributes.len());
        for attribute in attributes {
            let start = self.places.at(attribute.pound_token.span);
            let span = join(start, self.places.at(attribute.bracket_token.span.close()));
            self.meta(attribute.meta, span, &mut out);
        }
        out
    }

    fn meta(&mut self, meta: Meta, span: Span, out: &mut Vec<Attribute>) {
        let (path, tokens) = match meta {
            Meta::List(list) if list.path.is_ident("cfg_attr") => return self.conditional(list, span, out),
            Meta::Path(path) => (self.path(path), Vec::new()),
            Meta::List(list) => (self.path(list.path), self.tokens(list.tokens)),
            Meta::NameValue(it) => (self.path(it.path), self.value_tokens(it.value)),
        };
        out.push(Attribute { path, tokens, span });
    }

    /// What holds under a condition; nothing if that is a build of tests.
    fn conditional(&mut self, list: syn::MetaList, span: Span, out: &mut Vec<Attribute>) {
        let read = open.parse2(list.tokens);
        for meta in read.into_iter().flatten() {
            self.meta(meta, span, out);
        }
    }

    /// The tokens behind `=`; of anything but a literal or a macro's call none.
    fn value_tokens(&mut self, value: syn::Expr) -> Vec<Token> {
        match value {
            syn::Expr::Lit(it) => {
                let span = self.places.at(it.lit.span());
                let text = self.written(it.lit.span(), || text_of(&it.lit));
                vec![Token { kind: TokenKind::Literal(text), span }]
            }
            syn::Expr::Macro(it) => self.call_tokens(it.mac),
            syn::Expr::Group(it) => self.value_tokens(*it.expr),
            _ => Vec::new(),
        }
    }

    fn call_tokens(&mut self, mac: syn::Macro) -> Vec<Token> {
        let (delimiter, span) = match &mac.delimiter {
            syn::MacroDelimiter::Paren(it) => (Delimiter::Parenthesis, self.places.around(&it.span)),
            syn::MacroDelimiter::Bracket(it) => (Delimiter::Bracket, self.places.around(&it.span)),
            syn::MacroDelimiter::Brace(it) => (Delimiter::Brace, self.places.around(&it.span)),
        };
        let bang = Token { kind: TokenKind::Punct('!', false), span: self.places.at(mac.bang_token.span) };
        let path = self.path(mac.path);
        let group = Token { kind: TokenKind::Group(delimiter, self.tokens(mac.tokens)), span };
        path_tokens(&path).into_iter().chain([bang, group]).collect()
    }
}

fn path_tokens(path: &Path) -> Vec<Token> {
    let colon = |span, is_joint| Token { kind: TokenKind::Punct(':', is_joint), span };
    let mut tokens = Vec::new();
    for (index, segment) in path.segments.iter().enumerate() {
        if index > 0 || path.is_global {
            tokens.extend([colon(segment.span, true), colon(segment.span, false)]);
        }
        tokens.push(Token { kind: TokenKind::Ident(segment.name.clone()), span: segment.span });
    }
    tokens
}

fn open(input: ParseStream<'_>) -> syn::Result<Punctuated<Meta, SynToken![,]>> {
    let condition: Meta = input.parse()?;
    input.parse::<Option<SynToken![,]>>()?;
    let metas = Punctuated::parse_terminated(input)?;
    Ok(if condition.path().is_ident("test") { Punctuated::new() } else { metas })
}

/// The text of a literal that a comment became; others are read where they stand.
fn text_of(lit: &syn::Lit) -> String {
    match lit {
        syn::Lit::Str(it) => it.token().to_string(),
        _ => String::new(),
    }
}
