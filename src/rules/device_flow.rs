//! See `rules/device-flow.md`.

use super::credentials;
use crate::openapi::Scheme;
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Scheme(check)];

/// The field of OpenAPI 3.2, and what documents of other versions write.
const NAMES: [&str; 5] =
    ["deviceAuthorization", "x-deviceAuthorization", "deviceCode", "x-deviceCode", "x-device-code"];

fn check<'a>(cx: &mut Context<'a>, scheme: &Scheme<'a>) {
    for name in NAMES {
        credentials::report_flow(cx, scheme, name, "lets people approve a sign-in that someone else began");
    }
}
