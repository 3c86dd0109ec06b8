//! Which variables are looked at before they are used.

use super::text::inline_names;
use super::words::is_checking;
use super::{Body, Call, Form};
use crate::code::{Expr, ExprKind, Name, Operator, Pattern, PatternKind};
use rustc_hash::FxHashSet;

/// Expressions in a chain, at most.
const MAX_CHAIN: usize = 256;

/// Variables that are looked at before they are used: compared, matched with texts, given to a function whose name says
/// that it checks.
pub(super) fn checked(body: &Body<'_>) -> FxHashSet<Name> {
    let mut found = FxHashSet::default();
    for call in &body.calls {
        match call.form {
            Form::Method(_) if is_looking(call) => {
                found.extend(call.receiver.into_iter().chain(call.arguments).filter_map(root).cloned());
            }
            _ => {}
        }
        if is_checking(call.name()) {
            found.extend(call.arguments.iter().chain(call.receiver).filter_map(root).cloned());
        }
    }
    for expr in body.expressions() {
        match &expr.kind {
            ExprKind::Binary(Operator::Compare | Operator::Equal | Operator::NotEqual, a, b) => {
                found.extend([a, b].into_iter().filter_map(|it| root(it)).cloned());
                found.extend([a, b].into_iter().flat_map(|it| formatted(it)));
            }
            ExprKind::Match(value, arms) if arms.iter().any(|it| is_literal(&it.pattern)) => {
                found.extend(root(value).cloned());
            }
            _ => {}
        }
    }
    found
}

/// The variables in `format!("{id}/{name}")`.
fn formatted(expr: &Expr) -> Vec<Name> {
    let ExprKind::Macro(call) = &expr.kind else { return Vec::new() };
    let arguments = call.arguments.as_deref().unwrap_or_default();
    let inline = arguments.iter().filter_map(Expr::as_text).flat_map(inline_names).map(Name::from);
    inline.chain(arguments.iter().filter_map(root).cloned()).collect()
}

fn is_looking(call: &Call<'_>) -> bool {
    [
        "contains",
        "starts_with",
        "ends_with",
        "chars",
        "is_match",
        "matches",
        "eq",
        "strip_prefix",
        "components",
        "is_absolute",
        "is_relative",
    ]
    .contains(&call.name())
}

fn is_literal(pattern: &Pattern) -> bool {
    match &pattern.kind {
        PatternKind::Value(_) => true,
        PatternKind::Or(all) => all.iter().any(|it| matches!(it.kind, PatternKind::Value(_))),
        _ => false,
    }
}

/// The variable that an expression begins with: `query` of `query.name.trim()?`.
#[must_use]
pub fn root(expr: &Expr) -> Option<&Name> {
    let mut expr = expr;
    for _ in 0..MAX_CHAIN {
        expr = match &expr.kind {
            ExprKind::Path(path) => return path.as_name(),
            ExprKind::Field(inner, _)
            | ExprKind::Reference(inner)
            | ExprKind::Dereference(inner)
            | ExprKind::Try(inner)
            | ExprKind::Await(inner)
            | ExprKind::Index(inner, _) => inner,
            ExprKind::Method { receiver, .. } => receiver,
            _ => return None,
        };
    }
    None
}
