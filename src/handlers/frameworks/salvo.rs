//! salvo: routers inside routers, each with filters of its own. What a router is hooped with covers it and
//! all inside it, whenever it is told.

use super::super::condition::{Condition, Conditions};
use super::super::framework::{Call, Framework, Syntax};
use super::super::machine::Machine;
use super::super::router::{EntryKind, RouterId};
use super::super::text::Text;
use super::super::value::{OpaqueCall, Value, Verb, Verbs};
use crate::code::Name;
use crate::source::Span;
use std::rc::Rc;

pub(in crate::handlers) static SALVO: Framework = Framework {
    name: "salvo",
    crates: &["salvo", "salvo_core", "salvo_oapi", "salvo_extra"],
    words: &["Router"],
    routers: &["Router"],
    syntax: Syntax::BracesOrAngles,
    function,
    method,
};

/// Functions and methods that take a handler for the method of their name.
const VERBS: &[&str] = &["get", "post", "put", "delete", "patch", "head", "options", "query"];

/// Methods of routers and services that change nothing about routes.
const NEUTRAL: &[&str] = &[
    "catcher",
    "oapi_tag",
    "oapi_tags",
    "oapi_security",
    "oapi_securities",
    "allowed_media_types",
    "fuse_factory",
    "merge_router",
    "routers",
    "hoops",
    "filters",
    "into_handler",
];

fn function<'w>(cx: &mut Machine<'w>, call: &Call<'_, 'w>) -> Option<Value<'w>> {
    match call.of_type()? {
        ("Router", "new" | "default") => Some(Value::Router(cx.new_router(&SALVO, call.expr.span))),
        ("Router", name) => {
            let begun = name.strip_prefix("try_with_").or_else(|| name.strip_prefix("with_"))?;
            let router = cx.new_router(&SALVO, call.expr.span);
            change(cx, router, begun, call)?;
            Some(Value::Router(router))
        }
        // What a service is hooped with stands in front of all that its router is.
        ("Service", "new") => {
            let around = cx.new_router(&SALVO, call.expr.span);
            cx.mount(around, &[(Conditions::default(), Text::default())], &call.argument(0), call.span);
            Some(Value::Router(around))
        }
        ("filters", "path") => Some(call.argument(0)),
        ("filters", name) if VERBS.contains(&name) => Some(Value::Verbs(Rc::new(Verbs {
            framework: &SALVO,
            list: vec![verb(name, Value::Unknown, call.expr.span)],
        }))),
        _ => None,
    }
}

fn verb<'w>(name: &str, handler: Value<'w>, span: Span) -> Verb<'w> {
    Verb { method: Some(name.to_uppercase().into()), handler, layers: Vec::new(), span }
}

fn method<'w>(cx: &mut Machine<'w>, receiver: &Value<'w>, call: &Call<'_, 'w>) -> Option<Value<'w>> {
    match receiver {
        Value::Router(router) => {
            method_of_router(cx, *router, call)?;
            Some(receiver.clone())
        }
        Value::Call(made) => match (call.name(), call.arguments) {
            ("into_router", [_]) => Some(documentation(cx, made, receiver, call)),
            // A document is made of the routes: they stay what they are.
            ("merge_router" | "merge_router_with_base", _) => Some(receiver.clone()),
            ("http01_challenge", [Value::Router(router)]) => {
                let path = Text::known(".well-known/acme-challenge/{token}");
                let kind = EntryKind::Route(None, receiver.clone());
                cx.tell(*router, &[(Conditions::default(), path)], &kind, call.span);
                Some(receiver.clone())
            }
            _ => None,
        },
        _ => None,
    }
}

fn method_of_router<'w>(cx: &mut Machine<'w>, router: RouterId, call: &Call<'_, 'w>) -> Option<()> {
    let here = [(Conditions::default(), Text::default())];
    match (call.name(), call.arguments) {
        ("goal", [handler]) => cx.tell(router, &here, &EntryKind::Route(None, handler.clone()), call.span),
        (name, [handler]) if VERBS.contains(&name) => {
            let method = Some(name.to_uppercase().into());
            cx.tell(router, &here, &EntryKind::Route(method, handler.clone()), call.argument_span(0));
        }
        ("push" | "unshift" | "append", [inner]) => cx.mount(router, &here, inner, call.span),
        ("insert", [_, inner]) => cx.mount(router, &here, inner, call.span),
        ("then", [function]) => {
            let result = cx.apply(function, &[Value::Router(router)], call.expr);
            if result.is_none() {
                cx.unresolved(
                    router,
                    &here,
                    "the function that changes this router could not be followed",
                    call.span,
                );
            }
        }
        (name, _) if NEUTRAL.contains(&name) => {}
        (name, _) => change(cx, router, name.strip_prefix("try_").unwrap_or(name), call)?,
    }
    Some(())
}

/// What stands in front of a router: `hoop`, `path`, `filter`, `host` and the like.
fn change<'w>(cx: &mut Machine<'w>, router: RouterId, name: &str, call: &Call<'_, 'w>) -> Option<()> {
    match (name, call.arguments) {
        ("hoop", [hoop]) => hooped(cx, router, hoop, &Conditions::default(), call),
        ("hoop_when", [hoop, _]) => {
            let asked = asked(cx, call, 1);
            hooped(cx, router, hoop, &asked, call);
        }
        ("path", [path]) => below(cx, router, path, call.argument_span(0)),
        ("filter", [filter]) => filtered(cx, router, filter, call),
        ("filter_fn" | "host" | "port" | "scheme", [_]) => only_when(cx, router, call),
        _ => return None,
    }
    Some(())
}

/// The first one told is the outermost.
fn hooped<'w>(
    cx: &mut Machine<'w>,
    router: RouterId,
    hoop: &Value<'w>,
    when: &Conditions,
    call: &Call<'_, 'w>,
) {
    let layer = cx.under(when, |cx| cx.new_layer(hoop.clone(), call.span));
    cx.routers.get_mut(router).layers.insert(0, layer);
}

/// Paths that a router is told add up.
fn below<'w>(cx: &mut Machine<'w>, router: RouterId, path: &Value<'w>, span: Span) {
    let mut paths = cx.texts(path, span);
    let only = if paths.len() == 1 { paths.pop().map(|it| it.1) } else { None };
    let path = only.unwrap_or_else(|| Text::hole(cx.workspace.slice(span)));
    let router = cx.routers.get_mut(router);
    let before = std::mem::take(&mut router.prefix);
    router.prefix = match before.pieces().is_empty() {
        true => path,
        false => before.followed_by(Text::known("/")).followed_by(path),
    };
}

fn filtered<'w>(cx: &mut Machine<'w>, router: RouterId, filter: &Value<'w>, call: &Call<'_, 'w>) {
    match filter {
        Value::Text(_) => below(cx, router, filter, call.argument_span(0)),
        Value::Verbs(verbs) => {
            cx.routers.get_mut(router).method = verbs.list.first().and_then(|it| it.method.clone());
        }
        Value::Call(both) if is_and(both) => {
            both.receiver.iter().chain(&both.arguments).for_each(|it| filtered(cx, router, it, call));
        }
        _ => only_when(cx, router, call),
    }
}

fn is_and(call: &OpaqueCall<'_>) -> bool {
    call.path.last().is_some_and(|it| &**it == "and")
}

fn only_when(cx: &mut Machine<'_>, router: RouterId, call: &Call<'_, '_>) {
    let asked = asked(cx, call, 0);
    let router = cx.routers.get_mut(router);
    router.conditions = router.conditions.and(&asked);
}

/// `host("example.org")` as a condition, or the filter itself.
fn asked(cx: &Machine<'_>, call: &Call<'_, '_>, number: usize) -> Conditions {
    let text = match call.name() {
        "host" | "port" | "scheme" | "with_host" | "with_port" => cx.workspace.slice(call.span),
        _ => cx.workspace.slice(call.argument_span(number)),
    };
    let text = text.lines().next().unwrap_or_default().to_owned();
    Conditions::default().with(Condition { text, span: call.argument_span(number), arm: 0 })
}

/// `OpenApi::new(…).into_router("/openapi.json")`, `SwaggerUi::new(…).into_router("/docs")`.
fn documentation<'w>(
    cx: &mut Machine<'w>,
    made: &OpaqueCall<'w>,
    handler: &Value<'w>,
    call: &Call<'_, 'w>,
) -> Value<'w> {
    let router = cx.new_router(&SALVO, call.expr.span);
    let paths = cx.texts(&call.argument(0), call.argument_span(0));
    let is_folder = made.origin().path.iter().any(|it: &Name| &**it == "SwaggerUi");
    let kind = match is_folder {
        true => EntryKind::Service(handler.clone()),
        false => EntryKind::Route(None, handler.clone()),
    };
    cx.tell(router, &paths, &kind, call.argument_span(0));
    Value::Router(router)
}
