//! See `rules/entity-as-response.md`.

use super::payloads;
use crate::code::{Attribute, ItemId, ItemKind, Token};
use crate::finding::Confidence;
use crate::project::Endpoint;
use crate::rule::{Check, Context, Place};
use crate::shapes::{Direction, Wire};

pub(super) const CHECKS: &[Check] = &[Check::Endpoint(check)];

fn check<'a>(cx: &mut Context<'a>, endpoint: &Endpoint<'a>) {
    let Some(wire) = payloads::wire(cx, Direction::Out) else { return };
    let Some((route, function)) = payloads::handler(endpoint) else { return };
    for answer in payloads::answered(wire, function) {
        let items = wire.objects(&answer).into_iter().filter_map(|it| it.item);
        for item in items.filter(|it| !chooses_fields(wire, *it)) {
            let declared = wire.workspace.item(item);
            let Some(row) = payloads::row(&declared.attributes) else { continue };
            let name = payloads::type_name(wire, item);
            let message = format!("`{name}` is a row of a database (`{}`) and sent as it is", row.derive);
            let path = wire.workspace.path_of(item).join("::");
            let draft = cx.report(Place::in_file(declared.name_span), message);
            draft.about(None, path).label(route.handler.span, "sent by this handler");
            if !row.is_whole {
                draft.confidence(Confidence::Low);
            }
        }
    }
}

/// Whether some fields are kept back, so that somebody has thought about what is sent.
fn chooses_fields(wire: Wire<'_>, item: ItemId) -> bool {
    let ItemKind::Struct(declared) = &wire.workspace.item(item).kind else { return true };
    let is_kept = |it: &Attribute| {
        let mut words = it.tokens.iter().filter_map(Token::ident);
        it.path.last() == "serde"
            && words.any(|it| matches!(it, "skip" | "skip_serializing" | "serialize_with"))
    };
    declared.fields.iter().flat_map(|it| &it.attributes).any(is_kept)
}
