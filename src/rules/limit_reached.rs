//! See `rules/limit-reached.md`.

use super::weaker_demand;
use crate::change::{ApiPair, SchemaPair};
use crate::openapi::structure::MAX_VIOLATIONS;
use crate::openapi::{Document, MAX_HOPS, MAX_MEMBERS, Reference, ReferenceError, Schema};
use crate::rule::{Check, Context, Place};
use crate::syntax::{ProblemKind, Tree};

pub(super) const CHECKS: &[Check] = &[
    Check::File(text),
    Check::Document(structure),
    Check::Reference(hops),
    Check::Schema(parts),
    Check::ChangedApi(demands),
    Check::ChangedApi(schemas),
    Check::ChangedSchema(changed_parts),
];

fn text<'a>(cx: &mut Context<'a>, tree: &'a Tree) {
    super::problems(cx, tree, ProblemKind::Limit);
}

fn structure<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let found = cx.model.violations_of(doc);
    if found.iter().filter(|it| it.fault.is_violation()).count() >= MAX_VIOLATIONS {
        let message = format!("more than {MAX_VIOLATIONS} faults of structure; the rest was not looked for");
        cx.report(Place::key(doc.version_node()), message)
            .help("mend these faults; then the rest is looked for");
    }
}

fn hops<'a>(cx: &mut Context<'a>, reference: &Reference<'a>) {
    if matches!(reference.outcome, Err(ReferenceError::TooLong)) {
        let message =
            format!("more than {MAX_HOPS} references in a row; what they lead to was not looked at");
        cx.report(Place::value(reference.node), message).help("refer to the last of them directly");
    }
}

fn parts<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    if schema.members().len() >= MAX_MEMBERS {
        let message =
            format!("`allOf` makes a schema of {MAX_MEMBERS} parts or more; the rest was not looked at");
        let place = Place::key(schema.node().get("allOf").unwrap_or(schema.node()));
        cx.report(place, message).help("describe the object in fewer parts");
    }
}

fn demands<'a>(cx: &mut Context<'a>, api: &ApiPair<'a>) {
    for cause in api.causes(|pair| pair.demands.are_too_large().then_some((pair.demands.head.list, ()))) {
        let message = "too many ways to call this before and now; they were not compared".to_owned();
        weaker_demand::report(cx, &cause, message);
    }
}

fn schemas<'a>(cx: &mut Context<'a>, api: &ApiPair<'a>) {
    let cut: Vec<_> = api.compared_in_part().collect();
    let Some(first) = cut.first() else { return };
    let numbers: Vec<_> = cut.iter().map(|it| it.number).collect();
    let affected = cx.model.affected_operations(&numbers);
    let message = "too many schemas to compare with those before; the rest was not compared";
    cx.report(Place::key(first.head.node()), message).affects(affected);
}

fn changed_parts<'a>(cx: &mut Context<'a>, pair: &SchemaPair<'a>) {
    parts(cx, &pair.head);
}
