//! From text to the tree: `syn` reads, and what it made becomes ours, with its places.
//!
//! Places of the parser live in its thread; they are forgotten as soon as a text is read, and nothing of ours
//! refers to them.

mod attribute;
mod control;
mod expr;
mod field;
mod item;
mod literal;
mod member;
mod nesting;
mod path;
mod pattern;
mod place;
mod recover;
mod text;
mod token;
mod ty;
mod uses;

use super::{CodeFile, Expr, Item, Name, Problem, Statement, Token, Type};
use crate::source::{SourceFile, Span};
pub(crate) use nesting::with_large_stack;
use nesting::{Nesting, nesting};
use place::Places;
use proc_macro2::TokenStream;
use rustc_hash::FxHashSet;
use std::sync::Arc;
use syn::Block;
use syn::parse::Parser;
use syn::punctuated::Punctuated;

/// So deep is the tree; what is nested deeper is [`super::ExprKind::Other`], and a problem of the file. Who
/// walks the tree by recursion needs a stack for this.
pub const MAX_DEPTH: usize = 600;

impl CodeFile {
    /// Reads a source. What cannot be read is a problem, never a failure.
    #[must_use]
    pub fn parse(source: SourceFile) -> Self {
        let mut file = Self { source, attributes: Vec::new(), items: Vec::new(), problems: Vec::new() };
        let text = file.source.text();
        match nesting(text) {
            Nesting::Flat => file.fill(),
            Nesting::Deep => {
                if with_large_stack(|| file.fill()).is_none() {
                    file.problem(0, "too deeply nested for the memory there is");
                }
            }
            Nesting::Excessive(at) => file.problem(at, "nested too deeply, or a number too long, to be read"),
        }
        file
    }

    fn problem(&mut self, at: usize, message: &str) {
        let line = self.source.first_line(self.source.span(at, self.source.text().len()));
        self.problems.push(Problem { span: line, message: message.to_owned() });
    }

    fn fill(&mut self) {
        let base = start_of_code(self.source.text());
        let text = self.source.text().get(base..).unwrap_or_default();
        let mut lower = Lower::new(Places::of_file(text, self.source.id(), base));
        let mut problems = Vec::new();
        match text.parse::<TokenStream>() {
            Ok(tokens) => {
                let read = recover::read(tokens);
                self.attributes = lower.attributes(read.attributes);
                self.items = lower.item_list(read.items);
                problems.extend(read.errors.iter().map(|it| lower.syntax_error(it)));
            }
            Err(error) => problems.push(lower.token_error(error.span())),
        }
        problems.extend(lower.cut.take().map(|span| problem(span, "nested too deeply to be read")));
        proc_macro2::extra::invalidate_current_thread_spans();
        self.problems = problems.into_iter().map(|it| self.within_line(it)).collect();
    }

    fn within_line(&self, problem: Problem) -> Problem {
        Problem { span: self.source.first_line(problem.span), ..problem }
    }
}

fn problem(span: Span, message: impl Into<String>) -> Problem {
    Problem { span, message: message.into() }
}

/// Where the code begins, behind a byte order mark and `#!/…`.
fn start_of_code(text: &str) -> usize {
    let code = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mark = text.len() - code.len();
    let Some(rest) = code.strip_prefix("#!") else { return mark };
    if rest.trim_start().starts_with('[') {
        return mark;
    }
    mark + memchr::memchr(b'\n', code.as_bytes()).unwrap_or(code.len())
}

/// Tokens read as items.
#[must_use]
pub fn items(tokens: &[Token]) -> Option<Vec<Item>> {
    reread(tokens, many_items, |lower, items| lower.item_list(items))
}

/// Tokens read as one expression.
#[must_use]
pub fn expr(tokens: &[Token]) -> Option<Expr> {
    reread(tokens, <syn::Expr as syn::parse::Parse>::parse, |lower, it| lower.expr(it))
}

/// Tokens read as statements.
#[must_use]
pub fn statements(tokens: &[Token]) -> Option<Vec<Statement>> {
    reread(tokens, Block::parse_within, |lower, it| lower.statement_list(it))
}

/// Tokens read as expressions between commas.
#[must_use]
pub fn arguments(tokens: &[Token]) -> Option<Vec<Expr>> {
    let list = Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
    reread(tokens, list, |lower, it| lower.exprs(it))
}

/// Tokens read as a type.
#[must_use]
pub fn ty(tokens: &[Token]) -> Option<Type> {
    reread(tokens, <syn::Type as syn::parse::Parse>::parse, |lower, it| lower.ty(it))
}

fn many_items(input: syn::parse::ParseStream<'_>) -> syn::Result<Vec<syn::Item>> {
    let mut items = Vec::new();
    while !input.is_empty() {
        items.push(input.parse()?);
    }
    Ok(items)
}

fn reread<P, T>(tokens: &[Token], parser: P, make: fn(&mut Lower<'_>, P::Output) -> T) -> Option<T>
where
    P: Parser + Send,
    T: Send,
{
    let printed = text::print(tokens);
    let read = || {
        let parsed = printed.stream().and_then(|it| parser.parse2(it).ok());
        let made = parsed.map(|it| make(&mut Lower::new(Places::of_tokens(&printed)), it));
        proc_macro2::extra::invalidate_current_thread_spans();
        made
    };
    match nesting(&printed.text) {
        Nesting::Flat => read(),
        Nesting::Deep => with_large_stack(read).flatten(),
        Nesting::Excessive(_) => None,
    }
}

/// What turns the parser's tree into ours.
struct Lower<'a> {
    places: Places<'a>,
    names: Names,
    depth: usize,
    /// How many calls of macros enclose the place.
    calls: usize,
    /// The first place that was nested too deep.
    cut: Option<Span>,
}

impl<'a> Lower<'a> {
    fn new(places: Places<'a>) -> Self {
        Self { places, names: Names::default(), depth: 0, calls: 0, cut: None }
    }

    /// Whether there is room for one more level; if so, [`Lower::ascend`] must follow.
    fn descend(&mut self) -> bool {
        let has_room = self.depth < MAX_DEPTH;
        self.depth += usize::from(has_room);
        has_room
    }

    fn ascend(&mut self) {
        self.depth -= 1;
    }

    /// The place of what is left out.
    fn cut(&mut self, span: proc_macro2::Span) -> Span {
        let span = self.places.at(span);
        self.cut.get_or_insert(span);
        span
    }

    /// The name of an identifier, without `r#`.
    fn ident(&mut self, ident: &syn::Ident) -> Name {
        let text = self.places.text(ident.span());
        let text = text.strip_prefix("r#").unwrap_or(text);
        // The identifier of a comment that became an attribute has the place of the comment.
        if text.starts_with('/') { self.names.get(&ident.to_string()) } else { self.names.get(text) }
    }

    /// A token as it is written, or as it is told where it is none of the text.
    fn written(&mut self, span: proc_macro2::Span, tell: impl FnOnce() -> String) -> Name {
        let text = self.places.text(span);
        if text.starts_with('/') { self.names.get(&tell()) } else { self.names.get(text) }
    }

    fn syntax_error(&self, error: &syn::Error) -> Problem {
        let span = self.places.at(error.span());
        let span = if span.start == span.end { self.places.end() } else { span };
        problem(span, error.to_string())
    }

    fn token_error(&self, span: proc_macro2::Span) -> Problem {
        let span = self.places.at(span);
        problem(
            Span { end: span.end.max(span.start + 1), ..span },
            "not Rust: a delimiter or a quote has no partner",
        )
    }
}

/// Names that occur, each stored once.
#[derive(Default)]
struct Names(FxHashSet<Name>);

impl Names {
    fn get(&mut self, name: &str) -> Name {
        if let Some(known) = self.0.get(name) {
            return known.clone();
        }
        let made: Name = Arc::from(name);
        self.0.insert(made.clone());
        made
    }
}

#[cfg(test)]
mod tests;
