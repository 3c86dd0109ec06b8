//! See `rules/wildcard-media-type.md`.

use super::sent::are_about;
use crate::finding::Confidence;
use crate::openapi::{Directions, Document, Location, Operation, Schema, Types, Version};
use crate::rule::{Check, Context, Place};
use crate::source::FileId;
use crate::syntax::{Node, NodeId};
use rustc_hash::FxHashMap;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// A document that has more of them, for most of its bodies, means them as a rule.
const FEW: usize = 3;

/// A wildcard, where it stands, and the operations whose bodies it describes.
struct Wildcard<'a> {
    node: Node<'a>,
    name: String,
    operations: Vec<usize>,
}

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let mut found: Vec<Wildcard<'a>> = Vec::new();
    let mut places: FxHashMap<(FileId, NodeId), usize> = FxHashMap::default();
    let mut bodies = 0;
    for (number, op) in cx.model.numbered_operations_of(doc) {
        let types = media_types(op);
        bodies += usize::from(!types.is_empty());
        for (node, name) in types.into_iter().filter(|it| it.1.ends_with("/*")) {
            let at = *places.entry((node.tree().source().id(), node.id())).or_insert(found.len());
            if at == found.len() {
                found.push(Wildcard { node, name, operations: Vec::new() });
            }
            found.get_mut(at).into_iter().for_each(|it| it.operations.push(number));
        }
    }
    if found.len() > FEW && found.len() * 2 > bodies {
        found = together(found);
    }
    found.iter().for_each(|it| report(cx, it));
}

/// What describes the body of an operation, each with its name.
fn media_types<'a>(op: &Operation<'a>) -> Vec<(Node<'a>, String)> {
    if op.doc().version() == Version::V2 {
        let is_body = |it: Location| matches!(it, Location::Body | Location::Form);
        let has_body = op.parameters().iter().any(|it| is_body(it.location()));
        let consumes = op.node().get("consumes").or_else(|| op.doc().root().get("consumes"));
        let items = consumes.filter(|_| has_body).into_iter().flat_map(Node::items);
        return items.filter_map(|it| Some((it, it.text()?.into_owned()))).collect();
    }
    let body = op.node().get("requestBody").and_then(|it| op.doc().resolve(it)?.get("content"));
    let entries = body.into_iter().flat_map(Node::entries);
    entries.filter_map(|it| Some((it, it.key()?.into_owned()))).collect()
}

/// The first, for the operations of all.
fn together(found: Vec<Wildcard<'_>>) -> Vec<Wildcard<'_>> {
    let mut operations: Vec<usize> = found.iter().flat_map(|it| it.operations.clone()).collect();
    operations.sort_unstable();
    operations.dedup();
    found.into_iter().take(1).map(|it| Wildcard { operations: operations.clone(), ..it }).collect()
}

fn report<'a>(cx: &mut Context<'a>, wildcard: &Wildcard<'a>) {
    let name = &wildcard.name;
    let place =
        if wildcard.node.key().is_some() { Place::key(wildcard.node) } else { Place::value(wildcard.node) };
    let affected = cx.model.affected_operations(&wildcard.operations);
    // A family of types, such as all images, says at least something. Bytes are stored as they come, and a proxy sends
    // on whatever it is given.
    let is_family = name != "*/*" && name != "application/*";
    let is_doubtful = is_family || is_bytes(cx, wildcard) || is_for_proxy(cx, wildcard);
    let draft =
        cx.report(place, format!("request body may be of any type that fits `{name}`")).affects(affected);
    if is_doubtful {
        draft.confidence(Confidence::Low);
    }
}

/// Whether the body is a text or bytes, of which nothing is read.
fn is_bytes(cx: &Context<'_>, wildcard: &Wildcard<'_>) -> bool {
    let doc = wildcard.operations.first().and_then(|it| cx.model.operations.get(*it)).map(|it| it.doc());
    let schema =
        || Some(Schema::new(doc?, doc?.resolve(wildcard.node.get("schema")?)?, Directions::default()));
    schema().is_some_and(|it| it.types() == Types::STRING)
}

fn is_for_proxy(cx: &Context<'_>, wildcard: &Wildcard<'_>) -> bool {
    are_about(&cx.model.affected_operations(&wildcard.operations), &["forward", "passthrough", "proxy"])
}
