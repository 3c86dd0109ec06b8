//! Which properties an object has: by a schema, its parts, its choices, and the schemas of which it is itself a part.

use super::{Document, Pattern, reference_in};
use crate::syntax::{Kind, Node};
use rustc_hash::FxHashSet;

/// Schemas that are looked at for one object; beyond, anything may be described.
const MAX_SCHEMAS: usize = 512;

/// What is known about the properties of an object.
#[derive(Debug, Default)]
pub struct Properties<'a> {
    schemas: Vec<Node<'a>>,
    /// Whether there is more than we can see.
    is_open: bool,
}

impl<'a> Properties<'a> {
    /// Of the value that a schema describes.
    #[must_use]
    pub fn new(doc: Document<'a>, schema: Node<'a>) -> Self {
        let mut found = Self::default();
        let mut pending: Vec<Node<'a>> = std::iter::successors(Some(schema), |it| owner(*it)).collect();
        let mut seen = FxHashSet::default();
        while let Some(node) = pending.pop() {
            let node = node.target();
            if !seen.insert((node.tree().source().id(), node.id())) {
                continue;
            }
            if seen.len() > MAX_SCHEMAS {
                found.is_open = true;
                break;
            }
            if reference_in(node).is_some() {
                match doc.resolve(node) {
                    Some(target) => pending.push(target),
                    None => found.is_open = true,
                }
            }
            pending.extend(parts(node));
            found.schemas.push(node);
        }
        found
    }

    /// Whether a property of this name is described anywhere, be it by a pattern or as one of the others.
    #[must_use]
    pub fn describe(&self, name: &str) -> bool {
        self.is_open || self.schemas.iter().any(|it| describes(*it, name))
    }
}

/// The schema of which this one is a part or a choice, or on whose condition it depends.
fn owner(node: Node<'_>) -> Option<Node<'_>> {
    const LISTS: [&str; 3] = ["allOf", "oneOf", "anyOf"];
    let parent = node.parent()?;
    if parent.kind() == Kind::Sequence {
        return parent.parent().filter(|_| LISTS.iter().any(|it| parent.has_key(it)));
    }
    if parent.has_key("dependentSchemas") {
        return parent.parent();
    }
    ["if", "then", "else", "not"].iter().any(|it| node.has_key(it)).then_some(parent)
}

/// Schemas that speak of the same value.
fn parts(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let lists =
        ["allOf", "oneOf", "anyOf"].into_iter().filter_map(move |it| node.get(it)).flat_map(Node::items);
    let branches = ["then", "else", "if"].into_iter().filter_map(move |it| node.get(it));
    let dependent = node.get("dependentSchemas").into_iter().flat_map(Node::entries);
    lists.chain(branches).chain(dependent)
}

fn describes(schema: Node<'_>, name: &str) -> bool {
    let is_schema = |key| schema.get(key).is_some_and(|it| it.entries().next().is_some());
    schema.get("properties").is_some_and(|it| it.get(name).is_some())
        || is_schema("additionalProperties")
        || is_schema("unevaluatedProperties")
        || schema.get("patternProperties").into_iter().flat_map(Node::entries).any(|it| may_match(it, name))
}

fn may_match(entry: Node<'_>, name: &str) -> bool {
    let pattern = entry.key().unwrap_or_default();
    Pattern::parse(&pattern).and_then(|it| it.matches(name)).unwrap_or(true)
}
