//! Sets of the types that JSON Schema knows.

use crate::syntax::{Kind, Node};

/// A set of JSON types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Types(u8);

impl Types {
    /// No type.
    pub const NONE: Self = Self(0);
    /// `null`
    pub const NULL: Self = Self(1);
    /// `boolean`
    pub const BOOLEAN: Self = Self(2);
    /// `integer`
    pub const INTEGER: Self = Self(4);
    /// `number`
    pub const NUMBER: Self = Self(8);
    /// `string`
    pub const STRING: Self = Self(16);
    /// `array`
    pub const ARRAY: Self = Self(32);
    /// `object`
    pub const OBJECT: Self = Self(64);

    /// Whether the set holds any of these.
    #[must_use]
    pub const fn has(self, types: Self) -> bool {
        self.0 & types.0 != 0
    }

    /// Whether the set is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The types of both sets.
    #[must_use]
    pub const fn with(self, types: Self) -> Self {
        Self(self.0 | types.0)
    }

    /// The types that a value has: a whole number has two.
    #[must_use]
    pub fn of(value: Node<'_>) -> Self {
        match value.kind() {
            Kind::Null => Self::NULL,
            Kind::Bool => Self::BOOLEAN,
            Kind::String => Self::STRING,
            Kind::Sequence => Self::ARRAY,
            Kind::Mapping => Self::OBJECT,
            Kind::Number if value.as_f64().is_some_and(|it| it.fract() == 0.0) => {
                Self::INTEGER.with(Self::NUMBER)
            }
            Kind::Number => Self::NUMBER,
        }
    }

    fn named(name: &str) -> Self {
        match name {
            "null" => Self::NULL,
            "boolean" => Self::BOOLEAN,
            "integer" => Self::INTEGER,
            "number" => Self::NUMBER,
            "string" => Self::STRING,
            "array" => Self::ARRAY,
            "object" => Self::OBJECT,
            _ => Self::NONE,
        }
    }

    /// What a `type` keyword lists.
    pub(super) fn listed(node: Node<'_>) -> Self {
        let named = |it: Node<'_>| it.text().map_or(Self::NONE, |it| Self::named(&it));
        if node.is_sequence() {
            node.items().fold(Self::NONE, |all, it| all.with(named(it)))
        } else {
            named(node)
        }
    }
}
