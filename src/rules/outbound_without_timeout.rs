//! See `rules/outbound-without-timeout.md`.

use super::{and_more, bodies, routes};
use crate::code::{ItemId, Workspace};
use crate::finding::Confidence;
use crate::flow::{Body, Call, Form};
use crate::rule::{Check, Context};
use crate::source::Span;

pub(super) const CHECKS: &[Check] = &[Check::PackageFunctions(check)];

/// Functions that make a client as it comes.
const READY: &[&str] = &["reqwest::Client::new", "reqwest::Client::default"];

/// Functions that begin a client whose settings follow.
const BEGINNING: &[&str] =
    &["reqwest::Client::builder", "reqwest::ClientBuilder::new", "reqwest::ClientBuilder::default"];

/// Functions that send a request with a client of their own.
const SENDING: &[&str] = &["reqwest::get"];

/// Methods and functions that end a request which takes too long.
const LIMITING: &[&str] = &["timeout", "read_timeout", "timeout_at"];

/// Further places that are shown, at most.
const SHOWN: usize = 5;

/// A client without an end to its waiting.
struct Client {
    function: ItemId,
    what: String,
    span: Span,
    is_sure: bool,
}

/// One finding for all of a package: who sets a limit once sets it everywhere.
fn check<'a>(cx: &mut Context<'a>, workspace: &'a Workspace, functions: &[ItemId]) {
    let clients = functions.iter().flat_map(|it| clients(workspace, *it));
    let (sure, unsure): (Vec<_>, Vec<_>) = clients.partition(|it| it.is_sure);
    report(cx, &sure, Confidence::Medium);
    report(cx, &unsure, Confidence::Low);
}

fn report<'a>(cx: &mut Context<'a>, clients: &[Client], confidence: Confidence) {
    let Some((first, others)) = clients.split_first() else { return };
    let more = and_more(others.len(), "client");
    let message = format!("`{}` waits for an answer as long as it takes{more}", first.what);
    let places: Vec<_> = others.iter().take(SHOWN).map(|it| routes::one_line(cx, it.span)).collect();
    let draft = bodies::report_item(cx, first.function, first.span, message);
    draft.confidence(confidence);
    for place in places {
        draft.label(place, "this one too");
    }
}

/// The clients that a function makes. Most functions stand in files that do not name the library.
fn clients(workspace: &Workspace, function: ItemId) -> Vec<Client> {
    let source = workspace.source(workspace.item(function).span.file);
    let Some(text) = source.map(|it| it.slice(workspace.item(function).span)) else { return Vec::new() };
    if !text.contains("Client") && !text.contains("reqwest") {
        return Vec::new();
    }
    let Some(body) = Body::new(workspace, function) else { return Vec::new() };
    if body.calls.iter().any(|it| LIMITING.contains(&it.name())) {
        return Vec::new();
    }
    let is_limited = source.is_some_and(|it| it.text().contains(".timeout("));
    let made = body.calls.iter().filter_map(|it| client(&body, it));
    made.map(|(what, span, is_made)| Client { function, what, span, is_sure: is_made && !is_limited })
        .collect()
}

/// The function's name, its place, and whether it makes a client.
fn client<'a>(body: &Body<'a>, call: &Call<'a>) -> Option<(String, Span, bool)> {
    let is_one_of = |list: &[&str]| matches!(call.form, Form::Function) && list.iter().any(|it| call.is(it));
    let is_made = is_one_of(READY) || (is_one_of(BEGINNING) && is_built(body, call));
    let from = call.path.len().saturating_sub(2);
    let name = || call.path.get(from..).unwrap_or_default().join("::");
    (is_made || is_one_of(SENDING)).then(|| (name(), call.span, is_made))
}

/// Whether the settings end here: who gets an unfinished client may say more.
fn is_built<'a>(body: &Body<'a>, call: &Call<'a>) -> bool {
    body.methods_on(call).any(|it| it.name() == "build")
}
