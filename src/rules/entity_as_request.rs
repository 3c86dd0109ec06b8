//! See `rules/entity-as-request.md`.

use super::{payloads, routes, words};
use crate::finding::Confidence;
use crate::project::Endpoint;
use crate::rule::{Check, Context, Place};
use crate::shapes::Direction;

pub(super) const CHECKS: &[Check] = &[Check::Endpoint(check)];

/// Ends of names of types that somebody made for requests.
const FOR_REQUESTS: [&str; 12] = [
    "body", "command", "create", "dto", "form", "input", "params", "patch", "payload", "req", "request",
    "update",
];

fn check<'a>(cx: &mut Context<'a>, endpoint: &Endpoint<'a>) {
    let Some(wire) = payloads::wire(cx, Direction::In) else { return };
    let Some((route, function)) = payloads::handler(endpoint) else { return };
    for body in payloads::bodies(wire, function) {
        for item in wire.objects(&body.typed).iter().filter_map(|it| it.item) {
            let declared = wire.workspace.item(item);
            let Some(row) = payloads::row(&declared.attributes) else { continue };
            let name = payloads::type_name(wire, item);
            if FOR_REQUESTS.iter().any(|it| words::ends_with(&name, it)) {
                continue;
            }
            let derive = row.derive;
            let message =
                format!("callers set every field of `{name}`, which is a row of a database (`{derive}`)");
            let place = routes::one_line(cx, body.span);
            let item = routes::name_of(cx, function);
            let draft = cx.report(Place::in_file(place), message);
            draft.about(Some(&endpoint.name), item).label(declared.name_span, "the row");
            draft.label(route.span, "the route");
            if !row.is_whole {
                draft.confidence(Confidence::Low);
            }
        }
    }
}
