//! Rocket 0.5, with rocket_okapi: paths stand on the handlers, prefixes where lists of them are mounted.

use crate::code::{Argument, Attribute, Name, Token};
use crate::handlers::annotation::METHODS;
use crate::handlers::condition::Conditions;
use crate::handlers::framework::{Call, Framework, Syntax};
use crate::handlers::machine::Machine;
use crate::handlers::router::{EntryKind, RouterId};
use crate::handlers::text::Text;
use crate::handlers::value::Value;

pub(in crate::handlers) static ROCKET: Framework = Framework {
    name: "Rocket",
    crates: &["rocket", "rocket_okapi", "revolt_rocket_okapi"],
    words: &[
        "rocket",
        "Rocket",
        "routes",
        "Route",
        "openapi_get_routes",
        "openapi_get_routes_spec",
        "openapi_routes",
        "get_nested_endpoints_and_docs",
        "mount_endpoints_and_merged_docs",
    ],
    routers: &["Rocket"],
    syntax: Syntax::Angles,
    function,
    method,
};

/// Methods that change nothing about routes.
const NEUTRAL: &[&str] = &["manage", "register", "configure", "ignite", "launch", "unwrap"];

fn function<'w>(cx: &mut Machine<'w>, call: &Call<'_, 'w>) -> Option<Value<'w>> {
    match call.name() {
        "build" | "custom" | "ignite" if !is_of_other_type(call.path) => {
            Some(Value::Router(cx.new_router(&ROCKET, call.expr.span)))
        }
        "routes!" | "openapi_get_routes!" | "openapi_routes!" => {
            Some(Value::List(call.arguments.to_vec().into()))
        }
        "openapi_get_routes_spec!" => {
            let handlers = Value::List(call.arguments.iter().map(without_settings).collect());
            Some(Value::Tuple([handlers, Value::Nothing].into()))
        }
        "get_nested_endpoints_and_docs!" => {
            let router = cx.new_router(&ROCKET, call.expr.span);
            call.arguments.iter().for_each(|it| mount_pair(cx, router, &[], it, call));
            Some(Value::Tuple([Value::Router(router), Value::Nothing].into()))
        }
        "mount_endpoints_and_merged_docs!" => merged(cx, call),
        _ => None,
    }
}

/// `Cookie::build`: cookies and the like are built too.
fn is_of_other_type(path: &[Name]) -> bool {
    let owner = path.iter().rev().nth(1);
    owner.is_some_and(|it| it.starts_with(char::is_uppercase) && &**it != "Rocket")
}

/// `settings: handler` as the handler.
fn without_settings<'w>(argument: &Value<'w>) -> Value<'w> {
    match argument {
        Value::Tuple(both) => both.last().cloned().unwrap_or(Value::Unknown),
        other => other.clone(),
    }
}

/// `mount_endpoints_and_merged_docs! { rocket, "/".to_owned(), settings, "/users" => users::routes() }`.
fn merged<'w>(cx: &mut Machine<'w>, call: &Call<'_, 'w>) -> Option<Value<'w>> {
    let [Value::Router(router), base, _, pairs @ ..] = call.arguments else { return None };
    let base = cx.texts(base, call.argument_span(1));
    pairs.iter().for_each(|it| mount_pair(cx, *router, &base, it, call));
    let add = |it: &(Conditions, Text)| (it.0.clone(), below(&it.1, &Text::known("/openapi.json")));
    let document: Vec<_> = base.iter().map(add).collect();
    let handler = Value::External(call.path.into());
    cx.tell(*router, &document, &EntryKind::Route(Some("GET".into()), handler), call.span);
    Some(Value::Nothing)
}

/// `"/users" => users::routes()`: routes with their part of the document.
fn mount_pair<'w>(
    cx: &mut Machine<'w>,
    router: RouterId,
    base: &[(Conditions, Text)],
    pair: &Value<'w>,
    call: &Call<'_, 'w>,
) {
    let here = [(Conditions::default(), Text::default())];
    let base = if base.is_empty() { &here } else { base };
    match pair {
        Value::Tuple(both) if both.len() == 2 => {
            let paths = cx.texts(&both[0], call.span);
            let each = |outer: &(Conditions, Text)| {
                let each = |it: &(Conditions, Text)| (outer.0.and(&it.0), below(&outer.1, &it.1));
                paths.iter().map(each).collect::<Vec<_>>()
            };
            let paths: Vec<_> = base.iter().flat_map(each).collect();
            cx.each(&both[1], |cx, it| mount(cx, router, &paths, &it, call));
        }
        _ => cx.unresolved(router, base, "the routes that are mounted here could not be followed", call.span),
    }
}

fn method<'w>(cx: &mut Machine<'w>, receiver: &Value<'w>, call: &Call<'_, 'w>) -> Option<Value<'w>> {
    let Value::Router(router) = *receiver else { return None };
    match (call.name(), call.arguments) {
        ("mount", [prefix, routes]) => {
            let paths = cx.texts(prefix, call.argument_span(0));
            cx.each(routes, |cx, it| mount(cx, router, &paths, &it, call));
        }
        ("attach", [fairing]) => {
            ignite(cx, router, fairing, call);
            cx.cover_all(router, fairing.clone(), call.span);
        }
        // What a service knows is none of it.
        ("state" | "config" | "figment" | "routes" | "catchers" | "shutdown", _) => {
            return Some(Value::External(["rocket".into(), call.name().into()].into()));
        }
        (name, _) if NEUTRAL.contains(&name) => {}
        _ => return None,
    }
    Some(Value::Router(router))
}

/// A fairing may mount routes of its own before the service starts.
fn ignite<'w>(cx: &mut Machine<'w>, router: RouterId, fairing: &Value<'w>, call: &Call<'_, 'w>) {
    cx.each(fairing, |cx, it| match &it {
        Value::Call(made) if made.path.last().is_some_and(|it| it.ends_with("on_ignite")) => {
            if let Some(function) = made.arguments.last() {
                cx.apply(function, &[Value::Router(router)], call.expr);
            }
        }
        Value::Type(_) | Value::Object(_) => {
            let function = cx.method_named(&it, "on_ignite").map(Value::Function);
            function.and_then(|function| cx.apply(&function, &[it, Value::Router(router)], call.expr));
        }
        _ => {}
    });
}

fn mount<'w>(
    cx: &mut Machine<'w>,
    router: RouterId,
    prefixes: &[(Conditions, Text)],
    routes: &Value<'w>,
    call: &Call<'_, 'w>,
) {
    match routes {
        _ if !cx.step() => {}
        Value::List(all) => all.iter().for_each(|it| mount(cx, router, prefixes, it, call)),
        // Routes with their part of the document.
        Value::Tuple(both) => both.iter().take(1).for_each(|it| mount(cx, router, prefixes, it, call)),
        Value::Router(_) => cx.mount(router, prefixes, routes, call.span),
        Value::Nothing => {}
        Value::Function(function) => {
            let routes: Vec<_> = cx.attributes_of(routes).iter().filter_map(|it| route_of(cx, it)).collect();
            let span = cx.workspace.item(function.item).name_span;
            let handler = Value::Function(*function);
            if routes.is_empty() {
                cx.unresolved(router, prefixes, "the handler has no attribute that names its path", span);
            }
            for (method, path) in routes {
                let add = |it: &(Conditions, Text)| (it.0.clone(), below(&it.1, &path));
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
