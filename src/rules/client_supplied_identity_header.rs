//! See `rules/client-supplied-identity-header.md`.

use super::credentials;
use crate::openapi::{Location, Parameter};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Parameter(check)];

fn check<'a>(cx: &mut Context<'a>, parameter: &Parameter<'a>) {
    if parameter.location() == Location::Header && credentials::states_identity(parameter.name()) {
        credentials::report_header(cx, parameter, "lets callers state who they are");
    }
}
