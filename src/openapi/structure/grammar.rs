//! The words in which the grammar of a document is written down: types, fields, objects and what ties them.

use super::super::Version;
use crate::syntax::{Kind, Node};

/// The versions of the specification for which a line of the grammar holds.
#[derive(Clone, Copy)]
pub(super) struct Versions(u8);

pub(super) const NONE: Versions = Versions(0);
pub(super) const ALL: Versions = Versions(0b1111);
pub(super) const V2: Versions = Versions(0b0001);
pub(super) const V30: Versions = Versions(0b0010);
pub(super) const V31: Versions = Versions(0b0100);
pub(super) const V32: Versions = Versions(0b1000);
/// 2.0 and 3.0.
pub(super) const TO_30: Versions = Versions(0b0011);
/// 2.0, 3.0 and 3.1.
pub(super) const TO_31: Versions = Versions(0b0111);
/// 3.0 and later.
pub(super) const V3: Versions = Versions(0b1110);
/// 3.0 and 3.1.
pub(super) const V30_31: Versions = Versions(0b0110);
/// 3.1 and later.
pub(super) const FROM_31: Versions = Versions(0b1100);

impl Versions {
    pub(super) const fn has(self, version: Version) -> bool {
        let bit = match version {
            Version::V2 => V2.0,
            Version::V30 => V30.0,
            Version::V31 => V31.0,
            Version::V32 => V32.0,
        };
        self.0 & bit != 0
    }
}

/// What a value may be.
#[derive(Clone, Copy)]
pub(super) enum Type {
    Any,
    String,
    Boolean,
    /// The literal `true`.
    True,
    Number,
    /// A number greater than zero.
    Positive,
    /// A whole number that is not negative.
    Count,
    /// A string of a certain form.
    Text(&'static Form),
    /// One of these strings.
    OneOf(&'static [&'static str]),
    Array(&'static Array),
    Map(&'static Map),
    Object(&'static Object),
    /// One of several objects, told apart by the text of a field.
    Tagged(&'static Tagged),
    /// A Schema Object, and in the versions that have them a boolean schema.
    Schema,
    /// A string that leads to a value of this type.
    Reference(&'static Self),
    /// The type, or in these versions an object with a `$ref` to it.
    OrReference(Versions, &'static Self),
    /// The first type for values of this kind, the second for all others.
    Either(Kind, &'static Self, &'static Self),
}

/// A form of text, and how to say what it is: "a …".
pub(super) struct Form {
    pub(super) fits: fn(&str) -> bool,
    pub(super) name: &'static str,
}

/// An array.
pub(super) struct Array {
    pub(super) item: Type,
    pub(super) least: usize,
    /// Versions in which no item may come twice.
    pub(super) unique: Versions,
    /// What else is demanded of the items together; the answer says what is wrong.
    pub(super) rule: Option<fn(Node<'_>) -> Option<&'static str>>,
}

/// An array of anything that is the same for all versions.
pub(super) const fn list(item: Type) -> Array {
    Array { item, least: 0, unique: NONE, rule: None }
}

impl Array {
    pub(super) const fn least(self, least: usize) -> Self {
        Self { least, ..self }
    }

    pub(super) const fn unique(self, unique: Versions) -> Self {
        Self { unique, ..self }
    }
}

/// An object whose keys are chosen by the author.
pub(super) struct Map {
    pub(super) value: Type,
    /// What the keys must look like, and in which versions.
    pub(super) keys: Option<(Versions, &'static Form)>,
    /// Whether there must be exactly one entry.
    pub(super) single: bool,
}

/// A map with any keys.
pub(super) const fn map(value: Type) -> Map {
    Map { value, keys: None, single: false }
}

/// A map with keys of a certain form.
pub(super) const fn keyed(versions: Versions, keys: &'static Form, value: Type) -> Map {
    Map { value, keys: Some((versions, keys)), single: false }
}

/// An object with fields that the specification names; fields with `x-` are always allowed.
pub(super) struct Object {
    /// As people call it, with its article.
    pub(super) name: &'static str,
    /// Groups of fields, so that objects can share some.
    pub(super) fields: &'static [&'static [Field]],
    /// What fields are that are not named.
    pub(super) others: Others,
    /// What ties fields to each other.
    pub(super) ties: &'static [Tie],
}

/// Fields that an object's table does not name.
pub(super) enum Others {
    /// They are unknown.
    Refused,
    /// They are nobody's business in these versions, and unknown in others.
    Ignored(Versions),
    /// They are the entries of a map, and there must be one at least if the flag says so.
    Entries(&'static Map, bool),
}

/// A named field.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) value: Type,
    pub(super) versions: Versions,
    pub(super) needed: Versions,
}

/// A field that may be missing.
pub(super) const fn field(versions: Versions, name: &'static str, value: Type) -> Field {
    Field { name, value, versions, needed: NONE }
}

/// A field that must be there.
pub(super) const fn needed(versions: Versions, name: &'static str, value: Type) -> Field {
    Field { name, value, versions, needed: versions }
}

impl Field {
    /// The field must be there only in these versions.
    pub(super) const fn needed(self, needed: Versions) -> Self {
        Self { needed, ..self }
    }
}

/// A condition between fields of one object.
pub(super) enum Tie {
    /// Beside the first field none of the others may stand.
    Excludes(Versions, &'static str, &'static [&'static str]),
    /// One of these fields must be there.
    Needs(Versions, &'static [&'static str]),
    /// The first field makes sense only where the second has a certain text (or is missing: `None`).
    Only(Versions, &'static str, &'static str, fn(Option<&str>) -> bool, &'static str),
}

/// Objects that share a place and differ by the text of one field.
pub(super) struct Tagged {
    pub(super) name: &'static str,
    pub(super) tag: &'static str,
    pub(super) cases: &'static [Case],
    /// What an object with another tag is; without it, the tag must be one of the cases.
    pub(super) otherwise: Option<Type>,
}

/// One of them.
pub(super) struct Case {
    pub(super) versions: Versions,
    pub(super) tag: &'static str,
    pub(super) value: Type,
}

/// One of several objects: the one with this tag.
pub(super) const fn case(versions: Versions, tag: &'static str, value: Type) -> Case {
    Case { versions, tag, value }
}

impl Type {
    /// Whether a value of this kind can be of the type at all.
    pub(super) fn takes(&self, kind: Kind, version: Version) -> bool {
        match self {
            Self::Any => true,
            Self::String | Self::Text(_) | Self::OneOf(_) | Self::Reference(_) => kind == Kind::String,
            Self::Boolean | Self::True => kind == Kind::Bool,
            Self::Number | Self::Positive | Self::Count => kind == Kind::Number,
            Self::Array(_) => kind == Kind::Sequence,
            Self::Map(_) | Self::Object(_) | Self::Tagged(_) => kind == Kind::Mapping,
            Self::Schema => kind == Kind::Mapping || kind == Kind::Bool && FROM_31.has(version),
            Self::OrReference(_, inner) => inner.takes(kind, version),
            Self::Either(_, one, other) => one.takes(kind, version) || other.takes(kind, version),
        }
    }
}
