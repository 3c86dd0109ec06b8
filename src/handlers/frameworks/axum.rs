//! axum 0.6 to 0.8, with what builds on it: utoipa-axum, aide, axum-extra.
//!
//! A layer covers what a router was told before it, and nothing that comes later.

use crate::code::Name;
use crate::handlers::condition::Conditions;
use crate::handlers::framework::{Call, Framework, Syntax};
use crate::handlers::machine::{Machine, here};
use crate::handlers::router::{EntryKind, RouterId};
use crate::handlers::text::Text;
use crate::handlers::value::{Value, Verb, Verbs};
use std::rc::Rc;

pub(in crate::handlers) static AXUM: Framework = Framework {
    name: "axum",
    crates: &["axum", "axum_extra", "axum_routing", "utoipa_axum", "aide"],
    words: &["Router", "ApiRouter", "OpenApiRouter", "MethodRouter", "UtoipaMethodRouter"],
    routers: &["Router", "ApiRouter", "OpenApiRouter"],
    syntax: Syntax::BracesOrColons,
    function,
    method,
};

/// Names of functions and methods that take a handler, with the method each is for; `None` for any.
const VERBS: &[(&str, Option<&str>)] = &[
    ("get", Some("GET")),
    ("post", Some("POST")),
    ("put", Some("PUT")),
    ("delete", Some("DELETE")),
    ("patch", Some("PATCH")),
    ("head", Some("HEAD")),
    ("options", Some("OPTIONS")),
    ("trace", Some("TRACE")),
    ("connect", Some("CONNECT")),
    ("any", None),
];

/// Methods of routers that change nothing about routes.
const NEUTRAL: &[&str] = &[
    "with_state",
    "into_make_service",
    "into_make_service_with_connect_info",
    "into_service",
    "as_service",
    "boxed",
    "finish_api",
    "finish_api_with",
    "without_v07_checks",
    "path_items",
    "into_openapi",
    "to_openapi",
    "reset_fallback",
    "with_path_items",
];

fn function<'w>(cx: &mut Machine<'w>, call: &Call<'_, 'w>) -> Option<Value<'w>> {
    if let Some((ty, "new" | "default" | "with_openapi")) = call.of_type() {
        return match ty {
            "MethodRouter" | "ApiMethodRouter" => Some(Value::Verbs(Rc::new(verbs(Vec::new())))),
            _ if AXUM.routers.contains(&ty) => Some(Value::Router(cx.new_router(&AXUM, call.expr.span))),
            _ => None,
        };
    }
    match call.name() {
        "routes!" => Some(annotated(cx, call)),
        "on" | "on_service" => Some(Value::Verbs(Rc::new(verbs(filtered(call))))),
        name => {
            let method = verb(name)?;
            Some(Value::Verbs(Rc::new(verbs(vec![answer(method, call, 0)]))))
        }
    }
}

fn method<'w>(cx: &mut Machine<'w>, receiver: &Value<'w>, call: &Call<'_, 'w>) -> Option<Value<'w>> {
    match receiver {
        Value::Router(router) => method_of_router(cx, *router, call),
        Value::Verbs(verbs) => method_of_verbs(cx, verbs, call),
        _ => None,
    }
}

fn method_of_router<'w>(cx: &mut Machine<'w>, router: RouterId, call: &Call<'_, 'w>) -> Option<Value<'w>> {
    let here = here();
    let first = cx.texts(&call.argument(0), call.argument_span(0));
    match call.name() {
        "route" | "api_route" | "api_route_with" | "route_with_tsr" | "api_route_docs" => {
            cx.tell_handlers(router, &first, &call.argument(1), call.argument_span(0));
        }
        "nest" | "nest_api_service" => cx.mount(router, &first, &call.argument(1), call.span),
        "merge" | "routes" => cx.mount(router, &here, &call.argument(0), call.span),
        "nest_service" | "route_service" => service(cx, router, &first, call),
        "fallback" | "fallback_service" | "method_not_allowed_fallback" => {
            cx.tell(router, &here, &EntryKind::Fallback(call.argument(0)), call.span);
        }
        "layer" => cover(cx, router, call, |_| true),
        "route_layer" => cover(cx, router, call, |it| !matches!(it, EntryKind::Fallback(_))),
        "split_for_parts" => return Some(Value::Tuple([Value::Router(router), Value::Unknown].into())),
        name if NEUTRAL.contains(&name) => {}
        name => typed(cx, router, name.strip_prefix("typed_")?, call)?,
    }
    Some(Value::Router(router))
}

fn cover<'w>(
    cx: &mut Machine<'w>,
    router: RouterId,
    call: &Call<'_, 'w>,
    covers: impl Fn(&EntryKind<'w>) -> bool,
) {
    cx.cover(router, call.argument(0), call.span, covers);
    let layer = cx.new_layer(call.argument(0), call.span);
    cx.routers.get_mut(router).earlier.push(layer);
}

/// A service may be a router after all.
fn service<'w>(cx: &mut Machine<'w>, router: RouterId, path: &[(Conditions, Text)], call: &Call<'_, 'w>) {
    let service = call.argument(1);
    cx.each(&service, |cx, service| match service {
        Value::Router(_) => cx.mount(router, path, &service, call.span),
        Value::Verbs(verbs) => cx.tell_verbs(router, path, &verbs, call.argument_span(0)),
        other if call.name() == "route_service" => {
            cx.tell(router, path, &EntryKind::Route(None, other), call.argument_span(0));
        }
        other => cx.tell(router, path, &EntryKind::Service(other), call.argument_span(0)),
    });
}

/// `typed_get(handler)`: the path stands on the type of the handler's first input.
fn typed<'w>(cx: &mut Machine<'w>, router: RouterId, method: &str, call: &Call<'_, 'w>) -> Option<()> {
    let method = verb(method)?;
    let handler = call.argument(0);
    let path = cx.typed_path(&handler).map_or_else(|| Text::hole("TypedPath"), Text::known);
    cx.tell(
        router,
        &[(Default::default(), path)],
        &EntryKind::Route(method.map(Into::into), handler),
        call.span,
    );
    Some(())
}

fn method_of_verbs<'w>(
    cx: &mut Machine<'w>,
    before: &Rc<Verbs<'w>>,
    call: &Call<'_, 'w>,
) -> Option<Value<'w>> {
    let mut list = before.list.clone();
    match call.name() {
        "layer" | "route_layer" => {
            let layer = cx.new_layer(call.argument(0), call.span);
            list.iter_mut().for_each(|it| it.layers.push(layer.clone()));
        }
        "on" | "on_service" => list.extend(filtered(call)),
        "merge" => match call.argument(0) {
            Value::Verbs(more) => list.extend(more.list.iter().cloned()),
            _ => return None,
        },
        "with_state" | "fallback" | "fallback_service" | "boxed" => {}
        name => list.push(answer(verb(name)?, call, 0)),
    }
    Some(Value::Verbs(Rc::new(verbs(list))))
}

/// `routes!(a, b)`: method and path stand on the functions.
fn annotated<'w>(cx: &mut Machine<'w>, call: &Call<'_, 'w>) -> Value<'w> {
    let router = cx.new_router(&AXUM, call.expr.span);
    for (number, handler) in call.arguments.iter().enumerate() {
        let span = call.argument_span(number);
        let found = cx.annotations_of(handler);
        if found.is_empty() {
            let here = [(Default::default(), Text::hole("path"))];
            cx.unresolved(router, &here, "the handler has no `utoipa::path` that could be read", span);
        }
        for (method, path) in found {
            let path = [(Default::default(), path)];
            cx.tell(router, &path, &EntryKind::Route(Some(method), handler.clone()), span);
        }
    }
    Value::Router(router)
}

/// `on(MethodFilter::GET.or(MethodFilter::POST), handler)`: every method that the filter names.
fn filtered<'w>(call: &Call<'_, 'w>) -> Vec<Verb<'w>> {
    let mut named = Vec::new();
    if let Value::External(path) = call.argument(0) {
        let last = path.last().map_or("", |it| it);
        named.extend(VERBS.iter().filter_map(|it| it.1).find(|it| *it == last));
    }
    if named.is_empty()
        && let Some(filter) = call.exprs.first()
    {
        crate::code::visit::expressions_in(filter, |it| {
            if let crate::code::ExprKind::Path(path) = &it.kind {
                let is_method = |it: &&(&str, Option<&str>)| it.1.is_some_and(|method| method == path.last());
                named.extend(VERBS.iter().find(is_method).and_then(|it| it.1));
            }
        });
    }
    match named.is_empty() {
        true => vec![answer(None, call, 1)],
        false => named.into_iter().map(|it| answer(Some(it), call, 1)).collect(),
    }
}

fn answer<'w>(method: Option<&'static str>, call: &Call<'_, 'w>, number: usize) -> Verb<'w> {
    Verb {
        method: method.map(Name::from),
        handler: call.argument(number),
        layers: Vec::new(),
        span: call.argument_span(number),
    }
}

fn verbs(list: Vec<Verb<'_>>) -> Verbs<'_> {
    Verbs { framework: &AXUM, list }
}

/// The method of a function that takes a handler: `Some(None)` for any.
fn verb(name: &str) -> Option<Option<&'static str>> {
    let name = name.trim_end_matches("_with").trim_end_matches("_service");
    VERBS.iter().find(|it| it.0 == name).map(|it| it.1)
}
