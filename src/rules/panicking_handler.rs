//! See `rules/panicking-handler.md`.

use super::{bodies, values};
use crate::code::{Expr, ExprKind};
use crate::finding::Confidence;
use crate::flow::{Body, Call, Form, Handling, Meaning, Request, Source};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Handler(check)];

/// Expressions in a chain, at most.
const MAX_CHAIN: usize = 64;

/// Methods that panic where there is no value.
const PANICKING: &[&str] = &["unwrap", "expect", "unwrap_err", "expect_err"];

/// Macros that stand for what is not written yet.
const UNWRITTEN: &[&str] = &["todo", "unimplemented"];

/// Methods that give nothing, or an error, when the request is not as expected.
const FAILING: &[&str] = &[
    "decode",
    "file_name",
    "filename",
    "first",
    "get",
    "get_header",
    "host",
    "header",
    "last",
    "next",
    "next_field",
    "nth",
    "parse",
    "pop",
    "query",
    "rsplit_once",
    "split_once",
    "strip_prefix",
    "strip_suffix",
    "text",
    "to_str",
    "try_into",
    "as_str",
    "as_i64",
    "as_u64",
    "as_object",
    "as_array",
    "content_type",
    "name",
];

/// Methods between the request and those, which lose nothing of it.
const BETWEEN: &[&str] = &[
    "as_bytes",
    "as_deref",
    "as_ref",
    "as_str",
    "chars",
    "clone",
    "cloned",
    "copied",
    "headers",
    "into_inner",
    "into_iter",
    "iter",
    "lines",
    "ok",
    "split",
    "split_whitespace",
    "splitn",
    "to_owned",
    "to_string",
    "trim",
    "unwrap",
    "expect",
    "uri",
];

/// Functions that give an error when they are given something else than they expect.
const READING: &[&str] = &["decode", "from_slice", "from_str", "from_utf8", "parse", "parse_str", "try_from"];

/// Methods that give the parameters of the path.
const ROUTE: &[&str] = &["match_info", "param", "params", "path_params", "extensions"];

/// Methods that look whether there is a value.
const LOOKING: &[&str] = &[
    "contains_key",
    "is_empty",
    "is_err",
    "is_none",
    "is_ok",
    "is_some",
    "is_some_and",
    "len",
    "starts_with",
];

fn check<'a>(cx: &mut Context<'a>, handling: &Handling<'a>) {
    if catches_panics(handling) {
        return;
    }
    for (body, request, call) in handling.calls() {
        if UNWRITTEN.iter().any(|it| call.is_macro(it)) && body.item == handling.body.item {
            let message = format!("`{}!` answers here, by ending the connection", call.name());
            let is_conditional = body.is_conditional(call.span);
            let draft = bodies::report_handling(cx, handling, body, call.span, message);
            if is_conditional {
                draft.confidence(Confidence::Low);
            }
        }
        let Some(source) = panics(body, request, call) else { continue };
        let message = format!("`{}` panics when `{}` is not as expected", call.name(), source.name);
        bodies::report_reached(cx, handling, (body, call.span), source, message);
    }
    indexes(cx, handling);
}

/// Whether a layer answers for handlers that panic.
fn catches_panics(handling: &Handling<'_>) -> bool {
    let catches = |it: &crate::handlers::Route| {
        it.layers
            .iter()
            .any(|it| it.path.iter().any(|it| it.contains("CatchPanic") || it.contains("catch_panic")))
    };
    handling.routes.iter().all(|it| catches(it))
}

/// What of the request makes the call panic.
fn panics<'a, 'r>(body: &Body<'a>, request: &'r Request, call: &Call<'a>) -> Option<&'r Source> {
    if !matches!(call.form, Form::Method(_)) || !PANICKING.contains(&call.name()) {
        return None;
    }
    let value = call.receiver?;
    let brought = brought(body, value).filter(|it| !is_of_route(body, it))?;
    let source = request.reaches(body, brought, Meaning::Number)?;
    // A field of what the function made itself has what the function put there.
    let is_direct = match &brought.kind {
        ExprKind::Field(base, _) => values::name(base) == Some(&*source.name),
        _ => true,
    };
    (is_direct && !is_looked_at(body, value)).then_some(source)
}

/// What the request brings where the value is missing or wrong only if the request is.
fn brought<'a>(body: &Body<'a>, value: &'a Expr) -> Option<&'a Expr> {
    let (mut expr, mut may_fail) = (value, false);
    for _ in 0..MAX_CHAIN {
        expr = match &expr.kind {
            // Even an empty text has a first part.
            ExprKind::Method { receiver, name, .. } if &**name == "next" && splits(receiver) => receiver,
            ExprKind::Method { receiver, name, .. } if FAILING.contains(&&**name) => {
                may_fail = true;
                receiver
            }
            ExprKind::Method { receiver, name, .. } if BETWEEN.contains(&&**name) => receiver,
            ExprKind::Call(callee, arguments) => match (&callee.kind, arguments.as_slice()) {
                (ExprKind::Path(path), [first, ..]) if READING.contains(&path.last()) => {
                    may_fail = true;
                    first
                }
                _ => return None,
            },
            ExprKind::Reference(inner) | ExprKind::Await(inner) | ExprKind::Dereference(inner) => inner,
            ExprKind::Field(..) => return (may_fail || is_optional(body, expr)).then_some(expr),
            ExprKind::Path(_) => return may_fail.then_some(expr),
            _ => return None,
        };
    }
    None
}

fn splits(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Method { name, .. } if name.starts_with("split"))
}

/// Whether it is a parameter of the path, which is there whenever the route is.
fn is_of_route<'a>(body: &Body<'a>, expr: &'a Expr) -> bool {
    body.chain(expr).iter().any(|it| ROUTE.contains(&it.name()))
}

/// Whether a field may have no value, by its type.
fn is_optional<'a>(body: &Body<'a>, expr: &'a Expr) -> bool {
    super::bounds::field_type(body, expr).is_some_and(|it| it.last() == "Option")
}

/// Whether somebody looked at the value before.
fn is_looked_at(body: &Body<'_>, value: &Expr) -> bool {
    let text = body.workspace.slice(value.span);
    let same = |it: &Call<'_>| {
        it.receiver.is_some_and(|it| {
            let looked = body.workspace.slice(it.span);
            looked == text || text.starts_with(looked)
        })
    };
    body.calls.iter().any(|it| LOOKING.contains(&it.name()) && same(it))
}

/// `&text[..8]` and `parts[1]` of what the request brings.
fn indexes<'a>(cx: &mut Context<'a>, handling: &Handling<'a>) {
    let (body, request) = (&handling.body, &handling.request);
    for expr in body.expressions() {
        let ExprKind::Index(base, index) = &expr.kind else { continue };
        let is_fixed = matches!(&index.kind, ExprKind::Range(..)) || body.integer(index).is_some();
        let is_json = body.type_path(base).last().is_some_and(|it| &**it == "Value");
        if !is_fixed || is_json || is_looked_at(body, base) {
            continue;
        }
        let Some(source) = request.reaches(body, base, Meaning::Text) else { continue };
        let message = format!("the index panics when `{}` is shorter", source.name);
        bodies::report_reached(cx, handling, (body, expr.span), source, message).confidence(Confidence::Low);
    }
}
