//! What a branch changed: the texts where it began, and the lines that are new since.

use super::{LineIndex, Revision, SourceFile, Unreadable, offset};
use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeMap;
use std::iter;

/// Steps that one file may cost at most; what is left then counts as changed. No clock, so that results repeat.
const MAX_STEPS: usize = 1 << 28;

/// Files that were there when the branch began, by path from the project root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes(BTreeMap<String, Before>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Before {
    Same,
    Text(String),
}

/// What happened to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// All of it is new.
    New,
    /// Some of its lines, in order.
    Lines(Vec<Hunk>),
}

/// Lines that were added, or a place where lines were removed. Lines count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// The first line that is new; where none is, the line behind which others were removed.
    pub line: usize,
    /// New lines.
    pub count: usize,
}

impl Hunk {
    /// Whether it holds a line.
    #[must_use]
    pub const fn holds(self, line: usize) -> bool {
        self.line <= line && line < self.line + self.count
    }
}

impl Changes {
    /// Reads what files were at a revision. `folder` leads from the root of its repository to that of the project.
    ///
    /// # Errors
    /// When git cannot read a file that the revision has.
    pub fn since<'a>(
        revision: &Revision,
        folder: &str,
        files: impl Iterator<Item = &'a SourceFile>,
    ) -> Result<Self, String> {
        let mut changes = Self::default();
        for file in files {
            let path = file.path();
            let before = match revision.read(&format!("{folder}{path}")) {
                Ok(before) if before.text() == file.text() => Before::Same,
                Ok(before) => Before::Text(before.text().to_owned()),
                Err(Unreadable::Missing) => continue,
                Err(_) => return Err(format!("git cannot read `{path}` as it was")),
            };
            changes.0.insert(path.to_owned(), before);
        }
        Ok(changes)
    }

    /// What happened to a file; `None` if nothing.
    #[must_use]
    pub fn of(&self, file: &SourceFile) -> Option<Change> {
        match self.0.get(file.path()) {
            Some(Before::Same) => None,
            // Of a file that became unreadable there is no line to stand on.
            Some(Before::Text(_)) if file.text().is_empty() => Some(Change::New),
            Some(Before::Text(before)) => Some(Change::Lines(hunks(before, file.text()))),
            None => Some(Change::New),
        }
    }
}

/// What is new in a text. Lines are those of [`LineIndex`]; how they end does not count.
fn hunks(before: &str, after: &str) -> Vec<Hunk> {
    let mut known = FxHashMap::default();
    let (old, new) = (numbered(before, &mut known), numbered(after, &mut known));
    let mut hunks = Hunks { found: Vec::new(), steps: MAX_STEPS };
    let (mut from_old, mut from_new) = (0, 0);
    let ends = (old.len(), new.len());
    for (to_old, to_new) in anchors(&old, &new, known.len()).into_iter().chain(iter::once(ends)) {
        hunks.compare(&old[from_old..to_old], &new[from_new..to_new], from_new);
        (from_old, from_new) = (to_old + 1, to_new + 1);
    }
    hunks.found
}

/// The lines of a text, the same ones with the same number.
fn numbered<'a>(text: &'a str, known: &mut FxHashMap<&'a str, usize>) -> Vec<u32> {
    let lines = LineIndex::new(text);
    let is_last_empty = lines.range(text, lines.count() - 1).is_empty();
    let mut number = |line| {
        let next = known.len();
        offset(*known.entry(&text[lines.range(text, line)]).or_insert(next))
    };
    // What stands behind the last line break is no line.
    (0..lines.count() - usize::from(is_last_empty)).map(&mut number).collect()
}

/// Places of lines that both sides have just once, as many as have the same order on both.
fn anchors(old: &[u32], new: &[u32], count: usize) -> Vec<(usize, usize)> {
    let (in_old, in_new) = (only_places(old, count), only_places(new, count));
    let mut pairs: Vec<_> = iter::zip(in_old, in_new).filter_map(|(old, new)| old.zip(new)).collect();
    pairs.sort_unstable();
    longest_rise(&pairs)
}

/// Where each line stands that is there once.
fn only_places(lines: &[u32], count: usize) -> Vec<Option<usize>> {
    let mut places = vec![None; count];
    let mut counts = vec![0_u32; count];
    for (place, &line) in lines.iter().enumerate() {
        counts[line as usize] += 1;
        places[line as usize] = (counts[line as usize] == 1).then_some(place);
    }
    places
}

/// The longest part of pairs that rises on the second side, too.
fn longest_rise(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length, the pair with the lowest end; and the one before each pair.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| pairs[end].1 < pair.1);
        before.push(length.checked_sub(1).map(|it| ends[it]));
        ends.truncate(ends.len().max(length));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut rise: Vec<_> =
        iter::successors(ends.last().copied(), |&at| before[at]).map(|at| pairs[at]).collect();
    rise.reverse();
    rise
}

struct Hunks {
    found: Vec<Hunk>,
    steps: usize,
}

impl Hunks {
    /// Adds what is new in a part, which begins behind so many lines.
    fn compare(&mut self, old: &[u32], new: &[u32], behind: usize) {
        let head = iter::zip(old, new).take_while(|(old, new)| old == new).count();
        let (old, new, behind) = (&old[head..], &new[head..], behind + head);
        let tail = iter::zip(old.iter().rev(), new.iter().rev()).take_while(|(old, new)| old == new).count();
        let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
        if old.is_empty() || new.is_empty() {
            return self.add(behind, old.len(), new.len());
        }
        let lines = old.len() + new.len();
        let Some(left) = self.steps.checked_sub(lines.saturating_mul(lines)) else {
            return self.add(behind, old.len(), new.len());
        };
        self.steps = left;
        for change in capture_diff_slices(Algorithm::Myers, old, new) {
            if !matches!(change, DiffOp::Equal { .. }) {
                self.add(
                    behind + change.new_range().start,
                    change.old_range().len(),
                    change.new_range().len(),
                );
            }
        }
    }

    fn add(&mut self, behind: usize, removed: usize, count: usize) {
        if removed + count > 0 {
            self.found.push(Hunk { line: behind + usize::from(count > 0), count });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(before: &str, after: &str) -> Vec<(usize, usize)> {
        hunks(before, after).into_iter().map(|it| (it.line, it.count)).collect()
    }

    #[test]
    fn lines_that_are_new() {
        type Lines = &'static [(usize, usize)];
        let table: &[(&str, &str, Lines)] = &[
            ("a\nb\nc\n", "a\nx\nc\n", &[(2, 1)]),
            ("a\nb\nc\n", "a\nc\n", &[(1, 0)]),
            ("a\n", "x\ny\na\n", &[(1, 2)]),
            ("a\n", "a\nx\n", &[(2, 1)]),
            ("a\nb\n", "b\n", &[(0, 0)]),
            ("a\nb\na\nb\n", "a\nb\nx\na\nb\n", &[(3, 1)]),
            ("a\nb\nc\nd\n", "b\nc\nd\na\n", &[(0, 0), (4, 1)]),
            ("a\nb\n", "", &[(0, 0)]),
            ("", "a\nb", &[(1, 2)]),
        ];
        for (before, after, expected) in table {
            assert_eq!(found(before, after), *expected, "{before:?} {after:?}");
        }
    }

    #[test]
    fn lines_end_as_elsewhere() {
        assert_eq!(found("a\nb\n", "a\r\nb"), []);
        assert_eq!(found("a\rb\rc\n", "a\rb\rx\n"), [(3, 1)]);
    }

    #[test]
    fn what_costs_too_much_counts_as_changed() {
        let lines =
            |of: &dyn Fn(usize) -> usize| (0..20_000).map(|it| format!("{}\n", of(it))).collect::<String>();
        let (before, after) = (lines(&|it| it % 7), lines(&|it| it % 11));
        assert_eq!(found(&format!("a\n{before}b\n"), &format!("a\n{after}b\n")), [(9, 19_993)]);
    }
}
