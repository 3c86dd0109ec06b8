//! See `rules/scope-verb-mismatch.md`.

use super::rights::{only_reads, only_writes};
use super::words::{is_one_of, words};
use crate::finding::Confidence;
use crate::openapi::{Alternative, Document, Operation};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;
use std::borrow::Cow;
use std::collections::BTreeMap;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// First words of names of operations that change something; POST alone may well be a search.
const CHANGES: [&str; 24] = [
    "add", "append", "archive", "assign", "cancel", "clear", "create", "delete", "disable", "edit", "enable",
    "insert", "invite", "modify", "patch", "purge", "put", "remove", "rename", "replace", "save", "set",
    "update", "upsert",
];

/// Words for what readers set up so that they can read: to take it down again is no more than reading.
const AIDS: [&str; 14] = [
    "download",
    "downloads",
    "export",
    "exports",
    "job",
    "jobs",
    "report",
    "reports",
    "subscription",
    "subscriptions",
    "task",
    "tasks",
    "watch",
    "watches",
];

/// Words of a text that tell what an operation is about.
const MOST_WORDS: usize = 24;

/// What a scope permits although the method says otherwise.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    /// To read, and the operation writes.
    Reads,
    /// To write, and the operation reads.
    Writes,
}

/// Operations that one scope opens, and the place where the first asks for it.
struct Opened<'a> {
    scope: Node<'a>,
    operations: Vec<usize>,
}

/// By fault and scope: who repeats a mistake makes it once.
type Found<'a> = BTreeMap<(Fault, Cow<'a, str>), Opened<'a>>;

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let mut found = Found::new();
    for (number, operation) in cx.model.numbered_operations_of(doc) {
        let Some((fault, scope)) = fault(operation) else { continue };
        let key = (fault, scope.text().unwrap_or_default());
        let opened = found.entry(key).or_insert_with(|| Opened { scope, operations: Vec::new() });
        opened.operations.push(number);
    }
    for ((fault, name), opened) in found {
        report(cx, fault, &name, &opened);
    }
}

fn fault<'a>(operation: &Operation<'a>) -> Option<(Fault, Node<'a>)> {
    let alternatives = || operation.security().into_iter().flat_map(|it| it.alternatives());
    let all = |it: &Alternative<'a>, test: fn(&str) -> bool| {
        let mut scopes = scopes(it).peekable();
        scopes.peek().copied().filter(|_| scopes.all(|it| it.text().is_some_and(|it| test(&it))))
    };
    if changes(operation) {
        // One alternative that is too weak suffices.
        return alternatives().find_map(|it| all(&it, only_reads)).map(|it| (Fault::Reads, it));
    }
    let is_plain_read = operation.name().method == "GET";
    let mut writing = alternatives().map(|it| all(&it, only_writes));
    let first = writing.next().filter(|_| is_plain_read)??;
    writing.all(|it| it.is_some()).then_some((Fault::Writes, first))
}

fn scopes<'a>(alternative: &Alternative<'a>) -> impl Iterator<Item = Node<'a>> {
    alternative.schemes.iter().flat_map(|it| it.0.items())
}

fn changes(operation: &Operation<'_>) -> bool {
    match operation.name().method.as_str() {
        "DELETE" | "PATCH" | "PUT" => true,
        "POST" => {
            let named = ["operationId", "summary"].iter().filter_map(|key| operation.node().get(key)?.text());
            named.into_iter().any(|it| words(&it).next().is_some_and(|it| is_one_of(it, &CHANGES)))
        }
        _ => false,
    }
}

fn report<'a>(cx: &mut Context<'a>, fault: Fault, name: &str, opened: &Opened<'a>) {
    let Some(operation) = opened.operations.first().and_then(|&it| cx.model.operations.get(it)) else {
        return;
    };
    let message = match fault {
        Fault::Reads => {
            format!("`{name}` is named like a right to read, and suffices for `{}`", operation.name())
        }
        Fault::Writes => {
            format!("`{name}` is named like a right to write, and `{}` demands it", operation.name())
        }
    };
    let affected = cx.model.affected_operations(&opened.operations);
    let mut operations = opened.operations.iter().filter_map(|&it| cx.model.operations.get(it));
    let is_doubtful = fault == Fault::Writes || operations.all(is_about_aid);
    let draft = cx.report(Place::value(opened.scope), message);
    draft.label(operation.span(), if fault == Fault::Reads { "changes something" } else { "only reads" });
    draft.affects(affected);
    if is_doubtful {
        draft.confidence(Confidence::Low);
    }
}

/// Whether the last part of the path or the first words of the text name such a thing.
fn is_about_aid(operation: &Operation<'_>) -> bool {
    let is_fixed = |it: &&str| !it.is_empty() && !it.starts_with('{');
    let part = operation.name().path.rsplit('/').find(is_fixed).unwrap_or_default();
    let mut texts = ["summary", "description"].iter().filter_map(|key| operation.node().get(key)?.text());
    words(part).any(|it| is_one_of(it, &AIDS))
        || texts.any(|it| words(&it).take(MOST_WORDS).any(|it| is_one_of(it, &AIDS)))
}
