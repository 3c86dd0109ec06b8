//! See `rules/undocumented-endpoint.md`.

use super::routes;
use crate::finding::Confidence;
use crate::project::Endpoint;
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Endpoint(check)];

fn check<'a>(cx: &mut Context<'a>, endpoint: &Endpoint<'a>) {
    let (None, Some(route), true) = (&endpoint.operation, endpoint.route, endpoint.is_paired) else { return };
    // A tool for insiders is another matter: nobody wants it in a document.
    if routes::is_part_of_other(route) || routes::tool_in(route).is_some() {
        return;
    }
    let message =
        format!("`{}` is answered by `{}` and stands in no document", endpoint.name, route.handler.name);
    let item = routes::item(cx, route);
    let draft = cx.report(Place::in_file(route.span), message);
    draft.about(Some(&endpoint.name), item);
    if route.handler.span != route.span {
        draft.label(route.handler.span, "the handler");
    }
    if routes::is_for_operators(route) || !route.path.is_known() || !route.conditions.list().is_empty() {
        draft.confidence(Confidence::Low);
    }
}
