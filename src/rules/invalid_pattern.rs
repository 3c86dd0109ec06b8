//! See `rules/invalid-pattern.md`.

use super::{and_more, part, shortened};
use crate::openapi::{Document, Pattern, PatternFault, SchemaPattern};
use crate::rule::{Check, Context, Place};
use rustc_hash::FxHashMap;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Places that are shown beside the first.
const SHOWN: usize = 3;

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    // Generated documents repeat one pattern wherever a type is used.
    let mut groups: Vec<(PatternFault, Vec<&SchemaPattern<'a>>)> = Vec::new();
    let mut numbers = FxHashMap::default();
    for pattern in cx.model.patterns.iter().filter(|it| it.doc.index() == doc.index()) {
        let Some(text) = pattern.text() else { continue };
        let number = numbers.entry(text).or_insert_with_key(|text| {
            let fault = Pattern::fault(text)?;
            groups.push((fault, Vec::new()));
            Some(groups.len() - 1)
        });
        if let Some((_, group)) = number.and_then(|it| groups.get_mut(it)) {
            group.push(pattern);
        }
    }
    for (fault, group) in &mut groups {
        group.sort_by_key(|it| it.node.span());
        report(cx, fault, group);
    }
}

fn report<'a>(cx: &mut Context<'a>, fault: &PatternFault, group: &[&SchemaPattern<'a>]) {
    let Some((first, others)) = group.split_first() else { return };
    let text = first.node.text().unwrap_or_default();
    let piece = text.get(fault.range.clone()).unwrap_or(&text);
    let place = match part(first.node, &text, fault.range.clone()) {
        Some(span) => Place::span(first.node, span),
        None => Place::value(first.node),
    };
    let draft = cx
        .report(place, format!("`{}` {}{}", shortened(piece), fault.reason, and_more(others.len(), "place")));
    for other in others.iter().take(SHOWN) {
        draft.label(other.node.first_line(), "here too");
    }
}
