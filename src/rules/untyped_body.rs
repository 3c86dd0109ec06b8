//! See `rules/untyped-body.md`.

use super::{payloads, routes};
use crate::finding::Confidence;
use crate::project::Endpoint;
use crate::rule::{Check, Context, Place};
use crate::shapes::{Direction, PayloadKind, Shape, Typed, Wire};

pub(super) const CHECKS: &[Check] = &[Check::Endpoint(check)];

/// Words in paths of what takes messages of others, in forms that these decide.
const OF_OTHERS: [&str; 9] =
    ["callback", "graphql", "hook", "hooks", "jsonrpc", "proxy", "rpc", "webhook", "webhooks"];

fn check<'a>(cx: &mut Context<'a>, endpoint: &Endpoint<'a>) {
    let Some(wire) = payloads::wire(cx, Direction::In) else { return };
    let Some((route, function)) = payloads::handler(endpoint) else { return };
    let bodies = payloads::bodies(wire, function);
    let Some(body) = bodies.iter().find(|it| it.kind == PayloadKind::Json && is_anything(wire, &it.typed))
    else {
        return;
    };
    let message =
        format!("`{}` takes any JSON, for its body is a `{}`", route.handler.name, body.typed.name());
    let item = routes::name_of(cx, function);
    let place = routes::one_line(cx, body.span);
    let draft = cx.report(Place::in_file(place), message);
    draft.about(Some(&endpoint.name), item).label(route.span, "the route");
    if route
        .path
        .segments
        .iter()
        .filter_map(|it| it.literal())
        .any(|it| super::words::has_word_of(it, &OF_OTHERS))
    {
        draft.confidence(Confidence::Low);
    }
}

/// `Value`, `HashMap<String, Value>`, and lists of these.
fn is_anything<'a>(wire: Wire<'a>, typed: &Typed<'a>) -> bool {
    match wire.shape(typed) {
        Shape::Any => true,
        Shape::Map(inner) | Shape::Nullable(inner) | Shape::Array(Some(inner)) => {
            matches!(wire.shape(&inner), Shape::Any)
        }
        _ => false,
    }
}
