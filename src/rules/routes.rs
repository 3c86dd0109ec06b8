//! What rules about routes have in common.

use super::debug_operation;
use crate::code::ItemId;
use crate::handlers::{Route, Segment, Service, Unresolved};
use crate::project::Endpoint;
use crate::rule::Context;
use crate::source::Span;

/// Names of paths by which those who run a service look at it; gateways keep them inside.
const FOR_OPERATORS: &[&str] = &[
    "health",
    "healthz",
    "livez",
    "readyz",
    "ready",
    "live",
    "liveness",
    "readiness",
    "ping",
    "metrics",
    "version",
    "status",
    "favicon.ico",
    "robots.txt",
    "openapi.json",
    "openapi.yaml",
    "swagger-ui",
    "swagger",
    "docs",
    "redoc",
    "scalar",
    "rapidoc",
    "api-docs",
    "healthcheck",
    "health_check",
    "startup",
];

/// Whether a route belongs to another one: an answer to preflight requests, or to HEAD beside GET.
pub(super) fn is_part_of_other(route: &Route) -> bool {
    matches!(route.method.as_deref(), Some("OPTIONS" | "HEAD" | "CONNECT" | "TRACE"))
}

/// Whether a route is there for those who run the service, or gives out files.
pub(super) fn is_for_operators(route: &Route) -> bool {
    let is_known = |it: &Segment| match it {
        Segment::Literal(text) => FOR_OPERATORS.contains(&text.to_ascii_lowercase().as_str()),
        Segment::Rest(_) => true,
        Segment::Parameter(_) | Segment::Unknown(_) => false,
    };
    route.path.segments.is_empty() || route.path.segments.iter().any(is_known)
}

/// The name in a route's path that only tools for insiders have.
pub(super) fn tool_in(route: &Route) -> Option<&str> {
    let fixed: Vec<&str> = route.path.segments.iter().map_while(Segment::literal).collect();
    debug_operation::telling_name(&fixed, fixed.len() < route.path.segments.len())
}

/// A place that could not be followed, and behind which the endpoint may be.
pub(super) fn gap_for<'a>(service: &'a Service, endpoint: &Endpoint<'_>) -> Option<&'a Unresolved> {
    let path = crate::handlers::Template::of_document(&endpoint.name.path);
    let is_around = |it: &&Unresolved| {
        let known = it.path.segments.iter().take_while(|it| !matches!(it, Segment::Unknown(_)));
        known.zip(&path.segments).all(|(a, b)| a == b || matches!(a, Segment::Parameter(_)))
    };
    service.unresolved.iter().find(is_around)
}

/// What the handler of a route is called, by which findings about it are known again.
pub(super) fn item(cx: &Context<'_>, route: &Route) -> String {
    let handler = route.handler.function.map_or_else(|| route.handler.name.clone(), |it| name_of(cx, it));
    format!("{} {}: {handler}", route.method.as_deref().unwrap_or("ANY"), route.path)
}

/// The path of an item from its crate.
pub(super) fn name_of(cx: &Context<'_>, item: ItemId) -> String {
    cx.code.map_or_else(String::new, |it| it.workspace().path_of(item).join("::"))
}

/// A span up to the end of its first line.
pub(super) fn one_line(cx: &Context<'_>, span: Span) -> Span {
    cx.code.and_then(|it| it.source(span.file)).map_or(span, |it| it.first_line(span))
}
