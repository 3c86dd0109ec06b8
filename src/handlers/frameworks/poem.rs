//! poem 1 to 3, with poem-openapi: paths stand in `at` and `nest`, or on the functions of an API.
//!
//! What is put on a route with `with` and the like covers all that it was told; nothing can be told to it afterwards.

mod api;

use super::super::annotation::METHODS;
use super::super::condition::{Condition, Conditions};
use super::super::framework::{Call, Framework, Syntax};
use super::super::machine::Machine;
use super::super::router::RouterId;
use super::super::text::Text;
use super::super::value::{FunctionRef, Layer, Value, Verb, Verbs};
use crate::code::ItemId;
use std::rc::Rc;

pub(in crate::handlers) static POEM: Framework = Framework {
    name: "poem",
    crates: &["poem", "poem_openapi"],
    words: &[
        "Route",
        "RouteMethod",
        "RouteDomain",
        "RouteScheme",
        "OpenApiService",
        "OpenApi",
        "Endpoint",
        "IntoEndpoint",
        "BoxEndpoint",
    ],
    routers: &["Route", "OpenApiService", "RouteDomain", "RouteScheme"],
    syntax: Syntax::Braces,
    function,
    method,
};

/// Methods of endpoints that put their argument in front.
const COVERING: &[&str] = &["with", "with_if", "around", "before", "after", "data", "data_opt"];

/// Methods of endpoints and services that change nothing about routes.
const NEUTRAL: &[&str] = &[
    "boxed",
    "map_to_response",
    "to_response",
    "map",
    "and_then",
    "catch_error",
    "catch_all_error",
    "inspect_err",
    "inspect_all_err",
    "into_endpoint",
    "server",
    "description",
    "summary",
    "contact",
    "license",
    "terms_of_service",
    "external_document",
    "extra_response_header",
    "extra_request_header",
    "webhooks",
    "cookie_key",
    "url_prefix",
    "tag",
    "run",
    "run_with_graceful_shutdown",
    "into_tower_service",
    "get_response",
    "call",
];

fn function<'w>(cx: &mut Machine<'w>, call: &Call<'_, 'w>) -> Option<Value<'w>> {
    let is_certain = call.path.first().is_some_and(|it| POEM.crates.contains(&&**it));
    match (call.of_type(), call.name()) {
        (Some(("OpenApiService", "new")), _) => Some(api::service(cx, call)),
        (Some(("Route" | "RouteDomain" | "RouteScheme", "new" | "default")), _) => {
            Some(Value::Router(cx.new_router(&POEM, call.expr.span)))
        }
        (Some(("RouteMethod", "new" | "default")), _) => Some(Value::Verbs(Rc::new(verbs(Vec::new())))),
        (_, "make" | "make_sync") if is_certain => Some(call.argument(0)),
        (_, name) if is_certain && METHODS.contains(&name) => {
            Some(Value::Verbs(Rc::new(verbs(vec![answer(cx, call, name, 0)]))))
        }
        _ => None,
    }
}

fn verbs(list: Vec<Verb<'_>>) -> Verbs<'_> {
    Verbs { framework: &POEM, list }
}

/// `get(handler)`; what stands in front of the handler alone is taken off it.
fn answer<'w>(cx: &mut Machine<'w>, call: &Call<'_, 'w>, method: &str, number: usize) -> Verb<'w> {
    let (handler, layers) = peeled(cx, call.argument(number));
    Verb { method: Some(method.to_uppercase().into()), handler, layers, span: call.argument_span(number) }
}

fn method<'w>(cx: &mut Machine<'w>, receiver: &Value<'w>, call: &Call<'_, 'w>) -> Option<Value<'w>> {
    match receiver {
        Value::Router(router) => method_of_router(cx, *router, call),
        Value::Verbs(verbs) => method_of_verbs(cx, verbs, call),
        // `Server::new(listener).run(app)`.
        _ if NEUTRAL.contains(&call.name()) => Some(call.argument(0)),
        _ => None,
    }
}

fn method_of_verbs<'w>(
    cx: &mut Machine<'w>,
    before: &Rc<Verbs<'w>>,
    call: &Call<'_, 'w>,
) -> Option<Value<'w>> {
    let mut list = before.list.clone();
    match call.name() {
        name if METHODS.contains(&name) => list.push(answer(cx, call, name, 0)),
        "method" => {
            let method = cx.workspace.slice(call.argument_span(0)).rsplit("::").next().unwrap_or_default();
            list.push(answer(cx, call, method, 1));
        }
        name if COVERING.contains(&name) => {
            let layer = cx.new_layer(covering(call), call.span);
            list.iter_mut().for_each(|it| it.layers.push(layer.clone()));
        }
        name if NEUTRAL.contains(&name) => {}
        _ => return None,
    }
    Some(Value::Verbs(Rc::new(verbs(list))))
}

/// What is put in front: the last argument, as `with_if` is told first whether.
fn covering<'w>(call: &Call<'_, 'w>) -> Value<'w> {
    call.arguments.last().cloned().unwrap_or(Value::Unknown)
}

fn method_of_router<'w>(cx: &mut Machine<'w>, router: RouterId, call: &Call<'_, 'w>) -> Option<Value<'w>> {
    let paths = || {
        cx.texts(&call.argument(0), call.argument_span(0))
            .into_iter()
            .map(|it| (it.0, braced(it.1)))
            .collect::<Vec<_>>()
    };
    match (call.name(), call.arguments) {
        ("at" | "try_at", [host, endpoint]) if is_by_host(cx, call) => {
            by_host(cx, router, host, endpoint, call);
        }
        ("https" | "http", [endpoint]) => below(cx, router, &anywhere(), endpoint, call),
        ("at" | "try_at", [_, endpoint]) => tell(cx, router, &rooted(paths()), endpoint, call),
        ("nest" | "try_nest", [_, endpoint]) => below(cx, router, &paths(), endpoint, call),
        ("nest_no_strip" | "try_nest_no_strip", [_, endpoint]) => {
            unstripped(cx, router, &paths(), endpoint, call);
        }
        ("just_at", [endpoint]) => tell(cx, router, &anywhere(), endpoint, call),
        (name, [_, ..]) if COVERING.contains(&name) => cx.cover_all(router, covering(call), call.span),
        (name, _) if NEUTRAL.contains(&name) => {}
        (name, _) if name.starts_with("spec") || UI.contains(&name) => return Some(cx.opaque(call, None)),
        _ => return None,
    }
    Some(Value::Router(router))
}

/// Pages that show a document.
const UI: &[&str] = &[
    "swagger_ui",
    "swagger_ui_html",
    "rapidoc",
    "rapidoc_html",
    "redoc",
    "redoc_html",
    "openapi_explorer",
    "openapi_explorer_html",
    "stoplight_elements",
    "stoplight_elements_html",
    "scalar",
    "scalar_html",
];

fn anywhere() -> [(Conditions, Text); 1] {
    [(Conditions::default(), Text::default())]
}

/// Whether the receiver was made by `RouteDomain::new()`: its first argument is no path.
fn is_by_host(cx: &Machine<'_>, call: &Call<'_, '_>) -> bool {
    let mut expr = call.expr;
    while let crate::code::ExprKind::Method { receiver, .. } = &expr.kind {
        expr = receiver;
    }
    cx.workspace.slice(expr.span).contains("RouteDomain")
}

fn by_host<'w>(
    cx: &mut Machine<'w>,
    router: RouterId,
    host: &Value<'w>,
    endpoint: &Value<'w>,
    call: &Call<'_, 'w>,
) {
    let host = match host {
        Value::Text(text) => text.as_known().unwrap_or("…").to_owned(),
        _ => cx.workspace.slice(call.argument_span(0)).to_owned(),
    };
    let condition = Condition { text: format!("host is {host}"), span: call.expr.span, arm: 0 };
    cx.under_one(condition, |cx| below(cx, router, &anywhere(), endpoint, call));
}

/// `at`: one path.
fn tell<'w>(
    cx: &mut Machine<'w>,
    router: RouterId,
    paths: &[(Conditions, Text)],
    endpoint: &Value<'w>,
    call: &Call<'_, 'w>,
) {
    cx.each(endpoint, |cx, endpoint| match &endpoint {
        Value::Router(_) => cx.mount(router, paths, &endpoint, call.span),
        Value::Verbs(verbs) => tell_verbs(cx, router, paths, verbs, call),
        _ => {
            let verbs = any(cx, endpoint, call);
            tell_verbs(cx, router, paths, &verbs, call);
        }
    });
}

/// `get(route)`: what answers may be a route again.
fn tell_verbs<'w>(
    cx: &mut Machine<'w>,
    router: RouterId,
    paths: &[(Conditions, Text)],
    verbs: &Verbs<'w>,
    call: &Call<'_, 'w>,
) {
    for verb in &verbs.list {
        match verb.handler {
            Value::Router(_) => cx.mount(router, paths, &verb.handler, call.span),
            _ => {
                let one = self::verbs(vec![verb.clone()]);
                cx.tell_verbs(router, paths, &one, call.argument_span(0));
            }
        }
    }
}

/// `nest`: everything below a path.
fn below<'w>(
    cx: &mut Machine<'w>,
    router: RouterId,
    paths: &[(Conditions, Text)],
    endpoint: &Value<'w>,
    call: &Call<'_, 'w>,
) {
    cx.each(endpoint, |cx, endpoint| {
        let verbs = match endpoint {
            Value::Router(_) | Value::Nothing => return cx.mount(router, paths, &endpoint, call.span),
            Value::Verbs(verbs) => verbs,
            _ => Rc::new(any(cx, endpoint, call)),
        };
        tell_verbs(cx, router, &with_rest(paths), &verbs, call);
    });
}

/// The paths of a router that is nested so hold the prefix themselves.
fn unstripped<'w>(
    cx: &mut Machine<'w>,
    router: RouterId,
    paths: &[(Conditions, Text)],
    endpoint: &Value<'w>,
    call: &Call<'_, 'w>,
) {
    match endpoint {
        Value::Router(_) => cx.mount(router, &anywhere(), endpoint, call.span),
        _ => below(cx, router, paths, endpoint, call),
    }
}

fn with_rest(paths: &[(Conditions, Text)]) -> Vec<(Conditions, Text)> {
    let rest = |it: &Text| {
        it.clone().map(|it| it.trim_end_matches('/').to_owned()).followed_by(Text::known("/{*path}"))
    };
    paths.iter().map(|it| (it.0.clone(), rest(&it.1))).collect()
}

/// An endpoint that answers any method.
fn any<'w>(cx: &mut Machine<'w>, endpoint: Value<'w>, call: &Call<'_, 'w>) -> Verbs<'w> {
    let (handler, layers) = peeled(cx, endpoint);
    verbs(vec![Verb { method: None, handler, layers, span: call.argument_span(1) }])
}

/// An endpoint without what was put in front of it, and that, innermost first.
fn peeled<'w>(cx: &mut Machine<'w>, mut handler: Value<'w>) -> (Value<'w>, Vec<Layer<'w>>) {
    let mut layers = Vec::new();
    while let Value::Call(call) = &handler {
        let (Some(receiver), name) = (call.receiver.clone(), call.path.last().map_or("", |it| it)) else {
            break;
        };
        if COVERING.contains(&name) {
            let layer = call.arguments.last().cloned().unwrap_or(Value::Unknown);
            layers.push(cx.new_layer(layer, call.expr.span));
        } else if !NEUTRAL.contains(&name) {
            break;
        }
        handler = receiver;
    }
    layers.reverse();
    (answering(cx, handler), layers)
}

/// Of a type that is an endpoint, the function that answers.
fn answering<'w>(cx: &Machine<'w>, handler: Value<'w>) -> Value<'w> {
    let of = |ty: ItemId| {
        let item = *cx.workspace.members(ty, "call").first()?;
        Some(Value::Function(FunctionRef { item, self_type: Some(ty) }))
    };
    match handler {
        Value::Type(ty) => of(ty).unwrap_or(handler),
        Value::Object(object) => cx.objects[object.0].item.and_then(of).unwrap_or(handler),
        _ => handler,
    }
}

/// The root of a route stands where the route is nested, without a slash of its own.
fn rooted(paths: Vec<(Conditions, Text)>) -> Vec<(Conditions, Text)> {
    let text = |it: Text| if it.as_known() == Some("/") { Text::default() } else { it };
    paths.into_iter().map(|it| (it.0, text(it.1))).collect()
}

/// `:id`, `:id<\d+>`, `<\d+>`, `*rest` in braces.
fn braced(path: Text) -> Text {
    path.map(|it| it.split_inclusive('/').map(segment).collect())
}

fn segment(segment: &str) -> String {
    let (text, end) = segment.strip_suffix('/').map_or((segment, ""), |it| (it, "/"));
    let braced = match (text.chars().next(), text.split_once('<')) {
        (Some(':'), Some((name, pattern))) => format!("{{{}:{}}}", &name[1..], pattern.trim_end_matches('>')),
        (Some(':'), None) => format!("{{{}}}", &text[1..]),
        (Some('*'), _) => format!("{{*{}}}", &text[1..]),
        (Some('<'), Some((_, pattern))) => format!("{{pattern:{}}}", pattern.trim_end_matches('>')),
        _ => text.to_owned(),
    };
    braced + end
}
