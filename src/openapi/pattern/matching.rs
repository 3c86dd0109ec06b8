//! Whether a text matches: by sets of positions, so that no pattern takes more than polynomial time.

use super::super::Budget;
use super::node::Node;

/// Longer texts are given up.
const MAX_CHARACTERS: usize = 2_000;

/// For each position between two characters whether a match may stand there.
type Positions = Vec<bool>;

/// Whether the pattern matches anywhere in the text; `None` where that cannot be told.
pub(super) fn matches(root: &Node, text: &str, budget: &Budget) -> Option<bool> {
    let text: Vec<char> = text.chars().take(MAX_CHARACTERS + 1).collect();
    if text.len() > MAX_CHARACTERS {
        return None;
    }
    let everywhere = vec![true; text.len() + 1];
    let matcher = Matcher { text, budget };
    matcher.ends(root, &everywhere).map(|it| it.contains(&true))
}

struct Matcher<'b> {
    text: Vec<char>,
    budget: &'b Budget,
}

impl Matcher<'_> {
    fn nowhere(&self) -> Positions {
        vec![false; self.text.len() + 1]
    }

    /// Where a match of the node ends that begins at one of these positions.
    fn ends(&self, node: &Node, from: &Positions) -> Option<Positions> {
        if !self.budget.spend(from.len()) {
            return None;
        }
        match node {
            Node::Class(class) => {
                let mut to = self.nowhere();
                for ((&character, _), to) in
                    self.text.iter().zip(from).zip(to.iter_mut().skip(1)).filter(|it| *it.0.1)
                {
                    let is_member = class.surely_contains(character);
                    if is_member != class.may_contain(character) {
                        return None;
                    }
                    *to = is_member;
                }
                Some(to)
            }
            Node::Start => Some(only(from, 0)),
            Node::End => Some(only(from, self.text.len())),
            Node::Look { ahead: true, positive, node } => self.look(node, *positive, from),
            Node::Look { .. } | Node::Boundary | Node::Backreference(_) => None,
            Node::Sequence(nodes) => nodes.iter().try_fold(from.clone(), |from, it| self.ends(it, &from)),
            Node::Alternatives(nodes) => {
                let mut all = self.nowhere();
                for node in nodes {
                    let ends = self.ends(node, from)?;
                    add(&mut all, &ends);
                }
                Some(all)
            }
            Node::Repeat { node, min, max, .. } => self.repeat(node, *min, *max, from),
        }
    }

    fn look(&self, node: &Node, positive: bool, from: &Positions) -> Option<Positions> {
        let mut to = self.nowhere();
        for at in (0..from.len()).filter(|it| from.get(*it) == Some(&true)) {
            let here = only(from, at);
            let is_there = self.ends(node, &here)?.contains(&true);
            if let Some(to) = to.get_mut(at) {
                *to = is_there == positive;
            }
        }
        Some(to)
    }

    fn repeat(&self, node: &Node, min: u64, max: Option<u64>, from: &Positions) -> Option<Positions> {
        let mut last = from.clone();
        for _ in 0..min {
            if !last.contains(&true) {
                break;
            }
            last = self.ends(node, &last)?;
        }
        let mut all = last.clone();
        // Whoever needs fewer rounds to a position gets at least as far from there.
        for _ in min..max.unwrap_or(u64::MAX) {
            let next = self.ends(node, &last)?;
            last = next.iter().zip(&all).map(|(next, known)| *next && !known).collect();
            if !last.contains(&true) {
                break;
            }
            add(&mut all, &last);
        }
        Some(all)
    }
}

fn only(from: &Positions, at: usize) -> Positions {
    from.iter().enumerate().map(|(position, is_there)| *is_there && position == at).collect()
}

fn add(all: &mut Positions, more: &Positions) {
    all.iter_mut().zip(more).for_each(|(all, more)| *all |= *more);
}
