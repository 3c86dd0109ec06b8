//! See `rules/certificate-verification-disabled.md`.

use super::bodies;
use crate::code::{Expr, ExprKind};
use crate::finding::Confidence;
use crate::flow::{Body, Call};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Function(check)];

/// Methods that take `true` for accepting whoever answers.
const ACCEPTING: &[&str] = &[
    "danger_accept_invalid_certs",
    "danger_accept_invalid_hostnames",
    "tls_danger_accept_invalid_certs",
    "tls_danger_accept_invalid_hostnames",
    "accept_invalid_certs",
    "accept_invalid_hostnames",
];

fn check<'a>(cx: &mut Context<'a>, body: &Body<'a>) {
    for call in &body.calls {
        if accepts_all(body, call) || verifies_nothing(call) {
            let message = format!("`{}` makes the client talk to whoever answers", call.name());
            let draft = bodies::report(cx, body, call.span, message);
            // What stands under a condition is mostly a setting, of which the default is not known.
            if body.is_conditional(call.span) {
                draft.confidence(Confidence::Low);
            }
        }
    }
}

/// `builder.danger_accept_invalid_certs(true)`.
fn accepts_all<'a>(body: &Body<'a>, call: &Call<'a>) -> bool {
    ACCEPTING.iter().any(|it| call.is_method(it))
        && call.argument(0).and_then(|it| body.boolean(it)) == Some(true)
}

/// `context.set_verify(SslVerifyMode::NONE)`.
fn verifies_nothing(call: &Call<'_>) -> bool {
    let is_none =
        |it: &Expr| matches!(&it.kind, ExprKind::Path(path) if path.ends_with(&["SslVerifyMode", "NONE"]));
    (call.is_method("set_verify") || call.is_method("set_verify_callback"))
        && call.argument(0).is_some_and(is_none)
}
