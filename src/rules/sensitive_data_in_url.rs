//! See `rules/sensitive-data-in-url.md`.

use super::sensitive::{self, Kind};
use crate::finding::Confidence;
use crate::openapi::{Directions, Location, Parameter, Schema, Types};
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Parameter(check)];

fn check<'a>(cx: &mut Context<'a>, parameter: &Parameter<'a>) {
    let place = match parameter.location() {
        Location::Path => "path",
        Location::Query => "query",
        _ => return,
    };
    let Some(kind) = sensitive::kind_of(parameter.name(), cx.config) else { return };
    if !parameter.directions().request || tells_little(parameter) {
        return;
    }
    let message = format!("`{}` puts {} into the {place} of the URL", parameter.name(), kind.name());
    let draft = cx.report(Place::value(parameter.name_node()), message);
    draft.in_requests();
    if matches!(kind, Kind::Contact | Kind::Birth) {
        draft.confidence(Confidence::Low);
    }
}

/// Whether the value says whether there is one, or of which kind it is.
fn tells_little(parameter: &Parameter<'_>) -> bool {
    let doc = parameter.doc();
    let Some(node) = parameter.schema().and_then(|it| doc.resolve(it)) else { return false };
    let schema = Schema::new(doc, node, Directions::default());
    schema.types() == Types::BOOLEAN || schema.is_enumerated()
}
