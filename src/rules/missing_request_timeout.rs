//! See `rules/missing-request-timeout.md`.

use super::routes;
use crate::handlers::Service;
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Package(check)];

/// Where one of a package's services has a timeout, the others may be parts of it.
fn check<'a>(cx: &mut Context<'a>, services: &[&'a Service]) {
    let is_held = |it: &&Service| it.routes.iter().any(|it| !it.protection.timeout.is_empty());
    let shipped = || services.iter().copied().filter(|it| it.kind.is_shipped() && !it.routes.is_empty());
    if shipped().any(|it| is_held(&it)) {
        return;
    }
    // Calls of gRPC carry their own deadline.
    let plain = shipped().filter(|it| it.framework != "tonic");
    let Some(largest) = plain.max_by_key(|it| it.routes.len()) else { return };
    let message = format!("nothing ends requests to `{}` that take too long", largest.package);
    let (item, place) = (routes::name_of(cx, largest.entry), routes::one_line(cx, largest.span));
    cx.report(Place::in_file(place), message).about(None, item);
}
