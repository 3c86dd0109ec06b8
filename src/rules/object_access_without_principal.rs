//! See `rules/object-access-without-principal.md`.

use super::logging::Logs;
use super::{bodies, principals};
use crate::code::ExprKind;
use crate::flow::{Body, Handling, Meaning, Request};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Handler(check)];

/// Methods that change something.
const WRITING: &[&str] = &["POST", "PUT", "PATCH", "DELETE"];

fn check<'a>(cx: &mut Context<'a>, handling: &Handling<'a>) {
    if handling.routes.iter().any(|it| principals::is_decided(&it.protection)) {
        return;
    }
    // What is read may well be there for everybody.
    if !WRITING.iter().any(|it| handling.answers(it)) {
        return;
    }
    let inputs = principals::inputs(handling);
    let Some((_, evidence)) = inputs.first() else { return };
    let Some((call, source)) = principals::access(handling) else { return };
    let body = &handling.body;
    let principal = Request::of_each(body, inputs.iter().map(|it| it.0));
    if matters(body, &principal) {
        return;
    }
    let message =
        format!("`{}` reaches what `{}` names, whoever `{}` is", call.name(), source.name, evidence.what);
    bodies::report_reached(cx, handling, (body, call.span), source, message);
}

/// Whether who asks is compared, decides, or goes into anything that is called.
fn matters<'a>(body: &Body<'a>, principal: &Request) -> bool {
    let logs = Logs::of(body);
    let reaches = |it| principal.reaches(body, it, Meaning::Number).is_some();
    let mut calls = body.calls.iter().filter(|it| !logs.hold(it.span));
    principal.has_checked()
        || calls.any(|it| it.arguments.iter().chain(it.receiver).any(reaches))
        || body.expressions().into_iter().any(|it| match &it.kind {
            ExprKind::Match(value, _) | ExprKind::Let(_, value) => reaches(value),
            ExprKind::If(condition, ..) => reaches(condition),
            _ => false,
        })
}
