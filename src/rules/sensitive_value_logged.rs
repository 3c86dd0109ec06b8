//! See `rules/sensitive-value-logged.md`.

use super::logging::{self, Logged};
use super::{bodies, routes};
use crate::code::{Attribute, Input, ItemId, ItemKind, Name, Pattern, PatternKind, Type};
use crate::finding::Confidence;
use crate::flow::{Body, Call, Handling, Origin};
use crate::rule::{Check, Context};
use crate::source::Span;

pub(super) const CHECKS: &[Check] = &[Check::Function(check), Check::Handler(whole)];

/// Parts of names of types that hide what they hold when they are written to a log.
const HIDING: [&str; 7] = ["secret", "redact", "sensitive", "masked", "hidden", "opaque", "zeroizing"];

/// Types that show what they hold.
const TEXTS: [&str; 4] = ["Cow", "String", "Vec", "str"];

/// What a request holds as a whole.
const WHOLE: [Origin; 2] = [Origin::Header, Origin::Request];

/// Types of these that hold every header.
const ALL_HEADERS: [&str; 4] = ["HeaderMap", "Request", "HttpRequest", "Parts"];

fn check<'a>(cx: &mut Context<'a>, body: &Body<'a>) {
    for (call, value) in logging::values(body).filter(|it| !logging::prints(it.0)) {
        look(cx, body, call, &value);
    }
    for attribute in
        body.workspace.item(body.item).attributes.iter().filter(|it| it.path.last() == "instrument")
    {
        instrumented(cx, body, attribute);
    }
}

fn look<'a>(cx: &mut Context<'a>, body: &Body<'a>, call: &Call<'a>, value: &Logged) {
    let variable = value.path.first().filter(|_| value.path.len() == 1);
    let macro_name = call.name();
    let message = if value.is_secret() && !variable.is_some_and(|it| hides(body, it)) {
        format!("`{}!` writes `{}` to the log", macro_name, value.text())
    } else if let Some((of, field)) = variable.filter(|_| value.is_debug).and_then(|it| secret_in(body, it)) {
        format!(
            "`{macro_name}!` writes all of `{}` to the log, and with it `{field}` of `{of}`",
            value.text()
        )
    } else {
        return;
    };
    let draft = bodies::report(cx, body, value.span, message);
    // Seldom is so much of a service's log kept.
    if macro_name.starts_with("trace") {
        draft.confidence(Confidence::Low);
    }
}

/// Whether the type of a variable shows nothing of its value.
fn hides(body: &Body<'_>, variable: &str) -> bool {
    body.locals().name_of(variable).is_some_and(|it| {
        let name = it.to_ascii_lowercase();
        HIDING.iter().any(|it| name.contains(it)) || name == "bool"
    })
}

/// The type of a variable and the field of it that is named like a credential, if it shows all that it holds.
fn secret_in(body: &Body<'_>, variable: &str) -> Option<(Name, Name)> {
    let of = body.locals().own_type_named(variable)?;
    let field = secret_field(body, of)?;
    Some((body.workspace.item(of).name.clone(), field))
}

fn secret_field(body: &Body<'_>, of: ItemId) -> Option<Name> {
    let item = body.workspace.item(of);
    let ItemKind::Struct(declared) = &item.kind else { return None };
    let shows = item
        .attributes
        .iter()
        .any(|it| it.path.last() == "derive" && it.tokens.iter().any(|it| it.ident() == Some("Debug")));
    let mut fields = declared.fields.iter().filter(|it| {
        let is_hidden =
            it.attributes.iter().any(|it| matches!(it.path.last(), "debug" | "derivative" | "educe"));
        logging::is_secret(&it.name) && is_text(&it.ty) && !is_hidden
    });
    fields.next().filter(|_| shows).map(|it| it.name.clone())
}

/// Whether a type shows what it holds: a string, or one that may be absent.
fn is_text(ty: &Type) -> bool {
    let inner = if ty.last() == "Option" { ty.arguments().first() } else { Some(ty) };
    inner.is_some_and(|it| TEXTS.contains(&it.last()))
}

/// `#[instrument]` writes every input to the log that it is not told to leave out.
fn instrumented<'a>(cx: &mut Context<'a>, body: &Body<'a>, attribute: &Attribute) {
    let Some(skipped) = logging::skipped(&attribute.tokens) else { return };
    for input in &body.function.inputs {
        let Some(name) = variable(&input.pattern).filter(|it| !skipped.contains(&&***it)) else { continue };
        let Some(what) = told(body, input, name) else { continue };
        let message = format!("`#[instrument]` writes `{name}` to the log{what}");
        let at = routes::one_line(cx, attribute.span);
        bodies::report(cx, body, input.pattern.span, message).label(at, "by this attribute");
    }
}

/// What else there is to say of an input that should not be written.
fn told(body: &Body<'_>, input: &Input, name: &Name) -> Option<String> {
    if logging::is_secret(name) && !hides(body, name) {
        return Some(String::new());
    }
    if ALL_HEADERS.contains(&input.ty.last()) {
        return Some(", and with it the credentials in its headers".to_owned());
    }
    let (of, field) = secret_in(body, name)?;
    Some(format!(", and with it `{field}` of `{of}`"))
}

/// `name` of `name` and of `Json(name)`.
fn variable(pattern: &Pattern) -> Option<&Name> {
    match &pattern.kind {
        PatternKind::TupleStruct(_, inner) => inner.first()?.name(),
        _ => pattern.name(),
    }
}

/// Headers and requests as a whole, and what a handler prints.
fn whole<'a>(cx: &mut Context<'a>, handling: &Handling<'a>) {
    let body = &handling.body;
    for (call, value) in logging::values(body) {
        if logging::prints(call) && value.is_secret() {
            look(cx, body, call, &value);
        }
        let [variable] = value.path.as_slice() else { continue };
        if value.is_debug && holds_headers(handling, variable) {
            let message = format!(
                "`{}!` writes all of `{variable}` to the log, and with it the credentials in its headers",
                call.name()
            );
            report(cx, handling, value.span, message);
        }
    }
}

fn report<'a>(cx: &mut Context<'a>, handling: &Handling<'a>, span: Span, message: String) {
    bodies::report_handling(cx, handling, &handling.body, span, message);
}

fn holds_headers(handling: &Handling<'_>, variable: &Name) -> bool {
    let mut inputs = handling.inputs.iter().filter(|it| WHOLE.contains(&it.origin));
    inputs.any(|it| it.pattern.name() == Some(variable) && ALL_HEADERS.contains(&it.ty.last()))
}
