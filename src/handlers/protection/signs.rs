//! What a piece of code shows of itself, as a set.

/// Signs that a piece of code gives of what it does with requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs(u16);

impl Signs {
    pub(super) const NONE: Self = Self(0);
    /// It reads a header that holds a credential.
    pub(super) const CREDENTIAL: Self = Self(1);
    /// It reads a cookie or session.
    pub(super) const SESSION: Self = Self(1 << 1);
    /// It names users, sessions, claims and the like.
    pub(super) const PRINCIPAL: Self = Self(1 << 2);
    /// It may answer 401, or fail with an error of that name.
    pub(super) const UNAUTHORIZED: Self = Self(1 << 3);
    /// It may answer 403, or fail with an error of that name.
    pub(super) const FORBIDDEN: Self = Self(1 << 4);
    /// It may answer 429.
    pub(super) const TOO_MANY: Self = Self(1 << 5);
    /// It may fail.
    pub(super) const FAILS: Self = Self(1 << 6);
    /// It is written so that it never fails.
    pub(super) const INFALLIBLE: Self = Self(1 << 7);

    /// 401 or 403.
    pub(super) const REFUSES: Self = Self(Self::UNAUTHORIZED.0 | Self::FORBIDDEN.0);
    /// It has to do with who asks.
    pub(super) const ASKS: Self = Self(Self::CREDENTIAL.0 | Self::SESSION.0);
    /// What is lost where nobody minds that a call failed.
    const LOST: Self = Self(Self::REFUSES.0 | Self::FAILS.0 | Self::TOO_MANY.0);

    pub(super) const fn has_any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// What remains of a call's signs where its failure is dropped.
    pub(super) const fn swallowed(self) -> Self {
        self.without(Self::LOST)
    }

    /// What a layer with these signs is worth. Services of layers are infallible by their types, and answer.
    pub(super) fn strength_of_layer(self) -> Option<super::Strength> {
        let strength = self.without(Self::INFALLIBLE).strength()?;
        let only_counts = self.has_any(Self::TOO_MANY) && !self.has_any(Self::CREDENTIAL);
        let refuses = self.has_any(Self::REFUSES) && !only_counts;
        Some(if refuses { strength } else { super::Strength::Weak })
    }

    /// What an extractor with these signs is worth.
    pub(super) const fn strength(self) -> Option<super::Strength> {
        use super::Strength::{Optional, Strong, Weak};
        let asks = self.has_any(Self::ASKS.and(Self::PRINCIPAL));
        match () {
            () if self.has_any(Self::INFALLIBLE) && self.has_any(Self::ASKS) => Some(Optional),
            () if self.has_any(Self::INFALLIBLE) => None,
            () if self.has_any(Self::REFUSES) && asks => Some(Strong),
            () if self.has_any(Self::CREDENTIAL) && self.has_any(Self::FAILS) => Some(Strong),
            () if self.has_any(Self::REFUSES.and(Self::ASKS)) => Some(Weak),
            () => None,
        }
    }
}
