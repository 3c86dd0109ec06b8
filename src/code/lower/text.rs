//! Tokens of ours as a text that can be split into tokens again, with where each is from.

use super::place::join;
use crate::code::{Delimiter, Token, TokenKind};
use crate::source::{FileId, Span, offset};
use proc_macro2::{Group, TokenStream, TokenTree};

/// A text made of tokens.
#[derive(Default)]
pub(super) struct Printed {
    /// The text.
    pub(super) text: String,
    /// For each token and delimiter the byte where it begins in the text, and its place in a file.
    origins: Vec<(u32, Span)>,
    /// Where groups begin that have no delimiters; the text has parentheses there.
    invisible: Vec<u32>,
}

/// Prints tokens with blanks between them.
pub(super) fn print(tokens: &[Token]) -> Printed {
    let mut printed = Printed::default();
    let mut open: Vec<Inside<'_>> = vec![(tokens.iter(), None)];
    while let Some((rest, close)) = open.last_mut() {
        let Some(token) = rest.next() else {
            printed.close(*close);
            open.pop();
            continue;
        };
        let inside = printed.token(token, rest.as_slice().first());
        open.extend(inside);
    }
    printed
}

/// What is left of a group, and how it is closed.
type Inside<'t> = (std::slice::Iter<'t, Token>, Option<(char, Span)>);

impl Printed {
    fn token<'t>(&mut self, token: &'t Token, next: Option<&Token>) -> Option<Inside<'t>> {
        self.origins.push((offset(self.text.len()), token.span));
        match &token.kind {
            TokenKind::Ident(it) | TokenKind::Lifetime(it) | TokenKind::Literal(it) => self.text.push_str(it),
            TokenKind::Punct(it, is_joint) => {
                self.text.push(*it);
                if *is_joint && !begins_comment(*it, next) {
                    return None;
                }
            }
            TokenKind::Group(delimiter, inside) => return Some(self.open(*delimiter, inside, token.span)),
        }
        self.text.push(' ');
        None
    }

    fn open<'t>(&mut self, delimiter: Delimiter, inside: &'t [Token], span: Span) -> Inside<'t> {
        let (open, close) = match delimiter {
            Delimiter::Parenthesis | Delimiter::None => ('(', ')'),
            Delimiter::Bracket => ('[', ']'),
            Delimiter::Brace => ('{', '}'),
        };
        if delimiter == Delimiter::None {
            self.invisible.push(offset(self.text.len()));
        } else {
            self.narrow(Span { end: span.end.min(span.start + 1), ..span });
        }
        self.text.push(open);
        self.text.push(' ');
        let last = Span { start: span.end.saturating_sub(1).max(span.start), ..span };
        (inside.iter(), Some((close, last)))
    }

    /// The token written last has this place.
    fn narrow(&mut self, span: Span) {
        if let Some(last) = self.origins.last_mut() {
            last.1 = span;
        }
    }

    fn close(&mut self, close: Option<(char, Span)>) {
        let Some((close, span)) = close else { return };
        self.origins.push((offset(self.text.len()), span));
        self.text.push(close);
        self.text.push(' ');
    }

    /// The place in a file of what stands between two bytes of the text.
    pub(super) fn origin(&self, start: u32, end: u32) -> Span {
        join(self.token_at(start), self.token_at(end.saturating_sub(1).max(start)))
    }

    fn token_at(&self, at: u32) -> Span {
        let behind = self.origins.partition_point(|it| it.0 <= at);
        let found = behind.checked_sub(1).and_then(|it| self.origins.get(it)).or(self.origins.first());
        found.map_or(Span { file: FileId(0), start: 0, end: 0 }, |it| it.1)
    }

    /// The tokens of the parser, with groups that have no delimiters.
    pub(super) fn stream(&self) -> Option<TokenStream> {
        let stream: TokenStream = self.text.parse().ok()?;
        if self.invisible.is_empty() {
            return Some(stream);
        }
        Some(self.with_invisible(stream))
    }

    fn with_invisible(&self, stream: TokenStream) -> TokenStream {
        stream.into_iter().map(|it| self.tree_with_invisible(it)).collect()
    }

    fn tree_with_invisible(&self, tree: TokenTree) -> TokenTree {
        let TokenTree::Group(group) = tree else { return tree };
        let start = offset(group.span_open().byte_range().start);
        let is_invisible = self.invisible.binary_search(&start).is_ok();
        let delimiter = if is_invisible { proc_macro2::Delimiter::None } else { group.delimiter() };
        let mut made = Group::new(delimiter, self.with_invisible(group.stream()));
        made.set_span(group.span());
        TokenTree::Group(made)
    }
}

/// Whether two characters of punctuation that met by chance would hide the rest of the text.
fn begins_comment(first: char, next: Option<&Token>) -> bool {
    first == '/' && next.is_some_and(|it| it.is_punct('/') || it.is_punct('*'))
}
