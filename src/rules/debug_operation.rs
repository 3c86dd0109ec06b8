//! See `rules/debug-operation.md`.

use super::{annotations, words};
use crate::finding::Confidence;
use crate::openapi::{Document, Operation};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Tools of those who run a service: nothing that others use is called so.
const TOOLS: [&str; 15] = [
    "__debug__",
    "__internal",
    "_debug",
    "_internal",
    "_profiler",
    "actuator",
    "backdoor",
    "h2-console",
    "heapdump",
    "httptrace",
    "jolokia",
    "phpinfo",
    "phpinfo.php",
    "pprof",
    "threaddump",
];

/// Names of whole areas of an API.
const AREAS: [&str; 3] = ["debug", "debugging", "internal"];

/// Names that tell only where they are all there is.
const ALONE: [&str; 8] =
    ["dump", "echo", "env", "selftest", "server-info", "server-status", "test", "testing"];

/// Letters of a title that are read.
const MOST_OF_TITLE: usize = 200;

/// Sentences by which people keep an operation to themselves.
const CONFIDED: [&str; 4] =
    ["for internal use only", "internal only", "internal use only", "not for public use"];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let audience = &cx.config.annotations.audience;
    if annotations::is_for_insiders(doc, audience) {
        return;
    }
    let operations = cx.model.operations_of(doc);
    // Browsers ask with OPTIONS what they may do; that is answered beside the operation itself.
    let is_meant = |it: &&Operation<'a>| it.is_inbound() && it.name().method != "OPTIONS";
    let unmarked = operations.iter().filter(is_meant).filter(|it| !annotations::on_operation(it, audience));
    let found: Vec<_> = unmarked.filter_map(|it| Some((it, fault(cx, it)?))).collect();
    // Where nearly everything is internal, the definition is, and nobody has forgotten anything.
    if found.len() * 2 > operations.len() && found.len() > 3 {
        return;
    }
    for (operation, fault) in found {
        report(cx, operation, &fault);
    }
}

/// What shows that an operation is none for users.
enum Fault<'a> {
    Trace,
    Segment(String),
    Text(Node<'a>),
}

fn report<'a>(cx: &mut Context<'a>, operation: &Operation<'a>, fault: &Fault<'a>) {
    let method = operation.node().key().unwrap_or_default();
    let place = Place::key(operation.node());
    match fault {
        Fault::Trace => {
            let draft = cx.report(place, format!("`{method}` sends back the request with its credentials"));
            if serves_any_method(operation.path_item()) {
                draft.confidence(Confidence::Low);
            }
        }
        Fault::Segment(name) => {
            let draft =
                cx.report(place, format!("`{method}` of a path that is named like a tool for insiders"));
            if let Some(path) = operation.doc().path(&operation.name().path) {
                draft.label(path.name_span(), format!("`{name}`"));
            }
            if is_one_of(name, &AREAS) && is_explained(operation) {
                draft.confidence(Confidence::Low);
            }
        }
        Fault::Text(text) => {
            cx.report(place, format!("`{method}` is meant for internal use, as its text says"))
                .label(text.first_line(), "says so");
        }
    }
}

/// One handler for whatever comes, TRACE among it: it need not do what TRACE is for.
fn serves_any_method(path_item: Node<'_>) -> bool {
    ["get", "put", "post", "patch", "delete"].iter().all(|it| path_item.get(it).is_some())
}

/// Whether somebody wrote for readers what the operation does: then it is there on purpose, whatever the area's name.
fn is_explained(operation: &Operation<'_>) -> bool {
    let mut texts = ["summary", "description"].iter().filter_map(|key| operation.node().get(key)?.text());
    texts.any(|it| !it.trim().is_empty())
}

fn is_one_of(name: &str, list: &[&str]) -> bool {
    list.iter().any(|it| it.eq_ignore_ascii_case(name))
}

fn fault<'a>(cx: &Context<'a>, operation: &Operation<'a>) -> Option<Fault<'a>> {
    if operation.name().method == "TRACE" {
        return Some(Fault::Trace);
    }
    let is_harmless = |name: &str| cx.config.words.harmless.iter().any(|it| words::same(it, name));
    let segment = telling_segment(operation).filter(|it| !is_harmless(it) && !is_topic(operation.doc(), it));
    segment.map(|it| Fault::Segment(it.to_owned())).or_else(|| confiding_text(operation).map(Fault::Text))
}

/// Whether the whole API is about it: the echo API, a definition of internal operations.
fn is_topic(doc: Document<'_>, segment: &str) -> bool {
    let title = doc.info().and_then(|it| it.get("title")?.text());
    let title: String = title.iter().flat_map(|it| it.chars().take(MOST_OF_TITLE)).collect();
    words::words(segment).any(|it| words::has_word_of(&title, &[it]))
}

/// The name among the fixed beginnings of a path that only tools for insiders have.
pub(super) fn telling_name<'p>(fixed: &[&'p str], has_more: bool) -> Option<&'p str> {
    let mut segments = fixed.iter().copied().skip_while(|it| is_prefix(it));
    let first = segments.next()?;
    let is_alone = !has_more && segments.clone().next().is_none();
    if is_one_of(first, &AREAS) || (is_alone && is_one_of(first, &ALONE)) {
        return Some(first);
    }
    std::iter::once(first).chain(segments).find(|it| is_one_of(it, &TOOLS))
}

fn telling_segment<'o>(operation: &'o Operation<'_>) -> Option<&'o str> {
    let path = &operation.name().path;
    // What stands behind a resource belongs to it: `/hooks/{id}/test`.
    let (fixed, rest) = path.split_once('{').map_or((path.as_str(), None), |it| (it.0, Some(it.1)));
    let fixed: Vec<&str> = fixed.split('/').filter(|it| !it.is_empty()).collect();
    let scraped = || {
        let only = fixed.iter().copied().find(|it| !is_prefix(it)).filter(|it| fixed.ends_with(&[it]))?;
        (rest.is_none() && is_scraped(operation, only)).then_some(only)
    };
    telling_name(&fixed, rest.is_some()).or_else(scraped)
}

/// `api`, `v1`, `2.0`: what stands before the parts of an API.
fn is_prefix(segment: &str) -> bool {
    let number = segment.trim_start_matches(['v', 'V']);
    matches!(segment, "api" | "rest") || number.starts_with(|it: char| it.is_ascii_digit())
}

/// Metrics of the service for a monitoring system come as text.
fn is_scraped(operation: &Operation<'_>, segment: &str) -> bool {
    let is_text = |it: Node<'_>| it.get("content").is_some_and(|it| it.get("text/plain").is_some());
    segment == "metrics"
        && operation.name().method == "GET"
        && operation.resolved_responses().any(|it| it.status.starts_with('2') && is_text(it.node))
}

fn confiding_text<'a>(operation: &Operation<'a>) -> Option<Node<'a>> {
    let texts = ["summary", "description"].into_iter().filter_map(|key| operation.node().get(key));
    texts.into_iter().find(|it| {
        let text = it.text().unwrap_or_default();
        // Descriptions are long, and the word is rare.
        text.contains("nternal") && is_confided(&text.to_ascii_lowercase())
    })
}

fn is_confided(text: &str) -> bool {
    CONFIDED.iter().any(|it| text.contains(it))
}
