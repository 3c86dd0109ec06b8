//! See `rules/unknown-format.md`.

use super::formats::{Judgement, judge};
use super::shortened;
use crate::finding::Confidence;
use crate::openapi::{Document, Schema};
use crate::rule::{Check, Context, Place};
use crate::syntax::{Kind, Node};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// A format of a document, where it is met first, and how often.
struct Found<'a> {
    node: Node<'a>,
    judgement: Judgement,
    count: usize,
}

/// All documents are looked at with the first of them: schemas are those of all.
fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    if doc.index() > 0 {
        return;
    }
    for found in all(cx) {
        report(cx, &found);
    }
}

fn all<'a>(cx: &Context<'a>) -> Vec<Found<'a>> {
    let mut found: Vec<Found<'a>> = Vec::new();
    let mut known: FxHashMap<(usize, Cow<'a, str>, bool), usize> = FxHashMap::default();
    let mut seen = FxHashSet::default();
    let sites = cx.model.schema_sites().iter().filter(|it| it.is_sent() && it.may_have("format"));
    for schema in sites.map(|it| Schema::at(*it)) {
        let Some((node, text)) = format(&schema) else { continue };
        let judgement = judge(&text, schema.types());
        if judgement == Judgement::Known || !seen.insert((node.tree().source().id(), node.id())) {
            continue;
        }
        let key = (schema.doc().index(), text, judgement == Judgement::Misplaced);
        let number = *known.entry(key).or_insert(found.len());
        if number == found.len() {
            found.push(Found { node, judgement, count: 0 });
        }
        found.get_mut(number).into_iter().for_each(|it| it.count += 1);
    }
    found
}

fn format<'a>(schema: &Schema<'a>) -> Option<(Node<'a>, Cow<'a, str>)> {
    let node = schema.get("format").filter(|it| it.kind() == Kind::String)?;
    Some((node, node.as_str()?))
}

fn report<'a>(cx: &mut Context<'a>, found: &Found<'a>) {
    let text = found.node.as_str().unwrap_or_default();
    let fault = match found.judgement {
        Judgement::Misplaced => "says nothing about values of this type",
        Judgement::Type => "only names a type",
        _ => "is not one that validators know",
    };
    let often = if found.count > 1 { format!(", in {} places", found.count) } else { String::new() };
    let message = format!("format `{}` {fault}{often}", shortened(&text));
    let draft = cx.report(Place::value(found.node), message).in_requests();
    match found.judgement {
        Judgement::Meant(format) => drop(draft.help(format!("write `{format}`"))),
        Judgement::Type => drop(draft.help("what type a value has is said by `type`, not by `format`")),
        Judgement::Unknown => drop(draft.confidence(Confidence::Low)),
        Judgement::Known | Judgement::Misplaced => {}
    }
}
