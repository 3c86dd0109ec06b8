//! See `rules/implicit-flow.md`.

use crate::openapi::Scheme;
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Scheme(check)];

fn check<'a>(cx: &mut Context<'a>, scheme: &Scheme<'a>) {
    super::credentials::report_flow(cx, scheme, "implicit", "returns the access token in a URL");
}
