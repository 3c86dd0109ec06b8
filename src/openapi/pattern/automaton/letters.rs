//! The alphabet: one letter for all the characters that a pattern does not tell apart.

use super::Set;
use super::build::{FUEL, Label};

/// A character standing for all that the pattern does not tell apart.
pub(in crate::openapi::pattern) struct Letter {
    pub(in crate::openapi::pattern) sample: char,
    /// The positions that surely match it.
    pub(in crate::openapi::pattern) sure: Set,
    /// The positions that may match it.
    pub(in crate::openapi::pattern) maybe: Set,
}

/// One letter for each set of positions that some character matches.
pub(super) fn letters(labels: &[Label]) -> Option<Vec<Letter>> {
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
