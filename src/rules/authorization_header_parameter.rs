//! See `rules/authorization-header-parameter.md`.

use super::credentials;
use crate::openapi::Parameter;
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Parameter(check)];

fn check<'a>(cx: &mut Context<'a>, parameter: &Parameter<'a>) {
    if credentials::is_authorization(parameter.name()) {
        credentials::report_header(cx, parameter, "is a credential, but described as an ordinary parameter");
    }
}
