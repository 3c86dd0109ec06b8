//! See `rules/unresolved-route.md`.

use super::routes;
use crate::handlers::Service;
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Service(check)];

fn check<'a>(cx: &mut Context<'a>, service: &'a Service) {
    if !service.kind.is_shipped() {
        return;
    }
    for gap in &service.unresolved {
        let message = format!("routes below `{}` are not known: {}", gap.path, gap.reason);
        let item = routes::name_of(cx, service.entry);
        let place = routes::one_line(cx, gap.span);
        cx.report(Place::in_file(place), message).about(None, item);
    }
}
