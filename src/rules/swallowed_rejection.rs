//! See `rules/swallowed-rejection.md`.

use super::bodies;
use crate::code::{Expr, ExprKind, Name, PatternKind};
use crate::finding::Confidence;
use crate::flow::{Body, Call, Handling, Input, Meaning, Origin, Request, root};
use crate::rule::{Check, Context};
use crate::source::Span;

pub(super) const CHECKS: &[Check] = &[Check::Handler(check)];

/// Methods that put a value in the place of a failure.
const DEFAULTING: &[&str] = &["unwrap_or_default", "unwrap_or", "unwrap_or_else"];

/// Methods between a call and its default.
const BETWEEN: &[&str] = &["ok", "map", "and_then", "map_err", "flatten"];

/// Functions that read a value out of a text, by the ends of their paths.
const READING: &[&str] = &[
    "serde_json::from_slice",
    "serde_json::from_str",
    "serde_json::from_value",
    "serde_urlencoded::from_bytes",
    "serde_urlencoded::from_str",
    "serde_qs::from_str",
    "serde_html_form::from_str",
    "Query::from_query",
    "Query::try_from_uri",
];

fn check<'a>(cx: &mut Context<'a>, handling: &Handling<'a>) {
    for input in handling.inputs.iter().filter(|it| [Origin::Body, Origin::Query].contains(&it.origin)) {
        extractor(cx, handling, input);
    }
    for (body, request, call) in handling.calls() {
        if let Some(reading) = read(body, request, call) {
            let message = format!("`{}` takes what `{reading}` could not read for absent", call.name());
            bodies::report_handling(cx, handling, body, call.span, message);
        }
    }
}

/// `Option<Json<T>>` and `Result<Json<T>, _>`, where a default takes the place of what is not valid.
fn extractor<'a>(cx: &mut Context<'a>, handling: &Handling<'a>, input: &Input<'a>) {
    let around = input.ty.last();
    let (Some(name), true) = (input.name(), keeps_failures(cx, handling, around)) else { return };
    let Some((span, is_default)) = swallowed(&handling.body, name) else { return };
    let inner = input.ty.arguments().first().map_or("", |it| it.last());
    let message = format!("`{around}<{inner}>` makes a request that is not valid one without `{name}`");
    let draft = bodies::report_handling(cx, handling, &handling.body, span, message);
    draft.label(input.span, format!("`{name}` comes from {}", input.origin.name()));
    if !is_default {
        draft.confidence(Confidence::Low);
    }
}

/// Whether a type around an extractor holds nothing, or an error, when the request is not valid. `Option` of axum
/// refuses such a request itself since version 0.8.
fn keeps_failures(cx: &Context<'_>, handling: &Handling<'_>, around: &str) -> bool {
    let is_axum = handling.routes.iter().any(|it| it.framework == "axum");
    match around {
        "Result" => true,
        "Option" if !is_axum => true,
        "Option" => version(cx, handling).is_some_and(|it| it.starts_with("0.7") || it.starts_with("0.6")),
        _ => false,
    }
}

fn version<'a>(cx: &Context<'a>, handling: &Handling<'_>) -> Option<&'a str> {
    let workspace = cx.code?.workspace();
    let package = workspace.target_of(handling.body.item)?.package;
    Some(workspace.requirement(package, "axum")?.trim_start_matches(['^', '=', '~', ' ']))
}

/// Where a default takes the place of a variable's failure, and whether there is one at all.
fn swallowed(body: &Body<'_>, name: &str) -> Option<(Span, bool)> {
    let is_of = |it: &Expr| root(it).is_some_and(|it| **it == *name);
    let defaults =
        |it: &&Call<'_>| DEFAULTING.contains(&it.name()) && it.receiver.is_some_and(|it| is_whole(it, name));
    if let Some(call) = body.calls.iter().find(defaults) {
        return Some((call.span, true));
    }
    body.expressions().into_iter().find_map(|it| match &it.kind {
        ExprKind::If(condition, _, None) => match &condition.kind {
            ExprKind::Let(pattern, value) if is_of(value) && takes_apart(&pattern.kind) => {
                Some((condition.span, false))
            }
            _ => None,
        },
        _ => None,
    })
}

/// Whether an expression is the variable itself, or what it holds when it holds something.
fn is_whole(expr: &Expr, name: &str) -> bool {
    let mut expr = expr;
    while let ExprKind::Method { receiver, name, .. } = &expr.kind
        && BETWEEN.contains(&&**name)
    {
        expr = receiver;
    }
    matches!(&expr.kind, ExprKind::Path(path) if path.as_name().is_some_and(|it: &Name| **it == *name))
}

fn takes_apart(pattern: &PatternKind) -> bool {
    matches!(pattern, PatternKind::TupleStruct(path, _) if ["Ok", "Some"].contains(&path.last()))
}

/// The function that reads what the request brings, if a default takes the place of its failure.
fn read<'a>(body: &Body<'a>, request: &Request, call: &Call<'a>) -> Option<String> {
    let mut expr = call.receiver.filter(|_| DEFAULTING.contains(&call.name()))?;
    while let ExprKind::Method { receiver, name, .. } = &expr.kind
        && BETWEEN.contains(&&**name)
    {
        expr = receiver;
    }
    let reading = body.call_at(expr).filter(|it| READING.iter().any(|name| it.is(name)))?;
    request.reaches(body, reading.argument(0)?, Meaning::Text)?;
    Some(reading.path.join("::"))
}
