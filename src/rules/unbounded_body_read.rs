//! See `rules/unbounded-body-read.md`.

use super::{bodies, words};
use crate::code::{Expr, ExprKind, visit};
use crate::finding::Confidence;
use crate::flow::{Body, Call, Form};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Function(check)];

/// A number of bytes that no body reaches.
const ENORMOUS: u128 = 1 << 40;

/// Words in names of what another service answered.
const ANSWERS: &[&str] = &["answer", "answered", "reply", "res", "resp", "response", "upstream"];

/// Words in names of what was asked.
const QUESTIONS: &[&str] = &["body", "incoming", "payload", "req", "request"];

/// Methods that put a piece to others.
const GATHERING: &[&str] = &["extend", "extend_from_slice", "push", "put", "put_slice"];

/// Methods and types that hold a body to a size.
const LIMITING: &[&str] =
    &["Limited", "RequestBodyLimitLayer", "length_limit", "take", "into_limited_body", "limited"];

fn check<'a>(cx: &mut Context<'a>, body: &Body<'a>) {
    for call in &body.calls {
        if !read(body, call).is_some_and(|it| is_of_request(body, it)) {
            continue;
        }
        if body.calls.iter().any(|it| it.path.iter().any(|it| LIMITING.contains(&&**it))) {
            continue;
        }
        let message = format!("`{}` reads the body however large it is", call.name());
        let draft = bodies::report(cx, body, call.span, message);
        if !body.takes_request() {
            draft.confidence(Confidence::Low);
        }
    }
    for expr in body.expressions() {
        if let Some(piece) = gathered(body, expr) {
            let message = "pieces of the body are gathered however many come";
            bodies::report(cx, body, piece.span, message);
        }
    }
}

/// The body that is read whole.
fn read<'a>(body: &Body<'a>, call: &Call<'a>) -> Option<&'a Expr> {
    match call.form {
        Form::Function if call.name() == "to_bytes" => match call.arguments {
            [read] if call.crate_name() == "hyper" => Some(read),
            [read, limit] if body.integer(limit).is_some_and(|it| it >= ENORMOUS) => Some(read),
            _ => None,
        },
        Form::Function if call.is("hyper::body::aggregate") => call.argument(0),
        Form::Method(_) if ["to_bytes", "aggregate"].contains(&call.name()) => {
            let chain = body.chain(call.receiver?);
            chain.iter().find(|it| it.is_method("collect") && it.arguments.is_empty())?.receiver
        }
        _ => None,
    }
}

/// Whether it is the body of what was asked, by its name and by what it was taken from.
fn is_of_request<'a>(body: &Body<'a>, read: &'a Expr) -> bool {
    let mut names: Vec<&str> = Vec::new();
    let mut pending = vec![read];
    while let Some(expr) = pending.pop().filter(|_| names.len() < 16) {
        visit::expressions_in(expr, |it| match &it.kind {
            ExprKind::Path(path) => names.push(path.last()),
            ExprKind::Method { name, .. } => names.push(name),
            _ => {}
        });
        if let Some(variable) = variable(expr) {
            pending.extend(body.sources(variable));
        }
    }
    let tells = |list: &[&str]| names.iter().any(|it| words::has_word_of(it, list));
    tells(QUESTIONS) && !tells(ANSWERS)
}

/// The variable that the expression is, or begins with.
fn variable(expr: &Expr) -> Option<&str> {
    let mut found = None;
    visit::expressions_in(expr, |it| {
        if let ExprKind::Path(path) = &it.kind {
            found = path.as_name().map(|it| &**it);
        }
    });
    found
}

/// Where the pieces of `while let Some(piece) = payload.next().await` go, in a loop that does not look at their size.
fn gathered<'a, 'b>(body: &'b Body<'a>, expr: &'a Expr) -> Option<&'b Call<'a>> {
    let ExprKind::While(condition, _) = &expr.kind else { return None };
    let ExprKind::Let(_, value) = &condition.kind else { return None };
    let next =
        body.call_at(body.origin(value)).filter(|it| ["next", "try_next", "chunk"].contains(&it.name()))?;
    let is_payload =
        next.receiver.is_some_and(|it| body.type_path(it).last().is_some_and(|it| &**it == "Payload"));
    let holds = |it: &Call<'_>| expr.span.start <= it.expr.span.start && it.expr.span.end <= expr.span.end;
    let mut inside = body.calls.iter().filter(|it| holds(it));
    if !is_payload || body.calls.iter().any(|it| holds(it) && it.name() == "len") {
        return None;
    }
    inside.find(|it| GATHERING.contains(&it.name()))
}
