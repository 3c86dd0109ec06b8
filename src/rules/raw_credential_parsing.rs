//! See `rules/raw-credential-parsing.md`.

use super::bodies;
use crate::code::{Expr, ExprKind, Operator};
use crate::flow::{Body, Form};
use crate::rule::{Check, Context};
use crate::source::Span;

pub(super) const CHECKS: &[Check] = &[Check::Function(check)];

/// Names of schemes that may be written in any case.
const SCHEMES: &[&str] = &["basic", "bearer", "digest", "token"];

/// Methods that take the beginning of a text off or look at it.
const CUTTING: &[&str] =
    &["strip_prefix", "starts_with", "trim_start_matches", "split_once", "splitn", "split"];

/// Methods for which case does not count.
const ANY_CASE: &[&str] =
    &["eq_ignore_ascii_case", "to_ascii_lowercase", "to_lowercase", "to_ascii_uppercase", "to_uppercase"];

fn check<'a>(cx: &mut Context<'a>, body: &Body<'a>) {
    if body.calls.iter().any(|it| ANY_CASE.contains(&it.name())) {
        return;
    }
    let found: Vec<(String, Span)> = cuts(body).chain(comparisons(body)).collect();
    let Some((scheme, span)) = found.first() else { return };
    // `Bearer` and `bearer` are both taken.
    if found.iter().any(|it| it.0 != *scheme && it.0.eq_ignore_ascii_case(scheme)) {
        return;
    }
    bodies::report(cx, body, *span, format!("`{scheme}` is taken for a scheme in this case of letters only"));
}

/// `value.strip_prefix("Bearer ")`.
fn cuts<'a>(body: &Body<'a>) -> impl Iterator<Item = (String, Span)> {
    let cutting =
        body.calls.iter().filter(|it| matches!(it.form, Form::Method(_)) && CUTTING.contains(&it.name()));
    cutting.filter_map(|it| {
        let text = it.arguments.iter().find_map(|it| body.text(it))?;
        // With the space behind it nothing else is meant.
        let scheme = text.strip_suffix(' ').filter(|it| is_scheme(it))?;
        Some((scheme.to_owned(), it.span))
    })
}

/// `scheme == "Bearer"`.
fn comparisons<'a>(body: &Body<'a>) -> impl Iterator<Item = (String, Span)> {
    body.expressions().into_iter().filter_map(|it| match &it.kind {
        ExprKind::Binary(Operator::Equal | Operator::NotEqual, a, b) => {
            let text = [a, b].into_iter().find_map(|it| inner(it).as_text())?;
            let is_of_scheme = [a, b].into_iter().any(|it| is_named_scheme(it));
            (is_of_scheme && is_scheme(text)).then(|| (text.to_owned(), it.span))
        }
        _ => None,
    })
}

/// `"a"` of `Some("a")`.
fn inner(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::Call(_, arguments) => arguments.first().unwrap_or(expr),
        _ => expr,
    }
}

fn is_named_scheme(expr: &Expr) -> bool {
    crate::flow::root(expr)
        .is_some_and(|it| ["scheme", "auth_scheme", "auth_type", "kind", "parts"].contains(&&**it))
}

fn is_scheme(text: &str) -> bool {
    SCHEMES.iter().any(|it| it.eq_ignore_ascii_case(text))
}
