//! tonic: services of gRPC stand beside what an HTTP interface describes. They are told, and not looked into.

use super::super::framework::{Call, Framework, Syntax};
use super::super::machine::{Machine, here};
use super::super::router::RouterId;
use super::super::value::Value;
use super::axum::AXUM;

pub(in crate::handlers) static TONIC: Framework = Framework {
    name: "tonic",
    crates: &["tonic"],
    words: &["Server::builder", "Routes", "RoutesBuilder"],
    routers: &["Router", "Routes", "RoutesBuilder"],
    syntax: Syntax::Braces,
    function,
    method,
};

fn function<'w>(cx: &mut Machine<'w>, call: &Call<'_, 'w>) -> Option<Value<'w>> {
    if call.path.first().is_none_or(|it| &**it != "tonic") {
        return None;
    }
    let ("Server" | "Routes" | "RoutesBuilder", "builder" | "new" | "default") = call.of_type()? else {
        return None;
    };
    let router = cx.new_router(&TONIC, call.expr.span);
    if let [service] = call.arguments {
        serve(cx, router, service, call);
    }
    Some(Value::Router(router))
}

fn method<'w>(cx: &mut Machine<'w>, receiver: &Value<'w>, call: &Call<'_, 'w>) -> Option<Value<'w>> {
    let Value::Router(router) = *receiver else { return None };
    match (call.name(), call.arguments) {
        ("add_service" | "add_optional_service", [service]) => serve(cx, router, service, call),
        ("add_routes", [routes]) => cx.mount(router, &here(), routes, call.span),
        ("layer", [layer]) => cx.cover_all(router, layer.clone(), call.span),
        ("into_axum_router" | "into_router", []) => {
            let around = cx.new_router(&AXUM, call.span);
            cx.mount(around, &here(), receiver, call.span);
            return Some(Value::Router(around));
        }
        _ => {}
    }
    Some(Value::Router(router))
}

fn serve<'w>(cx: &mut Machine<'w>, router: RouterId, service: &Value<'w>, call: &Call<'_, 'w>) {
    let name = match service {
        Value::Call(made) => made.origin().path.iter().rev().nth(1).map(|it| format!(" `{it}`")),
        _ => None,
    };
    let reason = format!("the gRPC service{} is described by a `.proto`", name.unwrap_or_default());
    cx.unresolved(router, &here(), &reason, call.argument_span(0));
}
