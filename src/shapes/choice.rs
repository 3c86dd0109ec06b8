//! Enums: strings, or one of several values, told apart in one of four ways.

use super::attributes::Rules;
use super::object::{Holder, Object};
use super::typed::Typed;
use super::{Shape, case};
use crate::code::{self, Enum, ItemId, Name};
use crate::source::Span;

/// Strings that a value may be.
#[derive(Clone, Debug)]
pub struct Words {
    /// The enum.
    pub item: ItemId,
    /// In order, with the places of the variants.
    pub values: Vec<(Name, Span)>,
    /// Whether others will do, on the way in.
    pub is_open: bool,
}

/// One of several values.
#[derive(Clone, Debug)]
pub struct Choice<'w> {
    /// The enum.
    pub item: ItemId,
    /// How one sees which it is.
    pub tagging: Tagging,
    /// In order.
    pub variants: Vec<Variant<'w>>,
}

/// How one sees which variant a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tagging {
    /// `{"Name": …}`.
    External,
    /// `{"tag": "Name", …}`.
    Internal(Name),
    /// `{"tag": "Name", "content": …}`.
    Adjacent(Name, Name),
    /// Not at all.
    Untagged,
}

/// A variant.
#[derive(Clone, Debug)]
pub struct Variant<'w> {
    /// As it is called on the wire.
    pub name: Name,
    /// What it holds.
    pub content: Content<'w>,
}

/// What a variant holds.
#[derive(Clone, Debug)]
pub enum Content<'w> {
    /// Nothing.
    Unit,
    /// One value; `None` where code decides.
    One(Option<Typed<'w>>),
    /// Several without names.
    Several,
    /// Fields.
    Object(Object<'w>),
}

impl<'w> Holder<'w> {
    pub(super) fn of_enum(&self, item: &'w Enum) -> Shape<'w> {
        if self.rules.has("discriminator_name") || self.rules.has("one_of") {
            return Shape::Unknown;
        }
        let tagging = self.tagging();
        let is_word = |it: &code::Variant| it.fields.is_empty() && !it.is_tuple;
        let carried: Vec<(&'w code::Variant, Rules<'w>)> = self.carried(item).collect();
        let case = self.rules.text("rename_all", self.wire.direction);
        let own = |it: &code::Variant| {
            case.as_deref().map_or(Some(it.name.to_string()), |rule| case::variant(&it.name, rule))
        };
        let name = |(it, rules): &(&'w code::Variant, Rules<'w>)| {
            rules.text("rename", self.wire.direction).or_else(|| own(it)).map(Name::from)
        };
        let Some(names) = carried.iter().map(name).collect::<Option<Vec<Name>>>() else {
            return Shape::Unknown;
        };
        if tagging == Tagging::External && !carried.is_empty() && carried.iter().all(|it| is_word(it.0)) {
            return Shape::Words(self.words(&carried, names));
        }
        let variants = carried.iter().zip(names);
        let variants =
            variants.map(|(it, name)| Variant { name, content: self.content(it.0, &it.1) }).collect();
        Shape::Choice(Choice { item: self.id, tagging, variants })
    }

    fn carried(&self, item: &'w Enum) -> impl Iterator<Item = (&'w code::Variant, Rules<'w>)> {
        let all = item.variants.iter().map(|it| (it, Rules::of(&it.attributes, self.dialect)));
        all.filter(|it| !it.1.is_skipped(self.wire.direction))
    }

    fn tagging(&self) -> Tagging {
        let text = |word| self.rules.text(word, self.wire.direction).map(Name::from);
        match (text("tag"), text("content")) {
            _ if self.rules.has("untagged") => Tagging::Untagged,
            (Some(tag), Some(content)) => Tagging::Adjacent(tag, content),
            (Some(tag), None) => Tagging::Internal(tag),
            _ => Tagging::External,
        }
    }

    fn words(&self, carried: &[(&'w code::Variant, Rules<'w>)], names: Vec<Name>) -> Words {
        let places = carried.iter().map(|it| it.0.name_span);
        let aliases =
            carried.iter().flat_map(|it| it.1.texts("alias").into_iter().map(|name| (name, it.0.name_span)));
        let is_open = carried.iter().any(|it| it.1.has("other") || it.1.has("untagged"));
        let mut values: Vec<(Name, Span)> = names.into_iter().zip(places).collect();
        if self.wire.direction == super::Direction::In {
            values.extend(aliases);
        }
        Words { item: self.id, values, is_open }
    }

    fn content(&self, variant: &'w code::Variant, rules: &Rules<'w>) -> Content<'w> {
        let is_custom = rules.is_custom(self.wire.direction);
        match (variant.fields.as_slice(), variant.is_tuple) {
            ([], false) => Content::Unit,
            ([only], true) => {
                let is_custom = is_custom || self.rules_of(only).is_custom(self.wire.direction);
                Content::One((!is_custom).then(|| self.typed(only)))
            }
            (_, true) => Content::Several,
            (fields, false) => Content::Object(self.object(fields, rules, None)),
        }
    }
}
