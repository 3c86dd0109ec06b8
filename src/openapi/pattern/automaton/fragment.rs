//! Parts of an automaton under construction, with the number of ways through them.

/// The number of ways to do something: 0 (not surely possible), 1, or 2 for more.
pub(super) type Ways = u8;

pub(super) fn sum(left: Ways, right: Ways) -> Ways {
    left.saturating_add(right).min(2)
}

pub(super) fn product(left: Ways, right: Ways) -> Ways {
    left.saturating_mul(right).min(2)
}

/// A part of the automaton under construction.
pub(super) struct Fragment {
    /// The ways to match the empty text, `None` when impossible.
    pub(super) empty: Option<Ways>,
    /// The positions where it can begin and end.
    pub(super) first: Vec<(usize, Ways)>,
    pub(super) last: Vec<(usize, Ways)>,
}

impl Fragment {
    pub(super) fn empty(ways: Ways) -> Self {
        Self { empty: Some(ways), first: Vec::new(), last: Vec::new() }
    }
}

/// The same positions, when each can be reached in `factor` times as many ways.
pub(super) fn scaled(positions: &[(usize, Ways)], factor: Ways) -> Vec<(usize, Ways)> {
    positions.iter().map(|&(position, ways)| (position, product(ways, factor))).collect()
}

/// ECMA-262 rejects an empty iteration once the demanded ones are done.
pub(super) fn non_empty(fragment: Fragment) -> Fragment {
    Fragment { empty: None, ..fragment }
}

pub(super) fn optional(fragment: Fragment) -> Fragment {
    Fragment { empty: Some(1), ..fragment }
}

pub(super) fn unsure_end(fragment: Fragment) -> Fragment {
    let last = scaled(&fragment.last, 0);
    Fragment { empty: fragment.empty.map(|_| 0), last, ..fragment }
}
