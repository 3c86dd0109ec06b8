//! See `rules/request-sized-allocation.md`.

use super::{bodies, bounds};
use crate::code::Expr;
use crate::flow::{Call, Form, Handling, Meaning};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Handler(check)];

/// Functions and methods that take memory for as much as they are told, and which argument says how much.
const TAKING: &[(&str, usize)] = &[
    ("with_capacity", 0),
    ("zeroed", 0),
    ("reserve", 0),
    ("reserve_exact", 0),
    ("resize", 0),
    ("repeat", 0),
    ("from_elem", 1),
];

fn check<'a>(cx: &mut Context<'a>, handling: &Handling<'a>) {
    for (body, request, call) in handling.calls() {
        let Some(amount) = amount(call) else { continue };
        let Some(source) = request.reaches(body, amount, Meaning::Number) else { continue };
        if bounds::is_bounded_in(handling, body, amount) {
            continue;
        }
        let message = format!("`{}` takes memory for as much as `{}` says", call.name(), source.name);
        bodies::report_reached(cx, handling, (body, call.span), source, message);
    }
}

/// How much memory is taken.
fn amount<'a>(call: &Call<'a>) -> Option<&'a Expr> {
    match (call.form, call.arguments) {
        // `vec![value; amount]`
        (Form::Macro(it), [_, amount]) if call.is_macro("vec") => {
            it.tokens.iter().any(|it| it.is_punct(';')).then_some(amount)
        }
        (Form::Function | Form::Method(_), _) => {
            let (_, at) = TAKING.iter().find(|it| call.name() == it.0)?;
            call.argument(*at)
        }
        _ => None,
    }
}
