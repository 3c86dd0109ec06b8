//! Extension keys by which documents say what OpenAPI has no field for.

use crate::openapi::{Document, Operation};
use crate::rule::Context;
use crate::syntax::Node;

/// Whether an object has one of these keys.
pub(super) fn has(object: Node<'_>, keys: &[String]) -> bool {
    keys.iter().any(|key| object.get(key).is_some())
}

/// Whether a document as a whole has one of these keys, at its root or in `info`.
pub(super) fn on_document(doc: Document<'_>, keys: &[String]) -> bool {
    has(doc.root(), keys) || doc.info().is_some_and(|it| has(it, keys))
}

/// Whether a document says that it is not meant for the public or for partners.
pub(super) fn is_for_insiders(doc: Document<'_>, keys: &[String]) -> bool {
    let values =
        |object: Node<'_>| keys.iter().filter_map(|key| object.get(key)?.text()).any(|it| says_inside(&it));
    values(doc.root()) || doc.info().is_some_and(values)
}

/// `x-internal: true`, `x-audience: company-internal`.
fn says_inside(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    value == "true" || ["internal", "private"].iter().any(|it| value.contains(it))
}

/// Whether an operation or its path has one of these keys.
pub(super) fn on_operation(operation: &Operation<'_>, keys: &[String]) -> bool {
    has(operation.node(), keys) || has(operation.path_item(), keys)
}

/// Whether a document has operations and all of them have one of these keys, or their paths.
pub(super) fn on_every_operation(cx: &Context<'_>, doc: Document<'_>, keys: &[String]) -> bool {
    let operations = cx.model.operations_of(doc);
    !operations.is_empty() && operations.iter().all(|it| on_operation(it, keys))
}
