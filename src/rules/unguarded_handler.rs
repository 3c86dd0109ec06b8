//! See `rules/unguarded-handler.md`.

use super::{and_more, routes};
use crate::finding::Confidence;
use crate::handlers::Route;
use crate::project::{Endpoint, Served};
use crate::rule::{Check, Context, Place};
use crate::source::Span;

pub(super) const CHECKS: &[Check] = &[Check::Served(check)];

/// An endpoint that strangers reach: where the document demands credentials, and what answers without.
struct Open<'a> {
    endpoint: &'a Endpoint<'a>,
    demand: Span,
    route: &'a Route,
}

fn check<'a>(cx: &mut Context<'a>, served: &Served<'a>) {
    if cx.config.is_authenticated_outside(served.service) {
        return;
    }
    let open: Vec<Open<'a>> = served.endpoints.iter().filter_map(|it| open(it)).collect();
    let is_anywhere = served.service.routes.iter().any(|it| it.protection.may_be_guarded());
    match open.first() {
        Some(first) if !is_anywhere && open.len() > 1 => service(cx, served, first, open.len()),
        _ => open.iter().for_each(|it| handler(cx, it)),
    }
}

fn open<'a>(endpoint: &'a Endpoint<'a>) -> Option<Open<'a>> {
    let route = endpoint.route.filter(|_| endpoint.is_paired)?;
    let demand = endpoint.operation.as_ref()?.security().filter(|it| it.is_demanded())?.node.name_span();
    let is_open = route.handler.function.is_some() && !route.protection.may_be_guarded();
    is_open.then_some(Open { endpoint, demand, route })
}

fn handler<'a>(cx: &mut Context<'a>, open: &Open<'a>) {
    let handler = &open.route.handler;
    let message = format!("`{}` answers `{}` and asks nobody who they are", handler.name, open.endpoint.name);
    let item = routes::item(cx, open.route);
    report(cx, (handler.span, message, item), open, "the route");
}

/// A service that is private where it runs has one fault, not one for each route.
fn service<'a>(cx: &mut Context<'a>, served: &Served<'a>, first: &Open<'a>, count: usize) {
    let (package, name) = (&served.service.package, &first.endpoint.name);
    let more = and_more(count - 1, "operation");
    let message =
        format!("nothing in `{package}` asks who sends requests, as the document demands of `{name}`{more}");
    let item = routes::name_of(cx, served.service.entry);
    let place = routes::one_line(cx, served.service.span);
    report(cx, (place, message, item), first, "one of the routes");
}

fn report<'a>(
    cx: &mut Context<'a>,
    (place, message, item): (Span, String, String),
    open: &Open<'a>,
    what: &str,
) {
    let draft = cx.report(Place::in_file(place), message);
    draft.about(Some(&open.endpoint.name), item).label(open.demand, "the document demands credentials");
    draft.label(open.route.span, what);
    // Layers that nobody could look into may do what is missing.
    if !open.route.layers.is_empty() {
        draft.confidence(Confidence::Low);
    }
}
