//! See `rules/nonconstant-secret-comparison.md`.

use super::{bodies, url_credentials, values, words};
use crate::code::{Expr, ExprKind, Operator};
use crate::finding::Confidence;
use crate::flow::Body;
use crate::rule::{Check, Context};
use crate::source::Span;

pub(super) const CHECKS: &[Check] = &[Check::Function(check)];

/// Last words of names, beside those of credentials, whose value nobody may guess letter by letter.
const SIGNATURES: &[&str] = &["hmac", "signature", "token"];

/// Words in names that only speak of a secret, or mean what everybody may see.
const OTHER: &[&str] = &[
    "confirm",
    "confirmation",
    "csrf",
    "digest",
    "encrypted",
    "hash",
    "hashed",
    "id",
    "kind",
    "len",
    "length",
    "name",
    "next",
    "nonce",
    "old",
    "previous",
    "public",
    "type",
    "uuid",
    "version",
];

/// Words that tell of which side a token or signature is. One alone may be a word of a language, or a coin.
const SIDES: &[&str] = &[
    "access",
    "admin",
    "api",
    "auth",
    "bearer",
    "bootstrap",
    "computed",
    "configured",
    "expected",
    "given",
    "provided",
    "received",
    "required",
    "sent",
    "server",
    "service",
    "session",
    "supplied",
];

fn check<'a>(cx: &mut Context<'a>, body: &Body<'a>) {
    // How two values of a type are compared says nothing of who compares them.
    if ["eq", "ne", "cmp"].contains(&body.name()) {
        return;
    }
    let mut is_of_request = None;
    for (one, other, span) in comparisons(body) {
        let Some(name) = secret(body, one, other).or_else(|| secret(body, other, one)) else { continue };
        let is_of_request = *is_of_request.get_or_insert_with(|| values::is_of_request(body));
        if !is_of_request && !values::is_credential(name) {
            continue;
        }
        let message =
            format!("`{name}` is compared letter by letter, which tells how much of a guess was right");
        let draft = bodies::report(cx, body, span, message);
        if !is_of_request {
            draft.confidence(Confidence::Low);
        }
    }
}

/// What `==`, `!=`, `eq` and `ne` compare. `table::column.eq(value)` makes a part of a statement.
fn comparisons<'a>(body: &Body<'a>) -> Vec<(&'a Expr, &'a Expr, Span)> {
    let operators = body.expressions().into_iter().filter_map(|it| match &it.kind {
        ExprKind::Binary(Operator::Equal | Operator::NotEqual, a, b) => Some((&**a, &**b, it.span)),
        _ => None,
    });
    let is_column = |it: &Expr| matches!(&it.kind, ExprKind::Path(path) if path.segments.len() > 1);
    let methods = body.calls.iter().filter(|it| it.is_method("eq") || it.is_method("ne"));
    let methods = methods.filter_map(|it| Some((it.receiver?, it.argument(0)?, it.span)));
    operators.chain(methods.filter(|it| !is_column(it.0))).collect()
}

/// The name of a secret that is compared with another value of which the name says the same, or with what was sent.
fn secret<'a>(body: &Body<'a>, one: &'a Expr, other: &'a Expr) -> Option<&'a str> {
    let name = values::name(one).filter(|it| is_secret(it) && is_value(it))?;
    let with = values::name(other).filter(|it| is_value(it) && !words::has_word_of(it, OTHER))?;
    let is_sided = |it: &str| words::has_word_of(it, SIDES);
    let is_other = (is_secret(with) || is_sided(with)) && !(with == name && is_path(one) && is_path(other));
    let is_clear = values::is_credential(name) || is_sided(name) || is_sided(with);
    (is_header(body, other) || (is_other && is_clear)).then_some(name)
}

/// Whether it is no constant, variant or type.
fn is_value(name: &str) -> bool {
    name.starts_with(char::is_lowercase) || name.starts_with('_')
}

fn is_path(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Path(_))
}

fn is_secret(name: &str) -> bool {
    let is_signature = || words::words(name).last().is_some_and(|it| words::is_one_of(it, SIGNATURES));
    let is_meant = values::is_credential(name) || (is_signature() && !url_credentials::is_about_other(name));
    is_meant && !words::has_word_of(name, OTHER)
}

/// Whether the value is taken from headers.
fn is_header<'a>(body: &Body<'a>, expr: &'a Expr) -> bool {
    body.chain(expr).iter().any(|it| it.is_method("headers") || it.is_method("to_str"))
}
