//! What people call the value that a schema describes.

use crate::syntax::Node;

/// Steps that we go outwards to find a name.
const MAX_STEPS: usize = 16;

/// Longer names are of no use in a message.
const MAX_BYTES: usize = 80;

/// Mappings whose keys are names that the author chose.
const NAMED: [&str; 6] = ["properties", "patternProperties", "schemas", "definitions", "$defs", "headers"];

/// Name of the property, parameter, header or component; `tags[]` for items of `tags`, `labels.*` for values of a map.
pub(super) fn of(node: Node<'_>) -> Option<String> {
    let mut node = node;
    let mut suffix = String::new();
    for _ in 0..MAX_STEPS {
        if let Some(name) = own(node) {
            return Some(name + &suffix).filter(|it| it.len() <= MAX_BYTES);
        }
        let key = node.key().unwrap_or_default();
        match key.as_ref() {
            "items" => suffix.insert_str(0, "[]"),
            "additionalProperties" => suffix.insert_str(0, ".*"),
            "" | "schema" | "allOf" | "oneOf" | "anyOf" | "prefixItems" | "then" | "else" => {}
            _ => return None,
        }
        node = node.parent()?;
    }
    None
}

/// The name that a value has by itself: as a parameter, or by its key.
fn own(node: Node<'_>) -> Option<String> {
    if node.get("in").is_some() {
        return node.get("name")?.text().map(Into::into);
    }
    // Files that others refer to are often plain mappings of schemas.
    let is_fragment = |it: Node<'_>| it.parent().is_none() && super::Version::of(it).is_none();
    let is_named = |it: Node<'_>| NAMED.iter().any(|key| it.has_key(key)) || is_fragment(it);
    node.key().filter(|_| node.parent().is_some_and(is_named)).map(Into::into)
}
