//! What rules about bodies of functions have in common.

use super::routes;
use crate::finding::EndpointName;
use crate::flow::{Body, Handling, Source};
use crate::rule::{Context, Draft, Place};
use crate::source::Span;

/// Reports something in a function.
pub(super) fn report<'c, 'a>(
    cx: &'c mut Context<'a>,
    body: &Body<'_>,
    span: Span,
    message: impl Into<String>,
) -> &'c mut Draft<'a> {
    let item = routes::name_of(cx, body.item);
    let place = Place::in_file(routes::one_line(cx, span));
    let draft = cx.report(place, message);
    draft.about(None, item);
    draft
}

/// Reports something that a handler does, or a function that it calls; the first of its routes is named.
pub(super) fn report_handling<'c, 'a>(
    cx: &'c mut Context<'a>,
    handling: &Handling<'_>,
    body: &Body<'_>,
    span: Span,
    message: impl Into<String>,
) -> &'c mut Draft<'a> {
    let handler = routes::one_line(cx, handling.body.name_span());
    let draft = report(cx, body, span, message);
    draft.endpoint = endpoint(handling);
    if body.item != handling.body.item {
        draft.label(handler, "the handler that calls it");
    }
    draft
}

/// The same for what is given something of a request, which is shown.
pub(super) fn report_reached<'c, 'a>(
    cx: &'c mut Context<'a>,
    handling: &Handling<'_>,
    (body, span): (&Body<'_>, Span),
    source: &Source,
    message: impl Into<String>,
) -> &'c mut Draft<'a> {
    let place = routes::one_line(cx, source.span);
    let draft = report_handling(cx, handling, body, span, message);
    draft.label(place, format!("`{}` comes from {}", source.name, source.origin.name()));
    draft
}

/// The first endpoint that a handler answers.
fn endpoint(handling: &Handling<'_>) -> Option<EndpointName> {
    let route = handling.routes.first()?;
    let method = route.method.as_deref().unwrap_or("ANY").to_owned();
    Some(EndpointName { method, path: route.path.to_string() })
}
