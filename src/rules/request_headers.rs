//! Headers that code reads from requests.

use crate::code::{Expr, ExprKind};
use crate::flow::{Body, root};
use crate::source::Span;

/// Methods that read a header by its name, whatever they are called on.
const READING: &[&str] = &["get_one", "header", "get_header", "header_str", "header_value", "first_header"];

/// The same of collections of headers.
const OF_HEADERS: &[&str] = &["get", "get_all", "get_mut", "remove"];

/// Names of answers, whose headers nobody trusts.
const ANSWERS: &[&str] = &["res", "resp", "response", "reply", "answer", "upstream"];

/// A header that is read, by its name, and where.
pub(super) fn read<'a>(body: &Body<'a>, expr: &'a Expr) -> Option<(String, Span)> {
    if let ExprKind::Index(base, key) = &expr.kind {
        return is_headers(body, base).then(|| body.text(key)).flatten().map(|it| (it, key.span));
    }
    let call = body.call_at(expr)?;
    let reads = match call.receiver {
        Some(receiver) => {
            READING.iter().any(|it| call.is_method(it))
                || OF_HEADERS.iter().any(|it| call.is_method(it)) && is_headers(body, receiver)
        }
        None => false,
    };
    // A builder is given a header and its value.
    let only = call.argument(0).filter(|_| reads && call.arguments.len() == 1)?;
    Some((body.text(only)?, call.span))
}

fn is_headers(body: &Body<'_>, expr: &Expr) -> bool {
    let of = body.type_path(expr);
    let named = of.last().is_some_and(|it| ["HeaderMap", "Headers"].contains(&&**it));
    let name = root(expr).map_or("", |it| it);
    let is_called = matches!(&expr.kind, ExprKind::Method { name, .. } if &**name == "headers");
    let is_field = matches!(&expr.kind, ExprKind::Field(_, name) if &**name == "headers");
    !ANSWERS.contains(&name) && (named || is_called || is_field || name.ends_with("headers"))
}

/// Whether an expression names the header that holds credentials.
pub(super) fn is_authorization<'a>(body: &Body<'a>, expr: &'a Expr) -> bool {
    let is_constant =
        matches!(&body.origin(expr).kind, ExprKind::Path(path) if path.last() == "AUTHORIZATION");
    is_constant || body.text(expr).is_some_and(|it| it.eq_ignore_ascii_case("authorization"))
}
