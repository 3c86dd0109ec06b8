//! loco: lists of axum's handlers below prefixes.
//!
//! A prefix of the application stands in front of what is added behind it, and of nothing before.

use super::super::condition::Conditions;
use super::super::framework::{Call, Framework, Syntax};
use super::super::machine::Machine;
use super::super::router::{EntryKind, RouterId};
use super::super::text::Text;
use super::super::value::Value;
use super::axum::AXUM;
use crate::code::Name;

pub(in crate::handlers) static LOCO: Framework = Framework {
    name: "loco",
    crates: &["loco_rs"],
    words: &["AppRoutes", "Routes"],
    routers: &["AppRoutes", "Routes"],
    syntax: Syntax::BracesOrColons,
    function,
    method,
};

/// What `AppRoutes::with_default_routes` answers by itself.
const DEFAULTS: &[(&str, &str)] = &[("/_readiness", "readiness"), ("/_ping", "ping"), ("/_health", "health")];

/// Methods that change nothing about routes.
const NEUTRAL: &[&str] = &["collect", "get_routes", "get_prefix", "to_router"];

fn function<'w>(cx: &mut Machine<'w>, call: &Call<'_, 'w>) -> Option<Value<'w>> {
    let router = |cx: &mut Machine<'w>| cx.new_router(&LOCO, call.expr.span);
    match call.of_type()? {
        ("AppRoutes", "empty") | ("Routes", "new" | "default") => Some(Value::Router(router(cx))),
        ("AppRoutes", "with_default_routes") => {
            let router = router(cx);
            defaults(cx, router, call);
            Some(Value::Router(router))
        }
        ("Routes", "at") => {
            let router = router(cx);
            cx.routers.get_mut(router).prefix = path(cx, call);
            Some(Value::Router(router))
        }
        _ => (AXUM.function)(cx, call),
    }
}

fn defaults<'w>(cx: &mut Machine<'w>, router: RouterId, call: &Call<'_, 'w>) {
    for (path, name) in DEFAULTS {
        let handler: Vec<Name> = ["loco_rs", "controller", "monitoring", name].map(Into::into).into();
        let kind = EntryKind::Route(Some("GET".into()), Value::External(handler.into()));
        cx.tell(router, &[(Conditions::default(), Text::known(*path))], &kind, call.expr.span);
    }
}

fn method<'w>(cx: &mut Machine<'w>, receiver: &Value<'w>, call: &Call<'_, 'w>) -> Option<Value<'w>> {
    let Value::Router(router) = *receiver else { return None };
    match (call.name(), call.arguments) {
        ("add", [_, verbs]) => add(cx, router, verbs, call),
        ("merge" | "merge_all", [others]) => take_over(cx, router, &Text::default(), others, call),
        ("nest", [_, others]) => {
            let path = path(cx, call);
            take_over(cx, router, &path, others, call);
        }
        ("layer", [layer]) => cx.cover(router, layer.clone(), call.span, |_| true),
        // An application's routes are told one by one, those of a controller only at the end.
        ("prefix", [_]) if is_application(cx, router) => cx.routers.get_mut(router).ahead = path(cx, call),
        ("prefix", [_]) => cx.routers.get_mut(router).prefix = path(cx, call),
        ("nest_prefix", [_]) => cx.routers.get_mut(router).ahead = further(cx, router, call),
        ("add_route" | "add_routes", [routes]) => {
            let ahead = cx.routers.get(router).ahead.clone();
            cx.mount(router, &[(Conditions::default(), ahead)], routes, call.span);
        }
        ("nest_route" | "nest_routes", [_, routes]) => {
            let path = further(cx, router, call);
            cx.mount(router, &[(Conditions::default(), path)], routes, call.span);
        }
        (name, _) if NEUTRAL.contains(&name) => {}
        _ => return None,
    }
    Some(Value::Router(router))
}

fn is_application(cx: &Machine<'_>, router: RouterId) -> bool {
    cx.workspace.slice(cx.routers.get(router).span).contains("AppRoutes")
}

fn add<'w>(cx: &mut Machine<'w>, router: RouterId, verbs: &Value<'w>, call: &Call<'_, 'w>) {
    let path = [(Conditions::default(), path(cx, call))];
    cx.tell_handlers(router, &path, verbs, call.argument_span(0));
}

/// The handlers of other lists, without the prefixes of those.
fn take_over<'w>(
    cx: &mut Machine<'w>,
    router: RouterId,
    path: &Text,
    others: &Value<'w>,
    call: &Call<'_, 'w>,
) {
    cx.each(others, |cx, it| match it {
        _ if !cx.step() => {}
        Value::Router(other) => {
            cx.routers.get_mut(other).prefix = Text::default();
            cx.mount(router, &[(Conditions::default(), path.clone())], &it, call.span);
        }
        Value::List(all) => all.iter().for_each(|it| take_over(cx, router, path, it, call)),
        _ => cx.mount(router, &[(Conditions::default(), path.clone())], &it, call.span),
    });
}

/// Slashes at the end do not count.
fn path(cx: &Machine<'_>, call: &Call<'_, '_>) -> Text {
    let written = match call.argument(0) {
        Value::Text(text) => text,
        _ => Text::hole(cx.workspace.slice(call.argument_span(0))),
    };
    written.map(|it| it.trim_end_matches('/').to_owned())
}

fn further(cx: &Machine<'_>, router: RouterId, call: &Call<'_, '_>) -> Text {
    let before = cx.routers.get(router).ahead.clone();
    match before.pieces().is_empty() {
        true => path(cx, call),
        false => before.followed_by(Text::known("/")).followed_by(path(cx, call)),
    }
}
