//! warp 0.3 and 0.4: filters, which become routes where they are served.
//!
//! A filter is kept as a router whose entries are the ways through it. What is taken in with `and` and says nothing of
//! path or method stands in front of the handler, as a layer does elsewhere.

mod filter;

use super::super::annotation::METHODS;
use super::super::condition::Conditions;
use super::super::framework::{Call, Framework, Syntax};
use super::super::machine::Machine;
use super::super::router::{EntryKind, Filter, RouterId, Step};
use super::super::text::Text;
use super::super::value::Value;
use crate::code::{ExprKind, Name, Token, TokenKind};

pub(in crate::handlers) static WARP: Framework = Framework {
    name: "warp",
    crates: &["warp"],
    words: WORDS,
    routers: &[],
    syntax: Syntax::Braces,
    function,
    method,
};

/// Not `warp` alone: handlers name it for their replies.
const WORDS: &[&str] = &[
    "Filter",
    "BoxedFilter",
    "warp::path",
    "warp::any",
    "warp::serve",
    "warp::service",
    "warp::filters",
    "warp::get",
    "warp::post",
    "warp::put",
    "warp::delete",
    "warp::patch",
    "warp::head",
    "warp::options",
    "warp::method",
    "warp::header",
    "warp::query",
    "warp::body",
    "warp::cookie",
    "warp::fs",
    "warp::ws",
    "warp::multipart",
    "warp::ext",
];

/// Functions, and modules of functions, that take something from a request.
const EXTRACTORS: &[&str] =
    &["addr", "body", "cookie", "ext", "header", "host", "multipart", "query", "trace", "ws"];

/// Methods that change nothing about routes.
const NEUTRAL: &[&str] = &[
    "unify",
    "untuple_one",
    "boxed",
    "map_err",
    "or_else",
    "recover",
    "run",
    "bind",
    "try_bind",
    "bind_ephemeral",
    "try_bind_ephemeral",
    "bind_with_graceful_shutdown",
    "try_bind_with_graceful_shutdown",
    "serve_incoming",
    "serve_incoming_with_graceful_shutdown",
    "tls",
    "cert_path",
    "key_path",
    "incoming",
    "graceful",
];

/// What is asked of every request.
const NOTHING: [(Conditions, Text); 0] = [];

fn function<'w>(cx: &mut Machine<'w>, call: &Call<'_, 'w>) -> Option<Value<'w>> {
    let names: Vec<&str> = call.path.iter().map(|it| &**it).filter(|it| *it != "filters").collect();
    match names.as_slice() {
        ["path!"] | ["warp", "path!"] => segments(cx, call),
        ["warp", "path"] | ["warp", "path", "path"] => Some(literal(cx, call)),
        ["warp", "path", "param" | "param2"] => Some(parameter(cx, call)),
        ["warp", "path", "end"] => Some(placed(cx, call, Text::default(), true)),
        ["warp", "path", "tail"] => Some(placed(cx, call, Text::known("/{*tail}"), true)),
        ["warp", "any"] | ["warp", "any", "any"] | ["warp", "method"] | ["warp", "path", "full" | "peek"] => {
            Some(filter(cx, call, &NOTHING, Filter::default()))
        }
        ["warp", "serve" | "service"] => Some(cx.serve_filter(&call.argument(0), call.expr.span)),
        ["warp", "fs", "dir"] => Some(files(cx, call, Text::known("/{*path}"))),
        ["warp", "fs", "file"] => Some(files(cx, call, Text::default())),
        ["warp", "method", name] | ["warp", name] if METHODS.contains(name) => {
            let asked = Filter { method: Some(name.to_uppercase().into()), ..Filter::default() };
            Some(filter(cx, call, &NOTHING, asked))
        }
        ["warp", name, ..] if EXTRACTORS.contains(name) => Some(extractor(cx, call)),
        _ => None,
    }
}

/// A filter with one way through it for each path.
fn filter<'w>(
    cx: &mut Machine<'w>,
    call: &Call<'_, 'w>,
    paths: &[(Conditions, Text)],
    asked: Filter<'w>,
) -> Value<'w> {
    let router = cx.new_router(&WARP, call.expr.span);
    let anywhere = [(Conditions::default(), Text::default())];
    let paths = if paths.is_empty() { &anywhere } else { paths };
    cx.tell(router, paths, &EntryKind::Filter(asked), call.span);
    Value::Router(router)
}

fn placed<'w>(cx: &mut Machine<'w>, call: &Call<'_, 'w>, path: Text, is_ended: bool) -> Value<'w> {
    let asked = Filter { is_placed: true, is_ended, ..Filter::default() };
    filter(cx, call, &[(Conditions::default(), path)], asked)
}

/// `path("users")`.
fn literal<'w>(cx: &mut Machine<'w>, call: &Call<'_, 'w>) -> Value<'w> {
    let texts = cx.texts(&call.argument(0), call.argument_span(0));
    let paths: Vec<_> =
        texts.into_iter().map(|it| (it.0, Text::known("/").followed_by(it.1.map(escaped)))).collect();
    filter(cx, call, &paths, Filter { is_placed: true, ..Filter::default() })
}

/// `path::param::<u64>()`.
fn parameter<'w>(cx: &mut Machine<'w>, call: &Call<'_, 'w>) -> Value<'w> {
    let ty = call.types.first().map_or("param", |it| it.last());
    placed(cx, call, Text::known(format!("/{{{}}}", parameter_name(ty))), false)
}

/// `path!("users" / u64 / ..)`.
fn segments<'w>(cx: &mut Machine<'w>, call: &Call<'_, 'w>) -> Option<Value<'w>> {
    let ExprKind::Macro(written) = &call.expr.kind else { return None };
    let mut path = String::new();
    let mut is_ended = true;
    for tokens in written.tokens.split(|it| it.is_punct('/')) {
        match unwrapped(tokens) {
            [] => {}
            [first, second] if first.is_punct('.') && second.is_punct('.') => is_ended = false,
            [Token { kind: TokenKind::Literal(literal), .. }] => {
                path.push('/');
                path.push_str(&escaped(&syn::parse_str::<syn::LitStr>(literal).ok()?.value()));
            }
            ty => path.push_str(&format!("/{{{}}}", parameter_name(type_name(ty)))),
        }
    }
    let path = if path.is_empty() { Text::default() } else { Text::known(path) };
    Some(placed(cx, call, path, is_ended))
}

/// What a macro handed on stands in a group that nobody sees.
fn unwrapped(tokens: &[Token]) -> &[Token] {
    match tokens {
        [Token { kind: TokenKind::Group(crate::code::Delimiter::None, inner), .. }] => inner,
        other => other,
    }
}

fn type_name(tokens: &[Token]) -> &str {
    let path = tokens.iter().take_while(|it| !it.is_punct('<'));
    path.filter_map(Token::ident).last().unwrap_or("param")
}

/// `StateId` as `state_id`.
fn parameter_name(ty: &str) -> String {
    let mut name = String::new();
    for (number, character) in ty.chars().enumerate() {
        if character.is_uppercase() && number > 0 {
            name.push('_');
        }
        name.extend(character.to_lowercase());
    }
    if name.is_empty() { "param".to_owned() } else { name }
}

fn escaped(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

fn files<'w>(cx: &mut Machine<'w>, call: &Call<'_, 'w>, path: Text) -> Value<'w> {
    let step = Step { is_async: true, function: cx.opaque(call, None) };
    let asked = Filter { method: Some("GET".into()), is_placed: true, is_ended: true, steps: vec![step] };
    filter(cx, call, &[(Conditions::default(), path)], asked)
}

/// `header("authorization")`: asks for something that stands neither in the path nor in the method.
fn extractor<'w>(cx: &mut Machine<'w>, call: &Call<'_, 'w>) -> Value<'w> {
    let layer = cx.opaque(call, None);
    let value = filter(cx, call, &NOTHING, Filter::default());
    if let Value::Router(router) = value {
        cx.cover(router, layer, call.span, |_| true);
    }
    value
}

fn method<'w>(cx: &mut Machine<'w>, receiver: &Value<'w>, call: &Call<'_, 'w>) -> Option<Value<'w>> {
    let Value::Router(router) = *receiver else { return method_of_unknown(cx, call) };
    match (call.name(), call.arguments) {
        ("and", [other]) => Some(Value::Router(and(cx, router, other, call))),
        ("or", [other]) => Some(Value::Router(or(cx, router, other, call))),
        ("map" | "then" | "and_then", [function]) => {
            let step = Step { is_async: call.name() != "map", function: function.clone() };
            Some(Value::Router(cx.followed_by(router, &step)))
        }
        ("with", [layer]) => {
            let wrapped = cx.copied(router);
            cx.cover(wrapped, layer.clone(), call.span, |_| true);
            Some(Value::Router(wrapped))
        }
        (name, _) if NEUTRAL.contains(&name) => Some(receiver.clone()),
        _ => None,
    }
}

/// A filter that nobody knows in front of one that is known: it may stand for any path.
fn method_of_unknown<'w>(cx: &mut Machine<'w>, call: &Call<'_, 'w>) -> Option<Value<'w>> {
    let name = match &call.expr.kind {
        ExprKind::Method { receiver, .. } => cx.workspace.slice(receiver.span).to_owned(),
        _ => return None,
    };
    let unknown = cx.new_router(&WARP, call.expr.span);
    match call.name() {
        "and" => {
            let path = [(Conditions::default(), Text::hole(Name::from(name)))];
            cx.tell(
                unknown,
                &path,
                &EntryKind::Filter(Filter { is_placed: true, ..Filter::default() }),
                call.span,
            );
            Some(Value::Router(and(cx, unknown, &call.argument(0), call)))
        }
        "or" => {
            let here = [(Conditions::default(), Text::default())];
            cx.unresolved(
                unknown,
                &here,
                "the filter in front of `or` could not be followed",
                call.expr.span,
            );
            Some(Value::Router(or(cx, unknown, &call.argument(0), call)))
        }
        _ => None,
    }
}

fn and<'w>(cx: &mut Machine<'w>, router: RouterId, other: &Value<'w>, call: &Call<'_, 'w>) -> RouterId {
    match cx.gathered(other.clone()) {
        Value::Router(other) if cx.is_filter(other) => cx.product(router, other),
        // What takes something from the request is by far the most of what is not known here.
        other => {
            let guarded = cx.copied(router);
            cx.cover(guarded, other, call.argument_span(0), |_| true);
            guarded
        }
    }
}

fn or<'w>(cx: &mut Machine<'w>, router: RouterId, other: &Value<'w>, call: &Call<'_, 'w>) -> RouterId {
    let both = cx.copied(router);
    match cx.gathered(other.clone()) {
        Value::Router(other) if cx.is_filter(other) => cx.union(both, other),
        _ => {
            let here = [(Conditions::default(), Text::default())];
            cx.unresolved(both, &here, "the filter that is joined here could not be followed", call.span);
        }
    }
    both
}
