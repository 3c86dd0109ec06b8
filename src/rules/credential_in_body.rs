//! See `rules/credential-in-body.md`.

use super::{body_credentials, words};
use crate::finding::Confidence;
use crate::openapi::{Directions, Document, Location, Operation, Parameter, Schema};
use crate::rule::{Check, Context, Place};
use crate::source::FileId;
use crate::syntax::{Node, NodeId};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Operations that declare another credential, below which a field in some of them is one that is stored.
const FEW: usize = 5;

/// A field of bodies that is named like a credential.
struct Field<'a> {
    node: Node<'a>,
    numbers: Vec<usize>,
    /// How many of the operations ask for nothing else.
    alone: usize,
}

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let mut fields: BTreeMap<String, Field<'a>> = BTreeMap::new();
    let mut bodies = Bodies::default();
    let (model, mut count) = (cx.model, 0);
    for (number, operation) in model.numbered_operations_of(doc) {
        count += 1;
        let is_open = operation.security().is_none_or(|it| it.is_public());
        for (name, node) in bodies.credentials(operation) {
            let field = fields.entry(name).or_insert(Field { node, numbers: Vec::new(), alone: 0 });
            field.numbers.push(number);
            field.alone += usize::from(is_open);
        }
    }
    for (name, field) in fields {
        if !cx.config.words.harmless.iter().any(|it| words::same(it, &name)) {
            look(cx, &field, count);
        }
    }
}

fn look<'a>(cx: &mut Context<'a>, field: &Field<'a>, operations: usize) {
    let sent = field.numbers.len();
    let is_only = field.alone > 1 || (field.alone == 1 && is_callers_own(field.node));
    // One that nearly everything wants is no value to be stored, whatever else is asked for.
    let is_everywhere = sent >= FEW && sent * 100 >= operations * 15;
    if !is_only && !is_everywhere {
        return;
    }
    let is_parameter = field.node.has_key("name");
    let name = if is_parameter { field.node.text() } else { field.node.key() }.unwrap_or_default();
    let affected = cx.model.affected_operations(&field.numbers);
    let place = if is_parameter { Place::value(field.node) } else { Place::key(field.node) };
    let draft = cx.report(place, format!("the credential `{name}` is sent in the body"));
    draft.affects(affected);
    if !is_only {
        draft.confidence(Confidence::Low);
    }
}

fn is_callers_own(property: Node<'_>) -> bool {
    let object = if property.has_key("name") { property.parent() } else { Some(property) };
    let description = object.and_then(|it| it.get("description")).and_then(Node::text);
    description.is_some_and(|it| words::has_word_of(&it, &["your"]))
}

/// Names, squashed, and places of the fields that hold a credential.
type Fields<'a> = BTreeMap<String, Node<'a>>;

/// What was found in schemas of bodies, which operations share.
#[derive(Default)]
struct Bodies<'a>(FxHashMap<(FileId, NodeId), Fields<'a>>);

impl<'a> Bodies<'a> {
    /// Each field once, be it in forms and in JSON.
    fn credentials(&mut self, operation: &Operation<'a>) -> Fields<'a> {
        let mut found = Fields::new();
        if body_credentials::is_about(&operation.name().path) {
            return found;
        }
        let (doc, (bodies, forms)) = (operation.doc(), parameters(operation));
        let of_bodies = bodies.iter().filter_map(Parameter::schema);
        for schema in schemas(operation).chain(of_bodies).filter_map(|it| doc.resolve(it)) {
            let place = (schema.tree().source().id(), schema.id());
            let fields = self.0.entry(place).or_insert_with(|| fields(doc, schema));
            found.extend(fields.iter().map(|it| (it.0.clone(), *it.1)));
        }
        let named = forms.iter().filter(|it| body_credentials::is_one(doc, it.name(), it.node()));
        found.extend(named.map(|it| (words::squash(it.name()), it.name_node())));
        found
    }
}

fn schemas<'a>(operation: &Operation<'a>) -> impl Iterator<Item = Node<'a>> {
    let doc = operation.doc();
    let body = operation.node().get("requestBody").and_then(|it| doc.resolve(it));
    let content = body.and_then(|it| it.get("content")).into_iter().flat_map(Node::entries);
    content.filter_map(move |it| doc.resolve(it)?.get("schema"))
}

fn fields<'a>(doc: Document<'a>, schema: Node<'a>) -> Fields<'a> {
    let schema = Schema::new(doc, schema, Directions::default());
    let named = schema.properties().filter_map(|it| Some((it.key()?, it)));
    let credentials = named.filter(|it| body_credentials::is_one(doc, &it.0, it.1));
    credentials.map(|it| (words::squash(&it.0), it.1)).collect()
}

/// Bodies and form fields of Swagger 2.0.
fn parameters<'a>(operation: &Operation<'a>) -> (Vec<Parameter<'a>>, Vec<Parameter<'a>>) {
    let all = operation.parameters().into_iter();
    let sent = all.filter(|it| matches!(it.location(), Location::Body | Location::Form));
    sent.partition(|it| it.location() == Location::Body)
}
