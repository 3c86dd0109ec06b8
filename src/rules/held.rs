//! Names of values that code holds to something: compares, clamps, measures, hands to what checks them.
//!
//! Where a value came from is not followed: a name that is held anywhere counts as held everywhere, so that what is left
//! is held nowhere.

use crate::code::{Expr, ExprKind, ItemKind, Name, Operator, Workspace, visit};
use rustc_hash::FxHashSet;

/// Methods that hold what they are called on, or measure it.
const HOLDING: &[&str] =
    &["min", "max", "clamp", "len", "count", "contains", "truncate", "try_into", "is_some_and", "is_none_or"];

/// Parts of names of functions that hold what they are given, or what they are called on.
const CHECKING: &[&str] = &[
    "check", "valid", "verify", "ensure", "limit", "bound", "clamp", "sanitize", "assert", "try_from",
    "parse",
];

/// Names inside one expression that count, at most.
const MAX_NAMES: usize = 8;

/// All such names of a workspace.
pub(super) fn names(workspace: &Workspace) -> FxHashSet<Name> {
    let mut held = FxHashSet::default();
    for (_, item) in workspace.items() {
        if let ItemKind::Function(function) = &item.kind
            && let Some(body) = &function.body
        {
            visit::expressions(body, |it| hold(it, &mut held));
        }
    }
    held
}

/// Whether a function by its name checks what it is given.
pub(super) fn checks(name: &str) -> bool {
    CHECKING.iter().any(|it| name.contains(it))
}

fn hold(expr: &Expr, held: &mut FxHashSet<Name>) {
    match &expr.kind {
        ExprKind::Binary(Operator::Other, a, b) => held.extend(named(a).chain(named(b))),
        ExprKind::Method { receiver, name, arguments, .. } => {
            let is_checking = checks(name);
            if is_checking || HOLDING.contains(&&**name) {
                held.extend(named(receiver));
            }
            if is_checking || matches!(&**name, "min" | "contains") {
                held.extend(arguments.iter().flat_map(named));
            }
        }
        ExprKind::Call(callee, arguments) => {
            if matches!(&callee.kind, ExprKind::Path(path) if checks(path.last()) || path.last() == "min") {
                held.extend(arguments.iter().flat_map(named));
            }
        }
        ExprKind::Macro(call) if checks(call.path.last()) => {
            held.extend(call.arguments.iter().flatten().flat_map(named));
        }
        ExprKind::Match(value, _) => held.extend(named(value)),
        _ => {}
    }
}

/// Names of fields and variables in an expression.
fn named(expr: &Expr) -> impl Iterator<Item = Name> {
    let mut found = Vec::new();
    visit::expressions_in(expr, |it| {
        let name = match &it.kind {
            ExprKind::Field(_, name) => Some(name.clone()),
            ExprKind::Path(path) => path.as_name().cloned(),
            _ => None,
        };
        found.extend(name.filter(|_| found.len() < MAX_NAMES));
    });
    found.into_iter()
}
