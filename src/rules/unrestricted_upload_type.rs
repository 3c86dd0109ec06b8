//! See `rules/unrestricted-upload-type.md`.

use super::sent::{are_about, has_word_of};
use super::words::words;
use crate::finding::Confidence;
use crate::openapi::{Directions, Document, MediaType, Schema, Types, Version};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::MediaType(check)];

/// Words in paths of operations and in names of parts that take whatever they are given: stores, and what is sent along.
const STORES: [&str; 8] =
    ["attachment", "attachments", "drive", "ipfs", "resources", "share", "shares", "vault"];

fn check<'a>(cx: &mut Context<'a>, media_type: &MediaType<'a>) {
    if !cx.model.directions_of(media_type.node).request {
        return;
    }
    let name = media_type.name();
    if name == "application/octet-stream" {
        body(cx, media_type);
    } else if name.starts_with("multipart/") {
        parts(cx, media_type);
    }
}

fn body<'a>(cx: &mut Context<'a>, media_type: &MediaType<'a>) {
    let schema = media_type.schema.and_then(|it| schema_at(media_type.doc, it));
    if schema.is_some_and(|it| it.get("contentMediaType").is_some()) {
        return;
    }
    let message = "body of type `application/octet-stream` may be any file";
    // Stores of files take whatever they are given.
    cx.report(Place::key(media_type.node), message).in_requests().confidence(Confidence::Low);
}

fn parts<'a>(cx: &mut Context<'a>, media_type: &MediaType<'a>) {
    let doc = media_type.doc;
    let Some(schema) = media_type.schema.and_then(|it| schema_at(doc, it)) else { return };
    let encoding = doc.resolve(media_type.node).and_then(|it| it.get("encoding"));
    let is_store = is_store(cx, media_type.node);
    for property in schema.properties() {
        let name = property.key().unwrap_or_default();
        let stated = encoding.and_then(|it| it.get(&name)?.get("contentType")?.text());
        let is_stated = stated.is_some_and(|it| it != "*/*" && it != "application/octet-stream");
        if !is_stated && is_file(doc, property) {
            let message = format!("part `{name}` may be a file of any type");
            let draft = cx.report(Place::key(property), message).in_requests();
            if is_store || has_word_of(&name, &STORES) {
                draft.confidence(Confidence::Low);
            }
        }
    }
}

/// Whether an operation that takes the body stores files of all kinds.
fn is_store<'a>(cx: &Context<'a>, body: Node<'a>) -> bool {
    match cx.model.operation_around(body) {
        Some(op) => words(&op.name().path).any(|word| STORES.iter().any(|it| word.eq_ignore_ascii_case(it))),
        None => are_about(&cx.model.affected(body, true, false), &STORES),
    }
}

/// Whether a part is a file, or files, of which nothing says the type.
fn is_file<'a>(doc: Document<'a>, property: Node<'a>) -> bool {
    let Some(schema) = schema_at(doc, property) else { return false };
    let items = schema.get("items").and_then(|it| schema_at(doc, it));
    let one = items.filter(|_| schema.types().has(Types::ARRAY)).unwrap_or(schema);
    let is_binary = one.types().has(Types::STRING) && one.format().is_some_and(|it| it == "binary");
    // Since 3.1 a part that says nothing is a file.
    let is_bytes = doc.version() >= Version::V31 && one.accepts_anything();
    (is_binary || is_bytes) && !one.members().iter().chain([&property]).any(|it| states_type(*it))
}

/// Whether a schema says which type a file has, be it by an extension such as `x-mimetype`.
fn states_type(node: Node<'_>) -> bool {
    let is_hint = |key: &str| key.starts_with("x-") && (key.contains("mime") || key.contains("content-type"));
    node.entries().filter_map(Node::key).any(|key| key == "contentMediaType" || is_hint(&key))
}

fn schema_at<'a>(doc: Document<'a>, node: Node<'a>) -> Option<Schema<'a>> {
    doc.resolve(node).map(|it| Schema::new(doc, it, Directions::default()))
}
