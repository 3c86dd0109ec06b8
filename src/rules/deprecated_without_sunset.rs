//! See `rules/deprecated-without-sunset.md`.

use crate::openapi::Operation;
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Operation(check)];

/// What names of fields have in common that say when something ends.
const ENDS: [&str; 4] = ["sunset", "removal", "endoflife", "end-of-life"];

fn check<'a>(cx: &mut Context<'a>, operation: &Operation<'a>) {
    let deprecated = operation.node().get("deprecated").filter(|it| it.as_bool() == Some(true));
    let Some(deprecated) = deprecated.filter(|_| operation.is_inbound()) else { return };
    let is_dated = has_end_date(operation.node()) || has_end_date(operation.path_item());
    if is_dated || has_sunset_header(operation) {
        return;
    }
    cx.report(Place::key(deprecated), "`deprecated`, but nothing says when the operation ends");
}

/// Whether an extension about deprecation holds a date, or any extension one under a name that speaks of an end.
fn has_end_date(object: Node<'_>) -> bool {
    let mut extensions = object.entries().filter(|it| it.key().is_some_and(|key| key.starts_with("x-")));
    extensions.any(|extension| {
        let is_about_deprecation = is_named(extension, &["deprecat"]);
        let mut fields = extension.descendants().filter(|it| is_about_deprecation || is_named(*it, &ENDS));
        fields.any(|field| field.descendants().any(is_date))
    })
}

fn is_named(field: Node<'_>, words: &[&str]) -> bool {
    let name = field.key().map(|it| it.to_ascii_lowercase());
    name.is_some_and(|name| words.iter().any(|it| name.contains(it)))
}

/// Dates are written in many ways, and all of them have a year.
fn is_date(value: Node<'_>) -> bool {
    let is_year = |it: &str| it.len() == 4 && it.starts_with("20");
    value.text().is_some_and(|text| text.split(|it: char| !it.is_ascii_digit()).any(is_year))
}

fn has_sunset_header(operation: &Operation<'_>) -> bool {
    let responses = operation.responses().filter_map(|it| operation.doc().resolve(it));
    let mut headers = responses.filter_map(|it| it.get("headers")).flat_map(Node::entries);
    headers.any(|it| it.key().is_some_and(|name| name.eq_ignore_ascii_case("sunset")))
}
