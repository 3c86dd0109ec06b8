//! See `rules/internal-detail-in-example.md`.

use crate::finding::Confidence;
use crate::openapi::{Hit, Role, Text};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;
use Detail::{Address, File, Sql, Trace};

pub(super) const CHECKS: &[Check] = &[Check::Texts(&WORDS, check)];

/// Names and paths are looked at so far.
const LONGEST: usize = 256;

/// What a text tells about the inside of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Detail {
    Trace,
    Sql,
    File,
    Address,
}

const WORDS: [&str; 30] = [
    "Traceback (most recent",
    "Exception in thread",
    ".java:",
    "java.io.",
    "java.lang.",
    "java.net.",
    "java.sql.",
    "java.util.",
    "javax.",
    "org.springframework.",
    "org.hibernate.",
    "NullReferenceException",
    "System.",
    "Microsoft.EntityFramework",
    "ORA-0",
    "ORA-1",
    "SQLSTATE[",
    "You have an error in your SQL syntax",
    "/home/",
    "/Users/",
    "/usr/local/",
    "/usr/src/",
    "/var/www/",
    "/srv/www/",
    "C:\\",
    "inetpub",
    ".svc.cluster.local",
    "192.168.",
    "://10.",
    "://172.",
];

impl Detail {
    const fn name(self) -> &'static str {
        match self {
            Trace => "the inside of the program",
            Sql => "an error of the database",
            File => "a path on the server",
            Address => "a host of the internal network",
        }
    }
}

fn check<'a>(cx: &mut Context<'a>, texts: &[Text<'a>]) {
    for text in texts {
        let mut found = text.hits.iter().filter_map(|hit| Some((hit, detail(text, hit)?)));
        if let Some((hit, (detail, length))) = found.next() {
            judge(cx, text, hit, detail, length);
        }
    }
}

/// In errors nothing of this belongs; elsewhere it may be what the API is about.
fn judge<'a>(cx: &mut Context<'a>, text: &Text<'a>, hit: &Hit, detail: Detail, length: usize) {
    let directions = cx.model.directions_around(text.node);
    let is_value = text.role() == Role::Value;
    let is_of_error = directions.error && is_of_response(text.node);
    if !directions.response || !(is_value || is_of_error) {
        return;
    }
    if !directions.error && detail == File {
        return;
    }
    let span = text.span_from(hit, length);
    let shown = super::shortened(text.node.tree().source().slice(span).trim());
    let what = if is_value { "an example" } else { "a description" };
    let draft = cx.report(Place::span(text.node, span), format!("{what} shows {}: `{shown}`", detail.name()));
    draft.in_responses();
    if !directions.error {
        draft.confidence(Confidence::Low);
    }
}

/// Whether a text is the description of a response, and not that of something in its schema.
fn is_of_response(node: Node<'_>) -> bool {
    node.has_key("description")
        && node.parent().and_then(Node::parent).is_some_and(|it| it.has_key("responses"))
}

/// What a hit tells, and the bytes that show it.
fn detail(text: &Text<'_>, hit: &Hit) -> Option<(Detail, usize)> {
    let (before, rest) = text.split_at(hit);
    let is_name = |it: &u8| it.is_ascii_alphanumeric() || matches!(it, b'.' | b'_' | b'$');
    let name = || rest.bytes().take(LONGEST).take_while(is_name).count();
    let begins = !before
        .ends_with(|it: char| it.is_alphanumeric() || matches!(it, '/' | '.' | '}' | '-' | '_' | '~'))
        || before.ends_with("\\n");
    let found = match hit.word {
        ".java:" => (Trace, digits(rest, ".java:")?),
        word if word.starts_with("java") || word.starts_with("org.") || word.starts_with("System.") => {
            let name = rest.get(..name())?.trim_end_matches('.');
            let is_frame = word == "System." && before.ends_with(" at ");
            let is_thrown = is_frame || name.ends_with("Exception") || name.ends_with("Error");
            (Trace, is_thrown.then_some(name.len())?)
        }
        "ORA-0" | "ORA-1" => (Sql, digits(rest, "ORA-").filter(|it| *it == 9 && begins)?),
        "SQLSTATE[" | "You have an error in your SQL syntax" => (Sql, hit.word.len()),
        "C:\\" | "inetpub" | "/home/" | "/Users/" | "/usr/local/" | "/usr/src/" | "/var/www/"
        | "/srv/www/" => (File, Some(file(rest)).filter(|it| begins && is_deep(rest, *it))?),
        ".svc.cluster.local" => (Address, hit.word.len()),
        "192.168." => (Address, address(rest).filter(|_| before.ends_with("://"))?),
        "://10." | "://172." => (Address, 3 + address(rest.get(3..)?)?),
        word => (Trace, word.len()),
    };
    Some(found)
}

/// Length of a word with the digits behind it, of which there must be some.
fn digits(rest: &str, word: &str) -> Option<usize> {
    let count = rest.get(word.len()..)?.bytes().take_while(u8::is_ascii_digit).count();
    (count > 0).then_some(word.len() + count)
}

/// Whether something lies in the folder; `/home/settings` may be a path of the API.
fn is_deep(rest: &str, length: usize) -> bool {
    let steps = rest.get(..length).unwrap_or_default().split(['/', '\\']).filter(|it| !it.is_empty());
    steps.count() > 2
}

fn file(rest: &str) -> usize {
    let rest = rest.get(..rest.floor_char_boundary(LONGEST)).unwrap_or_default();
    rest.find(|it: char| it.is_whitespace() || "\"'`<>()*?,;".contains(it)).unwrap_or(rest.len())
}

/// Length of a private address, with the port and path behind it left out.
fn address(rest: &str) -> Option<usize> {
    let length = rest.bytes().take(16).take_while(|it| it.is_ascii_digit() || *it == b'.').count();
    let address: std::net::Ipv4Addr = rest.get(..length)?.trim_end_matches('.').parse().ok()?;
    address.is_private().then_some(length)
}
