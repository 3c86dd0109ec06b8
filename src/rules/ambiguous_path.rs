//! See `rules/ambiguous-path.md`.

use super::shortened;
use crate::finding::Confidence;
use crate::openapi::{Document, Location, Operation, Overlap, Overlaps, Pattern, Schema, Types, is_template};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// A path with what callers can do there.
struct Path<'a, 'm> {
    template: String,
    operations: Vec<&'m Operation<'a>>,
}

/// Two paths that match the same requests.
struct Clash<'p, 'a, 'm> {
    later: &'p Path<'a, 'm>,
    earlier: &'p Path<'a, 'm>,
    is_identical: bool,
    /// Methods that both have.
    methods: Vec<&'m str>,
    /// Whether they ask for different credentials for one of these.
    differs: bool,
}

impl Clash<'_, '_, '_> {
    /// Texts that two overlapping templates both match seldom occur, unless somebody looks for a way around a check.
    const fn confidence(&self) -> Confidence {
        match (self.is_identical, self.methods.is_empty(), self.differs) {
            (true, false, _) => Confidence::High,
            (true, true, _) | (false, _, true) => Confidence::Medium,
            (false, _, false) => Confidence::Low,
        }
    }
}

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let model = cx.model;
    let mut paths: Vec<Path<'a, '_>> = Vec::new();
    for operation in model.inbound_operations_of(doc) {
        let template = &operation.name().path;
        match paths.last_mut().filter(|it| it.template == *template) {
            Some(path) => path.operations.push(operation),
            None => paths.push(Path { template: template.clone(), operations: vec![operation] }),
        }
    }
    let templates: Vec<String> = paths.iter().map(|it| it.template.clone()).collect();
    let found = Overlaps::among(&templates);
    for of_later in found.pairs.chunk_by(|one, other| one.later == other.later) {
        let mut clashes: Vec<_> = of_later.iter().filter_map(|it| clash(&paths, *it)).collect();
        clashes.sort_by_key(|it| (!it.differs, !it.is_identical));
        report(cx, doc, &clashes);
    }
    if let Some(paths) = doc.root().get("paths").filter(|_| found.is_cut) {
        let message = "`paths` have so many templates in a row that not all of them were compared";
        cx.report(Place::key(paths), message).confidence(Confidence::Low);
    }
}

fn clash<'p, 'a, 'm>(paths: &'p [Path<'a, 'm>], overlap: Overlap) -> Option<Clash<'p, 'a, 'm>> {
    let (later, earlier) = (paths.get(overlap.later)?, paths.get(overlap.earlier)?);
    let mut shared: Vec<(&Operation<'a>, &Operation<'a>)> = Vec::new();
    for one in &later.operations {
        let twin = earlier.operations.iter().find(|it| it.name().method == one.name().method);
        shared.extend(twin.map(|other| (*one, *other)));
    }
    shared.retain(|(one, other)| {
        overlap.is_identical || (admits(one, &other.name().path) && admits(other, &one.name().path))
    });
    let is_same_text = later.operations.first()?.path_item() == earlier.operations.first()?.path_item();
    // Paths of different servers never meet.
    let servers = |path: &Path<'a, 'm>| path.operations.first().and_then(|it| own_server(it));
    if servers(later) != servers(earlier) || is_same_text || (shared.is_empty() && !overlap.is_identical) {
        return None;
    }
    let differs = shared.iter().any(|(one, other)| demands(one) != demands(other));
    let methods = later.operations.iter().map(|it| it.name().method.as_str());
    let methods = methods.filter(|it| shared.iter().any(|pair| pair.0.name().method == *it)).collect();
    Some(Clash { later, earlier, is_identical: overlap.is_identical, methods, differs })
}

/// URL of the server that a path or its operation has for itself.
fn own_server(operation: &Operation<'_>) -> Option<String> {
    let own = operation.node().get("servers").or_else(|| operation.path_item().get("servers"))?;
    own.items().next()?.get("url")?.text().map(Into::into)
}

/// Whether the templates of an operation take the texts that another path has in their places.
fn admits(operation: &Operation<'_>, other: &str) -> bool {
    let parameters = operation.parameters();
    let pairs = operation.name().path.split('/').zip(other.split('/'));
    pairs.filter(|(own, text)| is_template(own) && !is_template(text)).all(|(own, text)| {
        let name = own.trim_matches(['{', '}']);
        let parameter = parameters.iter().find(|it| it.location() == Location::Path && it.name() == name);
        let schema = parameter.and_then(|it| it.doc().resolve(it.schema()?));
        schema.is_none_or(|it| {
            takes(
                &Schema::new(operation.doc(), it, parameter.map(|it| it.directions()).unwrap_or_default()),
                text,
            )
        })
    })
}

fn takes(schema: &Schema<'_>, text: &str) -> bool {
    let is_number = text.parse::<f64>().is_ok();
    let listed = schema.get("enum").filter(|it| it.is_sequence());
    let pattern = schema.get("pattern").and_then(Node::as_str);
    let matched = pattern.and_then(|it| Pattern::parse(&it)?.matches(text));
    let can_be_text = schema.types().is_empty() || schema.types().has(Types::STRING);
    let is_uuid = || text.len() == 36 && text.contains('-');
    (can_be_text || is_number)
        && listed.is_none_or(|it| it.items().any(|it| it.text().is_some_and(|it| it == text)))
        && matched != Some(false)
        && (schema.format().as_deref() != Some("uuid") || is_uuid())
}

/// What callers must show, in an order that does not depend on that of the text.
fn demands(operation: &Operation<'_>) -> Vec<Vec<String>> {
    let alternatives = operation.security().map(|it| it.alternatives()).unwrap_or_default();
    let names = |schemes: &[(Node<'_>, _)]| {
        let mut names: Vec<String> = schemes.iter().filter_map(|it| it.0.key().map(Into::into)).collect();
        names.sort_unstable();
        names
    };
    let mut demands: Vec<_> = alternatives.iter().map(|it| names(&it.schemes)).collect();
    demands.sort_unstable();
    demands
}

fn report<'a>(cx: &mut Context<'a>, doc: Document<'a>, clashes: &[Clash<'_, 'a, '_>]) {
    let Some((first, others)) = clashes.split_first() else { return };
    let Some(place) = entry(doc, first.later) else { return };
    let (later, earlier) = (shortened(&first.later.template), shortened(&first.earlier.template));
    let methods = first.methods.join(", ");
    let fact = match (first.is_identical, first.methods.is_empty()) {
        (true, true) => format!("`{later}` is the same path as `{earlier}`"),
        (true, false) => format!("`{later}` matches the same requests as `{earlier}` ({methods})"),
        (false, _) => {
            let witness = shortened(&witness(&first.later.template, &first.earlier.template));
            format!("`{later}` and `{earlier}` both match `{witness}` ({methods})")
        }
    };
    let difference = if first.differs { ", but they ask for different credentials" } else { "" };
    let labels: Vec<_> =
        clashes.iter().take(3).filter_map(|it| Some(entry(doc, it.earlier)?.name_span())).collect();
    let more = super::and_more(others.len(), "path");
    let draft = cx.report(Place::key(place), format!("{fact}{difference}{more}"));
    for label in labels {
        draft.label(label, "matches the same");
    }
    draft.confidence(first.confidence());
}

fn entry<'a>(doc: Document<'a>, path: &Path<'a, '_>) -> Option<Node<'a>> {
    let paths = doc.root().get("paths").and_then(|it| doc.resolve(it))?;
    paths.get(&path.template)
}

/// A path that both templates match.
fn witness(one: &str, other: &str) -> String {
    let steps = one.split('/').zip(other.split('/'));
    steps.map(|(one, other)| if is_template(one) { other } else { one }).collect::<Vec<_>>().join("/")
}
