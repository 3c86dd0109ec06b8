//! Character classes as sorted ranges of code points.

const LAST: u32 = 0x10_FFFF;
const DIGITS: &[(u32, u32)] = &[(0x30, 0x39)];
const UPPER: &[(u32, u32)] = &[(0x41, 0x5A)];
const LOWER: &[(u32, u32)] = &[(0x61, 0x7A)];
const LETTERS: &[(u32, u32)] = &[(0x41, 0x5A), (0x61, 0x7A)];
const WORD: &[(u32, u32)] = &[(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)];
const LINE_ENDS: &[(u32, u32)] = &[(0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029)];
const SPACES: &[(u32, u32)] = &[
    (0x09, 0x0D),
    (0x20, 0x20),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
    (0xFEFF, 0xFEFF),
];

/// Sorted, disjoint, inclusive ranges of code points.
#[derive(Debug, Default)]
pub(super) struct Ranges(Vec<(u32, u32)>);

impl Ranges {
    fn new(mut unsorted: Vec<(u32, u32)>) -> Self {
        unsorted.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(unsorted.len());
        for (low, high) in unsorted {
            match merged.last_mut() {
                Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
                _ => merged.push((low, high)),
            }
        }
        Self(merged)
    }

    fn complement(&self) -> Self {
        let mut gaps = Vec::new();
        let mut next = 0;
        for &(low, high) in &self.0 {
            if next < low {
                gaps.push((next, low - 1));
            }
            next = high + 1;
        }
        if next <= LAST {
            gaps.push((next, LAST));
        }
        Self(gaps)
    }

    fn contains(&self, point: u32) -> bool {
        let after = self.0.partition_point(|&(low, _)| low <= point);
        after > 0 && self.0[after - 1].1 >= point
    }
}

/// A set of code points known up to what lies between `sure` and `maybe`: only those are left open
/// that would need the Unicode tables (`\p{..}`).
#[derive(Debug, Default)]
pub(super) struct Class {
    sure: Ranges,
    maybe: Ranges,
}

impl Class {
    fn exact(ranges: &[(u32, u32)]) -> Self {
        Self { sure: Ranges(ranges.to_vec()), maybe: Ranges(ranges.to_vec()) }
    }

    pub(super) fn range(low: u32, high: u32) -> Self {
        Self::exact(&[(low, high)])
    }

    pub(super) fn dot() -> Self {
        Self::exact(LINE_ENDS).negated()
    }

    /// The class of `\d`, `\w`, `\s` and their negations.
    pub(super) fn shorthand(letter: char) -> Option<Self> {
        let class = match letter.to_ascii_lowercase() {
            'd' => Self::exact(DIGITS),
            'w' => Self::exact(WORD),
            's' => Self::exact(SPACES),
            _ => return None,
        };
        Some(if letter.is_ascii_uppercase() { class.negated() } else { class })
    }

    /// The class of `\p{name}`: exact in ASCII for the common properties, otherwise anything may be in it.
    pub(super) fn property(name: &str) -> Self {
        let ascii = match name.rsplit_once('=').map_or(name, |(_, value)| value) {
            "L" | "Letter" | "Alphabetic" | "Alpha" | "Latin" | "Latn" => LETTERS,
            "Lu" | "Uppercase_Letter" | "Uppercase" => UPPER,
            "Ll" | "Lowercase_Letter" | "Lowercase" => LOWER,
            "N" | "Number" | "Nd" | "Decimal_Number" => DIGITS,
            _ => {
                return Self { sure: Ranges::default(), maybe: Ranges(vec![(0, LAST)]) };
            }
        };
        let maybe = ascii.iter().copied().chain([(0x80, LAST)]).collect();
        Self { sure: Ranges(ascii.to_vec()), maybe: Ranges(maybe) }
    }

    pub(super) fn union(classes: Vec<Self>) -> Self {
        let (sure, maybe): (Vec<_>, Vec<_>) = classes.into_iter().map(|c| (c.sure.0, c.maybe.0)).unzip();
        Self { sure: Ranges::new(sure.concat()), maybe: Ranges::new(maybe.concat()) }
    }

    /// What is surely in a class may not be in its negation, and the other way round.
    pub(super) fn negated(self) -> Self {
        Self { sure: self.maybe.complement(), maybe: self.sure.complement() }
    }

    pub(super) fn surely_contains(&self, point: char) -> bool {
        self.sure.contains(point.into())
    }

    pub(super) fn may_contain(&self, point: char) -> bool {
        self.maybe.contains(point.into())
    }

    /// The code points where membership changes.
    pub(super) fn borders(&self) -> impl Iterator<Item = u32> {
        let ranges = self.sure.0.iter().chain(&self.maybe.0);
        ranges.flat_map(|&(low, high)| [low, high + 1])
    }
}
