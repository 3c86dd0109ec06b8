//! What serde makes of Rust types: the shape of their values on the wire, and which types a handler takes and gives.
//!
//! A shape is one level deep; what lies below is a [`Typed`] again, to be asked when somebody wants to know. So types
//! that contain themselves need no care here, and nothing is worked out in vain. What is decided by code (an
//! implementation by hand, `serialize_with`) is [`Shape::Unknown`], and never guessed.

mod answer;
mod attributes;
mod case;
mod choice;
mod foreign;
mod input;
mod object;
mod payload;
mod reach;
#[cfg(test)]
mod tests;
mod typed;

pub use answer::{Answer, answers};
pub use choice::{Choice, Content, Tagging, Variant, Words};
pub use foreign::Bounds;
pub use input::{Input, inputs};
pub use object::{Field, Object, Rest};
pub use payload::PayloadKind;
pub use typed::Typed;

use crate::code::{Attribute, ItemId, ItemKind, Name, TypeKind, Workspace};
use attributes::{Dialect, Rules};
use typed::Meaning;

/// Types that stand for others, one behind the other; more are a circle.
const MAX_HOPS: usize = 64;

/// Which way values travel: attributes may say one thing for the way in and another for the way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Callers send them.
    In,
    /// Callers receive them.
    Out,
}

/// What the values of a type look like in JSON.
#[derive(Clone, Debug)]
pub enum Shape<'w> {
    /// `{ … }` with fields that are known.
    Object(Object<'w>),
    /// `[ … ]`, with the type of each value; `None` where they differ.
    Array(Option<Typed<'w>>),
    /// `{ … }` with keys that are not known.
    Map(Typed<'w>),
    /// A string, with its `format` if it has one.
    Text(Option<&'static str>),
    /// A whole number.
    Integer(Bounds),
    /// A number.
    Number,
    /// `true`, `false`.
    Boolean,
    /// `null`.
    Null,
    /// The other, or `null`.
    Nullable(Typed<'w>),
    /// One of these strings.
    Words(Words),
    /// One of several.
    Choice(Choice<'w>),
    /// Anything at all.
    Any,
    /// Not to be known from the sources.
    Unknown,
}

/// The workspace, and which way values travel.
#[derive(Clone, Copy, Debug)]
pub struct Wire<'w> {
    /// Where names are looked up.
    pub workspace: &'w Workspace,
    /// Which way.
    pub direction: Direction,
}

impl<'w> Wire<'w> {
    /// The shape of a type's values.
    #[must_use]
    pub fn shape(self, typed: &Typed<'w>) -> Shape<'w> {
        self.shape_within(typed, 0)
    }

    /// The same inside so many flattened ones.
    fn shape_within(self, typed: &Typed<'w>, flattened: u8) -> Shape<'w> {
        let mut typed = typed.clone();
        for _ in 0..MAX_HOPS {
            match self.step(&typed, flattened) {
                Step::Shape(shape) => return shape,
                Step::Same(inner) => typed = inner,
            }
        }
        Shape::Unknown
    }

    fn step(self, typed: &Typed<'w>, flattened: u8) -> Step<'w> {
        Step::Shape(match typed.meaning(self.workspace) {
            Meaning::Item(item, given) => return self.item(item, given, flattened),
            Meaning::Foreign(path, given) => return foreign::shape(&path, &given),
            Meaning::List(inner) => list(Some(inner)),
            Meaning::Tuple(all) if all.is_empty() => Shape::Null,
            Meaning::Tuple(_) => Shape::Array(None),
            Meaning::Unknown => Shape::Unknown,
        })
    }

    fn item(self, id: ItemId, given: typed::Given<'w>, flattened: u8) -> Step<'w> {
        let item = self.workspace.item(id);
        let Some(dialect) = Dialect::of(self.workspace, id, self.direction) else {
            return Step::Shape(Shape::Unknown);
        };
        let rules = Rules::of(&item.attributes, dialect);
        if rules.is_converted(self.direction) {
            return Step::Shape(Shape::Unknown);
        }
        let holder = object::Holder { wire: self, id, given, rules, dialect, flattened };
        match &item.kind {
            ItemKind::Struct(it) => holder.of_struct(it),
            ItemKind::Enum(it) => Step::Shape(holder.of_enum(it)),
            _ => Step::Shape(Shape::Unknown),
        }
    }
}

/// What looking at a type gives: its shape, or another type of the same shape.
enum Step<'w> {
    Shape(Shape<'w>),
    Same(Typed<'w>),
}

/// Bytes are written in many ways, so a list of them is not known.
fn list(inner: Option<Typed<'_>>) -> Shape<'_> {
    let is_byte = |it: &Typed<'_>| matches!(&it.ty().kind, TypeKind::Path(path) if path.last() == "u8");
    if inner.as_ref().is_some_and(is_byte) { Shape::Unknown } else { Shape::Array(inner) }
}

/// The names in `derive(…)`.
pub fn derives(attributes: &[Attribute]) -> impl Iterator<Item = &Name> {
    attributes::derives(attributes)
}
