//! See `rules/inconsistent-error-schema.md`.

use crate::openapi::{Directions, Document, MediaType, Operation, Schema, is_error_status};
use crate::rule::{Check, Context, Place};
use crate::source::FileId;
use crate::syntax::{Node, NodeId};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::BTreeSet;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Kinds of errors that are told apart; more of them make no difference.
const MOST: usize = 32;

/// A kind that fewer than one of so many errors have is an exception, such as a conflict that shows what is there.
const RARE: usize = 20;

/// Where there are more errors than these, a kind that stands alone is an exception as well.
const FEW: usize = 6;

/// Members of errors of OAuth (RFC 6749), which has a form of its own.
const OAUTH: [&str; 4] = ["error", "error_description", "error_uri", "state"];

/// Errors that look alike: where the first of them stands, and how many answers have one.
struct Kind<'a> {
    /// The members of its object.
    names: BTreeSet<Cow<'a, str>>,
    /// The members of the object in its only member.
    inner: BTreeSet<Cow<'a, str>>,
    /// Objects that make up its schema.
    parts: Vec<Node<'a>>,
    /// Problem details of RFC 9457.
    is_problem: bool,
    first: Node<'a>,
    count: usize,
}

/// All errors of a document.
#[derive(Default)]
struct Errors<'a> {
    kinds: Vec<Kind<'a>>,
    /// The kind of each schema that was seen; none for one that says nothing.
    known: FxHashMap<(FileId, NodeId, bool), Option<usize>>,
}

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let model = cx.model;
    let Some(paths) = doc.root().get("paths") else { return };
    let mut errors = Errors::default();
    for op in model.inbound_operations_of(doc) {
        errors.add_operation(op);
    }
    let total: usize = errors.kinds.iter().map(|it| it.count).sum();
    let is_usual = |it: &Kind<'_>| it.count * RARE >= total && (it.count > 1 || total <= FEW);
    errors.kinds.retain(|it| is_usual(it) && !it.is_of_oauth());
    errors.kinds.sort_by_key(|it| std::cmp::Reverse(it.count));
    if errors.kinds.len() < 2 {
        return;
    }
    let message = format!("error responses of the `paths` have {} schemas that differ", errors.kinds.len());
    let draft = cx.report(Place::key(paths), message);
    for kind in errors.kinds.iter().take(3) {
        draft.label(kind.first.name_span(), format!("{} have {}", kind.count, kind.shown()));
    }
    draft.affects(model.affected_operations(&model.inbound_numbers_of(doc)));
}

impl Kind<'_> {
    fn shown(&self) -> String {
        let names: Vec<String> = self.names.iter().take(4).map(|it| format!("`{it}`")).collect();
        let more = if self.names.len() > 4 { ", …" } else { "" };
        let problem = if self.is_problem { "problem details with " } else { "" };
        format!("{problem}{}{more}", names.join(", "))
    }

    /// Whether a caller who knows the one can read the other.
    fn is_like(&self, other: &Self) -> bool {
        let is_around = || {
            [(&self.inner, &other.names), (&self.names, &other.inner), (&self.inner, &other.inner)]
                .into_iter()
                .any(|(one, other)| is_mostly_common(one, other))
        };
        let shares_part = || self.parts.iter().any(|it| other.parts.contains(it));
        self.is_problem == other.is_problem
            && (is_mostly_common(&self.names, &other.names) || is_around() || shares_part())
    }

    fn is_of_oauth(&self) -> bool {
        self.names.contains("error_description") && self.names.iter().all(|it| OAUTH.contains(&it.as_ref()))
    }
}

/// Whether half of the members of the smaller object or more are those of the other too.
fn is_mostly_common(one: &BTreeSet<Cow<'_, str>>, other: &BTreeSet<Cow<'_, str>>) -> bool {
    let smaller = one.len().min(other.len());
    smaller > 0 && one.intersection(other).count() * 2 >= smaller
}

/// The members of the object, or of the objects in the list, that is the only member of another.
fn inner<'a>(doc: Document<'a>, schema: &Schema<'a>) -> Option<BTreeSet<Cow<'a, str>>> {
    let mut properties = schema.properties();
    let only = properties.next().filter(|_| properties.next().is_none())?;
    let node = doc.resolve(only)?;
    let node = node.get("items").and_then(|it| doc.resolve(it)).unwrap_or(node);
    Some(Schema::new(doc, node, Directions::default()).properties().filter_map(Node::key).collect())
}

impl<'a> Errors<'a> {
    fn add_operation(&mut self, op: &Operation<'a>) {
        // Where no success is declared, `default` may well be one.
        let has_success = op.has_response(|it| it.starts_with(['2', '3']));
        let is_error = |it: &Node<'a>| {
            it.key().is_some_and(|it| is_error_status(&it) && (has_success || it != "default"))
        };
        let doc = op.doc();
        let body_of = |entry| doc.resolve(entry).and_then(|it| body(doc, it));
        let successes = op.responses().filter(|it| it.key().is_some_and(|it| it.starts_with('2')));
        let successes: Vec<_> = successes.filter_map(|it| Some(body_of(it)?.0)).collect();
        for entry in op.responses().filter(is_error) {
            // A conflict shows the item that is there, and a probe its state: that is no form of an error.
            if let Some((schema, is_problem)) = body_of(entry)
                && !successes.contains(&schema)
            {
                self.add(op.doc(), entry, schema, is_problem);
            }
        }
    }

    fn add(&mut self, doc: Document<'a>, entry: Node<'a>, schema: Node<'a>, is_problem: bool) {
        let place = (schema.tree().source().id(), schema.id(), is_problem);
        let kind = match self.known.get(&place) {
            Some(known) => *known,
            None => {
                let kind = self.kind_of(doc, entry, schema, is_problem);
                self.known.insert(place, kind);
                kind
            }
        };
        if let Some(kind) = kind.and_then(|it| self.kinds.get_mut(it)) {
            kind.count += 1;
        }
    }

    fn kind_of(
        &mut self,
        doc: Document<'a>,
        entry: Node<'a>,
        node: Node<'a>,
        is_problem: bool,
    ) -> Option<usize> {
        let schema = Schema::new(doc, node, Directions::default());
        let names: BTreeSet<_> = schema.properties().filter_map(Node::key).collect();
        if names.is_empty() {
            return None;
        }
        let parts = schema.members().iter().copied().filter(|it| it.get("properties").is_some()).collect();
        let inner = inner(doc, &schema).unwrap_or_default();
        let kind = Kind { names, inner, parts, is_problem, first: entry, count: 0 };
        let alike = self.kinds.iter().position(|it| it.is_like(&kind));
        if alike.is_none() && self.kinds.len() < MOST {
            self.kinds.push(kind);
            return self.kinds.len().checked_sub(1);
        }
        alike
    }
}

/// The schema of an error's JSON, and whether it is problem details.
fn body<'a>(doc: Document<'a>, response: Node<'a>) -> Option<(Node<'a>, bool)> {
    let content = response.get("content").into_iter().flat_map(Node::entries);
    let types =
        content.filter_map(|node| Some(MediaType { doc, node, schema: doc.resolve(node)?.get("schema") }));
    let json: Vec<_> = types.filter(MediaType::is_json).collect();
    let problem = json.iter().find(|it| it.name() == "application/problem+json");
    let schema = match problem.or(json.first()) {
        Some(it) => it.schema,
        None => response.get("schema"),
    };
    let node = doc.resolve(schema?)?;
    Some((node, problem.is_some()))
}
