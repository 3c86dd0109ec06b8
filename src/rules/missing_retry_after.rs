//! See `rules/missing-retry-after.md`.

use super::{limits, public_paths, words};
use crate::openapi::{Document, Model, Operation, Response};
use crate::rule::{Check, Context, Place};
use crate::source::FileId;
use crate::syntax::{Node, NodeId};
use rustc_hash::FxHashMap;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Answers that ask the caller to come back later.
const STATUSES: [&str; 2] = ["429", "503"];

/// Words of answers that no waiting changes.
const FOR_GOOD: [&str; 4] = ["disabled", "notenabled", "notimplemented", "notsupported"];

/// Responses with one status, each where it is defined, and the operations that give it.
#[derive(Default)]
struct Answers<'a> {
    all: Vec<(Response<'a>, Vec<usize>)>,
    by_place: FxHashMap<(FileId, NodeId), usize>,
}

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let model = cx.model;
    for status in STATUSES {
        let (told, untold): (Vec<_>, Vec<_>) =
            answers(model, doc, status).into_iter().partition(|it| tells_when(&it.0));
        if told.is_empty() {
            report_all(cx, &untold);
        } else {
            untold.iter().for_each(|it| report(cx, it));
        }
    }
}

fn answers<'a>(model: &Model<'a>, doc: Document<'a>, status: &str) -> Vec<(Response<'a>, Vec<usize>)> {
    let mut answers = Answers::default();
    // Probes of the service's health ask again anyway.
    let operations = model
        .numbered_operations_of(doc)
        .filter(|it| !public_paths::is_about_service(&it.1.name().path) && !counts_errors(it.1));
    for (number, operation) in operations {
        for response in with_status(operation, status) {
            answers.add(number, response);
        }
    }
    answers.all
}

fn with_status<'a>(operation: &Operation<'a>, status: &str) -> impl Iterator<Item = Response<'a>> {
    let doc = operation.doc();
    let entries = operation.responses().filter(move |it| it.has_key(status));
    entries
        .filter_map(move |entry| doc.resolve(entry).map(|node| (entry, node)))
        .map(move |(entry, node)| Response { doc, node, status: entry.key().unwrap_or_default() })
        .filter(|it| !is_for_good(it))
}

/// Whether something is switched off: coming back later helps nobody.
fn is_for_good(response: &Response<'_>) -> bool {
    let text = response.node.get("description").and_then(Node::as_str).unwrap_or_default();
    let text = words::squash(&text);
    FOR_GOOD.iter().any(|it| text.contains(it))
}

/// Whether its statuses only number errors, from 480 on, as documents do that programs made of other models.
fn counts_errors(operation: &Operation<'_>) -> bool {
    operation.has_response(|it| it == "480") && operation.has_response(|it| it == "481")
}

impl<'a> Answers<'a> {
    fn add(&mut self, number: usize, response: Response<'a>) {
        let place = (response.node.tree().source().id(), response.node.id());
        let next = self.all.len();
        let known = *self.by_place.entry(place).or_insert(next);
        match self.all.get_mut(known) {
            Some((_, operations)) => operations.push(number),
            None => self.all.push((response, vec![number])),
        }
    }
}

/// Whether a header or the description says when to come back.
fn tells_when(response: &Response<'_>) -> bool {
    let headers = response.node.get("headers").and_then(|it| response.doc.resolve(it));
    let mut names = headers.into_iter().flat_map(Node::entries).filter_map(Node::key);
    let description = response.node.get("description").and_then(Node::as_str);
    names.any(|it| limits::is_reset_header(&it))
        || description.is_some_and(|it| limits::names_retry_after(&it) || limits::states_wait(&it))
}

/// Where no answer of the document says it, one decision is missing and not many.
fn report_all<'a>(cx: &mut Context<'a>, untold: &[(Response<'a>, Vec<usize>)]) {
    let Some((first, _)) = untold.first() else { return };
    let mut operations: Vec<usize> = untold.iter().flat_map(|it| it.1.iter().copied()).collect();
    operations.sort_unstable();
    operations.dedup();
    let affected = cx.model.affected_operations(&operations);
    let name = name(first);
    let message = match untold.len() {
        1 => format!("{name} does not say when to try again"),
        _ => format!("{name} does not say when to try again, nor does any other {}", first.status),
    };
    cx.report(Place::key(first.node), message).affects(affected);
}

fn report<'a>(cx: &mut Context<'a>, (response, operations): &(Response<'a>, Vec<usize>)) {
    let affected = cx.model.affected_operations(operations);
    let message = format!("{} does not say when to try again", name(response));
    cx.report(Place::key(response.node), message).affects(affected);
}

/// The status, or the name of the component.
fn name(response: &Response<'_>) -> String {
    format!("`{}`", response.node.key().unwrap_or_else(|| response.status.clone()))
}
