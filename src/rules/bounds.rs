//! What types say of what a request brings: how large a number may be, and whether there must be one.

use crate::code::{Attribute, Expr, ExprKind, Field, ItemKind, Token, TokenKind, Type};
use crate::flow::{Body, Handling};

/// Expressions in a chain, at most.
const MAX_CHAIN: usize = 64;

/// Types that hold any number that somebody sends.
const LARGE: &[&str] = &["u16", "u32", "u64", "u128", "usize", "i16", "i32", "i64", "i128", "isize"];

/// Attributes that look at values, and words in them that say how far.
const LOOKING: &[(&str, &[&str])] = &[
    ("validate", &["range", "custom"]),
    ("garde", &["range", "custom"]),
    ("serde", &["deserialize_with", "with", "try_from"]),
    ("oai", &["validator"]),
];

/// Whether a number is bounded by what it is: a small integer, a type of the project's own, a field that a validator
/// looks at. What is not known counts as bounded.
pub(super) fn is_bounded<'a>(body: &Body<'a>, expr: &'a Expr) -> bool {
    let Some(expr) = number(body, expr) else { return true };
    let known = body.locals().type_of(expr);
    let name = known.and_then(|it| body.locals().last_name(&it));
    let is_large = name.is_some_and(|it| LARGE.contains(&&*it));
    !is_large || attributes(body, expr).iter().any(looks)
}

/// The same where the function may be called by the handler: then what the handler gives it counts.
pub(super) fn is_bounded_in<'a>(handling: &Handling<'a>, body: &Body<'a>, expr: &'a Expr) -> bool {
    if is_bounded(body, expr) {
        return true;
    }
    let given = number(body, expr).map(|it| given(handling, body, it)).unwrap_or_default();
    body.item != handling.body.item && given.iter().any(|it| is_bounded(&handling.body, it))
}

/// What the handler gives a function for an input of it.
fn given<'a>(handling: &Handling<'a>, body: &Body<'a>, input: &Expr) -> Vec<&'a Expr> {
    let ExprKind::Path(path) = &input.kind else { return Vec::new() };
    let Some(at) =
        body.function.inputs.iter().position(|it| it.pattern.name().is_some_and(|it| **it == *path.last()))
    else {
        return Vec::new();
    };
    let calls = handling.body.calls.iter().filter(|it| handling.body.target(it) == Some(body.item));
    calls.filter_map(|it| it.argument(at.checked_sub(usize::from(it.receiver.is_some()))?)).collect()
}

/// The variable or field that the number comes from.
fn number<'a>(body: &Body<'a>, expr: &'a Expr) -> Option<&'a Expr> {
    let mut expr = expr;
    for _ in 0..MAX_CHAIN {
        let from = body.origin(expr);
        expr = match &from.kind {
            ExprKind::Cast(inner, _) => inner,
            // `page.0` of an extractor is still the extractor.
            ExprKind::Field(inner, name) if name.starts_with(|it: char| it.is_ascii_digit()) => inner,
            ExprKind::Field(..) | ExprKind::Path(_) => return Some(from),
            ExprKind::Method { receiver, .. } => receiver,
            ExprKind::Call(_, arguments) => arguments.first()?,
            ExprKind::Binary(_, a, _) => a,
            _ => return None,
        };
    }
    None
}

/// The field of a type of the project that the number comes from.
pub(super) fn declared<'a>(body: &Body<'a>, expr: &'a Expr) -> Option<&'a Field> {
    match &number(body, expr)?.kind {
        ExprKind::Field(base, name) => field(body, base, name),
        _ => None,
    }
}

/// The attributes of the field, or of the input of the function.
fn attributes<'a>(body: &Body<'a>, expr: &'a Expr) -> &'a [Attribute] {
    match &expr.kind {
        ExprKind::Field(base, name) => field(body, base, name).map_or(&[], |it| &it.attributes),
        ExprKind::Path(path) => {
            let mut inputs = body.function.inputs.iter();
            inputs
                .find(|it| it.pattern.name().is_some_and(|it| **it == *path.last()))
                .map_or(&[], |it| &it.attributes)
        }
        _ => &[],
    }
}

/// The type of a field, as it is declared.
pub(super) fn field_type<'a>(body: &Body<'a>, expr: &'a Expr) -> Option<&'a Type> {
    let ExprKind::Field(base, name) = &expr.kind else { return None };
    field(body, base, name).map(|it| &it.ty)
}

fn field<'a>(body: &Body<'a>, base: &'a Expr, name: &str) -> Option<&'a Field> {
    let owner = body.locals().own_type_of(base)?;
    let ItemKind::Struct(declared) = &body.workspace.item(owner).kind else { return None };
    declared.fields.iter().find(|it| &*it.name == name)
}

fn looks(attribute: &Attribute) -> bool {
    let words = LOOKING.iter().find(|it| attribute.path.last() == it.0).map_or(&[][..], |it| it.1);
    has_word(&attribute.tokens, words)
}

fn has_word(tokens: &[Token], words: &[&str]) -> bool {
    let mut pending: Vec<&Token> = tokens.iter().collect();
    while let Some(token) = pending.pop() {
        match &token.kind {
            TokenKind::Ident(name) if words.contains(&&**name) => return true,
            TokenKind::Group(_, inner) => pending.extend(inner),
            _ => {}
        }
    }
    false
}
