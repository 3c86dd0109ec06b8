//! Matching: every way through the steps is followed at once, so that it takes linear time.

use super::budget::{Budget, ExpansionError};
use super::fragment::{Kind, can_begin};
use super::input::{Input, Place};
use super::program::{Program, Step};
use super::unit::{begins_alike, unit_len};
use crate::code::Token;

/// What a variable is bound to.
#[derive(Clone, Debug)]
pub(super) enum Bound<'a> {
    /// A fragment.
    One(Kind, &'a [Token]),
    /// What it is bound to in each iteration.
    Many(Vec<Self>),
}

/// Names of variables with what they are bound to.
pub(super) type Bindings<'a, 'p> = Vec<(&'p str, Bound<'a>)>;

/// A way through the steps. What it did is a list in [`Search::log`], last first.
#[derive(Clone, Copy)]
struct Thread {
    step: usize,
    log: Option<usize>,
}

enum Event<'a> {
    /// A repetition began at this step.
    Repeat(usize),
    /// The variable of this number is bound.
    Bind(usize, &'a [Token]),
}

struct Search<'a, 'p> {
    program: &'p Program<'p>,
    log: Vec<(Option<usize>, Event<'a>)>,
    /// For each step the last round in which a thread came to it.
    seen: Vec<usize>,
}

/// Where threads stand before a token.
#[derive(Default)]
struct Round {
    /// The token is matched: where they go on behind it.
    next: Vec<Thread>,
    /// They want a fragment.
    fragments: Vec<(Thread, usize)>,
    /// The call ends, and so does the rule.
    done: Option<Thread>,
}

/// What the variables of a rule are bound to, if it matches.
pub(super) fn run<'a, 'p>(
    program: &'p Program<'p>,
    input: &mut Input<'a>,
    budget: &mut Budget,
) -> Result<Option<Bindings<'a, 'p>>, ExpansionError> {
    let mut search = Search { program, log: Vec::new(), seen: vec![0; program.steps.len()] };
    let mut threads = vec![Thread { step: 0, log: None }];
    let (mut at, mut number) = (0, 0);
    loop {
        number += 1;
        let mut round = Round::default();
        while let Some(thread) = threads.pop() {
            budget.steps(1)?;
            if search.is_first(thread.step, number) {
                search.follow(thread, input.place(at), &mut threads, &mut round);
            }
        }
        if let Some(done) = round.done {
            return Ok(Some(search.bindings(done.log)));
        }
        match (round.fragments.as_slice(), round.next.is_empty()) {
            (&[(thread, variable)], true) => {
                let Some((thread, behind)) = search.bind(thread, variable, input, at) else {
                    return Ok(None);
                };
                threads.push(thread);
                at = behind;
            }
            ([], false) => {
                threads = round.next;
                at += width(input.place(at));
            }
            _ => return Ok(None),
        }
    }
}

/// How much of the row a matched token takes.
fn width(place: Place<'_>) -> usize {
    match place {
        Place::Leaf(rest) => unit_len(rest),
        _ => 1,
    }
}

impl<'a, 'p> Search<'a, 'p> {
    fn is_first(&mut self, step: usize, round: usize) -> bool {
        self.seen.get_mut(step).is_some_and(|it| std::mem::replace(it, round) != round)
    }

    fn note(&mut self, thread: Thread, event: Event<'a>, step: usize) -> Thread {
        self.log.push((thread.log, event));
        Thread { step, log: self.log.len().checked_sub(1) }
    }

    fn follow(&mut self, thread: Thread, place: Place<'a>, threads: &mut Vec<Thread>, round: &mut Round) {
        let go = |step| Thread { step, ..thread };
        let behind = go(thread.step + 1);
        match (self.program.steps.get(thread.step), place) {
            (Some(Step::Token(token)), Place::Leaf(rest)) if begins_alike(token, rest) => {
                round.next.push(behind);
            }
            (Some(Step::Open(delimiter)), Place::Open(it, ..)) if it == *delimiter => round.next.push(behind),
            (Some(Step::Close(delimiter)), Place::Close(it)) if it == *delimiter => round.next.push(behind),
            (Some(&Step::Fragment(variable)), _) => self.fragment(thread, variable, place, threads, round),
            (Some(&Step::Repeat { is_optional, end, .. }), _) => {
                let inside = self.note(thread, Event::Repeat(thread.step), thread.step + 1);
                threads.push(inside);
                threads.extend(is_optional.then_some(Thread { step: end, ..inside }));
            }
            (Some(Step::Again(begin)), _) => {
                threads.push(behind);
                threads.extend(begin.map(go));
            }
            (Some(Step::Separator(token, begin)), _) => {
                threads.push(behind);
                let is_met = matches!(place, Place::Leaf(rest) if begins_alike(token, rest));
                round.next.extend(is_met.then_some(go(*begin)));
            }
            (Some(Step::End), Place::End) => round.done = Some(thread),
            _ => {}
        }
    }

    fn fragment(
        &mut self,
        thread: Thread,
        variable: usize,
        place: Place<'a>,
        threads: &mut Vec<Thread>,
        round: &mut Round,
    ) {
        let kind = self.kind(variable);
        if can_begin(kind, place.rest()) {
            round.fragments.push((thread, variable));
        } else if kind == Kind::Visibility {
            threads.push(self.note(thread, Event::Bind(variable, &[]), thread.step + 1));
        }
    }

    fn kind(&self, variable: usize) -> Kind {
        self.program.variables.get(variable).map_or(Kind::Tree, |it| it.kind)
    }

    fn bind(
        &mut self,
        thread: Thread,
        variable: usize,
        input: &mut Input<'a>,
        at: usize,
    ) -> Option<(Thread, usize)> {
        let count = input.extent(at, self.kind(variable))?;
        let tokens = input.place(at).rest().get(..count)?;
        let thread = self.note(thread, Event::Bind(variable, tokens), thread.step + 1);
        Some((thread, input.skip(at, count)))
    }

    /// What a thread's list says, from its begin.
    fn bindings(&self, log: Option<usize>) -> Bindings<'a, 'p> {
        let events = std::iter::successors(log.and_then(|it| self.log.get(it)), |it| self.log.get(it.0?));
        let events: Vec<&Event<'a>> = events.map(|it| &it.1).collect();
        let mut bound: Vec<_> =
            self.program.variables.iter().map(|it| (it.name, Bound::Many(Vec::new()))).collect();
        for event in events.into_iter().rev() {
            self.replay(event, &mut bound);
        }
        bound
    }

    fn replay(&self, event: &Event<'a>, bound: &mut Bindings<'a, 'p>) {
        match event {
            Event::Bind(number, tokens) => {
                let Some(variable) = self.program.variables.get(*number) else { return };
                put(bound, *number, variable.depth, Bound::One(variable.kind, tokens));
            }
            Event::Repeat(step) => {
                let Some(Step::Repeat { variables, depth, .. }) = self.program.steps.get(*step) else {
                    return;
                };
                for number in variables.clone() {
                    put(bound, number, *depth, Bound::Many(Vec::new()));
                }
            }
        }
    }
}

/// Adds to the last iteration of a variable, so many repetitions deep.
fn put<'a>(bound: &mut Bindings<'a, '_>, variable: usize, depth: usize, value: Bound<'a>) {
    let Some((_, mut target)) = bound.get_mut(variable).map(|it| ((), &mut it.1)) else { return };
    for _ in 1..depth {
        target = match target {
            Bound::Many(iterations) => match iterations.last_mut() {
                Some(it) => it,
                None => return,
            },
            Bound::One(..) => return,
        };
    }
    match target {
        Bound::Many(iterations) if depth > 0 => iterations.push(value),
        _ => *target = value,
    }
}
