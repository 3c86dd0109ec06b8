//! See `rules/unbounded-spawn.md`.

use super::bodies;
use crate::code::{Expr, ExprKind};
use crate::finding::Confidence;
use crate::flow::{Body, Call, Form, Handling, Meaning, Origin};
use crate::rule::{Check, Context};
use crate::source::Span;

pub(super) const CHECKS: &[Check] = &[Check::Handler(check)];

/// Functions that begin a task or a thread.
const SPAWNING: &[&str] = &["spawn", "spawn_blocking", "spawn_local", "spawn_on"];

/// What they are functions of.
const OWNERS: &[&str] =
    &["JoinSet", "actix_web", "async_std", "rayon", "smol", "std", "task", "thread", "tokio"];

/// Methods that go through a list.
const ITERATING: &[&str] = &[
    "drain",
    "into_iter",
    "into_par_iter",
    "iter",
    "iter_mut",
    "keys",
    "lines",
    "par_iter",
    "split",
    "values",
];

/// Functions that wait for many things at once.
const JOINING: &[&str] = &["join_all", "try_join_all"];

/// Names of what lets only so many run at once.
const LIMITING: &[&str] = &[
    "Semaphore",
    "acquire",
    "acquire_owned",
    "buffer_unordered",
    "buffered",
    "chunks",
    "for_each_concurrent",
    "take",
];

fn check<'a>(cx: &mut Context<'a>, handling: &Handling<'a>) {
    for (body, request, call) in handling.calls() {
        let Some(list) = list(body, call) else { continue };
        if body.calls.iter().any(|it| LIMITING.contains(&it.name())) {
            continue;
        }
        let Some(source) = request.reaches(body, list, Meaning::Number) else { continue };
        if !matches!(source.origin, Origin::Body | Origin::Query | Origin::Request) {
            continue;
        }
        let is_join = JOINING.contains(&call.name());
        let what = if is_join { "runs at once whatever is made" } else { "begins a task" };
        let message =
            format!("`{}` {what} for each item of `{}`, however many there are", call.name(), source.name);
        let draft = bodies::report_reached(cx, handling, (body, call.span), source, message);
        if is_join {
            draft.confidence(Confidence::Low);
        }
    }
}

/// The list for each item of which the call begins something.
fn list<'a>(body: &Body<'a>, call: &Call<'a>) -> Option<&'a Expr> {
    if JOINING.contains(&call.name()) {
        return call.argument(0).map(|it| body.origin(it));
    }
    (SPAWNING.contains(&call.name()) && is_spawn(body, call)).then(|| around(body, call.expr.span))?
}

fn is_spawn<'a>(body: &Body<'a>, call: &Call<'a>) -> bool {
    let is_owner = |path: &[crate::code::Name]| path.iter().any(|it| OWNERS.contains(&&**it));
    match call.form {
        Form::Function => is_owner(&call.path),
        Form::Method(_) => call.receiver.is_some_and(|it| is_owner(&body.type_path(it))),
        Form::Macro(_) | Form::Struct(_) => false,
    }
}

/// Whether it is a list, and not an `Option` that `map` is called on too.
fn is_many<'a>(body: &Body<'a>, expr: &'a Expr) -> bool {
    body.chain(expr).iter().any(|it| ITERATING.contains(&it.name()))
}

/// The list that the innermost `for`, or `map` with a closure, goes through around a place.
fn around<'a>(body: &Body<'a>, span: Span) -> Option<&'a Expr> {
    let holds =
        |it: &Expr| it.span.file == span.file && it.span.start <= span.start && span.end <= it.span.end;
    let expressions = body.expressions();
    let list = |it: &&'a Expr| match &it.kind {
        ExprKind::For(_, list, _) if !holds(list) => Some(&**list),
        ExprKind::Method { receiver, name, arguments, .. }
            if ["map", "for_each"].contains(&&**name)
                && arguments.iter().any(holds)
                && is_many(body, receiver) =>
        {
            Some(&**receiver)
        }
        _ => None,
    };
    expressions.iter().rev().filter(|it| holds(it)).find_map(list)
}
