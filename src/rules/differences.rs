//! What a type says of JSON beside what a schema says of it: where both cannot be right.

use crate::openapi::{Directions, Document, Schema, Types};
use crate::shapes::{Direction, Field, Object, Rest, Shape, Typed, Wire, Words};
use crate::source::Span;
use crate::syntax::Node;

/// Arrays in arrays, and choices of one, that are looked through.
const MAX_DEPTH: u8 = 6;

/// Keywords by which what a schema says depends on the value.
const CONDITIONS: [&str; 8] = [
    "oneOf",
    "anyOf",
    "not",
    "if",
    "patternProperties",
    "dependentSchemas",
    "propertyNames",
    "unevaluatedProperties",
];

/// One point in which a type and a schema differ.
#[derive(Clone, Debug)]
pub(super) struct Difference {
    pub(super) text: String,
    /// The field, where the code has one.
    pub(super) field: Option<Span>,
    /// Whether it seems to be wanted, or nobody's business.
    pub(super) is_faint: bool,
}

/// A schema that says the same of every value.
pub(super) fn plain<'a>(doc: Document<'a>, node: Node<'a>) -> Option<Schema<'a>> {
    let mut node = node;
    for _ in 0..MAX_DEPTH {
        let schema = Schema::described(doc, node, Directions::default())?;
        match only_choice(doc, &schema) {
            Some(only) => node = only,
            None if schema.members().iter().any(|it| it.has_any(&CONDITIONS)) => return None,
            None => return Some(schema),
        }
    }
    None
}

/// What is left of `oneOf` and `anyOf` without `null`, and of an `allOf` that has nothing beside it.
fn only_choice<'a>(doc: Document<'a>, schema: &Schema<'a>) -> Option<Node<'a>> {
    let node = schema.node();
    let list = ["oneOf", "anyOf", "allOf"].iter().find_map(|it| node.get(it))?;
    let is_null = |it: &Node<'a>| it.get("type").and_then(Node::text).is_some_and(|it| it == "null");
    let mut choices = list.items().filter(|it| !doc.resolve(*it).is_some_and(|it| is_null(&it)));
    let only = choices.next().filter(|_| choices.next().is_none())?;
    let says_more = node.has_any(&["properties", "required", "type", "additionalProperties"]);
    (!says_more).then_some(only)
}

/// The properties of a schema.
fn property<'a>(schema: &Schema<'a>, name: &str) -> Option<Node<'a>> {
    schema.members().iter().filter_map(|it| it.get("properties")).find_map(|it| it.get(name))
}

fn requires(schema: &Schema<'_>, name: &str) -> bool {
    let lists = schema.members().iter().filter_map(|it| it.get("required"));
    lists.flat_map(Node::items).any(|it| it.text().is_some_and(|it| it == name))
}

/// Whether it says by a keyword that there are properties beside those that it names.
fn is_open(schema: &Schema<'_>) -> bool {
    let more = schema.members().iter().filter_map(|it| it.get("additionalProperties"));
    more.into_iter().any(|it| it.as_bool() != Some(false))
}

/// Whether `null` will do, by the schema itself or by what it is chosen from.
fn is_nullable(doc: Document<'_>, node: Node<'_>) -> bool {
    let Some(schema) = Schema::described(doc, node, Directions::default()) else { return true };
    let with_choices = schema.with_choices();
    with_choices.iter().any(|it| it.is_nullable() || it.types().has(Types::NULL) || it.accepts_anything())
}

/// What a struct and the schema of the same value differ in, at this level.
pub(super) fn of_object<'a>(wire: Wire<'a>, object: &Object<'a>, schema: &Schema<'a>) -> Vec<Difference> {
    let mut found = Vec::new();
    if schema.properties().next().is_none() {
        return found;
    }
    for field in &object.fields {
        match property(schema, &field.name) {
            Some(property) => of_field(wire, field, schema, property, &mut found),
            None if is_open(schema) || is_alias_of_one(field, schema) => {}
            None => found.push(undocumented(wire.direction, field)),
        }
    }
    if object.rest == Rest::Nothing {
        found.extend(unknown_properties(wire.direction, object, schema));
    }
    found
}

/// Whether the document has the field by another of its names.
fn is_alias_of_one(field: &Field<'_>, schema: &Schema<'_>) -> bool {
    field.aliases.iter().any(|it| property(schema, it).is_some())
}

fn undocumented(direction: Direction, field: &Field<'_>) -> Difference {
    let what = match direction {
        Direction::In => "is read and not in the document",
        Direction::Out => "is sent and not in the document",
    };
    Difference {
        text: format!("`{}` {what}", field.name),
        field: Some(field.span),
        is_faint: field.is_hidden,
    }
}

fn unknown_properties<'a>(
    direction: Direction,
    object: &Object<'a>,
    schema: &Schema<'a>,
) -> impl Iterator<Item = Difference> {
    let is_in = direction == Direction::In;
    let what = match (direction, object.is_strict) {
        (Direction::In, false) => "is in the document and nobody reads it",
        (Direction::In, true) => "is in the document and refused",
        (Direction::Out, _) => "is in the document and never sent",
    };
    let unknown = schema.properties().filter(move |it| {
        it.key().is_some_and(|name| object.field(&name).is_none()) && schema.carries(*it, is_in)
    });
    unknown.filter_map(move |it| {
        Some(Difference { text: format!("`{}` {what}", it.key()?), field: None, is_faint: false })
    })
}

fn of_field<'a>(
    wire: Wire<'a>,
    field: &Field<'a>,
    schema: &Schema<'a>,
    property: Node<'a>,
    found: &mut Vec<Difference>,
) {
    let mut tell = |what: String, is_faint: bool| {
        let text = format!("`{}` {what}", field.name);
        found.push(Difference { text, field: Some(field.span), is_faint });
    };
    let is_required = requires(schema, &field.name);
    let has_default = schema.doc().resolve(property).is_some_and(|it| it.has_any(&["default"]));
    match wire.direction {
        Direction::In if field.is_required && !is_required && !has_default => {
            // Who never writes `required` says nothing by leaving it out.
            let is_silent = !schema.members().iter().any(|it| it.has_any(&["required"]));
            tell("is demanded, and optional in the document".to_owned(), is_silent);
        }
        Direction::Out if is_required && !field.is_required => {
            tell("is required by the document, and at times left out".to_owned(), false);
        }
        _ => {}
    }
    let Some(typed) = &field.typed else { return };
    let may_be_null = wire.direction == Direction::Out && field.is_required && is_required;
    if may_be_null && matches!(wire.shape(typed), Shape::Nullable(_)) && !is_nullable(schema.doc(), property)
    {
        tell("may be `null`, which the document does not say".to_owned(), false);
    }
    if let Some(what) = conflict(wire, typed, schema.doc(), property, MAX_DEPTH) {
        tell(what, false);
    }
}

/// Why a value of the type cannot be what the schema says.
pub(super) fn conflict<'a>(
    wire: Wire<'a>,
    typed: &Typed<'a>,
    doc: Document<'a>,
    node: Node<'a>,
    depth: u8,
) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    let schema = plain(doc, node)?;
    let shape = wire.shape(typed);
    let (name, fitting) = match &shape {
        Shape::Nullable(inner) => return conflict(wire, inner, doc, node, depth),
        Shape::Words(words) if is_string(&schema) => return words_differ(wire.direction, words, &schema),
        Shape::Array(Some(inner)) if schema.types().has(Types::ARRAY) => {
            return conflict(wire, inner, doc, schema.get("items")?, depth).map(|it| format!("[] {it}"));
        }
        Shape::Object(_) | Shape::Map(_) => ("an object", Types::OBJECT),
        Shape::Array(_) => ("an array", Types::ARRAY),
        Shape::Text(_) | Shape::Words(_) => ("a string", Types::STRING),
        Shape::Integer(_) => ("an integer", Types::INTEGER.with(Types::NUMBER)),
        Shape::Number if wire.direction == Direction::In => ("a number", Types::INTEGER.with(Types::NUMBER)),
        Shape::Number => ("a number", Types::NUMBER),
        Shape::Boolean => ("a boolean", Types::BOOLEAN),
        Shape::Null | Shape::Choice(_) | Shape::Any | Shape::Unknown => return None,
    };
    let documented = documented(&schema)?;
    (!documented.has(fitting))
        .then(|| format!("is {name} in the code and {} in the document", called(documented)))
}

/// The types that a schema names, or shows by its keywords.
fn documented(schema: &Schema<'_>) -> Option<Types> {
    let types = schema.types();
    let shown = || {
        schema.get("properties").map(|_| Types::OBJECT).or_else(|| schema.get("items").map(|_| Types::ARRAY))
    };
    if types.is_empty() { shown() } else { Some(types) }
}

fn is_string(schema: &Schema<'_>) -> bool {
    schema.types() == Types::STRING || schema.types() == Types::STRING.with(Types::NULL)
}

fn called(types: Types) -> &'static str {
    let names = [
        (Types::OBJECT, "an object"),
        (Types::ARRAY, "an array"),
        (Types::STRING, "a string"),
        (Types::INTEGER, "an integer"),
        (Types::NUMBER, "a number"),
        (Types::BOOLEAN, "a boolean"),
    ];
    let mut named = names.iter().filter(|it| types.has(it.0)).map(|it| it.1);
    match (named.next(), named.next()) {
        (Some(only), None) => only,
        (Some(_), Some(_)) => "something else",
        (None, _) => "`null`",
    }
}

/// A string that one side has and the other does not know.
fn words_differ(direction: Direction, words: &Words, schema: &Schema<'_>) -> Option<String> {
    let listed = schema.get("enum")?;
    let is_listed = |word: &str| listed.items().any(|it| it.text().is_some_and(|it| it == word));
    if direction == Direction::Out {
        let (word, _) = words.values.iter().find(|it| !is_listed(&it.0))?;
        return Some(format!("may be `{word}`, which the document does not list"));
    }
    let is_known = |it: &str| words.is_open || words.values.iter().any(|own| *own.0 == *it);
    let texts = listed.items().filter_map(Node::as_str);
    let word = texts.into_iter().find(|it| !is_known(it))?;
    Some(format!("may be `{word}` in the document, which the code refuses"))
}
