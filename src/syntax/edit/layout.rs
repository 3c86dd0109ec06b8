//! How a text is laid out around a value: brackets or lines, indentation, gaps.

use crate::source::{Span, offset};
use crate::syntax::{Format, Node, Tree};

/// Bytes in which the first line ends, as a rule. Texts may be one line of megabytes, not to be searched for each edit.
const HEAD: usize = 64 * 1024;

/// Spaces by which YAML is indented where the text does not show.
const USUAL_STEP: usize = 2;

/// Whether a collection stands between brackets.
pub(super) fn is_flow(collection: Node<'_>) -> bool {
    let text = collection.tree().source().slice(collection.target().span());
    collection.tree().format() == Format::Json || text.starts_with(['{', '['])
}

/// Entries that the mapping itself writes, without those that it merges.
pub(super) fn own_entries(mapping: Node<'_>) -> Vec<Node<'_>> {
    let span = mapping.target().span();
    let is_own =
        |it: &Node<'_>| it.key_span().is_some_and(|key| span.start <= key.start && key.end <= span.end);
    mapping.entries().filter(is_own).collect()
}

/// From the key, or the value where there is none, to the end of the value.
pub(super) fn whole(node: Node<'_>) -> Span {
    let value = node.span();
    let start = node.key_span().map_or(value.start, |it| it.start);
    Span { start, end: value.end.max(node.key_span().map_or(0, |it| it.end)), ..value }
}

/// Whether aliases elsewhere may stand for the value or a part of it.
pub(super) fn may_hold_anchor(node: Node<'_>) -> bool {
    let tree = node.tree();
    let is_yaml = tree.format() == Format::Yaml;
    is_yaml && tree.source().slice(whole(node)).contains('&') && tree.nodes().any(|it| it.target() != it)
}

/// Whether a value ends on the line of its key, and its text may be followed by a line.
pub(super) fn has_line_of_its_own(entry: Node<'_>) -> bool {
    let text = entry.tree().source().slice(whole(entry));
    let value = entry.tree().source().slice(entry.span());
    !text.contains('\n') && !value.is_empty() && line_end(entry.tree(), entry.span().end).is_some()
}

/// Whether a line may follow the last line of a value, which may have many.
pub(super) fn can_be_followed(entry: Node<'_>) -> bool {
    let last = entry.descendants().last().unwrap_or(entry);
    let text = entry.tree().source().slice(last.span());
    let header = text.lines().next().unwrap_or_default();
    // Line breaks at the end of such a text belong to it.
    let keeps_breaks = header.starts_with(['|', '>']) && header.contains('+');
    !text.is_empty() && !keeps_breaks && line_end(entry.tree(), entry.span().end).is_some()
}

/// End of the line that holds an offset, if nothing but a comment follows there.
pub(super) fn line_end(tree: &Tree, at: u32) -> Option<u32> {
    let rest = tree.source().text().get(at as usize..)?;
    let line = rest.split('\n').next()?.trim_end();
    let is_free = line.is_empty() || line.starts_with([' ', '\t']) && line.trim_start().starts_with('#');
    is_free.then(|| at + offset(line.len()))
}

/// Start of the line that holds an offset.
pub(super) fn line_start(tree: &Tree, at: u32) -> usize {
    let before = tree.source().text().get(..at as usize).unwrap_or_default();
    before.rfind('\n').map_or(0, |it| it + 1)
}

/// Columns before a key in block layout; `None` where more than spaces and dashes stands there.
pub(super) fn key_indent(entry: Node<'_>) -> Option<usize> {
    let at = entry.key_span()?.start;
    let lead = entry.tree().source().text().get(line_start(entry.tree(), at)..at as usize)?;
    let is_indent = lead.split(' ').all(|it| it.is_empty() || it == "-");
    is_indent.then_some(lead.len())
}

/// Columns before the dash of an item in block layout, where the dash is the first of its line.
pub(super) fn dash_indent(item: Node<'_>) -> Option<usize> {
    let at = whole(item.children().next().filter(|_| !is_flow(item)).unwrap_or(item)).start;
    let lead = item.tree().source().text().get(line_start(item.tree(), at)..at as usize)?;
    let spaces = lead.len() - lead.trim_start_matches(' ').len();
    (lead.trim() == "-").then_some(spaces)
}

/// In a flow collection the white space before a further element, and what stands between keys and values.
pub(super) fn gap_before(element: Node<'_>) -> Option<(&str, &str)> {
    let text = element.tree().source().text();
    let before = text.get(..whole(element).start as usize)?;
    let colon = match element.key_span() {
        Some(key) => text.get(key.end as usize..element.span().start as usize)?,
        None => ": ",
    };
    let colon = if colon.trim() == ":" && !colon.contains('\n') { colon } else { ": " };
    let gap = &before[before.trim_end().len()..];
    let is_first = before.trim_end().ends_with(['{', '[']);
    let is_tight = colon == ":";
    match is_first && !gap.contains('\n') {
        true => Some((if is_tight { "" } else { " " }, colon)),
        false => Some((gap, colon)),
    }
}

/// The line ending that the text uses.
pub(super) fn newline(tree: &Tree) -> &'static str {
    let text = tree.source().text().as_bytes();
    let head = text.get(..HEAD).unwrap_or(text);
    let first = memchr::memchr(b'\n', head);
    if first.is_some_and(|it| it > 0 && head[it - 1] == b'\r') { "\r\n" } else { "\n" }
}

/// Spaces by which the text indents: those of its first nested line.
pub(super) fn step(tree: &Tree) -> usize {
    let first = match (tree.root(), tree.format()) {
        (None, _) => None,
        (Some(root), Format::Json) => own_entries(root).first().and_then(|it| key_indent(*it)),
        (Some(root), Format::Yaml) => {
            let nested = own_entries(root).into_iter().find(|it| it.is_mapping() && !is_flow(*it));
            nested.and_then(|it| own_entries(it).first().copied()).and_then(key_indent)
        }
    };
    first.filter(|it| (1..=8).contains(it)).unwrap_or(USUAL_STEP)
}
