//! Types of handlers beside the schemas of the same bodies, and the types inside them, each pair once.

use super::differences::{Difference, conflict, of_object, plain};
use super::{and_more, shortened};
use crate::finding::{Affected, Confidence, EndpointName};
use crate::openapi::{Document, MediaType, Operation, Schema, Version};
use crate::project::{Endpoint, Join};
use crate::rule::{Context, Place};
use crate::shapes::{Object, PayloadKind, Shape, Typed, Wire};
use crate::source::{FileId, Span};
use crate::syntax::{Node, NodeId};
use rustc_hash::{FxHashMap, FxHashSet};

/// Pairs of types and schemas that one endpoint leads to, at most.
const MAX_PAIRS: usize = 500;

/// Differences that a message names.
const NAMED: usize = 3;

/// Operations that a finding names.
const NAMED_OPERATIONS: usize = 3;

/// A type with the schema of the same value.
#[derive(Clone)]
pub(super) struct Pair<'a> {
    pub(super) typed: Typed<'a>,
    pub(super) doc: Document<'a>,
    pub(super) schema: Node<'a>,
    /// Whether it is the body itself; what is wrong with the type of a field is said of the field.
    pub(super) is_whole: bool,
}

/// What makes a pair another one: the type by its name and place, and the schema.
type Key = (String, Span, FileId, NodeId);

/// What was found out about a pair.
struct Case<'a> {
    schema: Node<'a>,
    name: String,
    declared: Span,
    differences: Vec<Difference>,
    /// Whether they have nothing in common, so that they hardly mean the same value.
    is_doubtful: bool,
    inside: Vec<Pair<'a>>,
    count: usize,
    first: Vec<(EndpointName, Span)>,
}

/// Reports what types and schemas of endpoints differ in; `pairs` names those of an endpoint.
pub(super) fn check<'a>(
    cx: &mut Context<'a>,
    join: &Join<'a>,
    wire: Wire<'a>,
    pairs: impl Fn(&Endpoint<'a>) -> Vec<Pair<'a>>,
) {
    let mut cases: Vec<Case<'a>> = Vec::new();
    let mut numbers: FxHashMap<Key, Option<usize>> = FxHashMap::default();
    for endpoint in join.endpoints.iter().filter(|it| it.is_paired) {
        let mut pending = pairs(endpoint);
        let mut seen = FxHashSet::default();
        while let Some(pair) = pending.pop() {
            let Some((key, schema)) = key(wire, &pair) else { continue };
            if seen.len() >= MAX_PAIRS || !seen.insert(key.clone()) {
                continue;
            }
            let number = *numbers.entry(key).or_insert_with(|| {
                cases.push(compared(wire, &pair, &schema)?);
                Some(cases.len() - 1)
            });
            if let Some(case) = number.and_then(|it| cases.get_mut(it)) {
                case.concerns(endpoint);
                pending.extend(case.inside.iter().cloned());
            }
        }
    }
    cases.into_iter().filter(|it| !it.differences.is_empty()).for_each(|it| it.report(cx));
}

fn key<'a>(wire: Wire<'a>, pair: &Pair<'a>) -> Option<(Key, Schema<'a>)> {
    let schema = plain(pair.doc, pair.schema)?;
    let node = schema.node();
    let item = pair.typed.item(wire.workspace).map(|it| wire.workspace.item(it).name_span);
    let declared = item.unwrap_or_else(|| pair.typed.span());
    Some(((pair.typed.name(), declared, node.tree().source().id(), node.id()), schema))
}

fn compared<'a>(wire: Wire<'a>, pair: &Pair<'a>, schema: &Schema<'a>) -> Option<Case<'a>> {
    let Pair { typed, doc, .. } = pair;
    let inside = |typed: Typed<'a>, node: Option<Node<'a>>| -> Vec<Pair<'a>> {
        node.map(|schema| Pair { typed, doc: *doc, schema, is_whole: false }).into_iter().collect()
    };
    let case = |inside| Some(Case::new(typed, schema, inside));
    match wire.shape(typed) {
        Shape::Nullable(inner) => case(inside(inner, Some(schema.node()))),
        Shape::Array(Some(inner)) if schema.get("items").is_some() => {
            case(inside(inner, schema.get("items")))
        }
        Shape::Map(inner) if schema.get("additionalProperties").is_some_and(Node::is_mapping) => {
            case(inside(inner, schema.get("additionalProperties")))
        }
        Shape::Object(object) if schema.get("properties").is_some() => {
            Some(of_struct(wire, pair, &object, schema))
        }
        _ if !pair.is_whole => None,
        _ => {
            let text = conflict(wire, typed, *doc, schema.node(), 1)?;
            let differences = vec![Difference { text: format!("it {text}"), field: None, is_faint: false }];
            Some(Case { differences, ..Case::new(typed, schema, Vec::new()) })
        }
    }
}

fn of_struct<'a>(wire: Wire<'a>, pair: &Pair<'a>, object: &Object<'a>, schema: &Schema<'a>) -> Case<'a> {
    let property = |name: &str| schema.properties().find(|it| it.key().is_some_and(|it| it == name));
    let shared = || object.fields.iter().filter_map(|it| Some((it, property(&it.name)?)));
    let inside = shared().filter_map(|(field, schema)| {
        Some(Pair { typed: field.typed.clone()?, doc: pair.doc, schema, is_whole: false })
    });
    let name = object.item.map_or_else(|| pair.typed.name(), |it| wire.workspace.item(it).name.to_string());
    Case {
        name,
        declared: object.span,
        differences: of_object(wire, object, schema),
        is_doubtful: shared().next().is_none(),
        ..Case::new(&pair.typed, schema, inside.collect())
    }
}

impl<'a> Case<'a> {
    fn new(typed: &Typed<'a>, schema: &Schema<'a>, inside: Vec<Pair<'a>>) -> Self {
        Self {
            schema: schema.node(),
            name: typed.name(),
            declared: typed.span(),
            differences: Vec::new(),
            is_doubtful: false,
            inside,
            count: 0,
            first: Vec::new(),
        }
    }

    fn concerns(&mut self, endpoint: &Endpoint<'a>) {
        let Some(operation) = &endpoint.operation else { return };
        self.count += 1;
        if self.first.len() < NAMED_OPERATIONS {
            self.first.push((operation.name().clone(), operation.span()));
        }
    }

    fn report(self, cx: &mut Context<'a>) {
        let named: Vec<&str> = self.differences.iter().take(NAMED).map(|it| it.text.as_str()).collect();
        let more = and_more(self.differences.len() - named.len(), "difference");
        let name = shortened(&self.name);
        let message = format!("`{name}` and the document differ: {}{more}", named.join("; "));
        let declared = super::routes::one_line(cx, self.declared);
        let draft = cx.report(Place::key(self.schema), message);
        draft.label(declared, format!("`{name}` in the code"));
        for Difference { text, field, .. } in self.differences.iter().take(NAMED) {
            if let Some(span) = field {
                draft.label(*span, text.clone());
            }
        }
        draft.affects(Affected { count: self.count, first: self.first });
        if self.is_doubtful || self.differences.iter().all(|it| it.is_faint) {
            draft.confidence(Confidence::Low);
        }
    }
}

/// What describes a body of this kind, if nothing else does.
pub(super) fn described<'a>(
    operation: &Operation<'a>,
    content: Option<Node<'a>>,
    kind: PayloadKind,
) -> Option<Node<'a>> {
    let doc = operation.doc();
    let is_meant = |node: &Node<'a>| {
        let media = MediaType { doc, node: *node, schema: None };
        if kind == PayloadKind::Form { media.is_form() } else { media.is_json() }
    };
    let mut all = content.into_iter().flat_map(Node::entries).filter(is_meant);
    let only = all.next().filter(|_| all.next().is_none())?;
    doc.resolve(only)?.get("schema")
}

/// Whether a document of the operation's version writes bodies as media types.
pub(super) fn has_media_types(operation: &Operation<'_>) -> bool {
    operation.doc().version() != Version::V2
}
