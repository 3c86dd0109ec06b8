//! See `rules/forwarded-client-token.md`.

use super::request_headers::is_authorization;
use super::{bodies, outbound};
use crate::code::Expr;
use crate::flow::{Body, Call, Handling, Meaning, Origin, Source};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Handler(check)];

fn check<'a>(cx: &mut Context<'a>, handling: &Handling<'a>) {
    for (body, request, call) in handling.calls() {
        let Some(value) = credential(body, call) else { continue };
        let Some(source) = request.reaches(body, value, Meaning::Text).filter(|it| is_of_client(it)) else {
            continue;
        };
        let message = format!("`{}` hands the credential of the client on to another service", call.name());
        bodies::report_reached(cx, handling, (body, call.span), source, message);
    }
}

const fn is_of_client(source: &Source) -> bool {
    matches!(source.origin, Origin::Header | Origin::Request | Origin::Cookie)
}

/// What a request that is sent is given as a credential.
fn credential<'a>(body: &Body<'a>, call: &Call<'a>) -> Option<&'a Expr> {
    if !outbound::is_on_request(body, call) {
        return None;
    }
    match call.name() {
        "bearer_auth" | "headers" => call.argument(0),
        "header" | "insert_header" | "append_header" | "set" => {
            call.argument(1).filter(|_| call.argument(0).is_some_and(|it| is_authorization(body, it)))
        }
        _ => None,
    }
}
