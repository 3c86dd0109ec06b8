//! Reads texts as a search does: a match may begin anywhere, and once one is complete the rest does not matter.
//!
//! Only sure steps are taken, so a match that is found is one; that none is found proves nothing.

use super::automaton::{Automaton, Letter, Set, closure};

/// Longer texts are not looked at.
const MAX_LENGTH: usize = 200;
/// How many states texts of one length may lead to.
const MAX_STATES: usize = 8;
/// A pattern that tells more letters apart is not one that accepts anything.
const MAX_LETTERS: usize = 64;
/// A dot does not match these, and nobody means them.
const LINE_ENDS: [char; 4] = ['\n', '\r', '\u{2028}', '\u{2029}'];

/// Where a search is after some text; `None` once it has found a match.
type State = Option<Set>;

/// The state before the first letter.
fn begin(machine: &Automaton) -> State {
    open(machine, closure(initial(), &machine.sure, machine.starts))
}

fn initial() -> Set {
    [Automaton::INITIAL].into_iter().collect()
}

fn open(machine: &Automaton, states: Set) -> State {
    (states & machine.surely_accepting).is_empty().then_some(states)
}

/// The state after one more letter.
fn read(machine: &Automaton, state: State, letter: &Letter) -> State {
    let next = state?.iter().fold(Set::default(), |all, it| all | machine.sure[it]);
    open(machine, (next & letter.sure) | initial())
}

/// Whether the text that led to a state matches, if nothing follows.
fn is_match(machine: &Automaton, state: State) -> bool {
    state.is_none_or(|it| open(machine, closure(it, &machine.sure, machine.ends)).is_none())
}

/// Letters but for line breaks.
fn letters(machine: &Automaton) -> impl Iterator<Item = &Letter> {
    machine.letters.iter().filter(|it| !LINE_ENDS.contains(&it.sample))
}

/// Whether all letters are the same to the pattern.
pub(super) fn reads_all_alike(machine: &Automaton) -> bool {
    letters(machine).nth(1).is_none()
}

/// The least length from which on every text surely matches.
pub(super) fn least_length_of_any(machine: &Automaton) -> Option<usize> {
    let letters: Vec<&Letter> = letters(machine).collect();
    if letters.len() > MAX_LETTERS {
        return None;
    }
    let mut level = vec![begin(machine)];
    let mut seen = Vec::new();
    let mut least = 0;
    while seen.len() < MAX_LENGTH {
        if !level.iter().all(|it| is_match(machine, *it)) {
            least = seen.len() + 1;
        }
        let next = next_level(machine, &level, &letters)?;
        if next.iter().any(|it| is_lost(machine, *it, &letters)) {
            return None;
        }
        seen.push(level);
        // From here on lengths lead to the same states again and again.
        if let Some(first) = seen.iter().position(|it| *it == next) {
            return (least <= first).then_some(least);
        }
        level = next;
    }
    None
}

/// Whether no text that begins like this surely matches, but perhaps this one.
fn is_lost(machine: &Automaton, state: State, letters: &[&Letter]) -> bool {
    let goes_on = |states: Set| {
        let next = states.iter().fold(Set::default(), |all, it| all | machine.sure[it]);
        letters.iter().any(|it| !(next & it.sure).is_empty())
    };
    state.is_some_and(|it| !goes_on(it))
}

/// The states after texts that are longer by one letter.
fn next_level(machine: &Automaton, level: &[State], letters: &[&Letter]) -> Option<Vec<State>> {
    let mut next: Vec<State> = Vec::new();
    for state in level {
        next.extend(letters.iter().map(|letter| read(machine, *state, letter)));
        next.sort_unstable();
        next.dedup();
        if next.len() > MAX_STATES {
            return None;
        }
    }
    Some(next)
}
