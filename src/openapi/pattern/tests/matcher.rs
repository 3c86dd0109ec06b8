//! A matcher as simple as those that are attacked, which counts its steps.

use crate::openapi::pattern::node::Node;

pub(super) const MAX_STEPS: u64 = 2_000_000;

pub(super) fn count_steps(root: &Node, text: &str) -> u64 {
    let mut matcher = Matcher { text: text.chars().collect(), steps: 0 };
    let found = matcher.matches(root, 0, &mut |_, _| true);
    assert!(!found || matcher.steps > MAX_STEPS, "{text} matches");
    matcher.steps
}

/// A backtracking matcher as ECMA-262 defines it, without captures, lookaround and backreferences.
struct Matcher {
    text: Vec<char>,
    steps: u64,
}

type Then<'t> = &'t mut dyn FnMut(&mut Matcher, usize) -> bool;

impl Matcher {
    fn matches(&mut self, node: &Node, at: usize, then: Then) -> bool {
        self.steps += 1;
        if self.steps > MAX_STEPS {
            return true;
        }
        match node {
            Node::Class(class) => {
                self.text.get(at).is_some_and(|&c| class.may_contain(c)) && then(self, at + 1)
            }
            Node::Start => at == 0 && then(self, at),
            Node::End => at == self.text.len() && then(self, at),
            Node::Boundary => self.is_word(at) != (at > 0 && self.is_word(at - 1)) && then(self, at),
            Node::Sequence(nodes) => self.sequence(nodes, at, then),
            Node::Alternatives(nodes) => nodes.iter().any(|node| self.matches(node, at, then)),
            Node::Repeat { node, min, max, .. } => {
                self.repeat(node, (*min, max.unwrap_or(u64::MAX)), at, then)
            }
            Node::Look { .. } | Node::Backreference(_) => panic!("not expected in an attack"),
        }
    }

    fn is_word(&self, at: usize) -> bool {
        self.text.get(at).is_some_and(|&c| c == '_' || c.is_ascii_alphanumeric())
    }

    fn sequence(&mut self, nodes: &[Node], at: usize, then: Then) -> bool {
        match nodes {
            [] => then(self, at),
            [first, rest @ ..] => self.matches(first, at, &mut |this, at| this.sequence(rest, at, then)),
        }
    }

    fn repeat(&mut self, node: &Node, (min, max): (u64, u64), at: usize, then: Then) -> bool {
        let left = (min.saturating_sub(1), max.saturating_sub(1));
        let mut again = |this: &mut Self, end| (min > 0 || end > at) && this.repeat(node, left, end, then);
        max > 0 && self.matches(node, at, &mut again) || min == 0 && then(self, at)
    }
}
