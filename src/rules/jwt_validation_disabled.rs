//! See `rules/jwt-validation-disabled.md`.

use super::{bodies, values, words};
use crate::code::{Expr, ExprKind};
use crate::finding::Confidence;
use crate::flow::{Body, Call, Form, Target};
use crate::rule::{Check, Context};
use crate::source::Span;

pub(super) const CHECKS: &[Check] = &[Check::Function(check)];

/// Methods that take the verification of signatures away.
const DISABLING: &[&str] = &[
    "insecure_disable_signature_validation",
    "insecure_disable_signature_check",
    "insecure_disable_signature_verification",
];

/// Functions that read a token and verify nothing.
const READING: &[&str] = &[
    "insecure_decode",
    "dangerous_insecure_decode",
    "dangerous_insecure_decode_with_validation",
    "dangerous_unsafe_decode",
    "decode_unsecured",
    "decode_without_verify",
];

/// Words in names of functions and modules that tell their callers so.
const HONEST: &[&str] = &["dangerous", "insecure", "peek", "unsafe", "unverified", "untrusted", "unchecked"];

/// Settings of verifiers that are dangerous when they are off, what passes then, and how sure that is: some services
/// have no audience, and some protocols bound the life of a token by when it was issued.
const SETTINGS: &[(&str, &str, Confidence)] = &[
    ("validate_signature", "tokens pass whoever signed them", Confidence::High),
    ("validate_exp", "tokens pass that have lapsed", Confidence::Medium),
    ("validate_aud", "tokens pass that were made for others", Confidence::Low),
    ("require_audience_match", "tokens pass that were made for others", Confidence::Low),
    ("require_issuer_match", "tokens pass that others made", Confidence::Low),
];

fn check<'a>(cx: &mut Context<'a>, body: &Body<'a>) {
    for call in &body.calls {
        if DISABLING.iter().any(|it| call.is_method(it)) {
            let message = format!("`{}` lets tokens pass whoever signed them", call.name());
            report(cx, body, call.span, message, Confidence::High);
        }
        if READING.contains(&call.name()) && !is_preliminary(cx, body) {
            let message = format!("`{}` reads a token that nothing verifies", call.name());
            // What another service gave over a connection that it was verified by may be believed.
            let confidence = if values::is_of_request(body) { Confidence::Medium } else { Confidence::Low };
            report(cx, body, call.span, message, confidence);
        }
        if takes_claims_away(body, call) {
            let message = format!("`{}` lets tokens pass that never lapse", call.name());
            report(cx, body, call.span, message, Confidence::Low);
        }
        settings_of(cx, body, call);
    }
    for binding in &body.bindings {
        if let Target::Place(Expr { kind: ExprKind::Field(_, name), span }) = binding.target {
            setting(cx, body, name, binding.value, *span);
        }
    }
}

/// `Validation { validate_exp: false, … }` and `verifier.require_issuer_match(false)`.
fn settings_of<'a>(cx: &mut Context<'a>, body: &Body<'a>, call: &Call<'a>) {
    match (call.form, call.argument(0)) {
        (Form::Struct(fields), _) => {
            for field in fields {
                setting(cx, body, &field.name, &field.value, field.value.span);
            }
        }
        (Form::Method(_), Some(value)) => setting(cx, body, call.name(), value, call.span),
        _ => {}
    }
}

fn setting<'a>(cx: &mut Context<'a>, body: &Body<'a>, name: &str, value: &'a Expr, span: Span) {
    let Some((_, passes, confidence)) = SETTINGS.iter().find(|it| it.0 == name) else { return };
    if body.boolean(value) == Some(false) {
        // Who chooses the claims that must be there looks at them too.
        let confidence = if chooses_claims(body) { Confidence::Low } else { *confidence };
        report(cx, body, span, format!("`{name}` is off: {passes}"), confidence);
    }
}

fn chooses_claims(body: &Body<'_>) -> bool {
    let names = |it: &Expr| matches!(&it.kind, ExprKind::Field(_, name) if &**name == "required_spec_claims");
    body.calls.iter().any(|it| it.is_method("set_required_spec_claims"))
        || body.expressions().into_iter().any(names)
}

/// `validation.required_spec_claims.clear()`, `validation.set_required_spec_claims(&[])`.
fn takes_claims_away<'a>(body: &Body<'a>, call: &Call<'a>) -> bool {
    let is_claims =
        |it: &Expr| matches!(&it.kind, ExprKind::Field(_, name) if &**name == "required_spec_claims");
    let is_empty = |it: &'a Expr| {
        let mut value = body.origin(it);
        if let ExprKind::Cast(inner, _) = &value.kind {
            value = body.origin(inner);
        }
        matches!(&value.kind, ExprKind::Array(all) if all.is_empty())
    };
    (call.is_method("clear") && call.receiver.is_some_and(is_claims))
        || (call.is_method("set_required_spec_claims") && call.argument(0).is_some_and(is_empty))
}

/// Whether the token is verified in the same function, or the function's name says that it is not.
fn is_preliminary(cx: &Context<'_>, body: &Body<'_>) -> bool {
    let verifies =
        |it: &Call<'_>| it.name() == "decode" || words::has_word_of(it.name(), &["verify", "validate"]);
    let path = cx.code.map_or_else(Vec::new, |it| it.workspace().path_of(body.item));
    body.calls.iter().any(verifies) || path.iter().any(|it| words::has_word_of(it, HONEST))
}

/// What stands under a condition is mostly a setting, of which the default is not known.
fn report<'a>(cx: &mut Context<'a>, body: &Body<'a>, span: Span, message: String, confidence: Confidence) {
    let is_conditional = body.is_conditional(span);
    let draft = bodies::report(cx, body, span, message);
    draft.confidence(if is_conditional { Confidence::Low } else { confidence });
}
