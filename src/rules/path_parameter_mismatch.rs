//! See `rules/path-parameter-mismatch.md`.

use crate::openapi::{Document, Location, Operation, Parameter, PathTemplate};
use crate::rule::{Check, Context, Place};
use rustc_hash::FxHashSet;

pub(super) const CHECKS: &[Check] = &[Check::Document(undeclared), Check::Document(unplaced)];

/// An operation with its number in the model, and names in its path for which it has no parameter.
struct Lack<'a> {
    number: usize,
    operation: &'a Operation<'a>,
    names: Vec<&'a str>,
}

fn undeclared<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    // Behind a reference that leads nowhere may be the very parameter that seems to be missing.
    let known = cx.model.numbered_operations_of(doc).filter(|it| it.1.knows_its_parameters());
    let lacks: Vec<_> = known
        .map(|(number, operation)| Lack { number, operation, names: undeclared_names(operation) })
        .collect();
    for of_path in lacks.chunk_by(|one, other| one.operation.name().path == other.operation.name().path) {
        let shared = shared_names(of_path);
        report_path(cx, doc, of_path, &shared);
        of_path.iter().for_each(|it| report_operation(cx, it, &shared));
    }
}

fn undeclared_names<'a>(operation: &'a Operation<'a>) -> Vec<&'a str> {
    let template = PathTemplate::new(&operation.name().path);
    let parameters = operation.parameters();
    let in_path = parameters.iter().filter(|it| it.location() == Location::Path);
    let declared: FxHashSet<_> = in_path.map(Parameter::name).collect();
    let wanted = template.expressions().into_iter().filter(|it| it.is_required());
    wanted.filter(|it| !it.names().iter().any(|it| declared.contains(it))).map(|it| it.name()).collect()
}

/// Names that all operations of a path lack.
fn shared_names<'a>(of_path: &[Lack<'a>]) -> Vec<&'a str> {
    let Some((first, others)) = of_path.split_first() else { return Vec::new() };
    let in_others = |name: &&str| others.iter().all(|it| it.names.contains(name));
    first.names.iter().copied().filter(in_others).collect()
}

fn report_path<'a>(cx: &mut Context<'a>, doc: Document<'a>, of_path: &[Lack<'a>], names: &[&str]) {
    let Some(first) = of_path.first().filter(|_| !names.is_empty()) else { return };
    let entry = doc.root().get("paths").and_then(|it| it.get(&first.operation.name().path));
    let numbers: Vec<_> = of_path.iter().map(|it| it.number).collect();
    let affected = cx.model.affected_operations(&numbers);
    let place = Place::key(entry.unwrap_or(first.operation.node()));
    cx.report(place, format!("no operation declares the path parameter {}", quoted(names))).affects(affected);
}

fn report_operation<'a>(cx: &mut Context<'a>, lack: &Lack<'a>, shared: &[&str]) {
    let names: Vec<_> = lack.names.iter().copied().filter(|it| !shared.contains(it)).collect();
    if names.is_empty() {
        return;
    }
    let name = lack.operation.name();
    let message = format!("`{name}` does not declare the path parameter {}", quoted(&names));
    cx.report(Place::key(lack.operation.node()), message);
}

/// Names for a message: the first few, since a path may have any number of them.
fn quoted(names: &[&str]) -> String {
    let first: Vec<_> = names.iter().take(5).map(|it| format!("`{}`", super::shortened(it))).collect();
    let others = names.len() - first.len();
    let more = if others > 0 { format!(" and {others} more") } else { String::new() };
    first.join(", ") + &more
}

fn unplaced<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let mut found: Vec<(Parameter<'a>, usize, &Operation<'a>)> = Vec::new();
    for (number, operation) in cx.model.numbered_operations_of(doc) {
        found.extend(unplaced_parameters(operation).into_iter().map(|it| (it, number, operation)));
    }
    // One parameter that many operations list is one mistake.
    found.sort_by_key(|it| (it.0.node().span(), it.1));
    for uses in found.chunk_by(|one, other| one.0.node() == other.0.node()) {
        let Some((parameter, _, operation)) = uses.first() else { continue };
        let numbers: Vec<_> = uses.iter().map(|it| it.1).collect();
        let affected = cx.model.affected_operations(&numbers);
        let (name, path) = (super::shortened(parameter.name()), super::shortened(&operation.name().path));
        let message = format!("`{name}` is not in the path `{path}`");
        cx.report(Place::value(parameter.name_node()), message).affects(affected);
    }
}

fn unplaced_parameters<'a>(operation: &Operation<'a>) -> Vec<Parameter<'a>> {
    let expressions = PathTemplate::new(&operation.name().path).expressions();
    let placed: FxHashSet<_> = expressions.iter().flat_map(|it| it.names()).collect();
    let parameters = operation.parameters().into_iter();
    parameters.filter(|it| it.location() == Location::Path && !placed.contains(it.name())).collect()
}
