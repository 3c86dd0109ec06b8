//! Response headers: finding them, and the values that a document states for them.

use crate::openapi::{Document, Response};
use crate::syntax::Node;

/// The header of a response with this name, in any case.
pub(super) fn find<'a>(response: &Response<'a>, name: &str) -> Option<Node<'a>> {
    let mut headers = response.node.get("headers")?.entries();
    headers.find(|it| it.key().is_some_and(|key| key.eq_ignore_ascii_case(name)))
}

/// Values that a header is said to have, be it by example.
pub(super) fn stated_values<'a>(doc: Document<'a>, header: Node<'a>) -> Vec<Node<'a>> {
    let Some(header) = doc.resolve(header) else { return Vec::new() };
    let schema = header.get("schema").and_then(|it| doc.resolve(it));
    let examples = header.get("examples").into_iter().flat_map(Node::entries);
    let of_examples = examples.filter_map(|it| doc.resolve(it)?.get("value"));
    let stated = [Some(header), schema].into_iter().flatten().flat_map(stated_in);
    stated.chain(of_examples).collect()
}

fn stated_in(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let single = ["const", "default", "example"].into_iter().filter_map(move |key| node.get(key));
    let listed = ["enum", "examples"].into_iter().filter_map(move |key| node.get(key)).flat_map(Node::items);
    single.chain(listed)
}
