//! Tokens, and calls of macros, whose arguments are read where they are expressions.

use super::Lower;
use super::place::join;
use crate::code::{Delimiter, Expr, ExprKind, ItemKind, Macro, MacroCall, Token, TokenKind};
use proc_macro2::{Spacing, TokenStream, TokenTree};
use syn::parse::discouraged::Speculative as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::punctuated::Punctuated;

/// So deep are the arguments of macros in arguments of macros read.
const MAX_CALLS: usize = 16;

/// What a macro's tokens say.
enum Arguments {
    List(Punctuated<syn::Expr, syn::Token![,]>),
    Repeat(syn::Expr, syn::Expr),
    Pairs(Punctuated<Pair, syn::Token![,]>),
    Matches(syn::Expr, Box<syn::Pat>, Option<syn::Expr>),
}

/// `key => value`, `key: value`, or just a value.
struct Pair(syn::Expr, Option<syn::Expr>);

impl Parse for Pair {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let first = input.parse()?;
        let is_pair = input.parse::<Option<syn::Token![=>]>>()?.is_some()
            || input.parse::<Option<syn::Token![:]>>()?.is_some();
        Ok(Self(first, if is_pair { Some(input.parse()?) } else { None }))
    }
}

impl Lower<'_> {
    /// Tokens as they stand.
    pub(super) fn tokens(&mut self, stream: TokenStream) -> Vec<Token> {
        let mut trees = stream.into_iter();
        let mut tokens = Vec::with_capacity(trees.size_hint().0);
        while let Some(tree) = trees.next() {
            let token = self.token(tree, &mut trees);
            tokens.push(token);
        }
        tokens
    }

    fn token(&mut self, tree: TokenTree, rest: &mut impl Iterator<Item = TokenTree>) -> Token {
        let span = self.places.at(tree.span());
        let kind = match tree {
            TokenTree::Ident(it) => TokenKind::Ident(self.written(it.span(), || it.to_string())),
            TokenTree::Literal(it) => TokenKind::Literal(self.written(it.span(), || it.to_string())),
            TokenTree::Punct(it) if it.as_char() == '\'' => return self.lifetime_token(span, rest.next()),
            TokenTree::Punct(it) => TokenKind::Punct(it.as_char(), it.spacing() == Spacing::Joint),
            TokenTree::Group(it) => TokenKind::Group(delimiter(it.delimiter()), self.tokens(it.stream())),
        };
        Token { kind, span }
    }

    fn lifetime_token(&mut self, quote: crate::source::Span, name: Option<TokenTree>) -> Token {
        let Some(TokenTree::Ident(name)) = name else {
            return Token { kind: TokenKind::Punct('\'', true), span: quote };
        };
        let span = join(quote, self.places.at(name.span()));
        Token { kind: TokenKind::Lifetime(self.names.get(&format!("'{name}"))), span }
    }

    /// `name!(…)`.
    pub(super) fn macro_call(&mut self, mac: syn::Macro) -> MacroCall {
        let close = self.places.at(mac.delimiter.span().close());
        let arguments = self.macro_arguments(&mac);
        let path = self.path(mac.path);
        MacroCall { span: join(path.span, close), path, tokens: self.tokens(mac.tokens), arguments }
    }

    fn macro_arguments(&mut self, mac: &syn::Macro) -> Option<Vec<Expr>> {
        if self.calls >= MAX_CALLS {
            return None;
        }
        let read: fn(ParseStream<'_>) -> syn::Result<Arguments> =
            if mac.path.is_ident("matches") { read_matches } else { read_arguments };
        let arguments = read.parse2(mac.tokens.clone()).ok()?;
        self.calls += 1;
        let arguments = self.arguments(arguments);
        self.calls -= 1;
        Some(arguments)
    }

    fn arguments(&mut self, arguments: Arguments) -> Vec<Expr> {
        match arguments {
            Arguments::List(list) => self.exprs(list),
            Arguments::Repeat(value, length) => vec![self.expr(value), self.expr(length)],
            Arguments::Pairs(all) => all.into_iter().map(|it| self.entry(it)).collect(),
            Arguments::Matches(value, pattern, guard) => {
                let (value, pattern) = (self.expr(value), self.pattern(*pattern));
                let span = join(value.span, pattern.span);
                let kind = ExprKind::Let(Box::new(pattern), Box::new(value));
                std::iter::once(Expr { kind, span }).chain(guard.map(|it| self.expr(it))).collect()
            }
        }
    }

    fn entry(&mut self, pair: Pair) -> Expr {
        let first = self.expr(pair.0);
        let Some(second) = pair.1.map(|it| self.expr(it)) else { return first };
        let span = join(first.span, second.span);
        Expr { kind: ExprKind::Tuple(vec![first, second]), span }
    }

    /// The rules of a `macro_rules!`.
    pub(super) fn macro_rules(&mut self, tokens: TokenStream) -> ItemKind {
        let tokens = self.tokens(tokens);
        ItemKind::Macro(Macro { rules: tokens.split(|it| it.is_punct(';')).filter_map(rule).collect() })
    }
}

fn rule(tokens: &[Token]) -> Option<(Vec<Token>, Vec<Token>)> {
    let [matcher, equal, greater, body] = tokens else { return None };
    let (TokenKind::Group(_, matcher), TokenKind::Group(_, body)) = (&matcher.kind, &body.kind) else {
        return None;
    };
    (equal.is_punct('=') && greater.is_punct('>')).then(|| (matcher.clone(), body.clone()))
}

fn read_arguments(input: ParseStream<'_>) -> syn::Result<Arguments> {
    let list = input.fork();
    match Punctuated::parse_terminated(&list) {
        Ok(read) => {
            input.advance_to(&list);
            Ok(Arguments::List(read))
        }
        Err(_) => read_others(input),
    }
}

fn read_others(input: ParseStream<'_>) -> syn::Result<Arguments> {
    let repeat = input.fork();
    match read_repeat(&repeat) {
        Ok(read) => {
            input.advance_to(&repeat);
            Ok(read)
        }
        Err(_) => Ok(Arguments::Pairs(Punctuated::parse_terminated(input)?)),
    }
}

fn read_repeat(input: ParseStream<'_>) -> syn::Result<Arguments> {
    let value = input.parse()?;
    input.parse::<syn::Token![;]>()?;
    Ok(Arguments::Repeat(value, input.parse()?))
}

fn read_matches(input: ParseStream<'_>) -> syn::Result<Arguments> {
    let value = input.parse()?;
    input.parse::<syn::Token![,]>()?;
    let pattern = Box::new(syn::Pat::parse_multi_with_leading_vert(input)?);
    let has_guard = input.parse::<Option<syn::Token![if]>>()?.is_some();
    let guard = if has_guard { Some(input.parse()?) } else { None };
    input.parse::<Option<syn::Token![,]>>()?;
    Ok(Arguments::Matches(value, pattern, guard))
}

fn delimiter(delimiter: proc_macro2::Delimiter) -> Delimiter {
    match delimiter {
        proc_macro2::Delimiter::Parenthesis => Delimiter::Parenthesis,
        proc_macro2::Delimiter::Bracket => Delimiter::Bracket,
        proc_macro2::Delimiter::Brace => Delimiter::Brace,
        proc_macro2::Delimiter::None => Delimiter::None,
    }
}
