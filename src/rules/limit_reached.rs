//! See `rules/limit-reached.md`.

use crate::openapi::structure::MAX_VIOLATIONS;
use crate::openapi::{Document, MAX_HOPS, MAX_MEMBERS, Reference, ReferenceError, Schema};
use crate::rule::{Check, Context, Place};
use crate::syntax::{ProblemKind, Tree};

pub(super) const CHECKS: &[Check] =
    &[Check::File(text), Check::Document(structure), Check::Reference(hops), Check::Schema(parts)];

fn text<'a>(cx: &mut Context<'a>, tree: &'a Tree) {
    super::problems(cx, tree, ProblemKind::Limit);
}

fn structure<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let found = cx.model.violations_of(doc);
    if found.iter().filter(|it| it.fault.is_violation()).count() >= MAX_VIOLATIONS {
        let message = format!("more than {MAX_VIOLATIONS} faults of structure; the rest was not looked for");
        cx.report(Place::key(doc.version_node()), message).help("mend these faults; then the rest is looked for");
    }
}

fn hops<'a>(cx: &mut Context<'a>, reference: &Reference<'a>) {
    if matches!(reference.outcome, Err(ReferenceError::TooLong)) {
        let message = format!("more than {MAX_HOPS} references in a row; what they lead to was not looked at");
        cx.report(Place::value(reference.node), message).help("refer to the last of them directly");
    }
}

fn parts<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    if schema.members().len() >= MAX_MEMBERS {
        let message = format!("`allOf` makes a schema of {MAX_MEMBERS} parts or more; the rest was not looked at");
        let place = Place::key(schema.node().get("allOf").unwrap_or(schema.node()));
        cx.report(place, message).help("describe the object in fewer parts");
    }
}
