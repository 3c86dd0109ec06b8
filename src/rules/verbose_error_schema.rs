//! See `rules/verbose-error-schema.md`.

use super::words;
use crate::openapi::{Directions, Document, Operation, Schema, Types, reference_in};
use crate::rule::{Check, Context, Place};
use crate::source::FileId;
use crate::syntax::{Node, NodeId};
use rustc_hash::FxHashSet;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Error schemas yet to be looked at, and those that have been: many operations share one.
#[derive(Default)]
struct Errors<'a> {
    pending: Vec<Node<'a>>,
    seen: FxHashSet<(FileId, NodeId)>,
}

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let mut errors = Errors::default();
    for operation in cx.model.inbound_operations_of(doc) {
        errors.add_responses(operation);
    }
    while let Some(schema) = errors.pending.pop() {
        for property in schema.get("properties").into_iter().flat_map(Node::entries) {
            look(cx, doc, property);
        }
        errors.add_parts(doc, schema);
    }
}

fn look<'a>(cx: &mut Context<'a>, doc: Document<'a>, property: Node<'a>) {
    let Some(name) = property.key().filter(|it| words::is_one_of(it, &words::INTERNALS)) else { return };
    let Some(node) = doc.resolve(property) else { return };
    let schema = Schema::new(doc, node, Directions::default());
    let tells_little = schema.types().has(Types::BOOLEAN.with(Types::INTEGER)) || schema.is_enumerated();
    if !tells_little {
        let message = format!("error response has the property `{name}`, which shows internals");
        cx.report(Place::key(property), message).in_responses();
    }
}

impl<'a> Errors<'a> {
    fn add_responses(&mut self, operation: &Operation<'a>) {
        // Where no success is declared, `default` may well be one.
        let has_success = operation.has_response(|it| it.starts_with(['2', '3']));
        for response in operation.resolved_responses() {
            let is_error = response.is_error() && (has_success || response.status != "default");
            if is_error && self.is_new(response.node) {
                response.schemas().into_iter().for_each(|it| self.add(response.doc, it));
            }
        }
    }

    fn add(&mut self, doc: Document<'a>, schema: Node<'a>) {
        let schema = schema.target();
        if !self.is_new(schema) {
            return;
        }
        self.pending.push(schema);
        if reference_in(schema).is_some() {
            doc.resolve(schema).into_iter().for_each(|it| self.add(doc, it));
        }
    }

    fn add_parts(&mut self, doc: Document<'a>, schema: Node<'a>) {
        let single = ["items", "additionalProperties"].iter().filter_map(|key| schema.get(key));
        let lists = ["allOf", "oneOf", "anyOf"].iter().filter_map(|key| schema.get(key));
        let properties = schema.get("properties").into_iter().flat_map(Node::entries);
        for part in single.chain(lists.flat_map(Node::items)).chain(properties) {
            self.add(doc, part);
        }
    }

    fn is_new(&mut self, node: Node<'a>) -> bool {
        self.seen.insert((node.tree().source().id(), node.id()))
    }
}
