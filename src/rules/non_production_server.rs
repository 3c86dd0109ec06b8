//! See `rules/non-production-server.md`.

use super::{annotations, hosts, shortened, words};
use crate::finding::Confidence;
use crate::openapi::{Document, Server};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Words for systems that are there for users to try things out.
const OFFERED: [&str; 12] = [
    "demo",
    "developer",
    "developers",
    "integrator",
    "integrators",
    "mock",
    "partner",
    "partners",
    "playground",
    "preview",
    "sandbox",
    "trial",
];

/// Words of a description that say what a server is for.
const DESCRIBED: [&str; 9] =
    ["acceptance", "dev", "development", "preprod", "preproduction", "qa", "staging", "test", "uat"];

/// What a description may add to such a word and still be nothing but a name.
const FILLERS: [&str; 14] = [
    "api",
    "base",
    "endpoint",
    "env",
    "environment",
    "host",
    "http",
    "https",
    "instance",
    "server",
    "stage",
    "system",
    "the",
    "url",
];

/// Why a server is no production system: the word that says so, and the value that it stands in or that leads to it.
struct Evidence<'a> {
    word: String,
    node: Node<'a>,
    /// Whether the document presents the server to its readers.
    is_presented: bool,
}

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    if annotations::is_for_insiders(doc, &cx.config.annotations.audience) {
        return;
    }
    let servers = cx.model.servers_of(doc);
    let found: Vec<_> = servers.iter().filter_map(evidence).collect();
    let Some((Evidence { word, node, is_presented }, others)) = found.split_first() else { return };
    let is_alone = found.len() == servers.len();
    let beside = if is_alone { "no other server is named" } else { "it stands beside others" };
    let text = node.text().unwrap_or_default();
    let message = format!("`{}` is no production system, and {beside}", shortened(&text));
    let draft = cx.report(Place::value(*node), message);
    for other in others.iter().take(3) {
        draft.label(other.node.first_line(), "another one");
    }
    // Some makers let everybody try things out on a system that they call so, or say which of several is for that.
    if word.contains("test") || (is_alone && word.contains("dev")) || (!is_alone && *is_presented) {
        draft.confidence(Confidence::Low);
    }
}

fn evidence<'a>(server: &Server<'a>) -> Option<Evidence<'a>> {
    let texts = || ["description", "name"].into_iter().filter_map(|key| server.object.get(key)?.text());
    let is_offered = |text: &str| words::has_word_of(text, &OFFERED);
    let host = server.host();
    if !hosts::is_public(&host) || is_offered(&host) || texts().any(|it| is_offered(&it)) {
        return None;
    }
    let written = server.written_host();
    let by_host = hosts::environment(&written).map(|it| (it.to_owned(), server.node));
    let by_value = || {
        hosts::chosen(server)
            .into_iter()
            .find_map(|(host, it)| Some((hosts::environment(&host)?.to_owned(), it)))
    };
    let by_text = || Some((texts().find_map(|it| described(&it))?, server.node));
    let is_presented = texts().any(|it| !it.trim().is_empty());
    by_host.or_else(by_value).or_else(by_text).map(|(word, node)| Evidence { word, node, is_presented })
}

/// The word by which a description names an environment: `Staging`, `the QA server`.
fn described(text: &str) -> Option<String> {
    let word = words::words(text).find(|it| DESCRIBED.iter().any(|word| it.eq_ignore_ascii_case(word)))?;
    let is_name = words::words(text).all(|it| it == word || words::is_one_of(it, &FILLERS));
    is_name.then(|| word.to_ascii_lowercase())
}
