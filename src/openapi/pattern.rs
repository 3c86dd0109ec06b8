//! What a JSON Schema `pattern` (an ECMA-262 regular expression) lets through, and what it costs to match.

mod attack;
mod automaton;
mod class;
mod fault;
mod matching;
mod node;
mod parse;
mod reader;
#[cfg(test)]
mod tests;

pub use fault::PatternFault;

use super::Budget;
use automaton::Automaton;
use node::{Node, Side};
use std::ops::Range;

/// Positions of texts that one match may look at.
const MAX_STEPS: u64 = 2_000_000;

/// A parsed schema `pattern`.
pub struct Pattern<'a> {
    text: &'a str,
    root: Node,
}

/// A repetition that makes a backtracking matcher need exponential time in the length of the text.
///
/// The text `prefix`, then `pump` many times, then `suffix` shows it: no match begins at its start, and every pump
/// at least doubles the ways that a matcher tries before it knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exponential {
    /// Where the repetition is in the pattern, in bytes.
    pub range: Range<usize>,
    /// What leads the matcher into the repetition; often empty.
    pub prefix: String,
    /// The piece to repeat, e.g. `a`.
    pub pump: String,
    /// What makes the match fail after the pumps, e.g. `!`; empty where the end of the text is enough.
    pub suffix: String,
}

/// Every text from some length on, line breaks aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anything {
    /// The least number of code points: 0 for `.*`, 1 for `.+`.
    pub least: usize,
    /// Whether the pattern says so, since it tells no characters apart; `[a-z]*` seems to say more.
    pub says_so: bool,
}

impl<'a> Pattern<'a> {
    /// Parses `text`; `None` when it is no regular expression that we understand, or too large or deep.
    pub fn parse(text: &'a str) -> Option<Self> {
        let root = parse::parse(text)?;
        Some(Self { text, root })
    }

    /// What makes a text no regular expression of ECMA-262, or another than it seems to be; only what is sure.
    pub fn fault(text: &str) -> Option<PatternFault> {
        fault::find(text)
    }

    /// Whether it matches somewhere in a text, as JSON Schema asks; `None` where that cannot be told, or costs too much.
    pub fn matches(&self, text: &str) -> Option<bool> {
        self.matches_within(text, &Budget::new(MAX_STEPS))
    }

    /// The same at the cost of a budget.
    pub(super) fn matches_within(&self, text: &str, budget: &Budget) -> Option<bool> {
        matching::matches(&self.root, text, budget)
    }

    /// Whether every match begins at the start of the text and ends at its end.
    pub fn is_anchored(&self) -> bool {
        self.root.is_pinned(Side::Start) && self.root.is_pinned(Side::End)
    }

    /// The greatest number of code points of a matching text; `None` when unbounded or not anchored on both sides.
    pub fn max_length(&self) -> Option<u64> {
        self.is_anchored().then(|| self.root.longest()).flatten()
    }

    /// What the pattern lets through if, from some length on, it is every text; `None` also when we cannot tell.
    pub fn anything(&self) -> Option<Anything> {
        let machine = Automaton::build(&self.root)?;
        let least = reader::least_length_of_any(&machine)?;
        Some(Anything { least, says_so: reader::reads_all_alike(&machine) })
    }

    /// A repetition that is exponential to match; `None` also when the pattern is too large to tell.
    pub fn exponential(&self) -> Option<Exponential> {
        // Without one of these nothing repeats without end, which spares most patterns the automaton.
        let may_loop = self.text.contains(['*', '+', '{']);
        may_loop.then(|| Automaton::build(&self.root)).flatten().and_then(|machine| attack::find(&machine))
    }
}
