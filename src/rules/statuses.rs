//! Statuses that handlers answer with, as far as they write them down.

use super::words;
use crate::code::{Expr, ExprKind, ItemId, ItemKind, Namespace, Operator, Path, Scope, Workspace, visit};
use crate::source::Span;
use rustc_hash::FxHashSet;

/// What statuses are called, by their numbers (RFC 9110).
const NAMES: [(&str, u16); 36] = [
    ("ok", 200),
    ("created", 201),
    ("accepted", 202),
    ("nonauthoritativeinformation", 203),
    ("nocontent", 204),
    ("resetcontent", 205),
    ("partialcontent", 206),
    ("multistatus", 207),
    ("movedpermanently", 301),
    ("found", 302),
    ("seeother", 303),
    ("temporaryredirect", 307),
    ("permanentredirect", 308),
    ("badrequest", 400),
    ("unauthorized", 401),
    ("paymentrequired", 402),
    ("forbidden", 403),
    ("notfound", 404),
    ("methodnotallowed", 405),
    ("notacceptable", 406),
    ("requesttimeout", 408),
    ("conflict", 409),
    ("gone", 410),
    ("lengthrequired", 411),
    ("preconditionfailed", 412),
    ("payloadtoolarge", 413),
    ("uritoolong", 414),
    ("unsupportedmediatype", 415),
    ("rangenotsatisfiable", 416),
    ("imateapot", 418),
    ("misdirectedrequest", 421),
    ("unprocessableentity", 422),
    ("locked", 423),
    ("faileddependency", 424),
    ("preconditionrequired", 428),
    ("toomanyrequests", 429),
];

/// Types whose constants or functions are called like statuses.
const HOLDERS: [&str; 4] = ["StatusCode", "HttpResponse", "Status", "HttpResponseBuilder"];

/// Crates of clients, whose answers are those of others.
const CLIENTS: [&str; 5] = ["awc", "httpmock", "mockito", "reqwest", "wiremock"];

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
    let squashed = words::squash(path.last());
    let (_, status) = NAMES.iter().find(|it| it.0 == squashed)?;
    let found = workspace.resolve(scope, path, Namespace::Value);
    let is_one = |it: &Vec<crate::code::Name>| {
        let holder = it.len().checked_sub(2).and_then(|at| it.get(at));
        let is_client = it.first().is_some_and(|it| CLIENTS.contains(&&**it));
        holder.is_some_and(|it| HOLDERS.contains(&&**it)) && !is_client
    };
    found.external().iter().any(is_one).then_some(*status)
}
