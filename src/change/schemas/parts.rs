//! From a pair of schemas to the pairs of their parts, and what of them is gone.

use super::{SchemaPair, Walker};
use crate::change::{Pair, pair_by};
use crate::openapi::{Directions, Document, Schema, Types, reference_in};
use crate::syntax::Node;
use std::borrow::Cow;

/// Keywords that hold one schema, those that take their place, and the types that they speak of.
const PARTS: [(&str, &[&str], Types); 9] = [
    ("items", &["unevaluatedItems"], Types::ARRAY),
    ("unevaluatedItems", &["items"], Types::ARRAY),
    ("contains", &[], Types::ARRAY),
    ("itemSchema", &[], Types::ARRAY),
    ("additionalProperties", &["unevaluatedProperties"], Types::OBJECT),
    ("unevaluatedProperties", &["additionalProperties"], Types::OBJECT),
    ("propertyNames", &[], Types::OBJECT),
    ("then", &[], Types::NONE),
    ("else", &[], Types::NONE),
];

impl<'a> Walker<'a> {
    pub(super) fn enter(&mut self, pair: &SchemaPair<'a>, directions: Directions) {
        for property in pair.properties() {
            let carry = |request| {
                pair.base.carries(property.base, request) && pair.head.carries(property.head, request)
            };
            let directions = Directions {
                request: directions.request && carry(true),
                response: directions.response && carry(false),
                ..directions
            };
            if directions != Directions::default() {
                self.meet(property.base, property.head, directions);
            }
        }
        for (key, rest, types) in PARTS {
            let head = || pair.head.get(key).or_else(|| rest.iter().find_map(|it| pair.head.get(it)));
            if let Some(base) = pair.base.get(key) {
                self.part(pair, key, base, head(), types, directions);
            }
        }
        for key in ["patternProperties", "dependentSchemas"] {
            self.named_parts(pair, key, directions);
        }
        self.tuple(pair, directions);
        for key in ["oneOf", "anyOf"] {
            self.choices(pair, key, directions);
        }
    }

    /// A part of a schema, which may be gone.
    fn part(
        &mut self,
        pair: &SchemaPair<'a>,
        key: &str,
        base: Node<'a>,
        head: Option<Node<'a>>,
        types: Types,
        directions: Directions,
    ) {
        if !base.is_mapping() {
            return;
        }
        match head {
            Some(head) if head.is_mapping() => self.meet(base, head, directions),
            Some(head) if head.as_bool() == Some(false) => {}
            _ if can_be_without(pair, key, types) => {}
            _ => {
                let types = if types.is_empty() { pair.head.types() } else { types };
                self.lose(base, pair.head.place(types, "properties"), directions);
            }
        }
    }

    /// Parts by their names; where one is left on each side, these.
    fn named_parts(&mut self, pair: &SchemaPair<'a>, key: &str, directions: Directions) {
        let list = |it: &Schema<'a>| it.get(key).into_iter().flat_map(Node::entries).collect::<Vec<_>>();
        let (mut base, mut head) = (list(&pair.base), list(&pair.head));
        let mut both = pair_by(&mut base, &mut head, |it, _| it.key());
        if base.len() == 1 && head.len() == 1 {
            both.extend(pair_by(&mut base, &mut head, |_, _| Some(())));
        }
        both.iter().for_each(|it| self.part(pair, key, it.base, Some(it.head), Types::OBJECT, directions));
        let rest = ["additionalProperties", "unevaluatedProperties"];
        let rest = rest.iter().find_map(|it| pair.head.get(it)).filter(|_| key == "patternProperties");
        base.into_iter().for_each(|it| self.part(pair, key, it, rest, Types::OBJECT, directions));
    }

    /// The first items of an array by their order; those that are gone fall to the rest.
    fn tuple(&mut self, pair: &SchemaPair<'a>, directions: Directions) {
        let list =
            |it: &Schema<'a>| it.get("prefixItems").into_iter().flat_map(Node::items).collect::<Vec<_>>();
        let (base, head) = (list(&pair.base), list(&pair.head));
        let rest = ["items", "unevaluatedItems"].iter().find_map(|it| pair.head.get(it));
        for (at, base) in base.into_iter().enumerate() {
            let head = head.get(at).copied().or(rest);
            self.part(pair, "prefixItems", base, head, Types::ARRAY, directions);
        }
    }

    /// Choices by their names; those that have none, be it on one side, by their order, if there are as many on the other.
    fn choices(&mut self, pair: &SchemaPair<'a>, key: &str, directions: Directions) {
        let list = |it: &Schema<'a>| {
            let doc = it.doc();
            let choices = it.get(key).into_iter().flat_map(Node::items);
            choices.map(|it| (name(doc, it), it)).collect::<Vec<_>>()
        };
        let (mut base, mut head) = (list(&pair.base), list(&pair.head));
        let mut both = pair_by(&mut base, &mut head, |it, _| Some(it.0));
        let are_unnamed = |all: &[(Option<String>, Node<'a>)]| all.iter().all(|it| it.0.is_none());
        if base.len() == head.len() && (are_unnamed(&base) || are_unnamed(&head)) {
            both.extend(base.into_iter().zip(head).map(|(base, head)| Pair { base, head }));
        }
        both.into_iter().for_each(|it| self.meet(it.base.1, it.head.1, directions));
    }
}

/// Whether the schema that is now need not have a part: it is of another type, lists its values, leaves it to choices or
/// to what cannot be read, or says nothing at all, which is told by itself.
fn can_be_without(pair: &SchemaPair<'_>, key: &str, types: Types) -> bool {
    let SchemaPair { base, head } = pair;
    let is_other = !head.types().is_empty() && !types.is_empty() && !head.types().has(types);
    let says_nothing = head.accepts_anything() && base.get("type").is_some();
    let is_unread = |it: &Node<'_>| it.get("$ref").is_some() && head.doc().resolve(*it).is_none();
    is_other
        || says_nothing
        || head.is_limited_by(&[key, "enum", "const"])
        || head.members().iter().any(is_unread)
}

/// What a choice is called: by its title, or by what it refers to.
fn name<'a>(doc: Document<'a>, choice: Node<'a>) -> Option<String> {
    let title = doc.resolve(choice).and_then(|it| it.get("title")?.text());
    let referred = || reference_in(choice)?.text()?.rsplit('/').next().map(str::to_owned);
    title.map(Cow::into_owned).or_else(referred)
}
