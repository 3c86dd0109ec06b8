//! Rocket 0.5, with rocket_okapi: paths stand on the handlers, prefixes where lists of them are mounted.

use crate::code::{Argument, Attribute, Name, Token};
use crate::handlers::annotation::METHODS;
use crate::handlers::framework::{Call, Framework, Syntax};
use crate::handlers::machine::Machine;
use crate::handlers::router::{EntryKind, RouterId};
use crate::handlers::text::Text;
use crate::handlers::value::Value;

pub(in crate::handlers) static ROCKET: Framework = Framework {
    name: "Rocket",
    crates: &["rocket", "rocket_okapi", "revolt_rocket_okapi"],
    words: &["rocket", "Rocket", "routes", "Route", "openapi_get_routes", "openapi_get_routes_spec"],
    routers: &["Rocket"],
    syntax: Syntax::Angles,
    function,
    method,
};

/// Methods that change nothing about routes.
const NEUTRAL: &[&str] = &["manage", "register", "configure", "ignite", "launch", "unwrap"];

fn function<'w>(cx: &mut Machine<'w>, call: &Call<'_, 'w>) -> Option<Value<'w>> {
    match call.name() {
        "build" | "custom" | "ignite" => Some(Value::Router(cx.new_router(&ROCKET, call.expr.span))),
        "routes!" | "openapi_get_routes!" | "openapi_routes!" => {
            Some(Value::List(call.arguments.to_vec().into()))
        }
        "openapi_get_routes_spec!" => {
            let handlers = call.arguments.iter().filter(|it| matches!(it, Value::Function(_))).cloned();
            Some(Value::Tuple([Value::List(handlers.collect()), Value::Unknown].into()))
        }
        _ => None,
    }
}

fn method<'w>(cx: &mut Machine<'w>, receiver: &Value<'w>, call: &Call<'_, 'w>) -> Option<Value<'w>> {
    let Value::Router(router) = *receiver else { return None };
    match (call.name(), call.arguments) {
        ("mount", [prefix, routes]) => {
            let paths = cx.texts(prefix, call.argument_span(0));
            cx.each(routes, |cx, it| mount(cx, router, &paths, &it, call));
        }
        ("attach", [fairing]) => cx.cover_all(router, fairing.clone(), call.span),
        (name, _) if NEUTRAL.contains(&name) => {}
        _ => return None,
    }
    Some(Value::Router(router))
}

fn mount<'w>(
    cx: &mut Machine<'w>,
    router: RouterId,
    prefixes: &[(crate::handlers::condition::Conditions, Text)],
    routes: &Value<'w>,
    call: &Call<'_, 'w>,
) {
    match routes {
        _ if !cx.step() => {}
        Value::List(all) | Value::Tuple(all) => {
            all.iter().for_each(|it| mount(cx, router, prefixes, it, call));
        }
        Value::Function(function) => {
            let routes: Vec<_> = cx.attributes_of(routes).iter().filter_map(|it| route_of(cx, it)).collect();
            let span = cx.workspace.item(function.item).name_span;
            let handler = Value::Function(*function);
            if routes.is_empty() {
                cx.unresolved(router, prefixes, "the handler has no attribute that names its path", span);
            }
            for (method, path) in routes {
                let add = |it: &(_, Text)| (Clone::clone(&it.0), below(&it.1, &path));
                let paths: Vec<_> = prefixes.iter().map(add).collect();
                cx.tell(router, &paths, &EntryKind::Route(Some(method), handler.clone()), span);
            }
        }
        Value::Call(_) => cx.tell(router, prefixes, &EntryKind::Service(routes.clone()), call.span),
        _ => cx.unresolved(
            router,
            prefixes,
            "the routes that are mounted here could not be followed",
            call.span,
        ),
    }
}

/// Method and path of `#[get("/users/<id>")]`, `#[route(GET, uri = "/users/<id>")]`.
fn route_of<'w>(cx: &Machine<'w>, attribute: &'w Attribute) -> Option<(Name, Text)> {
    let all: Vec<Argument<'w>> = Argument::list(&attribute.tokens).collect();
    let path =
        all.iter().find(|it| it.name == Some("uri")).or_else(|| all.iter().find(|it| it.text().is_some()))?;
    let method = match attribute.path.last() {
        "route" => {
            all.iter().find(|it| it.name.is_none())?.value.iter().rev().find_map(Token::ident)?.to_uppercase()
        }
        name if METHODS.contains(&name) => name.to_uppercase(),
        _ => return None,
    };
    let path = cx.text_of(path).map(|it| it.split('?').next().unwrap_or_default().to_owned());
    Some((method.into(), path))
}

/// A path below a prefix: `/` below `/users` is `/users`.
fn below(prefix: &Text, path: &Text) -> Text {
    match (prefix.as_known(), path.as_known()) {
        (Some("" | "/"), _) => path.clone(),
        (_, Some("/")) => prefix.clone(),
        _ => prefix.clone().map(|it| it.trim_end_matches('/').to_owned()).followed_by(path.clone()),
    }
}
