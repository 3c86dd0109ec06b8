//! See `rules/secret-in-example.md`.

use super::secrets::{self, Secret};
use crate::openapi::Text;
use crate::rule::{Check, Context, Place};
use crate::source::Span;
use crate::syntax::{Node, Tree};
use rustc_hash::FxHashMap;

pub(super) const CHECKS: &[Check] = &[Check::Texts(&secrets::WORDS, check), Check::File(check_urls)];

/// Before the host of a URL stand no more bytes than these.
const MOST: usize = 120;

/// A secret where it stands first, and further places.
struct Found<'a> {
    node: Node<'a>,
    secret: Secret<'a>,
    again: Vec<Span>,
}

/// Each secret is told of once, however often it stands in the file.
fn check<'a>(cx: &mut Context<'a>, texts: &[Text<'a>]) {
    let mut all: Vec<Found<'a>> = Vec::new();
    let mut numbers: FxHashMap<&'a str, usize> = FxHashMap::default();
    for text in texts {
        for secret in text.hits.iter().filter_map(|hit| secrets::at(text, hit)) {
            match numbers.get(secret.text).and_then(|it| all.get_mut(*it)) {
                Some(known) => known.again.push(secret.span),
                None => {
                    numbers.insert(secret.text, all.len());
                    all.push(Found { node: text.node, secret, again: Vec::new() });
                }
            }
        }
    }
    all.iter().for_each(|it| report(cx, it));
}

fn report<'a>(cx: &mut Context<'a>, found: &Found<'a>) {
    let secret = &found.secret;
    let draft = cx.report(Place::span(found.node, secret.span), message(secret));
    if let Some(again) = found.again.first() {
        draft.label(*again, format!("and here, {} times more in all", found.again.len()));
    }
    draft.confidence(secret.confidence);
}

/// The secret itself stays out of reports.
fn message(secret: &Secret<'_>) -> String {
    if secret.what == secrets::PRIVATE_KEY_NAME {
        return "the document shows a whole private key".to_owned();
    }
    let start: String = secret.text.chars().take(4).collect();
    format!("the document shows {}: `{start}…`, {} characters long", secret.what, secret.text.chars().count())
}

/// `https://user:password@host`, wherever it stands.
fn check_urls<'a>(cx: &mut Context<'a>, tree: &'a Tree) {
    let text = tree.source().text();
    let signs = memchr::memchr_iter(b'@', text.as_bytes());
    let urls: Vec<_> = signs.filter_map(|at| Some((at, password_before(text, at)?))).collect();
    let places: Vec<u32> = urls.iter().map(|it| crate::source::offset(it.0)).collect();
    let mut seen = rustc_hash::FxHashSet::default();
    for ((at, password), node) in urls.into_iter().zip(tree.strings_at(&places)) {
        let Some(node) = node.filter(|_| seen.insert(password)) else { continue };
        let span = tree.source().span(at - password.len(), at);
        let start: String = password.chars().take(4).collect();
        let length = password.chars().count();
        let message =
            format!("the document shows a URL with its password: `{start}…`, {length} characters long");
        cx.report(Place::span(node, span), message);
    }
}

/// The password in a URL whose host begins behind this place, if it looks like a real one.
fn password_before(text: &str, at: usize) -> Option<&str> {
    let from = text.floor_char_boundary(at.saturating_sub(MOST));
    let (_, pair) = text.get(from..at)?.rsplit_once("://")?;
    let (name, password) = pair.split_once(':')?;
    let is_plain =
        |it: &str| !it.contains(|it: char| it.is_whitespace() || "/\\\"'`<>{}()[]$%*,;".contains(it));
    let host = text.get(at + 1..)?;
    let is_show = host.get(..32.min(host.len())).is_none_or(|it| it.contains("example"));
    let is_real =
        is_plain(name) && is_plain(password) && secrets::is_password(password) && !name.contains("contoso");
    (is_real && !is_show).then_some(password)
}
