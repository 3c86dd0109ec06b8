//! What values in Rust sources are called.

use super::{url_credentials, words};
use crate::code::{Expr, ExprKind};
use crate::flow::Body;

/// Expressions in a chain, at most.
const MAX_CHAIN: usize = 64;

/// Methods that only change the form of what they are called on.
const FORMS: &[&str] = &[
    "as_bytes",
    "as_deref",
    "as_mut",
    "as_ref",
    "as_slice",
    "as_str",
    "borrow",
    "clone",
    "cloned",
    "deref",
    "expect",
    "expose_secret",
    "get_ref",
    "into",
    "into_bytes",
    "into_inner",
    "map_err",
    "ok_or",
    "ok_or_else",
    "secret",
    "to_ascii_lowercase",
    "to_bytes",
    "to_owned",
    "to_string",
    "to_vec",
    "trim",
    "unwrap",
    "unwrap_or",
    "unwrap_or_default",
    "unwrap_or_else",
];

/// Functions that do the same to what they are given.
const MAKERS: &[&str] = &["Some", "Ok", "from", "from_utf8_lossy"];

/// The name of a value: that of a variable, of a field, or of the method that gives it.
pub(super) fn name(expr: &Expr) -> Option<&str> {
    let mut expr = expr;
    for _ in 0..MAX_CHAIN {
        expr = match &expr.kind {
            ExprKind::Path(path) => return Some(path.last()),
            ExprKind::Field(base, name) if name.starts_with(|it: char| it.is_ascii_digit()) => base,
            ExprKind::Field(_, name) => return Some(name),
            ExprKind::Method { receiver, name, .. } if FORMS.contains(&&**name) => receiver,
            ExprKind::Method { name, .. } => return Some(name),
            ExprKind::Reference(inner)
            | ExprKind::Dereference(inner)
            | ExprKind::Try(inner)
            | ExprKind::Await(inner)
            | ExprKind::Cast(inner, _)
            | ExprKind::Index(inner, _) => inner,
            ExprKind::Call(callee, arguments) => match (&callee.kind, arguments.as_slice()) {
                (ExprKind::Path(path), [only]) if MAKERS.contains(&path.last()) => only,
                _ => return None,
            },
            _ => return None,
        };
    }
    None
}

/// Last words of names of passwords.
const PASSWORDS: &[&str] = &["passphrase", "passwd", "password", "pwd"];

/// Whether a value of this name is a password as somebody types it.
pub(super) fn is_password(name: &str) -> bool {
    let last = words::words(name).last();
    last.is_some_and(|it| words::is_one_of(it, PASSWORDS))
}

/// Whether a value of this name is a credential.
pub(super) fn is_credential(name: &str) -> bool {
    words::is_secret(name) || url_credentials::evidence(name, "").is_some()
}

/// Names in functions that deal with a request.
const REQUESTS: &[&str] = &["authorization", "bearer", "cookie", "cookies", "header", "headers"];

/// Whether a function takes a request apart, by what it is given and by what it names.
pub(super) fn is_of_request(body: &Body<'_>) -> bool {
    let names_it = |it: &Expr| match &it.kind {
        ExprKind::Path(path) => words::has_word_of(path.last(), REQUESTS),
        ExprKind::Method { name, .. } => words::has_word_of(name, REQUESTS),
        _ => false,
    };
    body.takes_request() || body.expressions().into_iter().any(names_it)
}
