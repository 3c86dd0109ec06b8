//! See `rules/missing-owner.md`.

use super::annotations;
use crate::openapi::Document;
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Fields of `contact` by which somebody can be told.
const CONTACT: [&str; 3] = ["email", "url", "name"];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let Some(info) = doc.info() else { return };
    let keys = &cx.config.annotations.owner;
    let is_owned = || annotations::on_document(doc, keys) || annotations::on_every_operation(cx, doc, keys);
    if cx.model.operations_of(doc).is_empty() || has_contact(info) || is_told(info) || is_owned() {
        return;
    }
    cx.report(Place::key(info), "`info` does not say who is responsible for the API");
}

fn has_contact(info: Node<'_>) -> bool {
    let fields = || CONTACT.iter().filter_map(|key| info.get("contact")?.get(key)?.text());
    fields().any(|it| !it.trim().is_empty())
}

/// Whether the description says to whom to write, or leads to a page for that.
fn is_told(info: Node<'_>) -> bool {
    let text = info.get("description").and_then(Node::text).unwrap_or_default();
    text.split_whitespace().any(|it| is_mailbox(it) || leads_to_contact(it))
}

/// An address in running text: one in quotes is a value of some example.
fn is_mailbox(word: &str) -> bool {
    let address = word
        .trim_start_matches(['*', '_', '(', '[', '<'])
        .split([']', ')', '>', '*'])
        .next()
        .unwrap_or_default();
    let address = address.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    let is_name =
        |it: &str| !it.is_empty() && it.chars().all(|it| it.is_ascii_alphanumeric() || ".+-_".contains(it));
    let is_domain = |it: &str| {
        let end = it.rsplit_once('.').map_or("", |it| it.1);
        is_name(it) && end.len() > 1 && end.chars().all(|it| it.is_ascii_alphabetic())
    };
    word.contains("mailto:")
        || address.split_once('@').is_some_and(|(name, host)| is_name(name) && is_domain(host))
}

fn leads_to_contact(word: &str) -> bool {
    let Some((_, url)) = word.split_once("://") else { return false };
    let url = url.split(['"', '\'', ')', '>', ']', '?', '#']).next().unwrap_or_default();
    url.split('/').skip(1).any(|it| it == "support" || it.starts_with("contact"))
}
