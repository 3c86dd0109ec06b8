//! A greatest size, and how sizes join.

use crate::syntax::Node;

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
    pub(super) fn plus(self, other: Self) -> Self {
        match (self, other) {
            (Self::Finite(one), Self::Finite(two)) => Self::Finite(one.saturating_add(two)),
            (Self::Unbounded(_), _) => self,
            _ => other,
        }
    }

    /// So many of them.
    pub(super) fn times(self, count: u64) -> Self {
        match self {
            Self::Finite(bytes) => Self::Finite(bytes.saturating_mul(count)),
            Self::Unbounded(_) if count == 0 => Self::Finite(0),
            Self::Unbounded(_) => self,
        }
    }

    /// Either of them.
    pub(super) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Finite(one), Self::Finite(two)) => Self::Finite(one.max(two)),
            (Self::Unbounded(_), _) => self,
            _ => other,
        }
    }

    /// What satisfies both.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Finite(one), Self::Finite(two)) => Self::Finite(one.min(two)),
            (Self::Finite(_), _) => self,
            _ => other,
        }
    }
}
