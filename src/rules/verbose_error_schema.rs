//! See `rules/verbose-error-schema.md`.

use super::words;
use crate::finding::Confidence;
use crate::openapi::{Directions, Document, Schema, Types};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Schema(check)];

/// Words by which a description says that the value is not there in production.
const DEVELOPMENT: [&str; 4] = ["debug mode", "development", "in dev", "non-production"];

fn check<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    if schema.directions().error {
        schema.properties().for_each(|it| look(cx, schema.doc(), it));
    }
}

fn look<'a>(cx: &mut Context<'a>, doc: Document<'a>, property: Node<'a>) {
    let Some(name) = property.key().filter(|it| words::is_one_of(it, &words::INTERNALS)) else { return };
    if words::is_one_of(&name, &cx.config.words.harmless) {
        return;
    }
    let Some(node) = doc.resolve(property) else { return };
    let schema = Schema::new(doc, node, Directions::default());
    let tells_little = schema.types().has(Types::BOOLEAN.with(Types::INTEGER)) || schema.is_enumerated();
    let description = schema.get("description").and_then(Node::text).unwrap_or_default().to_ascii_lowercase();
    // Some frameworks list what is wrong with each field under the name of the field.
    // What an exception is made of is looked at by itself.
    let is_split = words::has_word_of(&name, &["exception"]) && schema.properties().next().is_some();
    if tells_little || is_split || description.contains("field errors") {
        return;
    }
    let message = format!("error response has the property `{name}`, which shows internals");
    let draft = cx.report(Place::key(property), message);
    draft.in_responses();
    if DEVELOPMENT.iter().any(|it| description.contains(it)) {
        draft.confidence(Confidence::Low);
    }
}
