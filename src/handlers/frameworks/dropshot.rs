//! dropshot: paths stand on the functions that are registered, or on those of a trait that describes it all.

use super::super::condition::{Condition, Conditions};
use super::super::framework::{Call, Framework, Syntax};
use super::super::machine::{Machine, here};
use super::super::router::{EntryKind, RouterId};
use super::super::text::Text;
use super::super::value::{FunctionRef, Value};
use crate::code::{Argument, Attribute, Expr, ExprKind, Item, ItemId, ItemKind, Name, Token, TokenKind};
use crate::source::Span;

pub(in crate::handlers) static DROPSHOT: Framework = Framework {
    name: "dropshot",
    crates: &["dropshot"],
    words: &["ApiDescription", "ApiEndpoint", "api_description"],
    routers: &["ApiDescription"],
    syntax: Syntax::Braces,
    function,
    method,
};

/// Methods of descriptions and endpoints that change nothing about routes.
const NEUTRAL: &[&str] = &[
    "tag_config",
    "openapi",
    "tag",
    "tags",
    "description",
    "summary",
    "deprecated",
    "visible",
    "request_body_max_bytes",
    "into_router",
    "clone_interior",
];

fn function<'w>(cx: &mut Machine<'w>, call: &Call<'_, 'w>) -> Option<Value<'w>> {
    match (call.of_type()?, call.arguments) {
        (("ApiDescription", "new" | "default"), _) => {
            Some(Value::Router(cx.new_router(&DROPSHOT, call.expr.span)))
        }
        (("ApiEndpoint", "new"), [_, handler, _, _, path, ..]) => Some(endpoint(cx, handler, path, call)),
        // Whatever is done with the server says nothing of its routes.
        (("ServerBuilder" | "HttpServerStarter", _), _) => Some(Value::External(call.path.into())),
        ((module, "api_description"), _) => Some(described(cx, module, call)),
        _ => None,
    }
}

fn method<'w>(cx: &mut Machine<'w>, receiver: &Value<'w>, call: &Call<'_, 'w>) -> Option<Value<'w>> {
    let Value::Router(router) = *receiver else { return None };
    match (call.name(), call.arguments) {
        ("visible", [Value::Boolean(false)]) => cx.routers.hide(router, 0),
        ("register", [handler]) => cx.each(handler, |cx, it| register(cx, router, &it, call)),
        (name, _) if NEUTRAL.contains(&name) => {}
        _ => return None,
    }
    Some(Value::Router(router))
}

/// A function with its path, or an endpoint made without an attribute.
fn register<'w>(cx: &mut Machine<'w>, router: RouterId, handler: &Value<'w>, call: &Call<'_, 'w>) {
    let found = routes_of(cx, cx.attributes_of(handler));
    match handler {
        Value::Router(_) => cx.mount(router, &here(), handler, call.span),
        _ if found.is_empty() => {
            cx.unresolved(
                router,
                &here(),
                "the handler has no attribute that names its path",
                call.argument_span(0),
            );
        }
        _ => found.into_iter().for_each(|it| it.tell(cx, router, handler)),
    }
}

/// `ApiEndpoint::new("name", handler, Method::GET, "application/json", "/path", …)`.
fn endpoint<'w>(
    cx: &mut Machine<'w>,
    handler: &Value<'w>,
    path: &Value<'w>,
    call: &Call<'_, 'w>,
) -> Value<'w> {
    let router = cx.new_router(&DROPSHOT, call.expr.span);
    let paths = cx.texts(path, call.argument_span(4));
    let method = call.exprs.get(2).and_then(constant);
    cx.tell(router, &paths, &EntryKind::Route(method, handler.clone()), call.argument_span(4));
    Value::Router(router)
}

/// `users_api_mod::api_description::<UsersImpl>()`: what the trait describes, answered by the type.
fn described<'w>(cx: &mut Machine<'w>, module: &str, call: &Call<'_, 'w>) -> Value<'w> {
    let router = cx.new_router(&DROPSHOT, call.expr.span);
    let by = call.types.first().and_then(|it| cx.type_of(it));
    match by.and_then(|by| Some((by, implementation(cx, module, by)?))) {
        Some((by, implementation)) => answer(cx, router, implementation, by),
        None => {
            let reason = format!(
                "the trait behind `{module}`, or the type that answers for it, is not in the project"
            );
            cx.unresolved(router, &here(), &reason, call.expr.span);
        }
    }
    Value::Router(router)
}

/// How a type answers for the trait that a module was made of.
fn implementation(cx: &Machine<'_>, module: &str, by: ItemId) -> Option<Implementation> {
    let of_trait =
        |id: &ItemId| Some(Implementation { id: *id, of_trait: cx.workspace.trait_of(*id)?.item()? });
    let all: Vec<Implementation> = cx.workspace.impls_of(by).iter().filter_map(of_trait).collect();
    let mut described = all.iter().filter_map(|it| Some((it, module_of(cx.workspace.item(it.of_trait))?)));
    let first = described.clone().next();
    let named = described.find(|it| it.1 == module).or(first);
    named.map(|it| *it.0)
}

/// What a type implements, and where.
#[derive(Clone, Copy)]
struct Implementation {
    id: ItemId,
    of_trait: ItemId,
}

/// The module that `#[api_description]` makes of a trait.
fn module_of(item: &Item) -> Option<String> {
    let attribute = item.attributes.iter().find(|it| it.path.last() == "api_description")?;
    let named = Argument::list(&attribute.tokens).find(|it| it.name == Some("module"));
    Some(named.and_then(|it| it.text()).unwrap_or_else(|| format!("{}_mod", in_snake_case(&item.name))))
}

/// `UsersApi` as `users_api`.
fn in_snake_case(name: &str) -> String {
    let mut snake = String::new();
    let mut before = None;
    let mut rest = name.chars().peekable();
    while let Some(it) = rest.next() {
        let begins = before.is_some_and(|before: char| !before.is_uppercase())
            || before.is_some() && rest.peek().is_some_and(|next| next.is_lowercase());
        if it.is_uppercase() && begins {
            snake.push('_');
        }
        snake.extend(it.to_lowercase());
        before = Some(it);
    }
    snake
}

fn answer(cx: &mut Machine<'_>, router: RouterId, implementation: Implementation, by: ItemId) {
    let workspace = cx.workspace;
    let ItemKind::Trait(described) = &workspace.item(implementation.of_trait).kind else { return };
    for item in &described.items {
        let found = routes_of(cx, &item.attributes);
        let members = || workspace.methods(by, &item.name).into_iter();
        let is_own = |it: &ItemId| workspace.owner(*it) == Some(implementation.id);
        let is_default = |it: &ItemId| workspace.owner(*it) == Some(implementation.of_trait);
        let function = members().find(is_own).or_else(|| members().find(is_default));
        let handler = function
            .map_or(Value::Unknown, |item| Value::Function(FunctionRef { item, self_type: Some(by) }));
        found.into_iter().for_each(|it| it.tell(cx, router, &handler));
    }
}

/// What an attribute says of a route.
struct Described {
    method: Name,
    path: Text,
    conditions: Conditions,
    is_unpublished: bool,
    span: Span,
}

impl Described {
    fn tell<'w>(self, cx: &mut Machine<'w>, router: RouterId, handler: &Value<'w>) {
        let kind = EntryKind::Route(Some(self.method), handler.clone());
        let from = cx.routers.get(router).entries.len();
        cx.tell(router, &[(self.conditions, self.path)], &kind, self.span);
        if self.is_unpublished {
            cx.routers.hide(router, from);
        }
    }
}

fn routes_of(cx: &Machine<'_>, attributes: &[Attribute]) -> Vec<Described> {
    attributes.iter().filter_map(|it| route_of(cx, it)).collect()
}

/// `#[endpoint { method = GET, path = "/users", versions = "1.0.0".. }]`, `#[channel { path = "/events" }]`.
fn route_of(cx: &Machine<'_>, attribute: &Attribute) -> Option<Described> {
    let all: Vec<Argument<'_>> = Argument::list(&attribute.tokens).collect();
    let named = |name| all.iter().find(|it| it.name == Some(name));
    let method = match attribute.path.last() {
        "endpoint" => named("method")?.value.first()?.ident()?.into(),
        // A WebSocket begins as a request like others.
        "channel" => "GET".into(),
        _ => return None,
    };
    let path = named("path")?;
    let mut conditions = Conditions::default();
    if let Some(versions) = named("versions") {
        let text = format!("versions = {}", written(versions.value));
        conditions = conditions.with(Condition { text, span: versions.span, arm: 0 });
    }
    let is_unpublished = named("unpublished").and_then(|it| it.value.first()?.ident()) == Some("true");
    let span = path.value.first().map_or(attribute.span, |it| it.span);
    Some(Described { method, path: cx.text_of(path), conditions, is_unpublished, span })
}

/// Tokens without what stands between them.
fn written(tokens: &[Token]) -> String {
    let mut text = String::new();
    for token in tokens {
        match &token.kind {
            TokenKind::Ident(it) | TokenKind::Literal(it) | TokenKind::Lifetime(it) => text.push_str(it),
            TokenKind::Punct(it, _) => text.push(*it),
            TokenKind::Group(..) => text.push('…'),
        }
    }
    text
}

/// `Method::GET` as `GET`.
fn constant(expr: &Expr) -> Option<Name> {
    match &expr.kind {
        ExprKind::Path(path) => path.segments.last().map(|it| it.name.clone()),
        _ => None,
    }
}
