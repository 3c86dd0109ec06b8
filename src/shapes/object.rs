//! Structs: which fields are there, what they are called, and whether they may be missing.

use super::attributes::{Dialect, Rules, is_hidden};
use super::typed::{Given, Typed};
use super::{Direction, Shape, Step, Wire, case};
use crate::code::{self, ItemId, Name, Struct};
use crate::source::Span;

/// Types that are flattened into each other; more are a circle.
const MAX_FLATTENED: u8 = 4;

/// Types that are flattened into one, at most.
const MOST_FLATTENED: usize = 8;

/// An object with fields that are known.
#[derive(Clone, Debug)]
pub struct Object<'w> {
    /// The struct; `None` for a variant's fields.
    pub item: Option<ItemId>,
    /// In order, flattened ones in their place.
    pub fields: Vec<Field<'w>>,
    /// What else it may have.
    pub rest: Rest,
    /// Whether fields that it does not know are refused.
    pub is_strict: bool,
    /// Its name.
    pub span: Span,
}

/// What an object may have beside its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// Nothing.
    Nothing,
    /// Whatever a flattened map holds.
    Map,
    /// What is flattened into it is not known.
    Unknown,
}

/// A field of an object.
#[derive(Clone, Debug)]
pub struct Field<'w> {
    /// As it is called on the wire.
    pub name: Name,
    /// Further names, on the way in.
    pub aliases: Vec<Name>,
    /// The type of its value; `None` where code decides.
    pub typed: Option<Typed<'w>>,
    /// On the way in: a value must be there. On the way out: it always is.
    pub is_required: bool,
    /// Whether the source keeps it out of the documents that it makes.
    pub is_hidden: bool,
    /// Where it is declared.
    pub span: Span,
}

/// A struct or enum that is being read.
pub(super) struct Holder<'w> {
    pub(super) wire: Wire<'w>,
    pub(super) id: ItemId,
    pub(super) given: Given<'w>,
    pub(super) rules: Rules<'w>,
    pub(super) dialect: Dialect,
    pub(super) flattened: u8,
}

impl<'w> Holder<'w> {
    pub(super) fn of_struct(&self, item: &'w Struct) -> Step<'w> {
        let is_transparent = self.rules.has("transparent");
        let mut carried = item.fields.iter().filter(|it| !self.is_left_out(it, is_transparent));
        let (first, second) = (carried.next(), carried.next());
        match (item.is_tuple, first, second) {
            (false, Some(only), None) if is_transparent => self.inner(only),
            (true, Some(only), None) if item.fields.len() == 1 || is_transparent => self.inner(only),
            (true, ..) => Step::Shape(Shape::Array(None)),
            (false, None, None) if item.fields.is_empty() && self.is_unit() => Step::Shape(Shape::Null),
            _ => Step::Shape(Shape::Object(self.object(&item.fields, &self.rules, Some(self.id)))),
        }
    }

    /// `struct A;` against `struct A {}`.
    fn is_unit(&self) -> bool {
        self.wire.workspace.slice(self.wire.workspace.item(self.id).span).trim_end().ends_with(';')
    }

    fn is_left_out(&self, field: &'w code::Field, is_transparent: bool) -> bool {
        let is_marker = is_transparent && field.ty.last() == "PhantomData";
        is_marker || self.rules_of(field).is_skipped(self.wire.direction)
    }

    pub(super) fn rules_of(&self, field: &'w code::Field) -> Rules<'w> {
        Rules::of(&field.attributes, self.dialect)
    }

    /// What a struct of one field is.
    fn inner(&self, field: &'w code::Field) -> Step<'w> {
        let is_custom = self.rules_of(field).is_custom(self.wire.direction);
        if is_custom { Step::Shape(Shape::Unknown) } else { Step::Same(self.typed(field)) }
    }

    pub(super) fn typed(&self, field: &'w code::Field) -> Typed<'w> {
        Typed::new(&field.ty, self.wire.workspace.scope_of(self.id), self.given.clone())
    }

    /// Named fields, of a struct or of a variant, with the rules of whatever holds them.
    pub(super) fn object(
        &self,
        fields: &'w [code::Field],
        rules: &Rules<'w>,
        item: Option<ItemId>,
    ) -> Object<'w> {
        let span = self.wire.workspace.item(self.id).name_span;
        let is_strict = rules.has("deny_unknown_fields");
        let mut object = Object { item, fields: Vec::new(), rest: Rest::Nothing, is_strict, span };
        let case = rules.text("rename_all", self.wire.direction);
        let case = match item {
            Some(_) => case,
            None => case.or_else(|| self.rules.text("rename_all_fields", self.wire.direction)),
        };
        let is_flattened = |it: &&code::Field| self.rules_of(it).has("flatten");
        if fields.iter().filter(is_flattened).nth(MOST_FLATTENED).is_some() {
            object.rest = Rest::Unknown;
            return object;
        }
        for field in fields {
            self.add(field, rules, case.as_deref(), &mut object);
        }
        object
    }

    fn add(&self, field: &'w code::Field, holder: &Rules<'w>, case: Option<&str>, object: &mut Object<'w>) {
        let rules = self.rules_of(field);
        if rules.is_skipped(self.wire.direction) {
            return;
        }
        if rules.has("flatten") {
            return self.flatten(field, &rules, object);
        }
        let own = || case.map_or(Some(field.name.to_string()), |it| case::field(&field.name, it));
        let Some(name) = rules.text("rename", self.wire.direction).or_else(own) else {
            object.rest = Rest::Unknown;
            return;
        };
        object.fields.push(Field {
            name: name.into(),
            aliases: rules.texts("alias"),
            is_required: self.is_required(field, &rules, holder),
            typed: (!rules.is_custom(self.wire.direction)).then(|| self.typed(field)),
            is_hidden: is_hidden(&field.attributes),
            span: field.name_span,
        });
    }

    fn is_required(&self, field: &'w code::Field, rules: &Rules<'w>, holder: &Rules<'w>) -> bool {
        let is_optional = || self.is_optional(field);
        match self.wire.direction {
            Direction::In => !holder.has("default") && !rules.has("default") && !is_optional(),
            Direction::Out => {
                !rules.may_be_left_out()
                    && !((holder.skips_none() || self.rules.skips_none()) && is_optional())
            }
        }
    }

    fn is_optional(&self, field: &'w code::Field) -> bool {
        self.typed(field).is_option(self.wire.workspace)
    }

    /// The fields of another object among the own.
    fn flatten(&self, field: &'w code::Field, rules: &Rules<'w>, object: &mut Object<'w>) {
        let is_known = self.flattened < MAX_FLATTENED && !rules.is_custom(self.wire.direction);
        let mut shape = Shape::Unknown;
        let mut is_optional = rules.has("default") || rules.may_be_left_out();
        if is_known {
            shape = self.wire.shape_within(&self.typed(field), self.flattened + 1);
            if let Shape::Nullable(inner) = &shape {
                is_optional = true;
                shape = self.wire.shape_within(inner, self.flattened + 1);
            }
        }
        match shape {
            Shape::Object(inner) => {
                object.rest = object.rest.and(inner.rest);
                let fields = inner.fields.into_iter();
                object
                    .fields
                    .extend(fields.map(|it| Field { is_required: it.is_required && !is_optional, ..it }));
            }
            Shape::Null => {}
            Shape::Map(_) | Shape::Any => object.rest = object.rest.and(Rest::Map),
            _ => object.rest = Rest::Unknown,
        }
    }
}

impl Rest {
    /// Both.
    const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nothing, it) | (it, Self::Nothing) => it,
            (Self::Map, Self::Map) => Self::Map,
            _ => Self::Unknown,
        }
    }
}

impl<'w> Object<'w> {
    /// The field that has this name on the wire.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field<'w>> {
        self.fields.iter().find(|it| *it.name == *name || it.aliases.iter().any(|it| **it == *name))
    }
}
