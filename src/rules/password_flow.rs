//! See `rules/password-flow.md`.

use crate::openapi::Scheme;
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Scheme(check)];

fn check<'a>(cx: &mut Context<'a>, scheme: &Scheme<'a>) {
    super::credentials::report_flow(cx, scheme, "password", "hands the user's password to the client");
}
