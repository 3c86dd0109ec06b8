//! Batch operations: one call that carries many requests.

use super::{Directions, Document, Operation, Schema, Types};
use crate::source::FileId;
use crate::syntax::{Node, NodeId};
use rustc_hash::FxHashSet;

/// Words by which an operation says that it takes many at once.
const WORDS: [&str; 3] = ["batch", "bulk", "batched"];

/// Properties that hold the list of such an operation, where it has several.
const LISTS: [&str; 16] = [
    "actions",
    "batch",
    "batches",
    "changes",
    "commands",
    "data",
    "entities",
    "entries",
    "ids",
    "inputs",
    "items",
    "messages",
    "objects",
    "operations",
    "records",
    "requests",
];

/// Properties of any body that hold requests.
const REQUESTS: [&str; 3] = ["batch", "operations", "requests"];

/// Properties of a body that is not much more than a list.
const MOST_PROPERTIES: usize = 4;

/// The schemas of lists whose every item is a request of its own.
pub(super) fn arrays(operations: &[Operation<'_>]) -> FxHashSet<(FileId, NodeId)> {
    let mut found = FxHashSet::default();
    for operation in operations.iter().filter(|it| it.is_inbound() && it.name().method != "GET") {
        let is_named = is_batch(operation);
        for schema in operation.json_schemas() {
            let arrays = lists(operation.doc(), schema, is_named);
            found.extend(arrays.iter().map(|it| (it.tree().source().id(), it.id())));
        }
    }
    found
}

fn is_batch(operation: &Operation<'_>) -> bool {
    let id = operation.node().get("operationId").and_then(Node::as_str).unwrap_or_default();
    WORDS.iter().any(|it| has_word(&operation.name().path, it) || has_word(&id, it))
}

fn lists<'a>(doc: Document<'a>, schema: Node<'a>, is_named: bool) -> Vec<Node<'a>> {
    let Some(body) = schema_at(doc, schema) else { return Vec::new() };
    if body.describes(Types::ARRAY, "items") {
        return if is_named || holds_objects(&body) { vec![body.node()] } else { Vec::new() };
    }
    let properties: Vec<_> =
        body.properties().filter_map(|it| Some((it.key()?, schema_at(doc, it)?))).collect();
    let arrays = || properties.iter().filter(|it| it.1.describes(Types::ARRAY, "items"));
    if properties.len() > MOST_PROPERTIES {
        return Vec::new();
    }
    let is_only = arrays().count() == 1;
    let is_list = |name: &str, schema: &Schema<'_>| {
        let is_request = REQUESTS.contains(&name) && holds_objects(schema);
        is_request || (is_named && (is_only || LISTS.contains(&name)))
    };
    arrays().filter(|it| is_list(&it.0, &it.1)).map(|it| it.1.node()).collect()
}

fn holds_objects(array: &Schema<'_>) -> bool {
    let items = array.get("items").and_then(|it| schema_at(array.doc(), it));
    items.is_some_and(|it| it.describes(Types::OBJECT, "properties"))
}

/// The schema as the walk meets it: where nothing but a reference stands, its target.
fn schema_at<'a>(doc: Document<'a>, node: Node<'a>) -> Option<Schema<'a>> {
    doc.described(node).map(|it| Schema::new(doc, it, Directions::REQUEST))
}

/// Whether a text has a word, in `lower_case` or `camelCase`.
fn has_word(text: &str, word: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.match_indices(word).any(|(at, _)| {
        let (before, here) = (text[..at].chars().next_back(), text[at..].chars().next());
        let behind = text[at + word.len()..].chars().next();
        let begins = before.is_none_or(|it| {
            !it.is_alphanumeric() || (it.is_lowercase() && here.is_some_and(char::is_uppercase))
        });
        begins && behind.is_none_or(|it| !it.is_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_batches() {
        for text in ["/v1/batch", "/orders:batchUpdate", "BulkInsert", "createBatch", "/bulk-delete"] {
            assert!(WORDS.iter().any(|it| has_word(text, it)), "{text}");
        }
        for text in ["/batches", "rebatch", "bulky", ""] {
            assert!(!WORDS.iter().any(|it| has_word(text, it)), "{text}");
        }
    }
}
