//! `x-gatelint-ignore: [{rule, reason, expires}]`, where `rule` may be a list, on any object, for all that it holds.

use super::{Ignores, MAX_IN_FILE, Scope, TOO_MANY, Written};
use crate::finding::IgnoreKind;
use crate::rule::Place;
use crate::syntax::{Node, Tree};
use jiff::civil::Date;
use std::borrow::Cow;

const KEY: &str = "x-gatelint-ignore";

pub(super) fn read<'a>(ignores: &mut Ignores<'a, '_>, tree: &'a Tree) {
    if memchr::memmem::find(tree.source().text().as_bytes(), KEY.as_bytes()).is_none() {
        return;
    }
    let mut count = 0;
    for list in tree.nodes().filter(|it| it.has_key(KEY)) {
        let Some(pointer) = list.parent().map(Node::pointer) else { continue };
        let own = (!list.is_sequence()).then_some(list);
        for item in own.into_iter().chain(list.items()) {
            let names = item.get("rule").map_or(0, |it| it.items().take(MAX_IN_FILE).count());
            count += names.max(1);
            if count > MAX_IN_FILE {
                return invalid(ignores, item, TOO_MANY.to_owned());
            }
            entry(ignores, item, &pointer);
        }
    }
}

fn entry<'a>(ignores: &mut Ignores<'a, '_>, item: Node<'a>, pointer: &str) {
    if !item.is_mapping() {
        return invalid(ignores, item, "an ignore is an object with `rule` and `reason`".to_owned());
    }
    let is_known = |it: &Node<'_>| ["rule", "reason", "expires"].iter().any(|key| it.has_key(key));
    if let Some(other) = item.entries().find(|it| !is_known(it)) {
        let key = other.key().unwrap_or_default();
        let message = format!("an ignore has no `{}`", crate::rules::shortened(&key));
        return ignores.invalid(Some(Place::key(other)), IgnoreKind::Extension, message);
    }
    let rules = rules(item);
    if rules.is_empty() || rules.iter().any(|it| it.as_str().is_none()) {
        return invalid(ignores, item, "the ignore names no `rule`".to_owned());
    }
    match expiry(item) {
        Ok(expires) => rules.into_iter().for_each(|it| add(ignores, it, item, expires, pointer)),
        Err(node) => invalid(ignores, node, "a day is written as `2027-06-30`".to_owned()),
    }
}

/// One name, or those of a list.
fn rules(item: Node<'_>) -> Vec<Node<'_>> {
    let Some(rule) = item.get("rule") else { return Vec::new() };
    if rule.is_sequence() { rule.items().collect() } else { vec![rule] }
}

fn expiry(item: Node<'_>) -> Result<Option<Date>, Node<'_>> {
    let Some(node) = item.get("expires") else { return Ok(None) };
    node.text().and_then(|it| it.parse().ok()).map(Some).ok_or(node)
}

fn add<'a>(
    ignores: &mut Ignores<'a, '_>,
    rule: Node<'a>,
    item: Node<'a>,
    expires: Option<Date>,
    pointer: &str,
) {
    let text = |node: Option<Node<'a>>| node.and_then(Node::as_str).unwrap_or(Cow::Borrowed(""));
    let (name, reason) = (text(Some(rule)), text(item.get("reason")));
    ignores.add(Written {
        rule: name.trim().to_owned().into(),
        place: Some(Place::value(rule)),
        kind: IgnoreKind::Extension,
        reason: reason.trim().to_owned().into(),
        expires,
        scope: Scope::Under(item.tree().source().id(), pointer.to_owned()),
    });
}

fn invalid<'a>(ignores: &mut Ignores<'a, '_>, node: Node<'a>, message: String) {
    ignores.invalid(Some(Place::value(node)), IgnoreKind::Extension, message);
}
