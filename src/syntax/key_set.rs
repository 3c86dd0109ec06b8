//! Which keys a mapping may have: most questions for a key are answered with no before any entry is looked at.

/// A set of keys in 64 bits, one for each class of keys that look alike. A key that is not in it is not there;
/// one that is in it may be there.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Keys(u64);

impl Keys {
    /// Of one key. Keywords of OpenAPI that stand beside each other fall into different classes, as good as always.
    #[inline]
    pub(super) const fn of(key: &str) -> Self {
        let bytes = key.as_bytes();
        let class = match bytes {
            [] => 0,
            [first, ..] => {
                let (middle, last) = (bytes[bytes.len() / 2], bytes[bytes.len() - 1]);
                2 * bytes.len() + 42 * *first as usize + 35 * middle as usize + last as usize
            }
        };
        Self(1 << (class % 64))
    }

    /// Whether any of the other keys may be among these.
    #[inline]
    pub(super) const fn may_have(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// How many different keys there are at least.
    pub(super) const fn least(self) -> usize {
        self.0.count_ones() as usize
    }
}

impl FromIterator<Self> for Keys {
    fn from_iter<T: IntoIterator<Item = Self>>(all: T) -> Self {
        Self(all.into_iter().fold(0, |all, it| all | it.0))
    }
}
