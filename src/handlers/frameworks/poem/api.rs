//! poem-openapi: the functions of an API say method and path in attributes.

use super::{POEM, braced};
use crate::code::{Argument, Attribute, ItemId, ItemKind, Name, Namespace, Token};
use crate::handlers::condition::Conditions;
use crate::handlers::framework::Call;
use crate::handlers::machine::Machine;
use crate::handlers::router::{EntryKind, RouterId};
use crate::handlers::text::Text;
use crate::handlers::value::{FunctionRef, OpaqueCall, Value};
use crate::source::Span;

/// APIs inside APIs, at most.
const MAX_DEPTH: usize = 16;

/// `OpenApiService::new((Users, Pets), …)`.
pub(super) fn service<'w>(cx: &mut Machine<'w>, call: &Call<'_, 'w>) -> Value<'w> {
    let router = cx.new_router(&POEM, call.expr.span);
    take_in(cx, router, &call.argument(0), call.argument_span(0), 0);
    Value::Router(router)
}

fn take_in<'w>(cx: &mut Machine<'w>, router: RouterId, api: &Value<'w>, span: Span, depth: usize) {
    let here = [(Conditions::default(), Text::default())];
    match api {
        _ if !cx.step() => {}
        Value::Nothing => {}
        Value::Router(_) => cx.mount(router, &here, api, span),
        Value::Tuple(all) | Value::List(all) if depth < MAX_DEPTH => {
            all.iter().for_each(|it| take_in(cx, router, it, span, depth + 1));
        }
        Value::Either(_) if depth < MAX_DEPTH => {
            cx.each(api, |cx, it| take_in(cx, router, &it, span, depth + 1));
        }
        Value::Call(call) if is_combined(call) && depth < MAX_DEPTH => {
            call.receiver
                .iter()
                .chain(&call.arguments)
                .for_each(|it| take_in(cx, router, it, span, depth + 1));
        }
        _ => match type_of(cx, api) {
            Some(ty) => tell(cx, router, ty, span),
            None => cx.unresolved(router, &here, "the API that is taken in here could not be followed", span),
        },
    }
}

/// `Users.combine(Pets)`, of the first versions.
fn is_combined(call: &OpaqueCall<'_>) -> bool {
    call.path.last().is_some_and(|it| &**it == "combine")
}

/// The type of a value, as far as it is one of the workspace.
fn type_of(cx: &Machine<'_>, api: &Value<'_>) -> Option<ItemId> {
    match api {
        Value::Type(item) => Some(*item),
        Value::Object(object) => cx.objects[object.0].item,
        Value::Call(call) => match &call.receiver {
            Some(Value::Function(function)) => type_made_by(cx, *function),
            _ => {
                let (_, owner) = call.path.split_last()?;
                cx.workspace.resolve_names(call.scope, owner, Namespace::Type).item()
            }
        },
        _ => None,
    }
}

/// What a function gives back, by its signature.
fn type_made_by(cx: &Machine<'_>, function: FunctionRef) -> Option<ItemId> {
    let ItemKind::Function(declared) = &cx.workspace.item(function.item).kind else { return None };
    let output = declared.output.as_ref()?.path()?;
    let self_type = function.self_type.or_else(|| cx.self_type_of(function.item));
    let wrapped = output.segments.last().and_then(|it| it.arguments.first());
    let is_self = |it: &str| it == "Self";
    if is_self(output.last()) || wrapped.is_some_and(|it| is_self(it.last())) {
        return self_type;
    }
    cx.workspace.resolve(cx.workspace.scope_of(function.item), output, Namespace::Type).item()
}

/// Tells a router the routes of one type's APIs.
fn tell<'w>(cx: &mut Machine<'w>, router: RouterId, ty: ItemId, span: Span) {
    let workspace = cx.workspace;
    let mut is_api = false;
    for &implementation in workspace.impls_of(ty) {
        let item = workspace.item(implementation);
        if let ItemKind::Impl(_) = &item.kind
            && let Some(attribute) = item.attributes.iter().find(|it| it.path.last() == "OpenApi")
        {
            is_api = true;
            // Constants are named as the API sees them.
            let outer = std::mem::replace(&mut cx.frame.scope, workspace.scope_of(implementation));
            let prefix = prefix(cx, attribute);
            functions(cx, router, (ty, implementation), &prefix);
            cx.frame.scope = outer;
        }
    }
    if !is_api {
        let here = [(Conditions::default(), Text::default())];
        let reason =
            format!("`{}` has no `#[OpenApi]` implementation that could be read", workspace.item(ty).name);
        cx.unresolved(router, &here, &reason, span);
    }
}

/// `prefix_path = "/users"`.
fn prefix(cx: &Machine<'_>, attribute: &Attribute) -> Text {
    let found = Argument::list(&attribute.tokens).find(|it| it.name == Some("prefix_path"));
    found.map_or_else(Text::default, |it| cx.text_of(&it))
}

fn functions<'w>(
    cx: &mut Machine<'w>,
    router: RouterId,
    (ty, implementation): (ItemId, ItemId),
    prefix: &Text,
) {
    let workspace = cx.workspace;
    let ItemKind::Impl(declared) = &workspace.item(implementation).kind else { return };
    for function in declared.items.iter().filter(|it| matches!(it.kind, ItemKind::Function(_))) {
        let members = workspace.members(ty, &function.name);
        let Some(item) = members.into_iter().find(|it| workspace.owner(*it) == Some(implementation)) else {
            continue;
        };
        for attribute in function.attributes.iter().filter(|it| it.path.last() == "oai") {
            let handler = Value::Function(FunctionRef { item, self_type: Some(ty) });
            operation(cx, router, attribute, (handler, prefix));
        }
    }
}

/// `#[oai(path = "/users/:id", method = "get")]`.
fn operation<'w>(
    cx: &mut Machine<'w>,
    router: RouterId,
    attribute: &'w Attribute,
    (handler, prefix): (Value<'w>, &Text),
) {
    let all: Vec<Argument<'w>> = Argument::list(&attribute.tokens).collect();
    let Some(path) = all.iter().find(|it| it.name == Some("path")) else { return };
    let path = prefix.clone().map(without_end).followed_by(slashed(cx.text_of(path)).map(without_end));
    let paths = [(Conditions::default(), braced(path))];
    let from = cx.routers.get(router).entries.len();
    for method in all.iter().filter(|it| it.name == Some("method")).filter_map(Argument::text) {
        let method = Some(Name::from(method.to_uppercase()));
        cx.tell(router, &paths, &EntryKind::Route(method, handler.clone()), attribute.span);
    }
    if let Some(layer) = transform(cx, &all, &handler) {
        let layer = cx.new_layer(layer, attribute.span);
        let entries = &mut cx.routers.get_mut(router).entries;
        entries.iter_mut().skip(from).for_each(|it| it.layers.push(layer.clone()));
    }
}

/// The function behind `transform`, which wraps the endpoint in middleware.
fn transform<'w>(cx: &Machine<'w>, all: &[Argument<'w>], handler: &Value<'w>) -> Option<Value<'w>> {
    let Value::Function(function) = handler else { return None };
    let named = all.iter().find(|it| it.name == Some("transform"))?;
    let text = named.text();
    let name = text.as_deref().or_else(|| named.value.iter().rev().find_map(Token::ident))?;
    let scope = cx.workspace.scope_of(function.item);
    let item = cx.workspace.resolve_names(scope, &[Name::from(name)], Namespace::Value).item()?;
    Some(Value::Function(FunctionRef { item, self_type: None }))
}

fn slashed(path: Text) -> Text {
    match path.as_known() {
        Some(known) if !known.starts_with('/') => Text::known("/").followed_by(path),
        _ => path,
    }
}

/// A slash at the end counts for nothing.
fn without_end(path: &str) -> String {
    path.trim_end_matches('/').to_owned()
}
