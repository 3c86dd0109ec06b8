//! See `rules/deprecated-still-routed.md`.

use super::{routes, sunset};
use crate::finding::Confidence;
use crate::openapi::Operation;
use crate::project::Endpoint;
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;
use jiff::civil::Date;

pub(super) const CHECKS: &[Check] = &[Check::Endpoint(check)];

fn check<'a>(cx: &mut Context<'a>, endpoint: &Endpoint<'a>) {
    let (Some(operation), Some(route), true) = (&endpoint.operation, endpoint.route, endpoint.is_paired)
    else {
        return;
    };
    let Some(today) = cx.config.as_of else { return };
    let Some((_, node, is_sure)) = end(operation).filter(|it| it.0 < today) else { return };
    let date = node.text().unwrap_or_default();
    let message =
        format!("`{}` was to end on `{date}`, and `{}` still answers it", endpoint.name, route.handler.name);
    let item = routes::item(cx, route);
    let draft = cx.report(Place::in_file(route.span), message);
    draft
        .about(Some(&endpoint.name), item)
        .label(Place::value(node).bytes(), "the document says when it ends");
    // What a setting switches on may be off.
    if !is_sure || !route.conditions.list().is_empty() {
        draft.confidence(Confidence::Low);
    }
}

/// The date after which an operation should be gone, where it says so, and whether that is what the date means.
fn end<'a>(operation: &Operation<'a>) -> Option<(Date, Node<'a>, bool)> {
    let own = [operation.node(), operation.path_item()].into_iter().find_map(sunset::end);
    own.or_else(|| sunset::end_in_header(operation).map(|(date, node)| (date, node, false)))
}
