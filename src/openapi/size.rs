//! How large the JSON of a value can be that a schema allows.
//!
//! The bound is that of the longest spelling: every letter of a text may be written as an escape (`\u0041`). White space
//! between values, which may be as long as one likes, does not count, nor do properties that a schema neither names nor
//! describes; names of map entries and numbers, which OpenAPI leaves without an end, are taken to be at most so long as
//! servers accept. What a schema leaves open in any other way is unbounded.

use super::schema::travels;
use super::{Directions, Document, Operation, Pattern, Schema, Types};
use crate::source::FileId;
use crate::syntax::{Kind, Node, NodeId};
use rustc_hash::FxHashMap;

/// Bytes of a UTF-16 unit, written as an escape.
const UNIT: u64 = 6;

/// UTF-16 units of a character, at most.
const UNITS: u64 = 2;

/// Letters in the name of a map entry that is not bounded otherwise.
const NAME: u64 = 256;

/// Bytes of a number: more digits than this mean nothing to a double, or to 64 bits.
const NUMBER: u64 = 32;

/// Bytes of `false` and `null`.
const BOOLEAN: u64 = 5;
const NULL: u64 = 4;

/// Choices of one list that are looked at; more are taken to be unbounded, which keeps the time linear where each of many
/// choices extends the schema that lists them.
const MOST_CHOICES: usize = 256;

/// Letters of formats that bound their texts, all of them ASCII.
const FORMATS: [(&str, u64); 14] = [
    ("char", 1),
    ("date", 10),
    ("date-time", 40),
    ("duration", 64),
    ("guid", 38),
    ("hostname", 253),
    ("int32", 11),
    ("int64", 20),
    ("ipv4", 15),
    ("ipv6", 45),
    ("time", 32),
    ("uint32", 10),
    ("uint64", 20),
    ("uuid", 36),
];

/// A greatest size in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound<'a> {
    /// So many bytes; saturated at the greatest number.
    Finite(u64),
    /// There is none, because of this schema, parameter or reference.
    Unbounded(Node<'a>),
}

impl<'a> Bound<'a> {
    /// The number, if there is one.
    #[must_use]
    pub const fn bytes(self) -> Option<u64> {
        match self {
            Self::Finite(bytes) => Some(bytes),
            Self::Unbounded(_) => None,
        }
    }

    /// Both together.
    fn plus(self, other: Self) -> Self {
        match (self, other) {
            (Self::Finite(one), Self::Finite(two)) => Self::Finite(one.saturating_add(two)),
            (Self::Unbounded(_), _) => self,
            _ => other,
        }
    }

    /// So many of them.
    fn times(self, count: u64) -> Self {
        match self {
            Self::Finite(bytes) => Self::Finite(bytes.saturating_mul(count)),
            Self::Unbounded(_) if count == 0 => Self::Finite(0),
            Self::Unbounded(_) => self,
        }
    }

    /// Either of them.
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Finite(one), Self::Finite(two)) => Self::Finite(one.max(two)),
            (Self::Unbounded(_), _) => self,
            _ => other,
        }
    }

    /// What satisfies both.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Finite(one), Self::Finite(two)) => Self::Finite(one.min(two)),
            (Self::Finite(_), _) => self,
            _ => other,
        }
    }
}

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

fn text(letters: u64) -> u64 {
    letters.saturating_mul(UNIT).saturating_add(2)
}

fn string(text_node: &str) -> u64 {
    text(text_node.encode_utf16().count() as u64)
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

fn scalars<'a>(schema: &Schema<'a>, types: Types) -> Option<Bound<'a>> {
    let is_nullable =
        types.has(Types::NULL) || schema.members().iter().any(|it| super::parts::is_true(*it, "nullable"));
    let fixed = [
        (types.has(Types::INTEGER.with(Types::NUMBER)), NUMBER),
        (types.has(Types::BOOLEAN), BOOLEAN),
        (is_nullable, NULL),
    ];
    let fixed = fixed.into_iter().filter(|it| it.0).map(|it| Bound::Finite(it.1));
    fixed.chain(types.has(Types::STRING).then(|| text_of(schema))).reduce(Bound::or)
}

fn text_of<'a>(schema: &Schema<'a>) -> Bound<'a> {
    let length = count(schema, "maxLength").map(|it| text(it.saturating_mul(UNITS)));
    let format = schema.format().and_then(|name| FORMATS.iter().find(|it| it.0 == name)).map(|it| text(it.1));
    let pattern = || {
        let patterns = schema.members().iter().filter_map(|it| it.get("pattern")?.as_str());
        patterns.filter_map(|it| longest_match(&it)).min().map(|it| text(it.saturating_mul(UNITS)))
    };
    let least = [length, format].into_iter().flatten().min().or_else(pattern);
    least.map_or_else(|| Bound::Unbounded(schema.place(Types::STRING, "format")), Bound::Finite)
}

fn longest_match(pattern: &str) -> Option<u64> {
    Pattern::parse(pattern)?.max_length()
}

/// Letters in the names of a map.
fn name_length(schema: &Schema<'_>) -> u64 {
    let Some(names) = schema.get("propertyNames").and_then(|it| schema.doc().resolve(it)) else {
        return NAME;
    };
    let listed =
        names.get("enum").into_iter().flat_map(Node::items).filter_map(|it| Some(it.as_str()?.len() as u64));
    let pattern = || names.get("pattern").and_then(Node::as_str).and_then(|it| longest_match(&it));
    let length = names.get("maxLength").and_then(Node::as_u64);
    listed.max().or(length).or_else(pattern).map_or(NAME, |it| it.saturating_mul(UNITS))
}

/// The largest of the values that a schema lists.
fn listed(schema: &Schema<'_>) -> Option<u64> {
    let enums = schema.members().iter().filter_map(|it| it.get("enum"));
    let enums = enums.map(|it| it.items().map(written).max().unwrap_or_default());
    let constants = schema.members().iter().filter_map(|it| it.get("const")).map(written);
    enums.chain(constants).min()
}

/// Bytes of a value as JSON, every letter of its texts written as an escape.
fn written(value: Node<'_>) -> u64 {
    let bytes = |node: Node<'_>| {
        let name = node.key().filter(|_| node != value).map_or(0, |it| string(&it) + 1);
        let own = match node.kind() {
            Kind::String => node.as_str().map_or(0, |it| string(&it)),
            Kind::Mapping | Kind::Sequence => 2,
            _ => node.text().map_or(0, |it| it.len() as u64),
        };
        name + own + 1
    };
    value.descendants().map(bytes).fold(0, u64::saturating_add).saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openapi::Files;
    use crate::source::SourceFile;
    use crate::syntax::Tree;

    /// Bytes for the schema `Root` of a document with these schemas.
    fn bytes(schemas: &str) -> Option<u64> {
        let text = format!("{{openapi: 3.1.0, components: {{schemas: {{{schemas}}}}}}}");
        let files =
            Files::new(vec![Tree::parse(SourceFile::new(FileId(0), "openapi.yaml", text.into_bytes()))]);
        let doc = Document::new(&files, files.trees().first()?, 0)?;
        let root = doc.root().at_pointer("/components/schemas/Root")?;
        Sizes::new(doc).of(root).bytes()
    }

    #[test]
    fn sizes() {
        let table = [
            ("Root: {type: boolean}", Some(5)),
            ("Root: {type: string, maxLength: 10}", Some(122)),
            ("Root: {type: string, maxLength: 10, format: date}", Some(62)),
            ("Root: {type: string, pattern: '^[a-z]{3}$'}", Some(38)),
            ("Root: {type: [string, 'null'], enum: [a, bc]}", Some(14)),
            ("Root: {const: [1, 2]}", Some(6)),
            ("Root: {type: array, maxItems: 3, items: {type: boolean}}", Some(19)),
            ("Root: {type: array, prefixItems: [{type: 'null'}, {type: boolean}], items: false}", Some(12)),
            ("Root: {type: array, uniqueItems: true, items: {enum: [1, 2]}}", Some(5)),
            ("Root: {properties: {a: {type: boolean}, b: {type: string, readOnly: true}}}", Some(17)),
            (
                "Root: {allOf: [{properties: {a: {type: boolean}}}, {properties: {b: {type: boolean}}}]}",
                Some(32),
            ),
            ("Root: {oneOf: [{type: boolean}, {type: 'null'}]}", Some(5)),
            ("Root: {anyOf: [{type: boolean}, {type: 'null'}]}", Some(9)),
            ("Root: {type: string, maxLength: 1, oneOf: [{pattern: a}, {pattern: b}]}", Some(14)),
            ("Root: {type: object, additionalProperties: false}", Some(2)),
            (
                "Root: {maxProperties: 2, propertyNames: {enum: [a]}, additionalProperties: {type: boolean}}",
                Some(2 * (14 + 2 + 5) + 2),
            ),
            ("Root: {$ref: '#/components/schemas/A'}, A: {type: boolean}", Some(5)),
            ("Root: {type: array, maxItems: 18446744073709551615, items: {type: boolean}}", Some(u64::MAX)),
            ("Root: {type: string}", None),
            ("Root: {type: array, items: {type: boolean}}", None),
            ("Root: {type: array, maxItems: 0, items: {type: string}}", Some(2)),
            ("Root: {type: object}", None),
            ("Root: {}", None),
            ("Root: true", None),
            ("Root: {$ref: '#/nowhere'}", None),
            ("Root: {properties: {next: {$ref: '#/components/schemas/Root'}}}", None),
            ("Root: {type: array, maxItems: 2, items: {$ref: '#/components/schemas/Root'}}", None),
        ];
        for (schemas, expected) in table {
            assert_eq!(bytes(schemas), expected, "{schemas}");
        }
    }

    #[test]
    fn long_chains_take_no_stack() {
        let mut schemas = "Root: {$ref: '#/components/schemas/S0'}".to_owned();
        for number in 0..20_000 {
            let next = number + 1;
            schemas.push_str(&format!(
                ", S{number}: {{properties: {{a: {{$ref: '#/components/schemas/S{next}'}}}}}}"
            ));
        }
        schemas.push_str(", S20000: {type: boolean}");
        assert_eq!(bytes(&schemas), Some(20_000 * 12 + 5));
    }
}
