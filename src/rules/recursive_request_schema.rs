//! See `rules/recursive-request-schema.md`.

use crate::finding::Confidence;
use crate::openapi::{Circle, Document, Step};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Words by which a description says how deep values may nest.
const BOUNDED: [&str; 7] =
    ["depth", "levels", "nesting", "nested up to", "one level", "not nested", "cannot be nested"];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    // Circles belong to all documents that share files: they are told with the first.
    if doc.index() > 0 {
        return;
    }
    for circle in cx.model.circles() {
        if !states_depth(&circle) {
            report(cx, &circle);
        }
    }
}

fn report<'a>(cx: &mut Context<'a>, circle: &Circle<'a>) {
    let name = circle.entry.key().map_or_else(|| "a schema".to_owned(), |it| format!("`{it}`"));
    let message = format!("{name} nests without end through `{}`", circle.path());
    let place = circle.closing().unwrap_or(circle.entry);
    let draft = cx.report(Place::key(place), message);
    draft.in_requests().label(circle.entry.name_span(), "leads back to itself");
    if !circle.is_broad() {
        draft.confidence(Confidence::Low);
    }
}

/// Whether a description on the way says where it ends.
fn states_depth(circle: &Circle<'_>) -> bool {
    let properties =
        circle.steps.iter().filter_map(|it| if let Step::Property(node) = it { Some(*node) } else { None });
    properties.chain([circle.entry]).filter_map(|it| it.get("description").and_then(Node::as_str)).any(
        |text| {
            let text = text.to_ascii_lowercase();
            BOUNDED.iter().any(|it| text.contains(it)) && !text.contains("any depth")
        },
    )
}
