//! See `rules/missing-body-limit.md`.

use super::{and_more, routes};
use crate::handlers::{BodyLimitKind, Route, Service};
use crate::rule::{Check, Context, Place};
use crate::source::Span;

pub(super) const CHECKS: &[Check] = &[Check::Service(check)];

fn check<'a>(cx: &mut Context<'a>, service: &'a Service) {
    if !service.kind.is_shipped() {
        return;
    }
    let open: Vec<(&Route, Span)> =
        service.routes.iter().filter_map(|it| Some((it, unlimited(it)?))).collect();
    let Some((route, body)) = open.first() else { return };
    let message = format!(
        "`{}` takes a body of any size: {} has no limit of its own{}",
        route.name(),
        route.framework,
        and_more(open.len() - 1, "route")
    );
    let (item, place) = (routes::item(cx, route), routes::one_line(cx, *body));
    cx.report(Place::in_file(place), message).about(Some(&route.name()), item).label(route.span, "the route");
}

/// Where a body is taken without a limit.
fn unlimited(route: &Route) -> Option<Span> {
    route.protection.body.filter(|_| route.protection.body_limit.kind == BodyLimitKind::None)
}
