//! How large the JSON of a value can be that a schema allows.
//!
//! The bound is that of the longest spelling: every letter of a text may be written as an escape (`\u0041`). White space
//! between values, which may be as long as one likes, does not count, nor do properties that a schema neither names nor
//! describes; names of map entries and numbers, which OpenAPI leaves without an end, are taken to be at most so long as
//! servers accept. What a schema leaves open in any other way is unbounded.

mod bound;
#[cfg(test)]
mod tests;
mod written;

pub use bound::Bound;

use super::schema::travels;
use super::{Directions, Document, Operation, Schema, Types};
use crate::source::FileId;
use crate::syntax::{Node, NodeId};
use rustc_hash::FxHashMap;
use written::{listed, name_length, scalars, string, text};

/// Choices of one list that are looked at; more are taken to be unbounded, which keeps the time linear where each of many
/// choices extends the schema that lists them.
const MOST_CHOICES: usize = 256;

type Place = (FileId, NodeId);

/// Sizes of what callers send: each schema is computed once, so that asking for all of a document is linear.
#[derive(Debug)]
pub struct Sizes<'a> {
    doc: Document<'a>,
    /// `None` while it is being computed.
    known: FxHashMap<Place, Option<Bound<'a>>>,
}

fn place(node: Node<'_>) -> Place {
    (node.tree().source().id(), node.id())
}

impl<'a> Sizes<'a> {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(doc: Document<'a>) -> Self {
        Self { doc, known: FxHashMap::default() }
    }

    /// The greatest JSON body of an operation; `None` where it takes none.
    pub fn of_body(&mut self, operation: &Operation<'a>) -> Option<Bound<'a>> {
        let schemas = operation.json_schemas();
        schemas.into_iter().map(|it| self.of(it)).reduce(Bound::or)
    }

    /// The greatest JSON text of a value that a schema, or a reference to one, allows.
    pub fn of(&mut self, schema: Node<'a>) -> Bound<'a> {
        let Some(root) = self.doc.described(schema) else { return Bound::Unbounded(schema) };
        let mut pending = vec![root];
        while let Some(&node) = pending.last() {
            match self.known.get(&place(node)) {
                Some(Some(_)) => drop(pending.pop()),
                Some(None) => {
                    let bound = self.combined(node);
                    self.known.insert(place(node), Some(bound));
                }
                None => {
                    self.known.insert(place(node), None);
                    let parts = self.parts(node);
                    pending.extend(parts.into_iter().filter(|it| !self.known.contains_key(&place(*it))));
                }
            }
        }
        self.at(root)
    }

    /// Of the values within a value, the one that makes it large: a list or a text, or the schema itself.
    #[must_use]
    pub fn largest_part(&self, schema: Node<'a>) -> Node<'a> {
        const MOST_STEPS: usize = 64;
        let mut node = self.doc.described(schema).unwrap_or(schema);
        for _ in 0..MOST_STEPS {
            let schema = self.schema(node);
            if schema.describes(Types::ARRAY, "items") && self.grows_by_count(&schema) {
                break;
            }
            let parts = self.parts(node).into_iter().filter_map(|it| Some((it, self.at(it).bytes()?)));
            // Of equally large ones the first.
            let largest = parts.rev().max_by_key(|it| it.1);
            let Some((next, _)) = largest.filter(|it| it.0 != node) else { break };
            node = next;
        }
        node
    }

    /// The greatest size of a part that is known already.
    #[must_use]
    pub fn known(&self, part: Node<'a>) -> Option<u64> {
        self.at(part).bytes()
    }

    /// Whether there are more items than each has bytes.
    fn grows_by_count(&self, array: &Schema<'a>) -> bool {
        let items = array.get("items").map_or(Bound::Finite(0), |it| self.at(it));
        items.bytes().is_none_or(|it| count(array, "maxItems").is_some_and(|most| most >= it))
    }

    fn schema(&self, node: Node<'a>) -> Schema<'a> {
        Schema::new(self.doc, node, Directions::REQUEST)
    }

    /// What is known of a schema or a reference to one; what is still being computed holds itself.
    fn at(&self, schema: Node<'a>) -> Bound<'a> {
        let node = self.doc.described(schema);
        let known = node.and_then(|it| self.known.get(&place(it)).copied().flatten());
        known.unwrap_or(Bound::Unbounded(schema))
    }

    /// Schemas of the values within, and choices.
    fn parts(&self, node: Node<'a>) -> Vec<Node<'a>> {
        let schema = self.schema(node);
        let mut parts: Vec<Node<'a>> = self.sent_properties(&schema).collect();
        for member in schema.members() {
            for key in ["items", "additionalProperties", "unevaluatedProperties", "then", "else"] {
                parts.extend(member.get(key).filter(|it| it.is_mapping()));
            }
            for key in ["oneOf", "anyOf", "prefixItems", "items"] {
                parts.extend(member.get(key).filter(|it| is_short(*it)).into_iter().flat_map(Node::items));
            }
            for key in ["patternProperties", "dependentSchemas"] {
                parts.extend(member.get(key).into_iter().flat_map(Node::entries));
            }
        }
        parts.into_iter().filter_map(|it| self.doc.described(it)).collect()
    }

    fn sent_properties(&self, schema: &Schema<'a>) -> impl Iterator<Item = Node<'a>> {
        let doc = self.doc;
        let all: Vec<_> = schema.properties().filter(|&it| travels(doc, it, true)).collect();
        all.into_iter()
    }

    fn combined(&self, node: Node<'a>) -> Bound<'a> {
        if node.as_bool() == Some(false) {
            return Bound::Finite(0);
        }
        let schema = self.schema(node);
        if let Some(bytes) = listed(&schema) {
            return Bound::Finite(bytes);
        }
        let choices = self.choices(&schema);
        let Some(types) = shown_types(&schema) else { return choices.unwrap_or(Bound::Unbounded(node)) };
        let scalars = scalars(&schema, types);
        let array = types.has(Types::ARRAY).then(|| self.array(&schema));
        let limited = [scalars, array].into_iter().flatten().reduce(Bound::or);
        // Choices of an object add to it; of anything else they are what is left of it.
        let limited = limited.map(|it| choices.map_or(it, |choices| it.and(choices)));
        let object = types.has(Types::OBJECT).then(|| self.object(&schema, choices));
        [limited, object].into_iter().flatten().reduce(Bound::or).unwrap_or(Bound::Unbounded(node))
    }

    /// Of `oneOf` the largest; of `anyOf`, which may all hold at once, the sum.
    fn choices(&self, schema: &Schema<'a>) -> Option<Bound<'a>> {
        let lists = |key: &'static str| schema.members().iter().filter_map(move |it| it.get(key));
        let of = |list: Node<'a>, join: fn(Bound<'a>, Bound<'a>) -> Bound<'a>| {
            let choices = is_short(list).then(|| list.items().map(|it| self.at(it)).reduce(join));
            choices.unwrap_or(Some(Bound::Unbounded(list)))
        };
        let one = lists("oneOf").filter_map(|it| of(it, Bound::or));
        let any = lists("anyOf").filter_map(|it| of(it, Bound::plus));
        one.chain(any).reduce(Bound::plus)
    }

    fn array(&self, schema: &Schema<'a>) -> Bound<'a> {
        let commas = |count: u64| Bound::Finite(count.max(1).saturating_add(1));
        let places = schema.members().iter().flat_map(|it| {
            ["prefixItems", "items"].into_iter().filter_map(|key| it.get(key)).flat_map(Node::items)
        });
        let first: Vec<Node<'a>> = places.collect();
        let tuple = first.iter().map(|it| self.at(*it)).fold(commas(first.len() as u64), Bound::plus);
        let is_closed = |key: &str| schema.get(key).and_then(Node::as_bool) == Some(false);
        if is_closed("items")
            || is_closed("unevaluatedItems")
            || (is_closed("additionalItems") && !first.is_empty())
        {
            return tuple;
        }
        let Some(most) = count(schema, "maxItems").or_else(|| different_items(schema)) else {
            return Bound::Unbounded(schema.place(Types::ARRAY, "items"));
        };
        let items = schema.get("items").filter(|it| !it.is_sequence());
        let each = items.map_or(Bound::Unbounded(schema.node()), |it| self.at(it));
        each.times(most).plus(commas(most)).or(if first.is_empty() { Bound::Finite(0) } else { tuple })
    }

    fn object(&self, schema: &Schema<'a>, choices: Option<Bound<'a>>) -> Bound<'a> {
        let property = |it: Node<'a>| {
            let name = string(&it.key().unwrap_or_default());
            self.at(it).plus(Bound::Finite(name + 2))
        };
        let named = self.sent_properties(schema).map(property).fold(Bound::Finite(2), Bound::plus);
        let keys = ["then", "else"];
        let members = schema.members().iter();
        let conditions = members.clone().flat_map(|it| keys.iter().filter_map(|key| it.get(key)));
        let dependent = members.filter_map(|it| it.get("dependentSchemas")).flat_map(Node::entries);
        let added = conditions.chain(dependent).map(|it| self.at(it)).fold(named, Bound::plus);
        let all = choices.map_or(added, |it| it.plus(added));
        self.entries(schema, choices.is_some()).map_or(all, |it| it.plus(all))
    }

    /// Entries under names that are not listed; `None` where there are none, or none are meant.
    fn entries(&self, schema: &Schema<'a>, has_choices: bool) -> Option<Bound<'a>> {
        let members = || schema.members().iter();
        let values = || {
            let keys = ["additionalProperties", "unevaluatedProperties"];
            members().flat_map(move |it| keys.into_iter().filter_map(|key| it.get(key)))
        };
        let patterns = members().filter_map(|it| it.get("patternProperties")).flat_map(Node::entries);
        let described = values().filter(|it| it.as_bool() != Some(false)).chain(patterns);
        let each = described.map(|it| self.at(it)).reduce(Bound::or);
        let is_closed = values().any(|it| it.as_bool() == Some(false));
        let is_bare = each.is_none() && !is_closed && !has_choices && schema.properties().next().is_none();
        if each.is_none() && !is_bare {
            return None;
        }
        let Some(most) = count(schema, "maxProperties") else {
            return Some(Bound::Unbounded(schema.place(Types::OBJECT, "additionalProperties")));
        };
        let each = each.unwrap_or(Bound::Unbounded(schema.node()));
        Some(each.plus(Bound::Finite(text(name_length(schema)) + 2)).times(most))
    }
}

/// Whether a list has few enough choices to look at.
fn is_short(list: Node<'_>) -> bool {
    list.items().nth(MOST_CHOICES).is_none()
}

/// The least number under a keyword, in the schema or a part of it.
fn count(schema: &Schema<'_>, key: &str) -> Option<u64> {
    schema.members().iter().filter_map(|it| it.get(key)?.as_u64()).min()
}

/// How many items there can be that are all different, of those that an `enum` lists.
fn different_items(schema: &Schema<'_>) -> Option<u64> {
    let is_unique = schema.get("uniqueItems").and_then(Node::as_bool) == Some(true);
    let items = schema.get("items").filter(|_| is_unique).and_then(|it| schema.doc().resolve(it))?;
    items.get("enum").map(|it| it.items().count() as u64)
}

/// Types that a schema names, or else those whose keywords it has.
fn shown_types(schema: &Schema<'_>) -> Option<Types> {
    const SHOWN: [(Types, &[&str]); 4] = [
        (Types::OBJECT, &["properties", "additionalProperties", "patternProperties", "maxProperties"]),
        (Types::ARRAY, &["items", "prefixItems", "maxItems"]),
        (Types::STRING, &["maxLength", "minLength", "pattern", "format"]),
        (Types::NUMBER, &["maximum", "minimum", "multipleOf"]),
    ];
    let shown = || {
        let is_shown = |it: &&(Types, &[&str])| schema.members().iter().any(|member| member.has_any(it.1));
        SHOWN.iter().filter(is_shown).map(|it| it.0).reduce(Types::with)
    };
    if schema.types().is_empty() { shown() } else { Some(schema.types()) }
}
