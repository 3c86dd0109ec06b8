//! See `rules/secret-in-example.md`.

use super::secrets::{self, Secret};
use crate::openapi::Text;
use crate::rule::{Check, Context, Place};
use crate::source::Span;
use crate::syntax::{Node, Tree};
use rustc_hash::FxHashMap;

pub(super) const CHECKS: &[Check] = &[Check::Texts(&secrets::WORDS, check), Check::File(check_urls)];

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
        let text = match found.again.len() {
            1 => "and here once more".to_owned(),
            count => format!("and here, {count} times more in all"),
        };
        draft.label(*again, text);
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
    let urls: Vec<_> = signs.filter_map(|at| Some((at, secrets::password_before(text, at)?))).collect();
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
