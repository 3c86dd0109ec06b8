//! actix-web 4, utoipa-actix-web and paperclip, and ntex, which has the same shape.
//!
//! What wraps an application, scope or resource covers all of it, whenever it is told.

use crate::code::{Argument, Attribute, Name};
use crate::handlers::annotation::METHODS;
use crate::handlers::framework::{Call, Framework, Syntax};
use crate::handlers::machine::{Machine, here};
use crate::handlers::router::{EntryKind, RouterId};
use crate::handlers::text::Text;
use crate::handlers::value::{Value, Verb, Verbs};
use std::rc::Rc;

pub(in crate::handlers) static ACTIX: Framework = Framework {
    name: "actix-web",
    crates: &["actix_web", "utoipa_actix_web", "paperclip", "actix_web_lab", "actix_router"],
    words: WORDS,
    routers: ROUTERS,
    syntax: Syntax::Braces,
    function: |cx, call| function(&ACTIX, cx, call),
    method,
};

pub(in crate::handlers) static NTEX: Framework = Framework {
    name: "ntex",
    crates: &["ntex"],
    words: WORDS,
    routers: ROUTERS,
    syntax: Syntax::Braces,
    function: |cx, call| function(&NTEX, cx, call),
    method,
};

const WORDS: &[&str] = &[
    "App",
    "Scope",
    "ServiceConfig",
    "HttpServer",
    "UtoipaApp",
    "web::scope",
    "web::resource",
    "web::get",
    "web::post",
    "web::route",
];
const ROUTERS: &[&str] = &["App", "Scope", "ServiceConfig", "Resource", "UtoipaApp"];

/// Methods of applications, scopes and resources that change nothing about routes.
const NEUTRAL: &[&str] = &[
    "data",
    "data_factory",
    "state",
    "openapi",
    "into_utoipa_app",
    "into_app",
    "openapi_service",
    "name",
    "external_resource",
    "filter",
    "case_insensitive",
    "document",
    "add_guard",
    "wrap_api",
    "wrap_api_with_spec",
    "wrap_api_with_spec_v3",
    "with_raw_json_spec",
    "with_raw_json_spec_v3",
    "trim_base_path",
    "build",
];

fn function<'w>(
    framework: &'static Framework,
    cx: &mut Machine<'w>,
    call: &Call<'_, 'w>,
) -> Option<Value<'w>> {
    match (call.of_type().map_or("", |it| it.0), call.name()) {
        ("App" | "UtoipaApp" | "ServiceConfig", "new") => {
            Some(Value::Router(cx.new_router(framework, call.expr.span)))
        }
        ("Scope" | "Resource", "new") | (_, "scope" | "resource") => Some(below(framework, cx, call)),
        ("HttpServer", "new") | (_, "HttpServer" | "server" | "test_server") => {
            cx.apply(&call.argument(0), &[], call.expr).map(|_| Value::Unknown)
        }
        ("web", "route" | "to") => Some(pending(framework, None, call)),
        ("web", "method") => {
            let method = call.exprs.first().and_then(last_name);
            Some(pending(framework, method.as_deref(), call))
        }
        (_, name) if METHODS.contains(&name) => Some(pending(framework, Some(name), call)),
        _ => None,
    }
}

/// `scope("/users")`, `resource(["/a", "/b"])`: a router below a path, or several.
fn below<'w>(framework: &'static Framework, cx: &mut Machine<'w>, call: &Call<'_, 'w>) -> Value<'w> {
    let router = cx.new_router(framework, call.expr.span);
    cx.routers.get_mut(router).prefixes = match call.argument(0) {
        Value::List(all) => all.iter().flat_map(|it| cx.texts(it, call.argument_span(0))).collect(),
        one => cx.texts(&one, call.argument_span(0)),
    };
    Value::Router(router)
}

/// `web::get()`: a method that waits for its handler.
fn pending<'w>(framework: &'static Framework, method: Option<&str>, call: &Call<'_, 'w>) -> Value<'w> {
    let method = method.map(|it| Name::from(it.to_uppercase()));
    let verb = Verb { method, handler: call.argument(0), layers: Vec::new(), span: call.expr.span };
    Value::Verbs(Rc::new(Verbs { framework, list: vec![verb] }))
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
    match (call.name(), call.arguments) {
        ("route", [_, verbs]) => {
            let path = cx.texts(&call.argument(0), call.argument_span(0));
            cx.tell_handlers(router, &path, verbs, call.argument_span(0));
        }
        ("route", [verbs]) => cx.tell_handlers(router, &here, verbs, call.argument_span(0)),
        ("to" | "to_async", [handler]) => {
            cx.tell(router, &here, &EntryKind::Route(None, handler.clone()), call.span);
        }
        ("get" | "post" | "put" | "delete" | "patch" | "head", [handler]) => {
            let method = Some(call.name().to_uppercase().into());
            cx.tell(router, &here, &EntryKind::Route(method, handler.clone()), call.span);
        }
        // Several where the configuration chooses one of them.
        ("service", [_, ..]) => {
            for service in call.arguments {
                cx.each(service, |cx, it| take_in(cx, router, &it, call));
            }
        }
        ("configure" | "configure_routes", [function]) => {
            let argument = [Value::Router(router)];
            let mut is_known = false;
            cx.each(function, |cx, it| is_known |= cx.apply(&it, &argument, call.expr).is_some());
            if !is_known {
                cx.unresolved(
                    router,
                    &here,
                    "the function that configures this could not be followed",
                    call.span,
                );
            }
        }
        ("app_data", [data]) => {
            // Of the data only what holds bodies to a size stands in front of handlers.
            if is_limit(data) {
                cx.cover_all(router, data.clone(), call.span);
            }
        }
        ("with_json_spec_at" | "with_json_spec_v3_at" | "with_swagger_ui_at" | "with_rapidoc_at", [path]) => {
            let path = cx.texts(path, call.argument_span(0));
            cx.tell(router, &path, &EntryKind::Route(Some("GET".into()), Value::Unknown), call.span);
        }
        ("wrap" | "wrap_fn", [layer, ..]) => cx.cover_all(router, layer.clone(), call.span),
        ("guard", [guard]) => {
            if let Some(method) = guarded(guard) {
                cx.routers.get_mut(router).method = Some(method);
            }
        }
        ("default_service", [service]) => {
            cx.tell(router, &here, &EntryKind::Fallback(service.clone()), call.span);
        }
        ("split_for_parts", _) => return Some(Value::Tuple([Value::Router(router), Value::Unknown].into())),
        (name, _) if NEUTRAL.contains(&name) => {}
        _ => return None,
    }
    Some(Value::Router(router))
}

/// `JsonConfig::default().limit(4096)`.
fn is_limit(data: &Value<'_>) -> bool {
    let mut next = Some(data);
    while let Some(Value::Call(call)) = next {
        if call
            .path
            .iter()
            .any(|it| ["PayloadConfig", "JsonConfig", "FormConfig", "MultipartFormConfig"].contains(&&**it))
        {
            return true;
        }
        next = call.receiver.as_ref();
    }
    false
}

/// `service(…)`: a scope or resource, a handler with its path in an attribute, or something of another crate.
fn take_in<'w>(cx: &mut Machine<'w>, router: RouterId, service: &Value<'w>, call: &Call<'_, 'w>) {
    let here = here();
    match service {
        _ if !cx.step() => {}
        Value::Function(_) => {
            let routes = attributed(cx, service);
            if routes.is_empty() {
                cx.unresolved(router, &here, "the handler has no attribute that names its path", call.span);
            }
            for (method, path) in routes {
                let path = [(Default::default(), path)];
                cx.tell(router, &path, &EntryKind::Route(method, service.clone()), call.argument_span(0));
            }
        }
        Value::Tuple(all) | Value::List(all) => all.iter().for_each(|it| take_in(cx, router, it, call)),
        Value::Call(_) if cx.mount_documentation(router, service) => {}
        Value::Call(of) => {
            // `Files::new("/static", "…")` and the like name their path first.
            let Some(Value::Text(path)) = of.arguments.first() else {
                return cx.unresolved(router, &here, "a service that could not be looked into", call.span);
            };
            let path = [(Default::default(), path.clone())];
            cx.tell(router, &path, &EntryKind::Service(service.clone()), call.span);
        }
        other => cx.mount(router, &here, other, call.span),
    }
}

/// Methods and paths of `#[get("/users")]`, `#[route("/users", method = "GET")]`.
fn attributed<'w>(cx: &Machine<'w>, handler: &Value<'w>) -> Vec<(Option<Name>, Text)> {
    cx.attributes_of(handler).iter().flat_map(|it| routes_of(cx, it)).collect()
}

fn routes_of<'w>(cx: &Machine<'w>, attribute: &'w Attribute) -> Vec<(Option<Name>, Text)> {
    let name = attribute.path.last();
    let all: Vec<Argument<'w>> = Argument::list(&attribute.tokens).collect();
    let Some(path) = all.first().filter(|it| it.name.is_none()).map(|it| cx.text_of(it)) else {
        return Vec::new();
    };
    if METHODS.contains(&name) {
        return vec![(Some(name.to_uppercase().into()), path)];
    }
    if name != "route" {
        return Vec::new();
    }
    let methods = all.iter().filter(|it| it.name == Some("method")).filter_map(Argument::text);
    methods.map(|it| (Some(it.to_uppercase().into()), path.clone())).collect()
}

fn method_of_verbs<'w>(
    cx: &mut Machine<'w>,
    before: &Rc<Verbs<'w>>,
    call: &Call<'_, 'w>,
) -> Option<Value<'w>> {
    let mut list = before.list.clone();
    match call.name() {
        "to" | "to_async" | "service" => list.iter_mut().for_each(|it| it.handler = call.argument(0)),
        "method" => {
            let method = call.exprs.first().and_then(last_name);
            list.iter_mut().for_each(|it| it.method.clone_from(&method));
        }
        "wrap" | "wrap_fn" => {
            let layer = cx.new_layer(call.argument(0), call.span);
            list.iter_mut().for_each(|it| it.layers.push(layer.clone()));
        }
        "guard" => {
            let method = guarded(&call.argument(0));
            list.iter_mut().filter(|it| it.method.is_none()).for_each(|it| it.method.clone_from(&method));
        }
        "name" => {}
        _ => return None,
    }
    Some(Value::Verbs(Rc::new(Verbs { framework: before.framework, list })))
}

/// The method that `guard::Get()` lets through.
fn guarded(guard: &Value<'_>) -> Option<Name> {
    let Value::Call(call) = guard else { return None };
    let name = call.path.last()?.to_lowercase();
    METHODS.contains(&&*name).then(|| name.to_uppercase().into())
}

/// `Method::GET` as `GET`.
fn last_name(expr: &crate::code::Expr) -> Option<Name> {
    match &expr.kind {
        crate::code::ExprKind::Path(path) => path.segments.last().map(|it| it.name.clone()),
        _ => None,
    }
}
