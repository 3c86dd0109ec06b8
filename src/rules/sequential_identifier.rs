//! See `rules/sequential-identifier.md`.

use super::words::{has_word_of, words};
use crate::finding::Confidence;
use crate::openapi::{
    Directions, Document, Location, Operation, Parameter, Schema, Scheme, SchemeKind, Types,
};
use crate::rule::{Check, Context, Place};
use crate::source::Span;
use rustc_hash::{FxHashMap, FxHashSet};

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// More parameters than these are one design decision.
const FEW: usize = 3;

/// Words for things that everybody may know, or that are counted by nature.
const COMMON: [&str; 28] = [
    "album", "artist", "brand", "build", "category", "channel", "chapter", "city", "country", "currency",
    "episode", "game", "genre", "language", "league", "locale", "movie", "page", "revision", "season",
    "segment", "sequence", "show", "sport", "team", "variant", "version", "year",
];

/// Patterns of texts that are numbers.
const DIGITS: [&str; 6] = [r"^\d+$", r"^\d*$", "^[0-9]+$", "^[0-9]*$", "^[1-9][0-9]*$", r"^[1-9]\d*$"];

/// Parameters that name objects, and the operations that take them.
#[derive(Default)]
struct Found<'a> {
    parameters: Vec<(Parameter<'a>, String)>,
    operations: Vec<usize>,
    /// Places of parameters, and what else tells that two of them are about the same objects.
    seen: FxHashSet<Span>,
    /// Whether every operation on such objects looks them up in a catalogue.
    resources: FxHashMap<String, bool>,
}

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let mut found = Found::default();
    for (number, operation) in cx.model.numbered_operations_of(doc).filter(|it| is_guarded(it.1)) {
        found.add(number, operation);
    }
    if found.parameters.len() <= FEW {
        for (parameter, resource) in &found.parameters {
            report(cx, parameter, found.resources.get(resource) == Some(&true));
        }
        return;
    }
    let Some(paths) = doc.root().get("paths") else { return };
    let count = found.parameters.len();
    let message = format!("`paths` address {count} kinds of objects by numbers that can be guessed");
    let affected = cx.model.affected_operations(&found.operations);
    let draft = cx.report(Place::key(paths), message);
    draft.affects(affected);
    for (parameter, _) in found.parameters.iter().take(FEW) {
        draft.label(parameter.name_node().first_line(), "a number");
    }
}

/// Whether programs read with their key, so that there is no user whose object it could be.
fn looks_up(operation: &Operation<'_>) -> bool {
    let is_key = |it: &Scheme<'_>| it.kind == SchemeKind::ApiKey;
    let schemes = operation.security().into_iter().flat_map(|it| it.alternatives()).flat_map(|it| it.schemes);
    operation.name().method == "GET" && schemes.into_iter().all(|it| it.1.is_some_and(|it| is_key(&it)))
}

/// Whether somebody must show a credential.
fn is_guarded(operation: &Operation<'_>) -> bool {
    operation.security().is_some_and(|it| it.is_demanded())
}

impl<'a> Found<'a> {
    fn add(&mut self, number: usize, operation: &Operation<'a>) {
        let mut is_found = false;
        for parameter in operation.parameters() {
            if !names_object(&parameter) || !is_number(&parameter) {
                continue;
            }
            is_found = true;
            let is_new_place = self.seen.insert(parameter.node().span());
            let (resource, looks_up) = (resource(operation, &parameter), looks_up(operation));
            let before = self.resources.get(&resource).copied();
            self.resources.insert(resource.clone(), looks_up && before != Some(false));
            if is_new_place && before.is_none() {
                self.parameters.push((parameter, resource));
            }
        }
        self.operations.extend(is_found.then_some(number));
    }
}

fn names_object(parameter: &Parameter<'_>) -> bool {
    let is_required = || parameter.node().get("required").and_then(|it| it.as_bool()) == Some(true);
    let is_part = match parameter.location() {
        Location::Path => true,
        Location::Query => is_required(),
        _ => false,
    };
    let is_id = || words(parameter.name()).last().is_some_and(|it| it.eq_ignore_ascii_case("id"));
    is_part && is_id() && !has_word_of(parameter.name(), &COMMON)
}

fn is_number(parameter: &Parameter<'_>) -> bool {
    let Some(node) = parameter.schema() else { return false };
    let schema = Schema::new(parameter.doc(), node, Directions::default());
    let is_digits =
        || schema.get("pattern").and_then(|it| it.as_str()).is_some_and(|it| DIGITS.contains(&it.as_ref()));
    let is_number = schema.types() == Types::INTEGER || (schema.types() == Types::STRING && is_digits());
    // Snowflakes hold a time and a number of their machine.
    is_number && !schema.is_enumerated() && schema.format().is_none_or(|it| it != "snowflake")
}

/// What the objects are: the path up to the parameter, or for a query the name.
fn resource(operation: &Operation<'_>, parameter: &Parameter<'_>) -> String {
    let path = &operation.name().path;
    let template = format!("{{{}}}", parameter.name());
    let before = path.split_once(&template).map_or(parameter.name(), |it| it.0);
    let mut steps = before.split('/').filter(|it| !it.is_empty() && !it.starts_with('{'));
    steps.next_back().unwrap_or(parameter.name()).to_ascii_lowercase()
}

fn report<'a>(cx: &mut Context<'a>, parameter: &Parameter<'a>, is_catalogue: bool) {
    let message = format!("`{}` is a number, so that other objects can be guessed", parameter.name());
    let draft = cx.report(Place::value(parameter.name_node()), message);
    draft.in_requests();
    if is_catalogue {
        draft.confidence(Confidence::Low);
    }
}
