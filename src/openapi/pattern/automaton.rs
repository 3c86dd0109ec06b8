//! The position (Glushkov) automaton of a pattern, with the number of ways to take each step.
//!
//! A state is the position of the character matched last. `^` and `$` are characters too, which stand only
//! around the text. A step that hangs on what we do not evaluate (lookaround, `\b`, backreferences, counts
//! too large to expand) is there in zero sure ways: it may be possible, but proves nothing.

mod build;
mod fragment;
mod letters;
mod set;

pub(super) use letters::Letter;
pub(super) use set::Set;

use super::node::Node;
use build::{Builder, Label};
use std::ops::Range;

/// An unbounded repetition.
pub(super) struct Loop {
    /// Its positions in the automaton.
    pub(super) body: Range<usize>,
    /// Where it is in the pattern.
    pub(super) range: Range<usize>,
}

/// A step that can be taken in several ways.
pub(super) struct Double {
    pub(super) from: usize,
    pub(super) to: usize,
    /// The loop that added the further way, if it was one.
    pub(super) by: Option<usize>,
}

pub(super) struct Automaton {
    pub(super) letters: Vec<Letter>,
    pub(super) loops: Vec<Loop>,
    pub(super) doubles: Vec<Double>,
    /// By position, where one surely can go next.
    pub(super) sure: Vec<Set>,
    /// By position, where one may go next.
    pub(super) maybe: Vec<Set>,
    /// The positions of `^` and of `$`.
    pub(super) starts: Set,
    pub(super) ends: Set,
    /// The positions where a match may be complete.
    pub(super) accepting: Set,
    /// The positions where a match surely is complete.
    pub(super) surely_accepting: Set,
}

impl Automaton {
    /// The state before the first character.
    pub(super) const INITIAL: usize = 0;

    /// `None` when the automaton would be too large.
    pub(super) fn build(root: &Node) -> Option<Self> {
        let mut builder = Builder::new();
        let initial = builder.position(Label::Nothing)?;
        let body = builder.node(root)?;
        let whole = builder.concat(initial, body)?;
        builder.finish(&whole)
    }
}

/// Adds what the steps onto `allowed` positions reach.
pub(super) fn closure(mut states: Set, steps: &[Set], allowed: Set) -> Set {
    loop {
        let more = states.iter().fold(states, |all, state| all | (steps[state] & allowed));
        if more == states {
            return states;
        }
        states = more;
    }
}
