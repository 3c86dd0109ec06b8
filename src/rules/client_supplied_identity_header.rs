//! See `rules/client-supplied-identity-header.md`.

use super::credentials;
use crate::openapi::{Location, Parameter};
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Parameter(check)];

fn check<'a>(cx: &mut Context<'a>, parameter: &Parameter<'a>) {
    let is_header = parameter.location() == Location::Header && parameter.directions().request;
    if !is_header || !credentials::states_identity(parameter.name()) {
        return;
    }
    let message = format!("`{}` lets callers state who they are", parameter.name());
    cx.report(Place::value(parameter.name_node()), message).in_requests();
}
