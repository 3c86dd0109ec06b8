//! See `rules/unclamped-page-size.md`.

use super::{bodies, bounds, routes, values, words};
use crate::code::{Expr, ExprKind};
use crate::finding::Confidence;
use crate::flow::{Body, Call, Form, Handling, Meaning, Origin};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Handler(check)];

/// Methods that take as many as they are told to, and which argument says how many.
const TAKING: &[(&str, usize)] = &[
    ("limit", 0),
    ("take", 0),
    ("paginate", 1),
    ("bind", 0),
    ("per_page", 0),
    ("page_size", 0),
    ("fetch_limit", 0),
];

/// Macros that hold a statement and what is bound to it.
const STATEMENTS: &[&str] = &["query", "query_as", "query_scalar"];

fn check<'a>(cx: &mut Context<'a>, handling: &Handling<'a>) {
    let mut reported: Vec<String> = Vec::new();
    for (body, request, call) in handling.calls() {
        let Some((amount, name)) = amounts(call).iter().find_map(|it| Some((it, size_name(body, it)?)))
        else {
            continue;
        };
        if reported.contains(&name) {
            continue;
        }
        let Some(source) = request.reaches(body, amount, Meaning::Number) else { continue };
        if !matches!(source.origin, Origin::Query | Origin::Body)
            || bounds::is_bounded_in(handling, body, amount)
        {
            continue;
        }
        // A type that many handlers share is mended once.
        let declared = bounds::declared(body, amount).map(|it| it.name_span);
        let message = format!("nothing bounds `{name}`, and `{}` takes as many as it says", call.name());
        let sink = routes::one_line(cx, call.span);
        let place = (body, declared.unwrap_or(call.span));
        let draft = bodies::report_reached(cx, handling, place, source, message);
        if declared.is_some() {
            draft.label(sink, "as many are taken here");
        }
        // What is taken of a list that is there already costs little.
        if call.name() == "take" {
            draft.confidence(Confidence::Low);
        }
        reported.push(name);
    }
}

/// What may say how many: of a statement that is checked while the program is built, all that is bound.
fn amounts<'a>(call: &Call<'a>) -> &'a [Expr] {
    match call.form {
        Form::Method(_) => {
            let at = TAKING.iter().find(|it| call.name() == it.0).map(|it| it.1);
            at.and_then(|it| call.arguments.get(it..=it)).unwrap_or_default()
        }
        Form::Macro(_) if STATEMENTS.contains(&call.name()) => call.arguments,
        _ => &[],
    }
}

/// What the size is called: in the value itself, or in the variable that it comes from.
fn size_name<'a>(body: &Body<'a>, amount: &'a Expr) -> Option<String> {
    let mut found = None;
    for expr in [amount, body.origin(amount)] {
        crate::code::visit::expressions_in(expr, |it| {
            let is_named = matches!(it.kind, ExprKind::Path(_) | ExprKind::Field(..));
            let name = values::name(it).filter(|it| is_named && words::is_page_size(it));
            found = found.take().or_else(|| name.map(str::to_owned));
        });
    }
    found
}
