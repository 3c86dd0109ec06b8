//! See `rules/body-limit-disabled.md`.

use super::{and_more, routes};
use crate::handlers::{BodyLimit, BodyLimitKind, Route, Service};
use crate::rule::{Check, Context, Place};
use crate::source::Span;
use std::collections::BTreeMap;

pub(super) const CHECKS: &[Check] = &[Check::Service(check)];

/// From here on a limit in bytes holds nothing back.
const ENORMOUS: u64 = 1 << 30;

fn check<'a>(cx: &mut Context<'a>, service: &'a Service) {
    if !service.kind.is_shipped() {
        return;
    }
    let mut places: BTreeMap<Span, Vec<&Route>> = BTreeMap::new();
    for route in service.routes.iter().chain(&service.fallbacks) {
        if let Some(span) = route.protection.body_limit.span.filter(|_| is_off(&route.protection.body_limit))
        {
            places.entry(span).or_default().push(route);
        }
    }
    for (span, routes) in places {
        let takes = |it: &&&Route| it.protection.body.is_some();
        let Some(first) = routes.iter().find(takes).or(routes.first()) else { continue };
        let name = first.name();
        let more = and_more(routes.len() - 1, "route");
        let message = match first.protection.body_limit.bytes {
            Some(bytes) => format!("`{name}` takes bodies of up to {bytes} bytes{more}"),
            None => format!("`{name}` takes bodies of any size: the limit is taken away{more}"),
        };
        let (item, place) = (routes::item(cx, first), routes::one_line(cx, span));
        cx.report(Place::in_file(place), message).about(Some(&name), item).label(first.span, "the route");
    }
}

fn is_off(limit: &BodyLimit) -> bool {
    let is_enormous = limit.bytes.is_some_and(|it| it >= ENORMOUS);
    limit.kind == BodyLimitKind::Disabled || (limit.kind == BodyLimitKind::Set && is_enormous)
}
