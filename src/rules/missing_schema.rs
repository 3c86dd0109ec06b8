//! See `rules/missing-schema.md`.

use crate::finding::Affected;
use crate::openapi::{Document, Location, MediaType, Parameter, Version};
use crate::rule::{Check, Context, Place};
use crate::source::FileId;
use crate::syntax::{Node, NodeId};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

pub(super) const CHECKS: &[Check] = &[Check::Parameter(parameter), Check::Document(bodies)];

/// A document that describes more responses by nothing but examples, and most of all, does so as a rule.
const FEW: usize = 3;

fn parameter<'a>(cx: &mut Context<'a>, parameter: &Parameter<'a>) {
    let missing = match (parameter.doc().version(), parameter.location()) {
        (Version::V2, Location::Body) => "schema",
        (Version::V2, _) => "type",
        _ => "schema",
    };
    let is_described = parameter.node().has_any(&[missing, "content"]);
    if is_described || !cx.model.is_used(parameter.node()) {
        return;
    }
    let message = format!("parameter `{}` has no `{missing}`", parameter.name());
    cx.report(Place::value(parameter.name_node()), message);
}

/// Media types of responses in a document.
#[derive(Default)]
struct Responses<'a> {
    described: usize,
    undescribed: Vec<&'a MediaType<'a>>,
}

/// All documents are looked at with the first of them: media types are those of all.
fn bodies<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    if doc.index() > 0 {
        return;
    }
    let model = cx.model;
    let bodiless = bodiless(cx);
    let mut responses: BTreeMap<usize, Responses<'a>> = BTreeMap::new();
    for media_type in model.media_types.iter().filter(|it| it.is_json() || it.is_form()) {
        let is_returned = !model.directions_of(media_type.node).request;
        let of_document = responses.entry(media_type.doc.index()).or_default();
        let is_bodiless = || holder(media_type.node).is_some_and(|it| bodiless.contains(&place(it)));
        match media_type.schema {
            Some(_) => of_document.described += usize::from(is_returned),
            None if is_bodiless() || !model.is_used(media_type.node) => {}
            None if is_returned => of_document.undescribed.push(media_type),
            None => report(cx, media_type.node),
        }
    }
    responses.values().for_each(|it| report_responses(cx, it));
}

fn report_responses<'a>(cx: &mut Context<'a>, responses: &Responses<'a>) {
    let count = responses.undescribed.len();
    if count <= FEW || count <= responses.described {
        return responses.undescribed.iter().for_each(|it| report(cx, it.node));
    }
    let Some(first) = responses.undescribed.first() else { return };
    let mut affected = Affected::default();
    let message = format!("{count} responses have no `schema`, of which this is the first");
    for it in responses.undescribed.iter().map(|it| cx.model.affected(it.node, false, true)) {
        affected.count += it.count;
        affected.first.extend(it.first.into_iter().take(3 - affected.first.len()));
    }
    cx.report(Place::key(first.node), message).affects(affected);
}

fn report<'a>(cx: &mut Context<'a>, node: Node<'a>) {
    let name = node.key().unwrap_or_default();
    cx.report(Place::key(node), format!("body of type `{name}` has no `schema`"));
}

/// Responses whose status has no body, whatever is declared, and those to HEAD.
fn bodiless(cx: &Context<'_>) -> FxHashSet<(FileId, NodeId)> {
    let has_no_body = |status: &str| status.starts_with('1') || matches!(status, "204" | "205" | "304");
    let by_status = cx.model.responses.iter().filter(|it| has_no_body(&it.status)).map(|it| place(it.node));
    let heads = cx.model.operations.iter().filter(|it| it.name().method == "HEAD");
    by_status.chain(heads.flat_map(|it| it.responses()).map(place)).collect()
}

/// The response in whose `content` a media type stands.
fn holder(media_type: Node<'_>) -> Option<Node<'_>> {
    media_type.parent()?.parent()
}

fn place(node: Node<'_>) -> (FileId, NodeId) {
    (node.tree().source().id(), node.id())
}
