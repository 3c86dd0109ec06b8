//! Patterns that accept every text, and whether one sees that.

use super::parsed;

/// Pattern, and the length from which on it accepts every text.
const ANY: &[(&str, Option<usize>)] = &[
    ("", Some(0)),
    (".*", Some(0)),
    ("^.*$", Some(0)),
    ("^", Some(0)),
    ("^.+$", Some(1)),
    (".", Some(1)),
    (r"^[\s\S]*$", Some(0)),
    (r"^(.|\n)*$", Some(0)),
    (r"^(?:\w|\W)+$", Some(1)),
    ("^.{3,}$", Some(3)),
    ("[a-z]*", Some(0)),
    ("^[a-z]*", Some(0)),
    ("[a-z]*$", Some(0)),
    ("^[a-z]*$", None),
    ("^a|b*$", Some(0)),
    ("(abc)?", Some(0)),
    ("^$|.", Some(0)),
    ("^(foo|.*)$", Some(0)),
    ("^.*[a-z]?.*$", Some(0)),
    ("^a?.*$", Some(0)),
    ("^$", None),
    ("^.{0,100}$", None),
    ("^.{5}$", None),
    (r"\S", None),
    (r"^\S+$", None),
    (r".*\S.*", None),
    ("^[^/]*$", None),
    ("[a-z]+", None),
    ("^[a-z]+$", None),
    ("^(?!x).*$", None),
    (r"^.*\b.*$", None),
    ("^(..)*$", None),
    ("^[ -~]*$", None),
    (r"^\p{L}*$", None),
    ("https?://.+", None),
];

#[test]
fn patterns_that_accept_anything() {
    for &(text, expected) in ANY {
        assert_eq!(parsed(text).anything().map(|it| it.least), expected, "{text}");
    }
}

#[test]
fn patterns_that_say_so() {
    let says_so = |text| parsed(text).anything().map(|it| it.says_so);
    for text in ["", ".*", "^.+$", r"[\s\S]*", r"^[\w\d\s\S-]+$", "^(?:.*)$"] {
        assert_eq!(says_so(text), Some(true), "{text}");
    }
    for text in ["[a-z]*", "^a|b*$", r"^(?:[^|]*\|?)+$", r"^(\w|\W)*$"] {
        assert_eq!(says_so(text), Some(false), "{text}");
    }
}
