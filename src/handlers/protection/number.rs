//! Numbers that constants and arithmetic come to.

use crate::code::{Expr, ExprKind, ItemKind, LiteralKind, Namespace, Operator, Scope, Workspace};
use crate::source::Span;

/// Expressions inside expressions, and constants of constants, at most.
const MAX_DEPTH: usize = 16;

/// The number that an expression comes to, if it is constant.
pub(super) fn of(workspace: &Workspace, scope: Scope, expr: &Expr) -> Option<u128> {
    at(workspace, scope, expr, 0)
}

fn at(workspace: &Workspace, scope: Scope, expr: &Expr, depth: usize) -> Option<u128> {
    if depth > MAX_DEPTH {
        return None;
    }
    let inner = |it: &Expr| at(workspace, scope, it, depth + 1);
    match &expr.kind {
        ExprKind::Literal(literal) => match literal.kind {
            LiteralKind::Integer(number) => number,
            _ => None,
        },
        ExprKind::Binary(operator, a, b) => {
            binary(workspace, *operator, (a.span, b.span), inner(a)?, inner(b)?)
        }
        ExprKind::Cast(one, _) | ExprKind::Reference(one) => inner(one),
        ExprKind::Path(path) if path.ends_with(&["usize", "MAX"]) || path.ends_with(&["u64", "MAX"]) => {
            Some(u128::from(u64::MAX))
        }
        ExprKind::Path(path) => {
            let item = workspace.resolve(scope, path, Namespace::Value).item()?;
            let ItemKind::Const(declared) = &workspace.item(item).kind else { return None };
            at(workspace, workspace.scope_of(item), declared.value.as_ref()?, depth + 1)
        }
        _ => None,
    }
}

fn binary(
    workspace: &Workspace,
    operator: Operator,
    (a, b): (Span, Span),
    left: u128,
    right: u128,
) -> Option<u128> {
    if operator == Operator::Add {
        return left.checked_add(right);
    }
    if operator != Operator::Other || a.file != b.file || a.end > b.start {
        return None;
    }
    let between = workspace.slice(Span { start: a.end, end: b.start, ..a });
    match between.trim_matches(|it: char| it.is_whitespace() || "()".contains(it)) {
        "*" => left.checked_mul(right),
        "<<" => left.checked_shl(right.try_into().ok()?),
        "/" => left.checked_div(right),
        "-" => left.checked_sub(right),
        _ => None,
    }
}
