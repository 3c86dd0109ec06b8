//! The search for exponential ambiguity: a loop that can read one text in two ways, and fail after it.

use super::Exponential;
use super::automaton::{Automaton, Double, Letter, Set, closure};
use std::cell::Cell;
use std::ops::Range;

/// Steps of search before we give up: a few milliseconds.
const FUEL: usize = 200_000;
/// How many double steps are tried.
const MAX_DOUBLES: usize = 16;
/// Longer pumps are given up.
const MAX_PUMP: usize = 64;
/// How many sets of states are tried when looking for a suffix.
const MAX_SETS: usize = 32;

/// The first exponential repetition that can be shown. Letters that may complete a match would end the attack,
/// so we first look for one that avoids them, then for one with the least usual.
pub(super) fn find(machine: &Automaton) -> Option<Exponential> {
    let quiet = |letter: &&Letter| (letter.maybe & machine.accepting).is_empty();
    let (avoiding, others): (Vec<&Letter>, Vec<&Letter>) = machine.letters.iter().partition(quiet);
    let found = find_with(machine, avoiding.clone());
    if found.is_some() || others.is_empty() {
        return found;
    }
    find_with(machine, avoiding.into_iter().chain(others.into_iter().rev()).collect())
}

fn find_with(machine: &Automaton, letters: Vec<&Letter>) -> Option<Exponential> {
    let reach = reach(machine, &letters);
    let search = Search { machine, letters, reach, fuel: Cell::new(FUEL) };
    let walk = search.walk(search.at_start(&machine.sure));
    let twins = search.components(&walk).into_iter().filter_map(|component| search.twins(&component));
    search.doubles(&walk).into_iter().chain(twins).find_map(|ambiguity| search.attack(&walk, &ambiguity))
}

/// By position, the positions surely reachable from it over letters.
fn reach(machine: &Automaton, letters: &[&Letter]) -> Vec<Set> {
    let characters = letters.iter().fold(Set::default(), |all, letter| all | letter.sure);
    let mut reach: Vec<Set> = machine.sure.iter().map(|&next| next & characters).collect();
    for middle in characters.iter() {
        let beyond = reach[middle];
        for from in &mut reach {
            if from.contains(middle) {
                *from = *from | beyond;
            }
        }
    }
    reach
}

/// Two ways to read the same letters from one position to another, in the same strongly connected component.
struct Ambiguity {
    from: usize,
    to: usize,
    letters: Vec<usize>,
    /// All positions on both ways.
    through: Set,
    /// The loop that is to blame, when known.
    by: Option<usize>,
}

/// Two positions reached by the same letters.
struct Twin {
    positions: (usize, usize),
    /// The twin before this one and the letter between; none where both begin.
    before: Option<(usize, usize)>,
}

/// The positions surely reachable from some others, nearest first.
struct Walk {
    order: Vec<usize>,
    /// By position, its place in the order.
    rank: Vec<Option<usize>>,
    /// By position, the one before it on the way.
    before: Vec<Option<usize>>,
}

impl Walk {
    /// The positions on a shortest way, without the first.
    fn path(&self, to: usize) -> Option<Vec<usize>> {
        self.rank[to]?;
        let mut path: Vec<usize> =
            std::iter::successors(Some(to), |&position| self.before[position]).collect();
        path.pop();
        path.reverse();
        Some(path)
    }
}

struct Search<'m> {
    machine: &'m Automaton,
    /// Those to use, the preferred ones first.
    letters: Vec<&'m Letter>,
    reach: Vec<Set>,
    fuel: Cell<usize>,
}

impl Search<'_> {
    fn burn(&self, steps: usize) -> Option<()> {
        self.fuel.set(self.fuel.get().checked_sub(steps)?);
        Some(())
    }

    /// The strongly connected components, each with its nearest positions first.
    fn components(&self, walk: &Walk) -> Vec<Vec<usize>> {
        let mut done = Set::default();
        let mut components = Vec::new();
        for &position in &walk.order {
            if !done.contains(position) && self.reach[position].contains(position) {
                let together = |other: &usize| self.is_cycle(position, *other);
                let component: Vec<usize> = walk.order.iter().copied().filter(together).collect();
                done = done | component.iter().copied().collect();
                components.push(component);
            }
        }
        components
    }

    fn is_cycle(&self, from: usize, to: usize) -> bool {
        self.reach[from].contains(to) && self.reach[to].contains(from)
    }

    /// The steps within a component that can be taken in several ways, nearest first.
    fn doubles(&self, walk: &Walk) -> Vec<Ambiguity> {
        let looping = |step: &&Double| walk.rank[step.from].is_some() && self.is_cycle(step.from, step.to);
        let mut doubles: Vec<&Double> = self.machine.doubles.iter().filter(looping).collect();
        doubles.sort_by_key(|step| walk.rank[step.from]);
        doubles.truncate(MAX_DOUBLES);
        doubles.into_iter().filter_map(|step| self.doubled(step)).collect()
    }

    fn doubled(&self, step: &Double) -> Option<Ambiguity> {
        let through = [step.from, step.to].into_iter().collect();
        let letters = vec![self.letter_of(step.to)?];
        Some(Ambiguity { from: step.from, to: step.to, letters, through, by: step.by })
    }

    fn is_character(&self, position: usize) -> bool {
        self.letter_of(position).is_some()
    }

    fn letter_of(&self, position: usize) -> Option<usize> {
        self.letters.iter().position(|letter| letter.sure.contains(position))
    }

    /// Looks in the product of a component with itself for a way from the diagonal off it and back.
    fn twins(&self, component: &[usize]) -> Option<Ambiguity> {
        let begin = |&position| Twin { positions: (position, position), before: None };
        let mut twins: Vec<Twin> = component.iter().map(begin).collect();
        let component: Set = component.iter().copied().collect();
        let mut seen = vec![Set::default(); self.reach.len()];
        let mut index = 0;
        while let Some(&Twin { positions: (left, right), .. }) = twins.get(index) {
            for (letter, read) in self.letters.iter().enumerate() {
                let next = [left, right].map(|position| self.machine.sure[position] & read.sure & component);
                if left != right
                    && let Some(to) = (next[0] & next[1]).iter().next()
                {
                    return Some(Self::trace(&twins, index, letter, to));
                }
                self.burn(1 + next[0].iter().count() * next[1].iter().count())?;
                let pairs = unseen_pairs(next, &mut seen).into_iter();
                twins.extend(pairs.map(|positions| Twin { positions, before: Some((index, letter)) }));
            }
            index += 1;
        }
        None
    }

    /// Collects what was read and passed on the way to `to`.
    fn trace(twins: &[Twin], last: usize, letter: usize, to: usize) -> Ambiguity {
        let mut letters = vec![letter];
        let mut through: Set = [to].into_iter().collect();
        let mut twin = &twins[last];
        loop {
            through.insert(twin.positions.0);
            through.insert(twin.positions.1);
            let Some((before, letter)) = twin.before else { break };
            letters.push(letter);
            twin = &twins[before];
        }
        letters.reverse();
        Ambiguity { from: twin.positions.0, to, letters, through, by: None }
    }

    fn attack(&self, walk: &Walk, ambiguity: &Ambiguity) -> Option<Exponential> {
        let mut prefix = self.letters_of(&walk.path(ambiguity.from)?)?;
        let back = self.walk([ambiguity.to].into_iter().collect()).path(ambiguity.from)?;
        let pump = [ambiguity.letters.clone(), self.letters_of(&back)?].concat();
        if pump.len() > MAX_PUMP {
            return None;
        }
        let through = ambiguity.through | back.into_iter().collect();
        let range = self.blame(ambiguity.by, through)?;
        let suffix = self.failing_suffix(self.after_pumps(&prefix, &pump)?)?;
        while prefix.ends_with(&pump) {
            prefix.truncate(prefix.len() - pump.len());
        }
        let [prefix, pump, suffix] = [prefix, pump, suffix].map(|letters| self.text(&letters));
        Some(Exponential { range, prefix, pump, suffix })
    }

    /// The states before the first character: `^` matches there, even repeatedly.
    fn at_start(&self, steps: &[Set]) -> Set {
        let initial = [Automaton::INITIAL].into_iter().collect();
        closure(initial, steps, self.machine.starts)
    }

    fn walk(&self, from: Set) -> Walk {
        let unseen = vec![None; self.reach.len()];
        let mut walk = Walk { order: from.iter().collect(), rank: unseen.clone(), before: unseen };
        let mut seen = from;
        let mut index = 0;
        while let Some(&position) = walk.order.get(index) {
            walk.rank[position] = Some(index);
            for next in self.machine.sure[position].iter() {
                if !seen.contains(next) && self.is_character(next) {
                    seen.insert(next);
                    walk.before[next] = Some(position);
                    walk.order.push(next);
                }
            }
            index += 1;
        }
        walk
    }

    fn letters_of(&self, positions: &[usize]) -> Option<Vec<usize>> {
        positions.iter().map(|&position| self.letter_of(position)).collect()
    }

    fn text(&self, letters: &[usize]) -> String {
        letters.iter().map(|&letter| self.letters[letter].sample).collect()
    }

    /// The given loop, otherwise the innermost one around all positions of the ambiguity.
    fn blame(&self, by: Option<usize>, through: Set) -> Option<Range<usize>> {
        let around = |body: &Range<usize>| through.iter().all(|position| body.contains(&position));
        let loops = &self.machine.loops;
        let innermost = || loops.iter().filter(|one| around(&one.body)).min_by_key(|one| one.body.len());
        by.map(|index| &loops[index]).or_else(innermost).map(|one| one.range.clone())
    }

    /// The states possible after the prefix and any number of pumps; `None` when a match may be complete
    /// by then, as the matcher would stop there.
    fn after_pumps(&self, prefix: &[usize], pump: &[usize]) -> Option<Set> {
        let start = Some(self.at_start(&self.machine.maybe)).filter(|set| self.is_open(*set))?;
        let mut all = self.read(start, prefix)?;
        loop {
            let more = all | self.read(all, pump)?;
            if more == all {
                return Some(all);
            }
            all = more;
        }
    }

    fn read(&self, states: Set, letters: &[usize]) -> Option<Set> {
        letters.iter().try_fold(states, |states, &letter| self.step(states, self.letters[letter]))
    }

    /// The states possible after one more letter, `None` when a match may then be complete.
    fn step(&self, states: Set, letter: &Letter) -> Option<Set> {
        let mut next = Set::default();
        for state in states.iter() {
            self.burn(1)?;
            next = next | self.machine.maybe[state];
        }
        Some(next & letter.maybe).filter(|set| self.is_open(*set))
    }

    fn is_open(&self, states: Set) -> bool {
        (states & self.machine.accepting).is_empty()
    }

    fn fails_at_end(&self, states: Set) -> bool {
        self.is_open(closure(states, &self.machine.maybe, self.machine.ends))
    }

    /// The shortest text after which no match is complete, whichever of `states` the matcher is in.
    fn failing_suffix(&self, states: Set) -> Option<Vec<usize>> {
        let mut tried = vec![(states, Vec::new())];
        let mut index = 0;
        while index < tried.len() {
            let (states, suffix) = tried[index].clone();
            if self.fails_at_end(states) {
                return Some(suffix);
            }
            for (letter, next) in self.letters.iter().enumerate() {
                let Some(next) = self.step(states, next) else {
                    continue;
                };
                if tried.len() < MAX_SETS && !tried.iter().any(|(known, _)| *known == next) {
                    tried.push((next, [suffix.as_slice(), &[letter]].concat()));
                }
            }
            index += 1;
        }
        None
    }
}

/// The pairs of two different positions that were not seen yet; their order does not matter.
fn unseen_pairs(next: [Set; 2], seen: &mut [Set]) -> Vec<(usize, usize)> {
    let [left, right] = next;
    let pairs = left.iter().flat_map(|a| right.iter().map(move |b| (a.min(b), a.max(b))));
    let mut is_new = |low: usize, high: usize| {
        let new = low != high && !seen[low].contains(high);
        seen[low].insert(high);
        new
    };
    pairs.filter(|&(low, high)| is_new(low, high)).collect()
}
