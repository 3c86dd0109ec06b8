//! Shapes as schemas; those of types that have a name are components.

use super::same::Twins;
use crate::code::Workspace;
use crate::shapes::{
    Bounds, Choice, Content, Direction, Field, Object, Rest, Shape, Tagging, Typed, Variant, Wire,
};
use crate::source::Span;
use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, IntegerFormat, IntegerType, NumberType, ObjectType,
    ReferenceOr, Schema, SchemaData, SchemaKind, StringType, Type, VariantOrUnknownOrEmpty,
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, VecDeque};

/// Lists in lists that are described.
const MAX_DEPTH: u8 = 12;

/// Components, at most: types that are given types may go on without end.
const MAX_COMPONENTS: usize = 5_000;

/// A schema, or a reference to one.
pub(super) type Described = ReferenceOr<Schema>;

/// The schemas of a document in the making.
pub(super) struct Schemas<'w> {
    pub(super) workspace: &'w Workspace,
    names: FxHashMap<(String, Span, Direction), String>,
    taken: FxHashSet<String>,
    pending: VecDeque<(String, Typed<'w>, Direction)>,
}

impl<'w> Schemas<'w> {
    pub(super) fn new(workspace: &'w Workspace) -> Self {
        Self { workspace, names: FxHashMap::default(), taken: FxHashSet::default(), pending: VecDeque::new() }
    }

    pub(super) fn shape(&self, typed: &Typed<'w>, direction: Direction) -> Shape<'w> {
        Wire { workspace: self.workspace, direction }.shape(typed)
    }

    /// Components of types that travel both ways: that of answers, and that of requests.
    pub(super) fn pairs(&self) -> Twins {
        let both = self.names.iter().filter_map(|((name, span, direction), own)| {
            let other = self.names.get(&(name.clone(), *span, Direction::In))?;
            (*direction == Direction::Out).then(|| (own.clone(), other.clone()))
        });
        both.collect()
    }

    /// The components, by name.
    pub(super) fn finish(&mut self) -> BTreeMap<String, Described> {
        let mut found = BTreeMap::new();
        while let Some((name, typed, direction)) = self.pending.pop_front() {
            let schema = match self.shape(&typed, direction) {
                Shape::Object(object) => self.object(&object, direction),
                Shape::Choice(choice) => self.choice(&choice, direction),
                Shape::Words(words) => self.words(words.values.iter().map(|it| it.0.to_string())),
                _ => anything(),
            };
            found.insert(name, ReferenceOr::Item(schema));
        }
        found
    }

    pub(super) fn of(&mut self, typed: &Typed<'w>, direction: Direction) -> Described {
        self.within(typed, direction, MAX_DEPTH)
    }

    pub(super) fn of_field(&mut self, field: &Field<'w>, direction: Direction) -> Described {
        match &field.typed {
            Some(typed) => self.of(typed, direction),
            None => ReferenceOr::Item(anything()),
        }
    }

    /// The same for a parameter: nobody can write `null` there.
    pub(super) fn of_parameter(&mut self, field: &Field<'w>) -> Described {
        let shape = field.typed.as_ref().map(|it| self.shape(it, Direction::In));
        match shape {
            Some(Shape::Nullable(inner)) => self.of(&inner, Direction::In),
            _ => self.of_field(field, Direction::In),
        }
    }

    /// The same for what is written in a path or a query: no objects, no lists.
    pub(super) fn simple(&mut self, typed: &Typed<'w>, direction: Direction) -> Option<Described> {
        match self.shape(typed, direction) {
            Shape::Text(_) | Shape::Integer(_) | Shape::Number | Shape::Boolean | Shape::Words(_) => {
                Some(self.of(typed, direction))
            }
            _ => None,
        }
    }

    pub(super) fn text(&self) -> Schema {
        of_type(Type::String(StringType::default()))
    }

    fn within(&mut self, typed: &Typed<'w>, direction: Direction, depth: u8) -> Described {
        let Some(depth) = depth.checked_sub(1) else { return ReferenceOr::Item(anything()) };
        ReferenceOr::Item(match self.shape(typed, direction) {
            Shape::Object(it) if it.item.is_none() => self.object(&it, direction),
            Shape::Object(_) | Shape::Words(_) | Shape::Choice(_) => return self.component(typed, direction),
            Shape::Array(inner) => {
                let items = inner.map(|it| self.within(&it, direction, depth));
                let items = boxed(items.unwrap_or_else(|| ReferenceOr::Item(anything())));
                of_type(Type::Array(ArrayType {
                    items: Some(items),
                    min_items: None,
                    max_items: None,
                    unique_items: false,
                }))
            }
            Shape::Map(inner) => {
                let values = self.within(&inner, direction, depth);
                let additional_properties = Some(AdditionalProperties::Schema(Box::new(values)));
                of_type(Type::Object(ObjectType { additional_properties, ..ObjectType::default() }))
            }
            Shape::Nullable(inner) => nullable(self.within(&inner, direction, depth)),
            Shape::Text(format) => {
                let format = format.map_or(VariantOrUnknownOrEmpty::Empty, |it| {
                    VariantOrUnknownOrEmpty::Unknown(it.to_owned())
                });
                of_type(Type::String(StringType { format, ..StringType::default() }))
            }
            Shape::Integer(bounds) => integer(bounds),
            Shape::Number => of_type(Type::Number(NumberType::default())),
            Shape::Boolean => of_type(Type::Boolean(Default::default())),
            Shape::Null => nullable(ReferenceOr::Item(anything())),
            Shape::Any | Shape::Unknown => anything(),
        })
    }

    /// A reference to the component of a type, which is described later.
    fn component(&mut self, typed: &Typed<'w>, direction: Direction) -> Described {
        let declared =
            typed.item(self.workspace).map_or(typed.span(), |it| self.workspace.item(it).name_span);
        let key = (typed.name(), declared, direction);
        if let Some(name) = self.names.get(&key) {
            return ReferenceOr::ref_(&format!("#/components/schemas/{name}"));
        }
        if self.names.len() >= MAX_COMPONENTS {
            return ReferenceOr::Item(anything());
        }
        let name = self.unused(&key.0, direction);
        self.names.insert(key, name.clone());
        self.pending.push_back((name.clone(), typed.clone(), direction));
        ReferenceOr::ref_(&format!("#/components/schemas/{name}"))
    }

    /// What a component is called: a type that travels both ways has two, for what must be there differs.
    fn unused(&mut self, name: &str, direction: Direction) -> String {
        let words = name.split(|it: char| !it.is_ascii_alphanumeric()).filter(|it| !it.is_empty());
        let base = words.collect::<Vec<_>>().join("_");
        let suffix = if direction == Direction::In { "Request" } else { "Response" };
        let numbered = (2..).map(|it| format!("{base}{it}"));
        let names = [base.clone(), format!("{base}{suffix}")].into_iter().chain(numbered);
        let name = names.into_iter().find(|it| !self.taken.contains(it)).unwrap_or_else(|| base.clone());
        self.taken.insert(name.clone());
        name
    }

    fn object(&mut self, object: &Object<'w>, direction: Direction) -> Schema {
        let mut described = ObjectType::default();
        for field in &object.fields {
            let schema = boxed(self.of_field(field, direction));
            if described.properties.insert(field.name.to_string(), schema).is_none() && field.is_required {
                described.required.push(field.name.to_string());
            }
        }
        described.additional_properties = match object.rest {
            Rest::Nothing if object.is_strict => Some(AdditionalProperties::Any(false)),
            Rest::Nothing => None,
            Rest::Map | Rest::Unknown => Some(AdditionalProperties::Any(true)),
        };
        of_type(Type::Object(described))
    }

    fn words(&self, words: impl Iterator<Item = String>) -> Schema {
        let enumeration = words.map(Some).collect();
        of_type(Type::String(StringType { enumeration, ..StringType::default() }))
    }

    fn choice(&mut self, choice: &Choice<'w>, direction: Direction) -> Schema {
        let all = choice.variants.iter().map(|it| self.variant(&choice.tagging, it, direction)).collect();
        Schema { schema_data: SchemaData::default(), schema_kind: SchemaKind::AnyOf { any_of: all } }
    }

    fn variant(&mut self, tagging: &Tagging, variant: &Variant<'w>, direction: Direction) -> Described {
        let content = self.content(&variant.content, direction);
        let word = || ReferenceOr::Item(self.words(std::iter::once(variant.name.to_string())));
        match tagging {
            Tagging::Untagged => content.unwrap_or_else(|| nullable_item(anything())),
            Tagging::External => match content {
                Some(content) => ReferenceOr::Item(fields([(variant.name.to_string(), content)])),
                None => word(),
            },
            Tagging::Adjacent(tag, name) => {
                let tag = (tag.to_string(), word());
                ReferenceOr::Item(fields(
                    std::iter::once(tag).chain(content.map(|it| (name.to_string(), it))),
                ))
            }
            Tagging::Internal(tag) => {
                let tag = ReferenceOr::Item(fields([(tag.to_string(), word())]));
                let Some(content) = content else { return tag };
                let schema_kind = SchemaKind::AllOf { all_of: vec![tag, content] };
                ReferenceOr::Item(Schema { schema_data: SchemaData::default(), schema_kind })
            }
        }
    }

    fn content(&mut self, content: &Content<'w>, direction: Direction) -> Option<Described> {
        match content {
            Content::Unit => None,
            Content::One(Some(typed)) => Some(self.of(typed, direction)),
            Content::One(None) | Content::Several => Some(ReferenceOr::Item(anything())),
            Content::Object(object) => Some(ReferenceOr::Item(self.object(object, direction))),
        }
    }
}

fn of_type(it: Type) -> Schema {
    Schema { schema_data: SchemaData::default(), schema_kind: SchemaKind::Type(it) }
}

fn boxed(schema: Described) -> ReferenceOr<Box<Schema>> {
    match schema {
        ReferenceOr::Item(schema) => ReferenceOr::Item(Box::new(schema)),
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
    }
}

fn anything() -> Schema {
    Schema { schema_data: SchemaData::default(), schema_kind: SchemaKind::Any(AnySchema::default()) }
}

fn nullable_item(mut schema: Schema) -> Described {
    schema.schema_data.nullable = true;
    ReferenceOr::Item(schema)
}

/// What stands beside a reference does not count, so it is put into an `allOf`.
fn nullable(schema: Described) -> Schema {
    let mut schema = match schema {
        ReferenceOr::Item(schema) => schema,
        reference => Schema {
            schema_data: SchemaData::default(),
            schema_kind: SchemaKind::AllOf { all_of: vec![reference] },
        },
    };
    schema.schema_data.nullable = true;
    schema
}

/// An object with these fields, all of which must be there.
fn fields(all: impl IntoIterator<Item = (String, Described)>) -> Schema {
    let mut described = ObjectType::default();
    for (name, schema) in all {
        described.required.push(name.clone());
        described.properties.insert(name, boxed(schema));
    }
    of_type(Type::Object(described))
}

fn integer(Bounds { least, greatest }: Bounds) -> Schema {
    let format = match greatest {
        it if it <= i128::from(i32::MAX) => VariantOrUnknownOrEmpty::Item(IntegerFormat::Int32),
        it if it <= i128::from(i64::MAX) => VariantOrUnknownOrEmpty::Item(IntegerFormat::Int64),
        _ => VariantOrUnknownOrEmpty::Empty,
    };
    let is_whole = least == i128::from(i32::MIN) || least == i128::from(i64::MIN);
    let minimum = i64::try_from(least).ok().filter(|_| !is_whole);
    let is_small = greatest < i128::from(i32::MAX) || greatest == i128::from(u32::MAX);
    let maximum = i64::try_from(greatest).ok().filter(|_| is_small);
    of_type(Type::Integer(IntegerType { format, minimum, maximum, ..IntegerType::default() }))
}
