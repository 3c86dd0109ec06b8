//! Changes of a text that leave everything else as it stands: comments, order, quotes, layout.
//!
//! Each function answers with bytes to replace, or with `None` where the text's layout leaves no sure way. What is put
//! in is written in the manner of its neighbours.

mod layout;
mod write;

use super::{Format, Node, Tree};
use crate::finding::Edit;
use crate::source::{Span, offset};
use layout::{is_flow, line_end, line_start, own_entries};
use serde_json::Value;
use write::{Manner, Quotes};

/// Puts an entry into a mapping: behind the entry named `behind`, or else where it disturbs least.
#[must_use]
pub fn insert(mapping: Node<'_>, behind: &str, key: &str, value: &Value) -> Option<Edit> {
    let mapping = mapping.target();
    if !mapping.is_mapping() || mapping.get(key).is_some() {
        return None;
    }
    let entries = own_entries(mapping);
    let anchor = entries.iter().copied().find(|it| it.has_key(behind));
    if is_flow(mapping) {
        return insert_flow(mapping, anchor.or(entries.last().copied()), key, value);
    }
    let single = anchor.filter(|it| layout::has_line_of_its_own(*it));
    match single.or(entries.last().copied().filter(|it| layout::can_be_followed(*it))) {
        Some(anchor) => insert_behind(anchor, key, value),
        None => insert_before(entries.first().copied()?, key, value),
    }
}

/// Puts an item at the end of a sequence that has items.
#[must_use]
pub fn append(sequence: Node<'_>, value: &Value) -> Option<Edit> {
    let sequence = sequence.target();
    let last = sequence.items().last()?;
    if is_flow(sequence) {
        let (gap, _) = layout::gap_before(last)?;
        let manner = Manner { gap, ..manner(last) };
        return Some(at(last, last.span().end, format!(",{gap}{}", write::flow(value, &manner))));
    }
    let indent = layout::dash_indent(last)?;
    let end = line_end(last.tree(), last.span().end)?;
    let text = write::item(value, &Manner { indent, ..manner(last) });
    Some(at(last, end, text))
}

/// Replaces a string, number, boolean or null; quotes stay as they are where they can.
#[must_use]
pub fn replace(node: Node<'_>, value: &Value) -> Option<Edit> {
    // What an alias stands for belongs to others too.
    if node.target() != node || node.is_mapping() || node.is_sequence() {
        return None;
    }
    let span = node.span();
    let raw = node.tree().source().slice(span);
    let is_block = raw.starts_with(['|', '>']) && node.tree().format() == Format::Yaml;
    if raw.is_empty() || is_block || raw.contains('\n') {
        return None;
    }
    let manner = Manner { quotes: Quotes::of(raw), ..manner(node) };
    Some(Edit { span, text: write::flow(value, &manner) })
}

/// Takes an entry out of its mapping, or an item out of its sequence, with its line and what is said on that line.
#[must_use]
pub fn remove(node: Node<'_>) -> Option<Edit> {
    let parent = node.parent()?;
    let siblings: Vec<_> = match parent.is_mapping() {
        true => own_entries(parent),
        false => parent.items().collect(),
    };
    if layout::may_hold_anchor(node) {
        return None;
    }
    let position = siblings.iter().position(|it| *it == node)?;
    let (before, after) = (position.checked_sub(1).map(|it| siblings[it]), siblings.get(position + 1));
    match is_flow(parent) {
        true => remove_flow(node, before, after.copied()),
        false if siblings.len() < 2 => None,
        false => remove_lines(node),
    }
}

/// Takes a comment out, and its line where nothing else stands on it.
#[must_use]
pub fn remove_comment(tree: &Tree, comment: Span) -> Option<Edit> {
    let text = tree.source().text();
    let start = line_start(tree, comment.start);
    let before = text.get(start..comment.start as usize)?;
    let span = if before.trim().is_empty() {
        let newline = text.get(comment.end as usize..)?.find('\n').map_or(0, |it| it + 1);
        Span { start: offset(start), end: comment.end + offset(newline), ..comment }
    } else {
        Span { start: offset(start + before.trim_end().len()), ..comment }
    };
    Some(Edit { span, text: String::new() })
}

fn insert_flow(mapping: Node<'_>, anchor: Option<Node<'_>>, key: &str, value: &Value) -> Option<Edit> {
    let Some(anchor) = anchor else {
        let inner = Span {
            start: mapping.span().start + 1,
            end: mapping.span().end.checked_sub(1)?,
            ..mapping.span()
        };
        let is_blank = mapping.tree().source().slice(inner).trim().is_empty();
        let text = write::flow_entry(key, value, &manner(mapping));
        return is_blank.then_some(Edit { span: inner, text });
    };
    let (gap, colon) = layout::gap_before(anchor)?;
    let manner = Manner { colon, gap, quotes: Quotes::of_key(anchor), ..manner(anchor) };
    Some(at(anchor, anchor.span().end, format!(",{gap}{}", write::flow_entry(key, value, &manner))))
}

fn insert_behind(anchor: Node<'_>, key: &str, value: &Value) -> Option<Edit> {
    let indent = layout::key_indent(anchor)?;
    let end = line_end(anchor.tree(), layout::whole(anchor).end)?;
    let manner = Manner { indent, quotes: Quotes::of_key(anchor), ..manner(anchor) };
    let text = format!("{}{}", manner.new_line(indent), write::block_entry(key, value, &manner));
    Some(at(anchor, end, text))
}

fn insert_before(first: Node<'_>, key: &str, value: &Value) -> Option<Edit> {
    let indent = layout::key_indent(first)?;
    let manner = Manner { indent, quotes: Quotes::of_key(first), ..manner(first) };
    let text = format!("{}{}", write::block_entry(key, value, &manner), manner.new_line(indent));
    Some(at(first, first.key_span()?.start, text))
}

fn remove_flow(node: Node<'_>, before: Option<Node<'_>>, after: Option<Node<'_>>) -> Option<Edit> {
    let own = layout::whole(node);
    let span = match (before, after) {
        (_, Some(after)) => Span { end: layout::whole(after).start, ..own },
        (Some(before), None) => Span { start: layout::whole(before).end, ..own },
        (None, None) => own,
    };
    let mut comments = node.tree().comments().iter().map(|it| it.span.start);
    let is_commented = comments.any(|it| span.start <= it && it < span.end);
    (!is_commented).then(|| Edit { span, text: String::new() })
}

fn remove_lines(node: Node<'_>) -> Option<Edit> {
    let tree = node.tree();
    let own = layout::whole(node);
    let start = line_start(tree, own.start);
    let lead = tree.source().text().get(start..own.start as usize)?;
    let is_alone = match node.key_span() {
        Some(_) => lead.bytes().all(|it| it == b' '),
        None => lead.trim() == "-",
    };
    let end = line_end(tree, own.end).filter(|_| is_alone)?;
    let newline = tree.source().text().get(end as usize..)?.find('\n').map_or(0, |it| it + 1);
    let span = Span { start: offset(start), end: end + offset(newline), ..own };
    Some(Edit { span, text: String::new() })
}

fn at(node: Node<'_>, at: u32, text: String) -> Edit {
    Edit { span: Span { file: node.tree().source().id(), start: at, end: at }, text }
}

fn manner(node: Node<'_>) -> Manner<'_> {
    let tree = node.tree();
    Manner {
        format: tree.format(),
        newline: layout::newline(tree),
        indent: 0,
        step: layout::step(tree),
        colon: ": ",
        quotes: Quotes::None,
        gap: " ",
    }
}

#[cfg(test)]
mod tests;
