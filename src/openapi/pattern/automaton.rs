//! The position (Glushkov) automaton of a pattern, with the number of ways to take each step.
//!
//! A state is the position of the character matched last. `^` and `$` are characters too, which stand only
//! around the text. A step that hangs on what we do not evaluate (lookaround, `\b`, backreferences, counts
//! too large to expand) is there in zero sure ways: it may be possible, but proves nothing.

use super::class::Class;
use super::node::Node;
use std::ops::{BitAnd, BitOr, Range};

const WORDS: usize = 7;
/// More positions are given up.
const MAX_POSITIONS: usize = WORDS * 64;
/// How many positions the copies of one counted repetition may take.
const MAX_EXPANSION: usize = 128;
/// Steps of construction before we give up: a few milliseconds.
const FUEL: usize = 500_000;

/// A set of positions.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Set([u64; WORDS]);

impl Set {
    pub(super) fn insert(&mut self, position: usize) {
        self.0[position / 64] |= 1 << (position % 64);
    }

    pub(super) fn contains(&self, position: usize) -> bool {
        self.0[position / 64] >> (position % 64) & 1 == 1
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn iter(self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(index, word)| {
            let bits = std::iter::successors(Some(word), |rest| Some(rest & rest.wrapping_sub(1)));
            bits.take_while(|rest| *rest != 0).map(move |rest| index * 64 + rest.trailing_zeros() as usize)
        })
    }
}

impl FromIterator<usize> for Set {
    fn from_iter<I: IntoIterator<Item = usize>>(positions: I) -> Self {
        let mut set = Self::default();
        positions.into_iter().for_each(|position| set.insert(position));
        set
    }
}

impl BitAnd for Set {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i] & other.0[i]))
    }
}

impl BitOr for Set {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i] | other.0[i]))
    }
}

/// A character standing for all that the pattern does not tell apart.
pub(super) struct Letter {
    pub(super) sample: char,
    /// The positions that surely match it.
    pub(super) sure: Set,
    /// The positions that may match it.
    pub(super) maybe: Set,
}

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

/// What a position matches.
#[derive(Clone, Copy)]
enum Label<'t> {
    Nothing,
    Start,
    End,
    Class(&'t Class),
    /// A character of a text that we do not know: a backreference.
    Unknown,
}

/// The number of ways to do something: 0 (not surely possible), 1, or 2 for more.
type Ways = u8;

fn sum(left: Ways, right: Ways) -> Ways {
    left.saturating_add(right).min(2)
}

fn product(left: Ways, right: Ways) -> Ways {
    left.saturating_mul(right).min(2)
}

/// A part of the automaton under construction.
struct Fragment {
    /// The ways to match the empty text, `None` when impossible.
    empty: Option<Ways>,
    /// The positions where it can begin and end.
    first: Vec<(usize, Ways)>,
    last: Vec<(usize, Ways)>,
}

impl Fragment {
    fn empty(ways: Ways) -> Self {
        Self { empty: Some(ways), first: Vec::new(), last: Vec::new() }
    }
}

/// The same positions, when each can be reached in `factor` times as many ways.
fn scaled(positions: &[(usize, Ways)], factor: Ways) -> Vec<(usize, Ways)> {
    positions.iter().map(|&(position, ways)| (position, product(ways, factor))).collect()
}

struct Builder<'t> {
    labels: Vec<Label<'t>>,
    sure: Vec<Set>,
    maybe: Vec<Set>,
    doubles: Vec<Double>,
    loops: Vec<Loop>,
    fuel: usize,
}

impl<'t> Builder<'t> {
    fn new() -> Self {
        let (labels, sure, maybe) = (Vec::new(), Vec::new(), Vec::new());
        Self { labels, sure, maybe, doubles: Vec::new(), loops: Vec::new(), fuel: FUEL }
    }

    fn burn(&mut self, steps: usize) -> Option<()> {
        self.fuel = self.fuel.checked_sub(steps)?;
        Some(())
    }

    fn node(&mut self, node: &'t Node) -> Option<Fragment> {
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

    fn position(&mut self, label: Label<'t>) -> Option<Fragment> {
        let position = self.labels.len();
        if position == MAX_POSITIONS {
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

    fn concat(&mut self, mut before: Fragment, mut after: Fragment) -> Option<Fragment> {
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

    fn finish(self, whole: &Fragment) -> Option<Automaton> {
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

/// ECMA-262 rejects an empty iteration once the demanded ones are done.
fn non_empty(fragment: Fragment) -> Fragment {
    Fragment { empty: None, ..fragment }
}

fn optional(fragment: Fragment) -> Fragment {
    Fragment { empty: Some(1), ..fragment }
}

fn unsure_end(fragment: Fragment) -> Fragment {
    let last = scaled(&fragment.last, 0);
    Fragment { empty: fragment.empty.map(|_| 0), last, ..fragment }
}

/// One letter for each set of positions that some character matches.
fn letters(labels: &[Label]) -> Option<Vec<Letter>> {
    let mut letters: Vec<Letter> = Vec::new();
    let samples = samples(labels);
    if samples.len() * labels.len() > FUEL {
        return None;
    }
    for sample in samples {
        let letter = letter(sample, labels);
        if !letters.iter().any(|known| known.sure == letter.sure && known.maybe == letter.maybe) {
            letters.push(letter);
        }
    }
    Some(letters)
}

fn letter(sample: char, labels: &[Label]) -> Letter {
    let (mut sure, mut maybe) = (Set::default(), Set::default());
    for (position, label) in labels.iter().enumerate() {
        if matches!(label, Label::Class(class) if class.surely_contains(sample)) {
            sure.insert(position);
        }
        if matches!(label, Label::Unknown)
            || matches!(label, Label::Class(class) if class.may_contain(sample))
        {
            maybe.insert(position);
        }
    }
    Letter { sample, sure, maybe }
}

/// A character out of each range that no class divides, the most readable first.
fn samples(labels: &[Label]) -> Vec<char> {
    let mut borders = vec![0, 0x11_0000];
    for label in labels {
        if let Label::Class(class) = label {
            borders.extend(class.borders());
        }
    }
    borders.sort_unstable();
    borders.dedup();
    let mut samples: Vec<char> = borders.windows(2).filter_map(|pair| sample(pair[0], pair[1] - 1)).collect();
    samples.sort_by_key(|&sample| rank(sample));
    samples
}

const READABLE: &str = "a!0A";

fn sample(low: u32, high: u32) -> Option<char> {
    let mut readable = READABLE.chars().chain('!'..='~');
    let found = readable.find(|&c| (low..=high).contains(&c.into()));
    found.or_else(|| char::from_u32(low)).or_else(|| char::from_u32(high))
}

fn rank(sample: char) -> (usize, bool, char) {
    let place = READABLE.find(sample).unwrap_or(READABLE.len());
    (place, !sample.is_ascii_graphic(), sample)
}
