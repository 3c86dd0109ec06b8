//! See `rules/unguarded-handler.md`.

use super::routes;
use crate::finding::Confidence;
use crate::project::Endpoint;
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Endpoint(check)];

fn check<'a>(cx: &mut Context<'a>, endpoint: &Endpoint<'a>) {
    let (Some(operation), Some(route)) = (&endpoint.operation, endpoint.route) else { return };
    let Some(security) = operation.security().filter(|it| it.is_demanded()) else { return };
    if !endpoint.is_paired || route.handler.function.is_none() || route.protection.may_be_guarded() {
        return;
    }
    let handler = &route.handler;
    let message = format!("`{}` answers `{}` and asks nobody who they are", handler.name, endpoint.name);
    let item = routes::item(cx, route);
    let draft = cx.report(Place::in_file(handler.span), message);
    draft
        .about(Some(&endpoint.name), item)
        .label(security.node.name_span(), "the document demands credentials");
    draft.label(route.span, "the route");
    // Layers that nobody could look into may do what is missing.
    if !route.layers.is_empty() {
        draft.confidence(Confidence::Low);
    }
}
