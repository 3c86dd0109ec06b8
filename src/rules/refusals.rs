//! Answers by which a handler refuses: statuses, variants of errors and texts, as they stand in a body.

use super::{logging, words};
use crate::code::{Expr, ExprKind, Operator, Path, Token, TokenKind};
use crate::flow::{Body, Form, status_named};
use crate::source::Span;
use rustc_hash::FxHashSet;

/// Something by which a caller is told what is wrong.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    /// The words of a text or of a name, in lower case with blanks between them.
    pub(super) words: String,
    /// The status that is called so.
    pub(super) status: Option<u16>,
    /// Its place.
    pub(super) span: Span,
}

/// Whatever a body may tell a caller, without what goes to logs and what is compared.
pub(super) fn of(body: &Body<'_>) -> Vec<Refusal> {
    let logs: Vec<Span> =
        body.calls.iter().filter(|it| logging::of(it).is_some()).map(|it| it.expr.span).collect();
    let is_logged =
        |it: Span| logs.iter().any(|log| log.file == it.file && log.start <= it.start && it.end <= log.end);
    let mut compared: FxHashSet<Span> = FxHashSet::default();
    for expr in body.expressions() {
        if let ExprKind::Binary(Operator::Equal | Operator::NotEqual | Operator::Compare, a, b) = &expr.kind {
            compared.extend([a.span, b.span]);
        }
    }
    let mut found: Vec<Refusal> = body.expressions().into_iter().filter_map(told).collect();
    found.extend(body.calls.iter().flat_map(|it| match it.form {
        Form::Macro(call) if call.arguments.is_none() => texts(&call.tokens),
        _ => Vec::new(),
    }));
    found.retain(|it| !compared.contains(&it.span) && !is_logged(it.span));
    found.sort_by_key(|it| it.span.start);
    found
}

fn told(expr: &Expr) -> Option<Refusal> {
    match &expr.kind {
        ExprKind::Path(path) if is_named(path) => {
            Some(Refusal { words: plain(path.last()), status: status_named(path.last()), span: expr.span })
        }
        ExprKind::Literal(_) => {
            expr.as_text().map(|it| Refusal { words: plain(it), status: None, span: expr.span })
        }
        _ => None,
    }
}

/// `Error::NotFound`, `StatusCode::NOT_FOUND`, `Error::not_found`.
fn is_named(path: &Path) -> bool {
    path.segments.len() > 1
}

/// The texts in a macro that is not read as expressions.
fn texts(tokens: &[Token]) -> Vec<Refusal> {
    let mut found = Vec::new();
    let mut pending: Vec<&Token> = tokens.iter().collect();
    while let Some(token) = pending.pop() {
        match &token.kind {
            TokenKind::Literal(text) if text.starts_with('"') => {
                found.push(Refusal { words: plain(text), status: None, span: token.span });
            }
            TokenKind::Group(_, inner) => pending.extend(inner),
            _ => {}
        }
    }
    found
}

fn plain(text: &str) -> String {
    words::words(text).map(str::to_ascii_lowercase).collect::<Vec<_>>().join(" ")
}
