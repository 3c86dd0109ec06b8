//! See `rules/internal-error-in-response.md`.

use super::bodies;
use super::errors::{self, Shown};
use crate::code::{ExprKind, ItemId, ItemKind};
use crate::flow::{Answer, Body, Call, Form, Held, Status};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Function(check)];

/// Functions that make an answer of an error, which then tells its text.
const TELLING: [&str; 3] = [
    "actix_web::error::ErrorInternalServerError",
    "poem::error::InternalServerError",
    "poem::error::BadGateway",
];

/// Methods that give an error to a function.
const GIVING: [&str; 2] = ["map_err", "or_else"];

fn check<'a>(cx: &mut Context<'a>, body: &Body<'a>) {
    let mut held = Held::errors(body);
    let shown = errors::shown_by(body);
    if let (Some(_), Some(whole)) = (&shown, body.extent()) {
        held.add("self".into(), whole);
    }
    for answer in body.answers() {
        own(cx, body, &held, shown.as_ref(), &answer);
    }
    by_name(cx, body);
    if let Some(shown) = shown.filter(|_| errors::displays_by_default(body)) {
        let message =
            format!("errors answer with their own text, in which that of `{}` stands", shown.source);
        bodies::report(cx, body, body.name_span(), message);
    }
    for call in &body.calls {
        handed_on(cx, body, &held, call);
    }
}

/// `(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())`.
fn own<'a>(cx: &mut Context<'a>, body: &Body<'a>, held: &Held, shown: Option<&Shown>, answer: &Answer<'a>) {
    let Some(name) = answer.contents.iter().find_map(|it| held.shown_in(body, it)) else { return };
    let is_self = &*name == "self";
    let may_fail = answer.status.is_failure() || (is_self && answer.status == Status::Other);
    let is_other = || is_self && shown.is_some_and(|it| !it.is_in_arm(body, answer.span));
    if !may_fail || is_other() || errors::is_for_developers(body, answer.span) {
        return;
    }
    let message = match answer.status {
        Status::Known(status) => format!("answer {status} tells the client the text of `{name}`"),
        Status::Other => format!("the answer tells the client the text of `{name}`"),
    };
    bodies::report(cx, body, answer.span, message);
}

/// `map_err(ErrorInternalServerError)`, `ErrorInternalServerError(error)`.
fn by_name<'a>(cx: &mut Context<'a>, body: &Body<'a>) {
    for call in body.calls.iter().filter(|it| GIVING.contains(&it.name())) {
        let Some(ExprKind::Path(path)) = call.argument(0).map(|it| &it.kind) else { continue };
        let full = body.path_of(path).join("::");
        if TELLING.contains(&full.as_str()) {
            let message =
                format!("`{}` tells the client the text of the error that it is given", path.last());
            bodies::report(cx, body, path.span, message);
            // One for the function: there it is mended.
            return;
        }
    }
}

/// `Error::internal(error.to_string())`, where `internal` makes an answer of its input, or `Error::Internal(…)`, of which the
/// implementation of the answer does.
fn handed_on<'a>(cx: &mut Context<'a>, body: &Body<'a>, held: &Held, call: &Call<'a>) {
    if !matches!(call.form, Form::Function | Form::Method(_)) {
        return;
    }
    let mut given = call.arguments.iter().enumerate();
    let Some((at, name)) = given.find_map(|(at, it)| Some((at, held.shown_in(body, it)?))) else { return };
    let Some((inner, answer)) = answered_by(body, call, at) else { return };
    let place = super::routes::one_line(cx, call.span);
    let status = match answer.status {
        Status::Known(status) => status.to_string(),
        Status::Other => String::new(),
    };
    let message = format!("answer {status} tells the client the text of an error that it is given");
    let label = format!("the text of `{name}` is given to it");
    bodies::report(cx, &inner, answer.span, message).label(place, label);
}

fn answered_by<'a>(body: &Body<'a>, call: &Call<'a>, at: usize) -> Option<(Body<'a>, Answer<'a>)> {
    match body.target(call) {
        Some(function) => by_function(body, function, at + usize::from(takes_self(body, call, function))),
        None => errors::by_variant(body, call.written()?),
    }
}

fn by_function<'a>(body: &Body<'a>, function: ItemId, at: usize) -> Option<(Body<'a>, Answer<'a>)> {
    let inner = Body::new(body.workspace, function)?;
    let name = inner.function.inputs.get(at)?.pattern.name()?.clone();
    let held = Held::variable(name, inner.extent()?, true);
    errors::failure_with(&inner, &held).map(|it| (inner, it))
}

fn takes_self(body: &Body<'_>, call: &Call<'_>, function: ItemId) -> bool {
    let ItemKind::Function(declared) = &body.workspace.item(function).kind else { return false };
    let has_self = declared.inputs.first().and_then(|it| it.pattern.name()).is_some_and(|it| &**it == "self");
    call.receiver.is_some() && has_self
}
