//! What makes a `pattern` no regular expression of ECMA-262, or one that means something else than its author thinks.
//!
//! Only what is surely wrong is found: engines differ in how much of the old syntax of the web they take, so an
//! escaped `\-` or a lone `{` is none of our business.

use super::parse::MAX_BYTES;
use std::borrow::Cow;
use std::ops::Range;

/// A piece of a pattern, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternFault {
    /// Where it is in the pattern, in bytes.
    pub range: Range<usize>,
    /// What is wrong, in words that follow the piece.
    pub reason: Cow<'static, str>,
}

/// Beginnings of groups, behind `(?`, that ECMA-262 does not have.
const GROUPS: [(&str, &str); 12] = [
    ("P<", "is a named group as Python writes it; ECMA-262 wants `(?<`"),
    ("P=", "is a back reference as Python writes it; ECMA-262 wants `\\k<`"),
    ("P>", "is a recursion, which ECMA-262 does not have"),
    ("'", "is a named group as Perl writes it; ECMA-262 wants `(?<`"),
    (">", "is an atomic group, which ECMA-262 does not have"),
    ("|", "resets groups, which ECMA-262 does not have"),
    ("#", "is a comment, which ECMA-262 does not have"),
    ("(", "is a condition, which ECMA-262 does not have"),
    ("R", "is a recursion, which ECMA-262 does not have"),
    ("&", "is a recursion, which ECMA-262 does not have"),
    ("0", "is a recursion, which ECMA-262 does not have"),
    ("1", "is a recursion, which ECMA-262 does not have"),
];

/// Letters behind a backslash that mean something elsewhere, and nothing in ECMA-262.
const ESCAPES: [(char, &str); 10] = [
    ('A', "is no start of the text in ECMA-262; write `^`"),
    ('Z', "is no end of the text in ECMA-262; write `$`"),
    ('z', "is no end of the text in ECMA-262; write `$`"),
    ('G', "is no anchor in ECMA-262"),
    ('Q', "quotes nothing in ECMA-262"),
    ('E', "quotes nothing in ECMA-262"),
    ('h', "is no class of spaces in ECMA-262"),
    ('R', "is no line break in ECMA-262"),
    ('X', "is no character of several code points in ECMA-262"),
    ('K', "resets no match in ECMA-262"),
];

/// Letters and digits that may stand behind a backslash.
const KNOWN: &str = "bBcdDsSwWtnvfrxukpP0123456789";

/// Properties as Java and POSIX name them, which ECMA-262 does not know.
const PROPERTIES: [&str; 9] =
    ["Alnum", "Blank", "Cntrl", "Digit", "Graph", "Print", "Punct", "Space", "XDigit"];

/// What is wrong with a pattern, if that is sure; nothing is said of one that is too long.
pub(super) fn find(text: &str) -> Option<PatternFault> {
    if text.len() > MAX_BYTES {
        return None;
    }
    delimited(text).or_else(|| Scanner { text, at: 0, open: Vec::new(), before: Before::Nothing }.run().err())
}

/// A pattern between slashes, as programs write it: the slashes are characters of it, and nothing stands before `^`.
fn delimited(text: &str) -> Option<PatternFault> {
    let (inside, flags) = text.strip_prefix("/^")?.rsplit_once('/')?;
    let is_flag = |it: char| it.is_ascii_lowercase();
    let reason = Cow::Borrowed("stands between slashes, which are taken for characters, so no text matches");
    (inside.ends_with('$') && flags.chars().all(is_flag))
        .then_some(PatternFault { range: 0..text.len(), reason })
}

/// What stands before the place that we look at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing that can be repeated.
    Nothing,
    /// Something that can.
    Atom,
    /// A repetition.
    Quantifier,
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    /// Places of groups that are open.
    open: Vec<usize>,
    before: Before,
}

type Step = Result<(), PatternFault>;

impl Scanner<'_> {
    fn run(mut self) -> Step {
        while let Some(next) = self.peek() {
            self.step(next)?;
        }
        match self.open.last() {
            Some(&at) => fault(at..at + 1, "is never closed"),
            None => Ok(()),
        }
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn step(&mut self, next: char) -> Step {
        let start = self.at;
        match next {
            '\\' => return self.escape(),
            '[' => return self.bracket(),
            '(' => return self.group(),
            '*' | '+' | '?' => return self.quantifier(1),
            '{' => return self.brace(),
            ')' if self.open.pop().is_none() => return fault(start..start + 1, "closes no group"),
            _ => {}
        }
        self.at += next.len_utf8();
        self.before = if matches!(next, '^' | '$' | '|') { Before::Nothing } else { Before::Atom };
        Ok(())
    }

    fn escape(&mut self) -> Step {
        let start = self.at;
        let Some(letter) = self.rest().chars().nth(1) else {
            return fault(start..start + 1, "at the end escapes nothing");
        };
        self.at += 1 + letter.len_utf8();
        self.before = if matches!(letter, 'b' | 'B') { Before::Nothing } else { Before::Atom };
        let range = start..self.at;
        if let Some((_, reason)) = ESCAPES.iter().find(|it| it.0 == letter) {
            return fault(range, *reason);
        }
        if letter.is_ascii_alphanumeric() && !KNOWN.contains(letter) {
            return fault(range, "is no escape in ECMA-262");
        }
        match letter {
            'x' if self.rest().starts_with('{') => {
                fault(range, "wants two digits in ECMA-262; with braces it is `\\u{`")
            }
            'p' | 'P' => self.property(start),
            _ => Ok(()),
        }
    }

    fn property(&mut self, start: usize) -> Step {
        let Some(inside) = self.rest().strip_prefix('{') else {
            return fault(start..self.at, "wants its property in braces in ECMA-262");
        };
        let Some((name, _)) = inside.split_once('}') else {
            return fault(start..self.at, "has an opening brace that is never closed");
        };
        let end = self.at + name.len() + 2;
        let is_java = ["Is", "In", "java"]
            .iter()
            .any(|it| name.strip_prefix(it).is_some_and(|it| it.starts_with(char::is_uppercase)));
        if is_java || PROPERTIES.contains(&name) {
            return fault(start..end, "names a property that ECMA-262 does not know");
        }
        self.at = end;
        Ok(())
    }

    fn group(&mut self) -> Step {
        let start = self.at;
        self.open.push(start);
        self.at += 1;
        self.before = Before::Nothing;
        let Some(inside) = self.rest().strip_prefix('?') else { return Ok(()) };
        if let Some((kind, reason)) = GROUPS.iter().find(|it| inside.starts_with(it.0)) {
            return fault(start..start + 2 + kind.len(), *reason);
        }
        let flags = inside.find(|it: char| !it.is_ascii_alphabetic() && it != '-').unwrap_or(inside.len());
        if flags > 0 && inside[flags..].starts_with(')') {
            return fault(start..start + 3 + flags, "sets flags, which ECMA-262 does not have");
        }
        // What follows the question mark is no repetition.
        self.at += 1;
        self.at += self.rest().chars().next().map_or(0, char::len_utf8);
        Ok(())
    }

    fn brace(&mut self) -> Step {
        let inside = self.rest().get(1..).unwrap_or_default();
        let length = inside.find(|it: char| !it.is_ascii_digit() && it != ',').unwrap_or(inside.len());
        let counts = inside.get(..length).unwrap_or_default();
        let range = self.at..self.at + length + 2;
        let is_closed = inside[length..].starts_with('}');
        let (min, max) = counts.split_once(',').unwrap_or((counts, counts));
        let is_number = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
        match () {
            () if is_closed && min.is_empty() && is_number(max) => {
                fault(range, "has no least number, so it is no repetition in ECMA-262")
            }
            () if !is_closed || !is_number(min) || !(max.is_empty() || is_number(max)) => {
                self.at += 1;
                self.before = Before::Atom;
                Ok(())
            }
            () if is_number(max) && is_less(max, min) => fault(range, "has its numbers in the wrong order"),
            () => self.quantifier(length + 2),
        }
    }

    fn quantifier(&mut self, length: usize) -> Step {
        let range = self.at..self.at + length;
        match self.before {
            Before::Nothing => return fault(range, "repeats nothing"),
            Before::Quantifier if self.rest().starts_with('+') => {
                return fault(range, "makes a repetition possessive, which ECMA-262 does not have");
            }
            Before::Quantifier => return fault(range, "repeats a repetition"),
            Before::Atom => {}
        }
        self.at += length;
        if self.rest().starts_with('?') {
            self.at += 1;
        }
        self.before = Before::Quantifier;
        Ok(())
    }

    /// A class in brackets.
    fn bracket(&mut self) -> Step {
        let start = self.at;
        self.at += 1;
        if self.rest().starts_with('^') {
            self.at += 1;
        }
        let (mut low, mut has_dash) = (None, false);
        loop {
            let Some(next) = self.peek() else { return fault(start..start + 1, "is never closed") };
            if next == ']' {
                break;
            }
            if next == '-' && low.is_some() && !has_dash && !self.rest().starts_with("-]") {
                has_dash = true;
                self.at += 1;
                continue;
            }
            self.posix()?;
            let member = self.at;
            let point = self.member(next)?;
            match (low.take(), point) {
                (Some((from, low)), Some(high)) if has_dash && high < low => {
                    return fault(from..self.at, "is a range in the wrong order");
                }
                _ if has_dash => has_dash = false,
                (_, point) => low = point.map(|it| (member, it)),
            }
        }
        self.at += 1;
        self.before = Before::Atom;
        Ok(())
    }

    /// One member of a class: its character, if it is one.
    fn member(&mut self, next: char) -> Result<Option<char>, PatternFault> {
        if next != '\\' {
            self.at += next.len_utf8();
            return Ok(Some(next));
        }
        let letter = self.rest().chars().nth(1);
        self.escape()?;
        Ok(letter.filter(|it| !it.is_ascii_alphanumeric()))
    }

    /// `[:alpha:]` is a class of POSIX; here it is a list of letters.
    fn posix(&self) -> Step {
        let Some(inside) = self.rest().strip_prefix("[:") else { return Ok(()) };
        // Not the whole rest: a class may hold many that are never closed.
        let behind = inside.trim_start_matches('^').trim_start_matches(|it: char| it.is_ascii_lowercase());
        let length = inside.len() - behind.len();
        if length == 0 || !behind.starts_with(":]") {
            return Ok(());
        }
        fault(self.at..self.at + length + 4, "is no class in ECMA-262 but a list of its letters")
    }
}

fn is_less(one: &str, other: &str) -> bool {
    let number = |it: &str| it.parse().unwrap_or(u64::MAX);
    number(one) < number(other)
}

fn fault(range: Range<usize>, reason: impl Into<Cow<'static, str>>) -> Step {
    Err(PatternFault { range, reason: reason.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_patterns() {
        let table = [
            "",
            "^[a-z]+$",
            r"^\d{3}-\d{4}$",
            "a{",
            "a{,b}",
            "{}",
            r"\-\_\@",
            "[]abc]",
            "[^]",
            "[a-]",
            "[-a]",
            r"[\w-z]",
            r"^(?<year>\d{4})(?:-|/)(?=x)(?!y)(?<=z)(?<!q)$",
            "(?i:a)",
            "a+?b*?c??d{2}?",
            r"\p{L}\P{Lu}",
            r"\u{1F600}",
            "[+--]",
            "[$-_]",
            r"[\]-a]",
            "[[:]",
            "/a/",
            r"\/^a",
            "(a|b|)",
            "(?=a)*",
            "x{2,10}",
            r"[a\-z]",
            r"[z\-a]",
            "é[à-ü]",
        ];
        for text in table {
            assert_eq!(find(text), None, "{text}");
        }
    }

    #[test]
    fn long_patterns() {
        assert_eq!(find(&format!("[{}]*+", "[:a".repeat(MAX_BYTES))), None);
        assert!(find(&format!("[{}]*+", "[:a".repeat(MAX_BYTES / 4))).is_some());
    }

    #[test]
    fn faulty_patterns() {
        let table = [
            ("(a", "("),
            ("a)", ")"),
            ("[a", "["),
            ("*a", "*"),
            ("a|+", "+"),
            ("a**", "*"),
            ("a++", "+"),
            ("a{2}{3}", "{3}"),
            ("a{3,2}", "{3,2}"),
            ("a{,3}", "{,3}"),
            ("[z-a]", "z-a"),
            (r"a\", r"\"),
            (r"\Aa\Z", r"\A"),
            (r"a\z", r"\z"),
            ("(?i)a", "(?i)"),
            ("(?P<a>b)", "(?P<"),
            ("(?>a)", "(?>"),
            ("[[:alpha:]]+", "[:alpha:]"),
            (r"\pL", r"\p"),
            (r"\p{Alnum}", r"\p{Alnum}"),
            (r"\p{IsLatin}", r"\p{IsLatin}"),
            (r"\x{41}", r"\x"),
            ("/^a$/i", "/^a$/i"),
            ("^*", "*"),
            (r"\ya", r"\y"),
            ("(?-i)a", "(?-i)"),
            ("é(", "("),
        ];
        for (text, piece) in table {
            let found = find(text).map(|it| text[it.range].to_owned());
            assert_eq!(found.as_deref(), Some(piece), "{text}");
        }
    }
}
