//! See `rules/authorization-header-parameter.md`.

use super::credentials;
use crate::openapi::Parameter;
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Parameter(check)];

const NAMES: [&str; 3] = ["Authorization", "Proxy-Authorization", "X-Authorization"];

fn check<'a>(cx: &mut Context<'a>, parameter: &Parameter<'a>) {
    if NAMES.iter().any(|it| it.eq_ignore_ascii_case(parameter.name())) {
        credentials::report_header(cx, parameter, "is a credential, but described as an ordinary parameter");
    }
}
