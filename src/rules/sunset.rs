//! When something ends: dates in extensions and in `Sunset` headers, as people write them.

use crate::openapi::Operation;
use crate::syntax::Node;
use jiff::civil::Date;
use jiff::fmt::rfc2822;
use std::borrow::Cow;

/// What names of fields have in common that say when something ends.
const ENDS: [&str; 6] = ["sunset", "removal", "removed", "endoflife", "end-of-life", "end_of_life"];

/// What names of fields of an extension about deprecation have in common that say when it began.
const BEGINS: [&str; 4] = ["since", "start", "from", "announce"];

/// Whether an extension says when something ends.
pub(super) fn has_end_date(object: Node<'_>) -> bool {
    ends(object).any(|it| has_year(it.0))
}

/// Values that say when something ends, and whether their names say so too: in an extension about deprecation every
/// value may, but for those about its beginning.
fn ends<'a>(object: Node<'a>) -> impl Iterator<Item = (Node<'a>, bool)> {
    extensions(object).flat_map(|extension| {
        let is_about_deprecation = is_named(extension, &["deprecat"]);
        own_values(extension).filter_map(move |(value, is_end)| {
            let may_be = is_about_deprecation && !is_beginning(value);
            (is_end || may_be).then_some((value, is_end))
        })
    })
}

/// Whether a response of the operation documents a `Sunset` header.
pub(super) fn has_header(operation: &Operation<'_>) -> bool {
    headers(operation).next().is_some()
}

/// Whether the name of a value says that it is about the beginning, such as `since` and `deprecatedOn`.
fn is_beginning(value: Node<'_>) -> bool {
    let name = value.key().map(|it| it.to_ascii_lowercase()).unwrap_or_default();
    let bare = name.strip_prefix("x-").unwrap_or(&name);
    let is_dated = bare.contains("deprecat") && !matches!(bare, "deprecated" | "deprecation");
    is_dated || BEGINS.iter().any(|it| bare.contains(it))
}

/// The date after which something should be gone, with the value that says so, and whether its name says so too.
pub(super) fn end<'a>(object: Node<'a>) -> Option<(Date, Node<'a>, bool)> {
    let dates = || ends(object).filter_map(|(value, is_end)| Some((date(&value.text()?)?, value, is_end)));
    dates().find(|it| it.2).or_else(|| dates().next())
}

/// The same from a documented header: what it always says, or what it may say.
pub(super) fn end_in_header<'a>(operation: &Operation<'a>) -> Option<(Date, Node<'a>)> {
    let described = headers(operation).filter_map(|it| operation.doc().resolve(it));
    described.flat_map(Node::descendants).find_map(|it| Some((date(&it.as_str()?)?, it)))
}

/// Whether something is deprecated, by its flag, by a date, or in words.
pub(super) fn tells_of_end(object: Node<'_>) -> bool {
    let is_flagged = |key| object.get(key).and_then(Node::as_bool) == Some(true);
    let texts = || ["title", "summary", "description"].iter().filter_map(|key| object.get(key)?.text());
    let says = |it: Cow<'_, str>| it.contains("eprecated") || it.contains("DEPRECATED");
    is_flagged("deprecated") || is_flagged("x-deprecated") || has_end_date(object) || texts().any(says)
}

fn headers<'a>(operation: &Operation<'a>) -> impl Iterator<Item = Node<'a>> {
    let responses = operation.resolved_responses().filter_map(|it| it.node.get("headers"));
    responses
        .flat_map(Node::entries)
        .filter(|it| it.key().is_some_and(|name| name.eq_ignore_ascii_case("sunset")))
}

fn extensions<'a>(object: Node<'a>) -> impl Iterator<Item = Node<'a>> {
    object.entries().filter(|it| it.key().is_some_and(|key| key.starts_with("x-")))
}

/// The values in an extension, each with whether a name on the way to it speaks of an end. What stands in an extension
/// of its own is about something else, such as an operation kept there.
fn own_values<'a>(extension: Node<'a>) -> impl Iterator<Item = (Node<'a>, bool)> {
    extension.descendants().filter(|it| it.text().is_some()).filter_map(move |value| {
        let way = || std::iter::successors(Some(value), |it| it.parent().filter(|_| *it != extension));
        let is_inner = |it: Node<'a>| it != extension && it.key().is_some_and(|key| key.starts_with("x-"));
        (!way().any(is_inner)).then(|| (value, way().any(|it| is_named(it, &ENDS))))
    })
}

fn is_named(field: Node<'_>, words: &[&str]) -> bool {
    let name = field.key().map(|it| it.to_ascii_lowercase());
    name.is_some_and(|name| words.iter().any(|it| name.contains(it)))
}

/// Dates are written in many ways, and all of them have a year.
fn has_year(value: Node<'_>) -> bool {
    let is_year = |it: &str| it.len() == 4 && it.starts_with("20");
    value.text().is_some_and(|text| text.split(|it: char| !it.is_ascii_digit()).any(is_year))
}

/// The day in an ISO date, an RFC 3339 timestamp or an HTTP date.
fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    let iso = text.get(..10).and_then(|it| it.parse().ok());
    let is_followed = text.get(10..11).is_some_and(|it| !matches!(it, "T" | "t" | " "));
    iso.filter(|_| !is_followed).or_else(|| http_date(text))
}

fn http_date(text: &str) -> Option<Date> {
    let parser = rfc2822::DateTimeParser::new().relaxed_weekday(true);
    Some(parser.parse_zoned_datetime(text).ok()?.date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        let day = jiff::civil::date(2025, 6, 30);
        for text in [
            "2025-06-30",
            "2025-06-30T23:59:59Z",
            "2025-06-30 12:00",
            "Mon, 30 Jun 2025 23:59:59 GMT",
            " 2025-06-30 ",
        ] {
            assert_eq!(date(text), Some(day), "{text}");
        }
        for text in ["", "soon", "2025", "2025-06", "2025-02-31", "2025-06-301", "größer als 1", "30 June"]
        {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
