//! What constants and arithmetic come to.

use super::{Expr, ExprKind, ItemKind, LiteralKind, Namespace, Operator, Scope, Workspace};
use crate::source::Span;

/// Expressions inside expressions, and constants of constants, at most.
const MAX_DEPTH: usize = 16;

/// The number that an expression comes to, if it is constant.
#[must_use]
pub fn integer(workspace: &Workspace, scope: Scope, expr: &Expr) -> Option<u128> {
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

/// Methods and functions that give the text that they are given.
const SAME_TEXT: &[&str] = &[
    "as_bytes",
    "as_ref",
    "as_str",
    "from",
    "from_static",
    "into",
    "new",
    "to_owned",
    "to_string",
    "to_vec",
];

/// The text that an expression comes to, if it is constant: a literal, a constant, `concat!` of such.
#[must_use]
pub fn text(workspace: &Workspace, scope: Scope, expr: &Expr) -> Option<String> {
    text_at(workspace, scope, expr, 0)
}

fn text_at(workspace: &Workspace, scope: Scope, expr: &Expr, depth: usize) -> Option<String> {
    if depth > MAX_DEPTH {
        return None;
    }
    let inner = |it: &Expr| text_at(workspace, scope, it, depth + 1);
    match &expr.kind {
        ExprKind::Literal(literal) => match &literal.kind {
            LiteralKind::Text(text) => Some(text.to_string()),
            LiteralKind::Bytes(bytes) => String::from_utf8(bytes.clone()).ok(),
            _ => None,
        },
        ExprKind::Reference(one) | ExprKind::Dereference(one) => inner(one),
        ExprKind::Method { receiver, name, arguments, .. } if arguments.is_empty() => {
            SAME_TEXT.contains(&&**name).then(|| inner(receiver))?
        }
        ExprKind::Call(callee, arguments) => match (&callee.kind, arguments.as_slice()) {
            (ExprKind::Path(path), [only]) if SAME_TEXT.contains(&path.last()) => inner(only),
            _ => None,
        },
        ExprKind::Macro(call) if call.path.last() == "concat" => {
            call.arguments.as_ref()?.iter().map(inner).collect()
        }
        ExprKind::Path(path) => {
            let item = workspace.resolve(scope, path, Namespace::Value).item()?;
            let ItemKind::Const(declared) = &workspace.item(item).kind else { return None };
            text_at(workspace, workspace.scope_of(item), declared.value.as_ref()?, depth + 1)
        }
        _ => None,
    }
}
