//! Edits of any value, and what the tree must be after them.

use super::choices::Choices;
use super::outline::{Line, outline_of};
use super::slices::read;
use gatelint::finding::Edit;
use gatelint::syntax::{Kind, Node, Tree, edit};
use serde_json::{Value, json};

/// What to do with a value.
#[derive(Clone, Copy, Debug)]
enum Order {
    Insert(&'static str, &'static str),
    Append(&'static str),
    Replace(&'static str),
    Remove,
}

const TEXTS: [&str; 12] =
    ["plain", "yes", "12", "null", "a: b", "a #b", "it's", "^\\d+$", "[x]", "é\"", "", "- a"];
const KEYS: [&str; 6] = ["zz", "401", "x-new", "a: b", "it's new", "true!"];

fn order(choices: &mut Choices<'_>) -> Order {
    match choices.below(4) {
        0 => Order::Insert(choices.one(&KEYS), choices.one(&TEXTS)),
        1 => Order::Append(choices.one(&TEXTS)),
        2 => Order::Replace(choices.one(&TEXTS)),
        _ => Order::Remove,
    }
}

/// Where the new value is, as text and inside an object.
fn new_value(text: &str) -> Value {
    if text.len().is_multiple_of(2) { json!(text) } else { json!({"in": text, "no": {"n": 1}}) }
}

/// Edits a value that the choices pick, and compares what is then read with what should be.
pub(super) fn check(tree: &Tree, choices: &mut Choices<'_>) {
    let nodes: Vec<_> = tree.nodes().collect();
    let node = nodes[choices.below(nodes.len().min(256))];
    let order = order(choices);
    let Some(edit) = edit_of(node, order) else { return };
    let after = applied(tree, &edit);
    let shown =
        || format!("{order:?} at {node:?}\n---\n{}\n---\n{}", tree.source().text(), after.source().text());
    assert_eq!(after.problems(), &[], "{}", shown());
    let (mut found, mut expected) = (outline_of(&after), expected(tree, node, order));
    found.sort_by(|one, other| one.0.cmp(&other.0));
    expected.sort_by(|one, other| one.0.cmp(&other.0));
    assert_eq!(found, expected, "{}", shown());
    let lost = comments(tree).len() - comments(&after).len().min(comments(tree).len());
    assert!(lost == 0 || matches!(order, Order::Remove), "comments: {}", shown());
}

fn edit_of(node: Node<'_>, order: Order) -> Option<Edit> {
    match order {
        Order::Insert(key, text) => edit::insert(node, "type", key, &new_value(text)),
        Order::Append(text) => edit::append(node, &new_value(text)),
        Order::Replace(text) => edit::replace(node, &json!(text)),
        Order::Remove => edit::remove(node),
    }
}

fn applied(tree: &Tree, edit: &Edit) -> Tree {
    let mut text = tree.source().text().to_owned();
    text.replace_range(edit.span.range(), &edit.text);
    read(&text, tree.format())
}

fn comments(tree: &Tree) -> Vec<&str> {
    tree.comments().iter().map(|it| tree.source().slice(it.span)).collect()
}

fn expected(tree: &Tree, node: Node<'_>, order: Order) -> Vec<Line> {
    let at = node.pointer();
    let step = |key: &str| key.replace('~', "~0").replace('/', "~1");
    let mut lines = outline_of(tree);
    match order {
        Order::Insert(key, text) => lines.extend(lines_of(&format!("{at}/{}", step(key)), &new_value(text))),
        Order::Append(text) => {
            lines.extend(lines_of(&format!("{at}/{}", node.items().count()), &new_value(text)));
        }
        Order::Replace(text) => {
            for line in lines.iter_mut().filter(|it| it.0 == at) {
                (line.1, line.2) = (Kind::String, Some(text.to_owned()));
            }
        }
        Order::Remove => {
            lines.retain(|it| it.0 != at && !it.0.starts_with(&format!("{at}/")));
            if node.key().is_none() {
                lines.iter_mut().for_each(|it| it.0 = moved_up(&it.0, &at));
            }
        }
    }
    lines
}

/// Pointers of items behind one that was taken out.
fn moved_up(pointer: &str, removed: &str) -> String {
    let index = |step: &str| step.parse::<usize>().unwrap_or_default();
    let (parent, gone) = removed.rsplit_once('/').unwrap_or_default();
    let Some(rest) = pointer.strip_prefix(parent).and_then(|it| it.strip_prefix('/')) else {
        return pointer.to_owned();
    };
    let (own, below) = rest.split_once('/').map_or((rest, None), |(own, below)| (own, Some(below)));
    let own = index(own) - usize::from(index(own) > index(gone));
    below.map_or_else(|| format!("{parent}/{own}"), |it| format!("{parent}/{own}/{it}"))
}

fn lines_of(at: &str, value: &Value) -> Vec<Line> {
    match value {
        Value::Object(entries) => {
            let inner = entries.iter().flat_map(|(key, it)| lines_of(&format!("{at}/{key}"), it));
            std::iter::once((at.to_owned(), Kind::Mapping, None)).chain(inner).collect()
        }
        Value::Number(it) => vec![(at.to_owned(), Kind::Number, Some(it.to_string()))],
        other => vec![(at.to_owned(), Kind::String, other.as_str().map(str::to_owned))],
    }
}
