//! The syntax tree of a pattern and what can be read off it directly.

use super::class::Class;
use std::ops::Range;

/// A piece of a regular expression. Laziness is not kept: it decides which match is found, not whether one is.
#[derive(Debug)]
pub(super) enum Node {
    Class(Class),
    Start,
    End,
    /// `\b` or `\B`.
    Boundary,
    Look {
        ahead: bool,
        positive: bool,
        node: Box<Self>,
    },
    /// With the greatest length of the group it repeats.
    Backreference(Option<u64>),
    Sequence(Vec<Self>),
    Alternatives(Vec<Self>),
    Repeat {
        node: Box<Self>,
        min: u64,
        max: Option<u64>,
        /// Where it is in the pattern.
        range: Range<usize>,
    },
}

/// An end of the text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Start,
    End,
}

impl Node {
    /// Whether every match touches this side of the text. An assertion of the side is enough wherever it is:
    /// what a match has on its far side must then be empty.
    pub(super) fn is_pinned(&self, side: Side) -> bool {
        match self {
            Self::Start => side == Side::Start,
            Self::End => side == Side::End,
            Self::Look { ahead, positive, node } => {
                *positive && *ahead == (side == Side::Start) && node.is_pinned(side)
            }
            Self::Sequence(nodes) => nodes.iter().any(|node| node.is_pinned(side)),
            Self::Alternatives(nodes) => nodes.iter().all(|node| node.is_pinned(side)),
            Self::Repeat { node, min, .. } => *min > 0 && node.is_pinned(side),
            Self::Class(_) | Self::Boundary | Self::Backreference(_) => false,
        }
    }

    /// The greatest number of code points of a match, `None` when unbounded.
    pub(super) fn longest(&self) -> Option<u64> {
        match self {
            Self::Class(_) => Some(1),
            Self::Start | Self::End | Self::Boundary | Self::Look { .. } => Some(0),
            Self::Backreference(length) => *length,
            Self::Sequence(nodes) => longest_sequence(nodes),
            Self::Alternatives(nodes) => {
                nodes.iter().try_fold(0, |most, node| Some(node.longest()?.max(most)))
            }
            Self::Repeat { max: Some(0), .. } => Some(0),
            Self::Repeat { node, max, .. } => match node.longest() {
                Some(0) => Some(0),
                length => Some(length?.saturating_mul((*max)?)),
            },
        }
    }

    /// The greatest length of this node with the rest of its sequence: a lookahead to the end of the text,
    /// as in `^(?=.{1,64}$)`, bounds all that follows.
    fn longest_before(&self, rest: Option<u64>) -> Option<u64> {
        match self {
            Self::Look { ahead: true, positive: true, node } if node.is_pinned(Side::End) => {
                let bound = node.longest();
                rest.into_iter().chain(bound).min()
            }
            _ => Some(rest?.saturating_add(self.longest()?)),
        }
    }
}

fn longest_sequence(nodes: &[Node]) -> Option<u64> {
    let mut rest = Some(0);
    for node in nodes.iter().rev() {
        rest = node.longest_before(rest);
    }
    rest
}
