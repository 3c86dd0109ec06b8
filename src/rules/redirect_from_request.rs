//! See `rules/redirect-from-request.md`.

use super::bodies;
use crate::code::{Expr, ExprKind};
use crate::finding::Confidence;
use crate::flow::{Body, Call, Form, Handling, Origin, Source};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Handler(check)];

/// Functions of types named `Redirect` that take the target first.
const TO: &[&str] = &[
    "to",
    "temporary",
    "permanent",
    "see_other",
    "found",
    "moved",
    "moved_permanent",
    "moved_permanently",
    "temporary_redirect",
    "permanent_redirect",
    "other",
];

/// Functions that take the target first, by the ends of their paths.
const FUNCTIONS: &[&str] = &[
    "redirect::see_other",
    "redirect::temporary",
    "redirect::permanent",
    "redirect::found",
    "http_response_found",
    "http_response_see_other",
    "http_response_temporary_redirect",
];

/// Methods that give an answer a header.
const HEADERS: &[&str] = &["header", "insert_header", "append_header", "insert", "append", "add_header"];

fn check<'a>(cx: &mut Context<'a>, handling: &Handling<'a>) {
    for (body, request, call) in handling.calls() {
        let Some(target) = target(body, call) else { continue };
        let Some(source) = request.reaches_host(body, target).filter(|it| is_chosen_by_link(it)) else {
            continue;
        };
        let message = format!("`{}` sends the browser wherever `{}` says", call.name(), source.name);
        let is_vague = source.origin == Origin::Request;
        let draft = bodies::report_reached(cx, handling, (body, call.span), source, message);
        if is_vague {
            draft.confidence(Confidence::Low);
        }
    }
}

/// Whether a link or a form on another site decides it; headers are not theirs to choose.
const fn is_chosen_by_link(source: &Source) -> bool {
    !matches!(source.origin, Origin::Header | Origin::Cookie)
}

/// The address that a call sends the browser to.
fn target<'a>(body: &Body<'a>, call: &Call<'a>) -> Option<&'a Expr> {
    let is_redirect = matches!(call.form, Form::Function)
        && (TO.iter().any(|it| call.name() == *it) && is_of_redirect(call)
            || FUNCTIONS.iter().any(|it| call.is(it)));
    if is_redirect {
        return call.argument(0);
    }
    if !matches!(call.form, Form::Method(_)) || !HEADERS.contains(&call.name()) {
        return None;
    }
    let (name, value) = match (call.arguments, call.argument(0).map(|it| &it.kind)) {
        ([_], Some(ExprKind::Tuple(pair))) => (pair.first()?, pair.get(1)?),
        ([name, value, ..], _) => (name, value),
        _ => return None,
    };
    is_location(body, name).then_some(value)
}

fn is_of_redirect(call: &Call<'_>) -> bool {
    call.path.len().checked_sub(2).is_some_and(|it| &*call.path[it] == "Redirect")
}

fn is_location<'a>(body: &Body<'a>, name: &'a Expr) -> bool {
    let is_constant = matches!(&name.kind, ExprKind::Path(path) if path.last() == "LOCATION");
    is_constant || body.text(name).is_some_and(|it| it.eq_ignore_ascii_case("location"))
}
