//! Texts that attack a pattern do so.

use super::matcher::{MAX_STEPS, count_steps};
use super::{TABLE, parsed};
use crate::openapi::pattern::{Exponential, Pattern};

fn attack_on(pattern: &Pattern) -> Exponential {
    pattern.exponential().unwrap_or_else(|| panic!("no attack on {}", pattern.text))
}

#[test]
fn attacks() {
    let cases = [
        ("^(a+)+$", "(a+)+", ["", "a", "!"]),
        ("^x(?:[a-z]+-?)*;", "(?:[a-z]+-?)*", ["x", "a", ""]),
        ("^start(?:x(a+)+y)*end$", "(a+)+", ["startx", "a", ""]),
        ("^(?:é|b+|ab|a)*$", "(?:é|b+|ab|a)*", ["", "b", "!"]),
        ("^(.*)*?$", "(.*)*?", ["", "a", "\n"]),
        ("^(a|a)*[^]?$", "(a|a)*", ["a", "aa", "!a"]),
    ];
    for (text, range, expected) in cases {
        let found = attack_on(&parsed(text));
        assert_eq!(&text[found.range], range, "{text}");
        assert_eq!([found.prefix, found.pump, found.suffix], expected, "{text}");
    }
}

/// Every attack of the table at least doubles the work of a backtracking matcher with each pump.
#[test]
fn attacks_are_real() {
    for (text, ..) in TABLE.iter().filter(|row| row.3) {
        let pattern = parsed(text);
        let attack = attack_on(&pattern);
        let steps = |pumps| {
            let Exponential { prefix, pump, suffix, .. } = &attack;
            count_steps(&pattern.root, &format!("{prefix}{}{suffix}", pump.repeat(pumps)))
        };
        // Faster growth than doubling would take too long to measure at the larger counts.
        let (few, many) = if steps(14) < MAX_STEPS / 8 { (14, 18) } else { (4, 8) };
        assert!(steps(many) > 8 * steps(few), "{text} {attack:?}: {} to {}", steps(few), steps(many));
    }
}
