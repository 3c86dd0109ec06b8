//! See `rules/layer-order-gap.md`.

use super::{public_paths, routes};
use crate::finding::Confidence;
use crate::handlers::{Route, Segment};
use crate::project::Endpoint;
use crate::rule::{Check, Context, Place};

/// Parts of paths that callers come to without credentials, or to be rid of them.
const OPEN: &[&str] =
    &["login", "logout", "signin", "signout", "sign-in", "sign-out", "callback", "webhook", "public"];

pub(super) const CHECKS: &[Check] = &[Check::Endpoint(check)];

fn check<'a>(cx: &mut Context<'a>, endpoint: &Endpoint<'a>) {
    let (Some(route), Some(service)) = (endpoint.route, endpoint.service) else { return };
    let Some(missed) = route.protection.missed.first() else { return };
    if !service.kind.is_shipped() || cx.config.is_authenticated_outside(service) || is_open(route) {
        return;
    }
    let security = endpoint.operation.as_ref().and_then(|it| it.security());
    // Some put there what is open on purpose.
    if security.as_ref().map_or_else(|| is_harmless(route), |it| !it.is_demanded()) {
        return;
    }
    let message = format!("`{}` is added after `{}`, which does not cover it", endpoint.name, missed.what);
    let (item, layer) = (routes::item(cx, route), routes::one_line(cx, missed.span));
    let draft = cx.report(Place::in_file(route.span), message);
    draft.about(Some(&endpoint.name), item).label(layer, "covers what was added before it");
    if route.handler.span != route.span {
        draft.label(route.handler.span, "the handler asks nobody who they are");
    }
    match security {
        Some(security) => drop(draft.label(security.node.name_span(), "the document demands credentials")),
        None => drop(draft.confidence(Confidence::Low)),
    }
}

/// Whether a route only shows what is there for all.
fn is_harmless(route: &Route) -> bool {
    let is_parameter = |it: &Segment| matches!(it, Segment::Parameter(_));
    route.method.as_deref() == Some("GET") && !route.path.segments.iter().any(is_parameter)
}

/// Whether anything else asks, or everyone may be meant to come in.
fn is_open(route: &Route) -> bool {
    let path = route.path.to_string();
    let is_leaving = |it: &str| OPEN.iter().any(|word| it.to_ascii_lowercase().contains(word));
    !route.protection.authentication.is_empty()
        || route.handler.function.is_none()
        || routes::is_part_of_other(route)
        || routes::is_for_operators(route)
        || is_leaving(&path)
        || public_paths::is_sign_in(&path)
        || public_paths::is_about_service(&path)
}
