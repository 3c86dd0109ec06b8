//! From a pattern to its automaton, part by part.

use super::fragment::{Fragment, Ways, non_empty, optional, product, scaled, sum, unsure_end};
use super::letters::letters;
use super::set::CAPACITY;
use super::{Automaton, Double, Loop, Set};
use crate::openapi::pattern::class::Class;
use crate::openapi::pattern::node::Node;
use std::ops::Range;

/// How many positions the copies of one counted repetition may take.
const MAX_EXPANSION: usize = 128;

/// Steps of construction before we give up: a few milliseconds.
pub(super) const FUEL: usize = 500_000;

/// What a position matches.
#[derive(Clone, Copy)]
pub(super) enum Label<'t> {
    Nothing,
    Start,
    End,
    Class(&'t Class),
    /// A character of a text that we do not know: a backreference.
    Unknown,
}

pub(super) struct Builder<'t> {
    labels: Vec<Label<'t>>,
    sure: Vec<Set>,
    maybe: Vec<Set>,
    doubles: Vec<Double>,
    loops: Vec<Loop>,
    fuel: usize,
}

impl<'t> Builder<'t> {
    pub(super) fn new() -> Self {
        let (labels, sure, maybe) = (Vec::new(), Vec::new(), Vec::new());
        Self { labels, sure, maybe, doubles: Vec::new(), loops: Vec::new(), fuel: FUEL }
    }

    fn burn(&mut self, steps: usize) -> Option<()> {
        self.fuel = self.fuel.checked_sub(steps)?;
        Some(())
    }

    pub(super) fn node(&mut self, node: &'t Node) -> Option<Fragment> {
        self.burn(1)?;
        match node {
            Node::Class(class) => self.position(Label::Class(class)),
            Node::Start => self.position(Label::Start),
            Node::End => self.position(Label::End),
            Node::Boundary | Node::Look { .. } => Some(Fragment::empty(0)),
            Node::Backreference(_) => self.unknown(),
            Node::Sequence(nodes) => nodes.iter().try_fold(Fragment::empty(1), |before, node| {
                let after = self.node(node)?;
                self.concat(before, after)
            }),
            Node::Alternatives(nodes) => self.alternatives(nodes),
            Node::Repeat { max: Some(0), .. } => Some(Fragment::empty(1)),
            Node::Repeat { node, min, max, range } => self.repeat(node, *min, *max, range),
        }
    }

    pub(super) fn position(&mut self, label: Label<'t>) -> Option<Fragment> {
        let position = self.labels.len();
        if position == CAPACITY {
            return None;
        }
        self.labels.push(label);
        self.sure.push(Set::default());
        self.maybe.push(Set::default());
        Some(Fragment { empty: None, first: vec![(position, 1)], last: vec![(position, 1)] })
    }

    /// Any text, but surely none.
    fn unknown(&mut self) -> Option<Fragment> {
        let one = self.position(Label::Unknown)?;
        let (first, last) = (scaled(&one.first, 0), scaled(&one.last, 0));
        self.connect(&last, &first, None)?;
        Some(Fragment { empty: Some(0), first, last })
    }

    fn alternatives(&mut self, nodes: &'t [Node]) -> Option<Fragment> {
        let mut all = Fragment { empty: None, first: Vec::new(), last: Vec::new() };
        for node in nodes {
            let one = self.node(node)?;
            all.empty = all.empty.zip(one.empty).map(|(a, b)| sum(a, b)).or(all.empty).or(one.empty);
            all.first.extend(one.first);
            all.last.extend(one.last);
        }
        Some(all)
    }

    pub(super) fn concat(&mut self, mut before: Fragment, mut after: Fragment) -> Option<Fragment> {
        self.connect(&before.last, &after.first, None)?;
        if let Some(ways) = before.empty {
            before.first.extend(scaled(&after.first, ways));
        }
        if let Some(ways) = after.empty {
            after.last.extend(scaled(&before.last, ways));
        }
        let empty = before.empty.zip(after.empty).map(|(a, b)| product(a, b));
        Some(Fragment { empty, first: before.first, last: after.last })
    }

    fn connect(&mut self, from: &[(usize, Ways)], to: &[(usize, Ways)], by: Option<usize>) -> Option<()> {
        self.burn(from.len() * to.len())?;
        for &(from, exits) in from {
            for &(to, entries) in to {
                self.step(Double { from, to, by }, product(exits, entries));
            }
        }
        Some(())
    }

    fn step(&mut self, step: Double, ways: Ways) {
        let Double { from, to, .. } = step;
        self.maybe[from].insert(to);
        if ways == 0 {
            return;
        }
        if ways > 1 || self.sure[from].contains(to) {
            self.doubles.push(step);
        }
        self.sure[from].insert(to);
    }

    /// Copies of a repeated node: as many as demanded, then nested optional ones, the last one in a loop when
    /// unbounded. Copies that would be too many also become a loop, of unsure steps.
    fn repeat(
        &mut self,
        node: &'t Node,
        min: u64,
        max: Option<u64>,
        range: &Range<usize>,
    ) -> Option<Fragment> {
        let start = self.labels.len();
        let mut last = self.node(node)?;
        let body = start..self.labels.len();
        let wanted = max.unwrap_or(min.max(1));
        let copies = wanted.min(MAX_EXPANSION.checked_div(body.len()).unwrap_or(1).max(1) as u64);
        if copies < wanted {
            self.connect(&last.last, &scaled(&last.first, 0), None)?;
        } else if max.is_none() {
            self.close_loop(&mut last, copies > min, Loop { body, range: range.clone() })?;
        }
        let all = self.prepend(node, min, copies, last)?;
        Some(if copies < min { unsure_end(all) } else { all })
    }

    fn close_loop(&mut self, body: &mut Fragment, optional: bool, repetition: Loop) -> Option<()> {
        self.loops.push(repetition);
        self.connect(&body.last, &body.first, Some(self.loops.len() - 1))?;
        // A demanded iteration may be empty, and a later one begin: another way to begin.
        if let (false, Some(ways)) = (optional, body.empty) {
            body.first = scaled(&body.first, sum(1, ways));
        }
        Some(())
    }

    /// Puts the other copies before the last one.
    fn prepend(&mut self, node: &'t Node, min: u64, copies: u64, last: Fragment) -> Option<Fragment> {
        let mut all = if copies > min { optional(last) } else { last };
        for index in (1..copies).rev() {
            let copy = self.node(node)?;
            all = if index > min {
                let more = self.concat(non_empty(copy), all)?;
                optional(more)
            } else {
                self.concat(copy, all)?
            };
        }
        Some(all)
    }

    pub(super) fn finish(self, whole: &Fragment) -> Option<Automaton> {
        let positions_of = |wanted: fn(&Label) -> bool| {
            self.labels
                .iter()
                .enumerate()
                .filter(|(_, label)| wanted(label))
                .map(|(position, _)| position)
                .collect()
        };
        Some(Automaton {
            letters: letters(&self.labels)?,
            starts: positions_of(|label| matches!(label, Label::Start)),
            ends: positions_of(|label| matches!(label, Label::End)),
            accepting: whole.last.iter().map(|&(position, _)| position).collect(),
            surely_accepting: whole.last.iter().filter(|it| it.1 > 0).map(|it| it.0).collect(),
            sure: self.sure,
            maybe: self.maybe,
            loops: self.loops,
            doubles: self.doubles,
        })
    }
}
