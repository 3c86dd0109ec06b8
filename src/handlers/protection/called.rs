//! What calls and matches in a body say, piece by piece.

use crate::code::{
    Arm, Expr, ExprKind, ItemId, ItemKind, Path, PatternKind, Type, TypeKind, Workspace, visit,
};

/// Whether the arms that stand for failure go on as if nothing happened.
pub(super) fn drops(arms: &[Arm]) -> bool {
    let fails = |it: &&Arm| match &it.pattern.kind {
        PatternKind::TupleStruct(path, _) => matches!(path.last(), "Err" | "Error" | "Forward" | "Failure"),
        _ => false,
    };
    let mut failing = arms.iter().filter(fails).peekable();
    failing.peek().is_some() && failing.all(|it| !hands_on(&it.body))
}

/// Whether something of an error is given back.
fn hands_on(body: &Expr) -> bool {
    let mut found = false;
    visit::expressions_in(body, |it| {
        found |= match &it.kind {
            ExprKind::Path(path) => matches!(path.last(), "Err" | "Error" | "Forward" | "Failure" | "err"),
            ExprKind::Try(_) | ExprKind::Return(_) | ExprKind::Macro(_) => true,
            ExprKind::Method { name, .. } => matches!(&**name, "into_response" | "error_response" | "into"),
            _ => false,
        }
    });
    found
}

/// `if let Some(token) = …`, alone or with more.
pub(super) fn is_given(condition: &Expr) -> bool {
    match &condition.kind {
        ExprKind::Let(pattern, _) => {
            matches!(&pattern.kind, PatternKind::TupleStruct(path, _) if matches!(path.last(), "Some" | "Ok"))
        }
        ExprKind::Binary(_, one, _) => is_given(one),
        _ => false,
    }
}

/// `User::from_request_parts`, `<User as FromRequest>::from_request`: the type.
pub(super) fn extracted(path: &Path) -> Option<Type> {
    if !path.last().starts_with("from_request") && path.last() != "extract_from" {
        return None;
    }
    if let Some(of) = &path.self_type {
        return Some((**of).clone());
    }
    let mut path = path.clone();
    path.segments.pop();
    (!path.segments.is_empty()).then_some(Type { span: path.span, kind: TypeKind::Path(path) })
}

pub(super) fn is_open(workspace: &Workspace, item: ItemId) -> bool {
    matches!(&workspace.item(item).kind, ItemKind::Function(it) if it.body.is_none())
}

/// The functions that stand for one that a trait leaves open.
pub(super) fn implementations(workspace: &Workspace, declared: ItemId) -> Vec<ItemId> {
    let Some(of_trait) = workspace.owner(declared) else { return Vec::new() };
    let name = &workspace.item(declared).name;
    let types = workspace.implementors(of_trait).iter().filter_map(|it| workspace.self_type(*it).item());
    types.flat_map(|it| workspace.methods(it, name)).filter(|it| !is_open(workspace, *it)).take(8).collect()
}

/// `"orders:read"`, `Permission::ReadOrders` among what a function was given.
pub(super) fn scopes(arguments: &[Expr]) -> Vec<String> {
    arguments.iter().filter_map(scope).collect()
}

fn scope(argument: &Expr) -> Option<String> {
    match &argument.kind {
        ExprKind::Literal(_) => argument.as_text().filter(|it| is_scope(it)).map(str::to_owned),
        ExprKind::Path(path) if path.segments.len() > 1 && path.last().starts_with(char::is_uppercase) => {
            Some(path.text())
        }
        ExprKind::Reference(inner) => scope(inner),
        ExprKind::Array(all) => all.iter().find_map(scope),
        _ => None,
    }
}

fn is_scope(text: &str) -> bool {
    !text.is_empty()
        && text.len() < 64
        && text.chars().all(|it| it.is_alphanumeric() || "_-:.*/".contains(it))
}
