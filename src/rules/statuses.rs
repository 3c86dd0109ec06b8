//! Statuses that handlers answer with, as far as they write them down.

use crate::code::{Expr, ExprKind, ItemId, ItemKind, Namespace, Operator, Path, Scope, Workspace, visit};
use crate::flow::{status_named, status_of_path};
use crate::source::Span;
use rustc_hash::FxHashSet;

/// Methods by which a status goes on into an answer; under others it is only looked at.
const GIVES_ON: [&str; 4] = ["into", "into_response", "canonical_reason", "respond"];

/// Statuses from 200 to 499 that a function writes down as its answers, each once, with its place.
pub(super) fn answered(workspace: &Workspace, function: ItemId) -> Vec<(u16, Span)> {
    let ItemKind::Function(declared) = &workspace.item(function).kind else { return Vec::new() };
    let Some(body) = &declared.body else { return Vec::new() };
    let scope = workspace.scope_of(function);
    let mut asked: FxHashSet<Span> = FxHashSet::default();
    visit::expressions(body, |it| asked.extend(looked_at(it).into_iter().map(|it| it.span)));
    let mut found: Vec<(u16, Span)> = Vec::new();
    visit::expressions(body, |it| {
        if let ExprKind::Path(path) = &it.kind
            && !asked.contains(&it.span)
            && let Some(status) = status(workspace, scope, path)
            && !found.iter().any(|it| it.0 == status)
        {
            found.push((status, it.span));
        }
    });
    found.sort_unstable_by_key(|it| it.0);
    found
}

/// Parts of an expression that are compared or asked, and not answered.
fn looked_at(expr: &Expr) -> Vec<&Expr> {
    let all: Vec<&Expr> = match &expr.kind {
        ExprKind::Binary(Operator::Equal | Operator::NotEqual | Operator::Compare, a, b) => vec![a, b],
        // `HttpResponse::Ok().status(…)` answers the second.
        ExprKind::Method { receiver, name, arguments, .. }
            if &**name == "status" && !arguments.is_empty() =>
        {
            callee(receiver).into_iter().collect()
        }
        ExprKind::Method { receiver, name, .. } if !GIVES_ON.contains(&&**name) => vec![receiver],
        ExprKind::Method { arguments, name, .. } if matches!(&**name, "eq" | "ne" | "contains") => {
            arguments.iter().collect()
        }
        ExprKind::Macro(call) => call.arguments.iter().flatten().collect(),
        ExprKind::Array(all) => all.iter().collect(),
        _ => Vec::new(),
    };
    all.into_iter().map(inner).collect()
}

fn callee(expr: &Expr) -> Option<&Expr> {
    match &expr.kind {
        ExprKind::Call(callee, _) => Some(callee),
        _ => None,
    }
}

fn inner(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::Reference(it) | ExprKind::Dereference(it) => it,
        _ => expr,
    }
}

/// `StatusCode::NOT_FOUND`, `HttpResponse::NotFound`.
fn status(workspace: &Workspace, scope: Scope, path: &Path) -> Option<u16> {
    let last = status_named(path.last()).filter(|it| (200..500).contains(it))?;
    let found = workspace.resolve(scope, path, Namespace::Value);
    found.external().iter().any(|it| status_of_path(it).is_some()).then_some(last)
}
