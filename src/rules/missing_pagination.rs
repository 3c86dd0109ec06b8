//! See `rules/missing-pagination.md`.

use super::collections::{Growth, growth};
use super::words;
use crate::finding::Confidence;
use crate::openapi::{Directions, Document, Location, Operation, Parameter, Response, Schema, Types};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// An object with more properties is a thing of its own, not something around a list.
const MOST_PROPERTIES: usize = 32;

/// Further operations that a finding shows.
const SHOWN: usize = 3;

/// What descriptions say of lists that come in parts though no parameter shows it.
const IN_PARTS: [&str; 4] = ["paginat", "next page", "per page", "page of"];

/// What descriptions say of lists that are a part of another, or what the service itself offers.
const SHORT: [&str; 6] = [
    "all available",
    "currently",
    "list of available",
    "list of recent",
    "list of supported",
    "supported by",
];

/// Words before the greatest number of entries.
const ENDS: [&str; 5] = ["first", "last", "latest", "recent", "top"];

/// Words of paths that hand out everything on purpose.
const EXPORTS: [&str; 4] = ["backup", "download", "dump", "export"];

/// Words of parameters by which callers choose a span of time, beside those of paging.
const SPANS: [&str; 8] = ["daterange", "period", "t0", "t1", "timeframe", "timerange", "timespan", "window"];

/// An operation that returns a whole list.
struct Whole<'m, 'a> {
    number: usize,
    operation: &'m Operation<'a>,
    list: Node<'a>,
    /// What callers can make it longer with, if they can.
    post: Option<Node<'a>>,
    growth: Growth,
    /// Whether something says that it is short, or comes in parts nevertheless.
    is_doubtful: bool,
}

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let (mut whole, mut pages) = (Vec::new(), false);
    // Some describe the parameters of paging once, for all lists.
    let are_described = doc.root().get("info").is_some_and(says_in_parts);
    for (number, operation) in cx.model.numbered_operations_of(doc).filter(|it| it.1.name().method == "GET") {
        let parameters = operation.parameters();
        if parameters.iter().any(is_paging) {
            pages = true;
        } else if is_collection(&operation.name().path) && !parameters.iter().any(names_entries) {
            whole.extend(whole_list(number, operation, are_described));
        }
    }
    let (sure, unsure): (Vec<_>, Vec<_>) = whole.into_iter().partition(Whole::is_sure);
    if sure.len() > 1 && !pages {
        report_all(cx, &sure);
        return;
    }
    sure.iter().chain(&unsure).for_each(|it| report(cx, it));
}

fn whole_list<'m, 'a>(
    number: usize,
    operation: &'m Operation<'a>,
    are_described: bool,
) -> Option<Whole<'m, 'a>> {
    let path = operation.name().path.trim_end_matches('/');
    let segment = path.rsplit('/').next().unwrap_or_default();
    let post = operation.path_item().get("post").filter(|it| takes_entry(*it));
    let growth = growth(path);
    // What nobody can add to and is short by nature may be returned whole.
    if (growth == Growth::Few && post.is_none()) || says_in_parts(operation.node()) {
        return None;
    }
    let list = returned_list(operation, segment)?;
    let are_names = || post.is_none() && holds_names(operation.doc(), list);
    let is_doubtful =
        are_described || are_names() || says(operation.node(), &SHORT) || says_how_many(operation);
    Some(Whole { number, operation, list, post, growth, is_doubtful })
}

impl Whole<'_, '_> {
    /// Whether it grows by its name: what callers can add to may still have a handful of entries.
    fn is_sure(&self) -> bool {
        !self.is_doubtful && self.growth == Growth::Grows
    }
}

fn report<'a>(cx: &mut Context<'a>, whole: &Whole<'_, 'a>) {
    let is_sure = whole.is_sure();
    let draft = cx.report(Place::key(whole.operation.node()), message(whole, ""));
    draft.label(whole.list.name_span(), "a list without `maxItems`");
    if let Some(post) = whole.post {
        draft.label(post.name_span(), "callers can make it longer");
    }
    if !is_sure {
        draft.confidence(Confidence::Low);
    }
}

/// Where no list of the document comes in parts, one decision is missing and not many.
fn report_all<'a>(cx: &mut Context<'a>, all: &[Whole<'_, 'a>]) {
    let Some(first) = all.first() else { return };
    let numbers: Vec<usize> = all.iter().map(|it| it.number).collect();
    let affected = cx.model.affected_operations(&numbers);
    let draft = cx.report(Place::key(first.operation.node()), message(first, ", here as everywhere"));
    draft.affects(affected).label(first.list.name_span(), "a list without `maxItems`");
    for it in all.iter().skip(1).take(SHOWN) {
        draft.label(it.operation.span(), "so does this");
    }
}

fn message(whole: &Whole<'_, '_>, where_else: &str) -> String {
    let method = whole.operation.node().key().unwrap_or_default();
    format!("`{method}` returns a whole list: there is no paging parameter{where_else}")
}

fn is_collection(path: &str) -> bool {
    let segment = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    !segment.is_empty() && !segment.contains(['{', '}']) && !words::has_word_of(path, &EXPORTS)
}

fn is_paging(parameter: &Parameter<'_>) -> bool {
    match parameter.location() {
        Location::Path => false,
        // All parameters in one schema.
        Location::Querystring | Location::Body => true,
        _ => {
            let name = parameter.name();
            let asks = words::has_word_of(name, &words::PAGING) || words::is_one_of(name, &SPANS);
            asks || words::is_page_size(name) || is_page_token(name) || holds_paging(parameter)
        }
    }
}

/// Whether one parameter holds a whole query in JSON, and a way to page with it.
fn holds_paging(parameter: &Parameter<'_>) -> bool {
    let schema = parameter.schema().and_then(|it| schema_at(parameter.doc(), it));
    schema.is_some_and(|it| {
        it.properties().filter_map(Node::key).any(|it| words::is_page_size(&it) || words::same(&it, "page"))
    })
}

/// `nexttoken`, written as one word.
fn is_page_token(name: &str) -> bool {
    words::is_one_of(
        name,
        &["nexttoken", "pagetoken", "pagenumber", "pageindex", "pageno", "scrollid", "nextid"],
    )
}

/// Whether the caller names the entries that are wanted, one by one.
fn names_entries(parameter: &Parameter<'_>) -> bool {
    let last = words::words(parameter.name()).last().unwrap_or_default();
    let is_list =
        words::is_one_of(last, &["ids", "gids", "uuids", "guids", "keys", "symbols", "pairs", "slugs"]);
    let is_required = parameter.node().get("required").and_then(Node::as_bool) == Some(true);
    parameter.location() == Location::Query
        && (is_list || (is_required && words::is_one_of(last, &["id", "q", "query"])))
}

/// Whether a `post` stores what it is given, and does not only ask for something.
fn takes_entry(post: Node<'_>) -> bool {
    let body = || {
        post.get("parameters")
            .into_iter()
            .flat_map(Node::items)
            .any(|it| it.has_any(&["$ref", "schema", "type"]))
    };
    let answers = || post.get("responses").into_iter().flat_map(Node::entries);
    let is_made = || {
        answers()
            .any(|it| it.key().is_some_and(|status| status.starts_with("201") || status.starts_with("202")))
    };
    is_made() || post.has_any(&["requestBody"]) || body()
}

fn says_in_parts(node: Node<'_>) -> bool {
    says(node, &IN_PARTS)
}

/// Whether what is said of something has one of these parts.
fn says(node: Node<'_>, parts: &[&str]) -> bool {
    let texts = ["summary", "description"].iter().filter_map(|key| node.get(key)?.as_str());
    texts.into_iter().any(|text| {
        let text = text.to_ascii_lowercase();
        parts.iter().any(|it| text.contains(it))
    })
}

/// Whether the text tells how many come at most: `the last 1000`.
fn says_how_many(operation: &Operation<'_>) -> bool {
    let mut texts = ["summary", "description"].into_iter().filter_map(|it| operation.node().get(it)?.text());
    texts.any(|it| limits_number(&it))
}

fn limits_number(text: &str) -> bool {
    let words: Vec<_> = words::words(text).collect();
    let is_number = |it: &str| it.starts_with(|it: char| it.is_ascii_digit());
    words
        .windows(2)
        .any(|it| matches!(it, [one, number] if words::is_one_of(one, &ENDS) && is_number(number)))
}

/// Whether a list holds bare texts: names of things, as a rule, that the service knows.
fn holds_names<'a>(doc: Document<'a>, list: Node<'a>) -> bool {
    let items = list.parent().and_then(|it| it.get("items")).and_then(|it| schema_at(doc, it));
    items.is_some_and(|it| it.types() == Types::STRING)
}

/// The array that a success returns, if nothing bounds it.
fn returned_list<'a>(op: &Operation<'a>, segment: &str) -> Option<Node<'a>> {
    let successes = op.resolved_responses().filter(|it| it.status.starts_with('2') && !has_next_header(it));
    let mut schemas = successes.flat_map(|it| it.schemas());
    schemas.find_map(|it| list_in(op.doc(), it, segment))
}

fn has_next_header(response: &Response<'_>) -> bool {
    let mut headers = response.node.get("headers").into_iter().flat_map(Node::entries);
    headers.any(|it| it.key().is_some_and(|name| words::has_word_of(&name, &words::NEXT_PAGE)))
}

fn list_in<'a>(doc: Document<'a>, schema: Node<'a>, segment: &str) -> Option<Node<'a>> {
    let schema = schema_at(doc, schema)?;
    if schema.describes(Types::ARRAY, "items") {
        return unbounded(&schema);
    }
    if schema.properties().nth(MOST_PROPERTIES).is_some() {
        return None;
    }
    let names_list = |name: &str| words::is_one_of(name, &words::LIST) || words::same(name, segment);
    let mut arrays =
        schema.properties().filter(|it| schema_at(doc, *it).is_some_and(|it| it.types().has(Types::ARRAY)));
    let only = arrays.next().filter(|_| arrays.next().is_none())?;
    let leads_on = |it: Node<'_>| {
        it.key().is_some_and(|name| words::has_word_of(&name, &words::NEXT_PAGE) || is_page_token(&name))
    };
    if !only.key().is_some_and(|it| names_list(&it)) || schema.properties().any(leads_on) {
        return None;
    }
    unbounded(&schema_at(doc, only)?)
}

fn unbounded<'a>(array: &Schema<'a>) -> Option<Node<'a>> {
    (!array.has_bounded_items()).then(|| array.place(Types::ARRAY, "items"))
}

fn schema_at<'a>(doc: Document<'a>, node: Node<'a>) -> Option<Schema<'a>> {
    doc.resolve(node).map(|it| Schema::new(doc, it, Directions::default()))
}
