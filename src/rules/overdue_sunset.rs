//! See `rules/overdue-sunset.md`.

use super::sunset;
use crate::finding::Confidence;
use crate::openapi::{Document, Operation, Parameter, Schema};
use crate::rule::{Check, Context, Draft, Place};
use crate::syntax::Node;
use jiff::civil::Date;

pub(super) const CHECKS: &[Check] = &[
    Check::Document(document),
    Check::Operation(operation),
    Check::Parameter(parameter),
    Check::Schema(schema),
];

fn document<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    for object in [Some(doc.root()), doc.info()].into_iter().flatten() {
        look(cx, object, "the API");
    }
    // Operations share their path, and the date in it is one fault.
    for path in doc.paths().filter_map(|it| doc.resolve(it)) {
        look(cx, path, "the path");
    }
}

fn operation<'a>(cx: &mut Context<'a>, operation: &Operation<'a>) {
    if look(cx, operation.node(), "the operation") || !operation.is_inbound() {
        return;
    }
    if let Some((_, node)) = sunset::end_in_header(operation).filter(|it| is_over(cx, it.0)) {
        // An example may be just that.
        report(cx, node, "the operation").confidence(Confidence::Low);
    }
}

fn parameter<'a>(cx: &mut Context<'a>, parameter: &Parameter<'a>) {
    look(cx, parameter.node(), "the parameter");
}

fn schema<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    // A parameter of Swagger 2.0 is a schema too.
    let is_parameter = || schema.node().get("in").is_some();
    if cx.config.as_of.is_some() && schema.node().get("deprecated").is_some() && !is_parameter() {
        look(cx, schema.node(), "the schema");
    }
}

fn look<'a>(cx: &mut Context<'a>, object: Node<'a>, what: &str) -> bool {
    if cx.config.as_of.is_none() {
        return false;
    }
    let Some((_, node, is_end)) = sunset::end(object).filter(|it| is_over(cx, it.0)) else { return false };
    let draft = report(cx, node, what);
    if !is_end {
        // It may be the day on which the deprecation began.
        draft.confidence(Confidence::Low);
    }
    true
}

fn is_over(cx: &Context<'_>, end: Date) -> bool {
    cx.config.as_of.is_some_and(|today| end < today)
}

fn report<'a, 'c>(cx: &'c mut Context<'a>, node: Node<'a>, what: &str) -> &'c mut Draft<'a> {
    let text = node.text().unwrap_or_default();
    cx.report(Place::value(node), format!("{what} was to end on `{text}`, and is still described"))
}
