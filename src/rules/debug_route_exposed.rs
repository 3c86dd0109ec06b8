//! See `rules/debug-route-exposed.md`.

use super::routes;
use crate::project::Endpoint;
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Endpoint(check)];

fn check<'a>(cx: &mut Context<'a>, endpoint: &Endpoint<'a>) {
    let (Some(route), Some(service)) = (endpoint.route, endpoint.service) else { return };
    // What a feature or a setting switches on is decided by somebody.
    if !service.kind.is_shipped() || !route.conditions.list().is_empty() || endpoint.operation.is_some() {
        return;
    }
    let Some(name) = routes::tool_in(route) else { return };
    let message = format!(
        "`{}` is served to everyone, and `{name}` is what tools for insiders are called",
        endpoint.name
    );
    let item = routes::item(cx, route);
    cx.report(Place::in_file(route.span), message).about(Some(&endpoint.name), item);
}
