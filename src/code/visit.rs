//! Everything inside a function, without recursion: bodies may be nested as deep as their text allows.

use super::{Block, Expr, ExprKind, Pattern, Statement};

/// Calls `visit` with every expression in a block, those in closures and nested blocks included; items declared in it
/// are left out. Outer ones come before inner ones.
pub fn expressions<'a>(block: &'a Block, mut visit: impl FnMut(&'a Expr)) {
    let mut pending = Vec::new();
    push_block(block, &mut pending);
    while let Some(expr) = pending.pop() {
        visit(expr);
        push_children(expr, &mut pending);
    }
}

/// The same for one expression and everything in it.
pub fn expressions_in<'a>(expr: &'a Expr, mut visit: impl FnMut(&'a Expr)) {
    let mut pending = vec![expr];
    while let Some(expr) = pending.pop() {
        visit(expr);
        push_children(expr, &mut pending);
    }
}

fn push_block<'a>(block: &'a Block, pending: &mut Vec<&'a Expr>) {
    let from = pending.len();
    for statement in &block.statements {
        match statement {
            Statement::Let { value, otherwise, .. } => {
                pending.extend(value.iter().chain(otherwise.as_deref()));
            }
            Statement::Expr { expr, .. } => pending.push(expr),
            Statement::Item(_) => {}
        }
    }
    pending[from..].reverse();
}

fn push_children<'a>(expr: &'a Expr, pending: &mut Vec<&'a Expr>) {
    let from = pending.len();
    match &expr.kind {
        ExprKind::Literal(_) | ExprKind::Path(_) | ExprKind::Continue | ExprKind::Other => {}
        ExprKind::Call(callee, arguments) => {
            pending.push(callee);
            pending.extend(arguments);
        }
        ExprKind::Method { receiver, arguments, .. } => {
            pending.push(receiver);
            pending.extend(arguments);
        }
        ExprKind::Struct(_, fields, rest) => {
            pending.extend(fields.iter().map(|it| &it.value));
            pending.extend(rest.as_deref());
        }
        ExprKind::Tuple(all) | ExprKind::Array(all) => pending.extend(all),
        ExprKind::Closure(closure) => pending.push(&closure.body),
        ExprKind::Block(block) | ExprKind::Async(block) | ExprKind::Loop(block) => {
            return push_block(block, pending);
        }
        ExprKind::If(condition, then, otherwise) => {
            pending.push(condition);
            let behind = pending.len();
            push_block(then, pending);
            // Blocks come in reverse already.
            pending[behind..].reverse();
            pending.extend(otherwise.as_deref());
        }
        ExprKind::While(condition, block) | ExprKind::For(_, condition, block) => {
            pending.push(condition);
            let behind = pending.len();
            push_block(block, pending);
            pending[behind..].reverse();
        }
        ExprKind::Match(value, arms) => {
            pending.push(value);
            pending.extend(arms.iter().flat_map(|it| it.guard.iter().chain([&it.body])));
        }
        ExprKind::Field(one, _)
        | ExprKind::Let(_, one)
        | ExprKind::Not(one)
        | ExprKind::Negative(one)
        | ExprKind::Dereference(one)
        | ExprKind::Reference(one)
        | ExprKind::Try(one)
        | ExprKind::Await(one)
        | ExprKind::Cast(one, _) => pending.push(one),
        ExprKind::Index(a, b)
        | ExprKind::Repeat(a, b)
        | ExprKind::Assign(a, b)
        | ExprKind::Binary(_, a, b) => {
            pending.extend([a.as_ref(), b.as_ref()]);
        }
        ExprKind::Return(value) | ExprKind::Break(value) => pending.extend(value.as_deref()),
        ExprKind::Range(a, b) => pending.extend(a.as_deref().into_iter().chain(b.as_deref())),
        ExprKind::Macro(call) => pending.extend(call.arguments.iter().flatten()),
    }
    pending[from..].reverse();
}

/// Calls `visit` with every pattern in a block and the value that it takes apart: of `let`, `if let`, `match`, `for`. The
/// expressions in the block are those that [`expressions`] gives.
pub fn bindings<'a>(
    block: Option<&'a Block>,
    expressions: &[&'a Expr],
    mut visit: impl FnMut(&'a Pattern, &'a Expr),
) {
    block.into_iter().for_each(|it| lets(it, &mut visit));
    for expr in expressions {
        match &expr.kind {
            ExprKind::Block(block)
            | ExprKind::Async(block)
            | ExprKind::Loop(block)
            | ExprKind::If(_, block, _)
            | ExprKind::While(_, block) => lets(block, &mut visit),
            ExprKind::For(pattern, value, block) => {
                visit(pattern, value);
                lets(block, &mut visit);
            }
            ExprKind::Let(pattern, value) => visit(pattern, value),
            ExprKind::Match(value, arms) => arms.iter().for_each(|it| visit(&it.pattern, value)),
            _ => {}
        }
    }
}

fn lets<'a>(block: &'a Block, visit: &mut impl FnMut(&'a Pattern, &'a Expr)) {
    for statement in &block.statements {
        if let Statement::Let { pattern, value: Some(value), .. } = statement {
            visit(pattern, value);
        }
    }
}
