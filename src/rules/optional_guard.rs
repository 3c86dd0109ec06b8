//! See `rules/optional-guard.md`.

use super::routes;
use crate::handlers::{Evidence, Strength};
use crate::project::Endpoint;
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Endpoint(check)];

fn check<'a>(cx: &mut Context<'a>, endpoint: &Endpoint<'a>) {
    let (Some(operation), Some(route), true) = (&endpoint.operation, endpoint.route, endpoint.is_paired)
    else {
        return;
    };
    if endpoint.service.is_some_and(|it| cx.config.is_authenticated_outside(it)) {
        return;
    }
    let Some(security) = operation.security().filter(|it| it.is_demanded()) else { return };
    let evidence = &route.protection.authentication;
    // What a call in the handler does with the answer is not known.
    let is_enough = |it: &Evidence| it.strength != Strength::Optional;
    let Some(optional) = evidence.first().filter(|_| !evidence.iter().any(is_enough)) else { return };
    let what = &optional.what;
    let message = format!("`{what}` finds out who sends `{}` and lets everyone pass", endpoint.name);
    let item = routes::item(cx, route);
    let place = routes::one_line(cx, optional.span);
    let draft = cx.report(Place::in_file(place), message);
    draft
        .about(Some(&endpoint.name), item)
        .label(security.node.name_span(), "the document demands credentials");
}
