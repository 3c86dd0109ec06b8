//! See `rules/authorization-header-parameter.md`.

use crate::openapi::{Location, Parameter};
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Parameter(check)];

const NAMES: [&str; 3] = ["Authorization", "Proxy-Authorization", "X-Authorization"];

fn check<'a>(cx: &mut Context<'a>, parameter: &Parameter<'a>) {
    let is_credential = || NAMES.iter().any(|it| it.eq_ignore_ascii_case(parameter.name()));
    if parameter.location() != Location::Header || !parameter.directions().request || !is_credential() {
        return;
    }
    let message = format!("`{}` carries a credential, but no security scheme describes it", parameter.name());
    cx.report(Place::value(parameter.name_node()), message).in_requests();
}
