//! Patterns for paths: `*` stands for any part of one step, `**` for any number of steps; nothing else is special.

/// Longest pattern, in bytes.
const MAX_LENGTH: usize = 1_000;

/// A pattern, ready to be compared. Time grows with the lengths of pattern and text, whatever they say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glob {
    text: String,
    tokens: Vec<Token>,
    /// Bytes up to the first star: what does not begin with them need not be looked at.
    literal: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Byte(u8),
    /// Any bytes but slashes.
    Step,
    /// Any bytes.
    Steps,
    /// The two that follow may be left out.
    Maybe,
}

/// Why no path of a file can match a pattern that was written for other tools, and what to write.
fn unmatchable(text: &str) -> Option<&'static str> {
    let has_choice = || text.split_once('{').is_some_and(|(_, it)| it.contains(',') && it.contains('}'));
    match () {
        () if text.contains('\\') => Some("steps of a path are parted by `/`"),
        () if text.split('/').any(str::is_empty) && !text.is_empty() => Some("a step of the path is empty"),
        () if text.split('/').any(|it| it == ".") => Some("a step of the path is `.`; leave it out"),
        () if text.contains('?') => Some("only `*` and `**` stand for other text, `?` does not"),
        () if text.starts_with('!') => Some("`!` has no meaning here; `include` and `exclude` are two lists"),
        () if has_choice() => Some("there are no choices in braces; write one pattern for each"),
        () => None,
    }
}

impl Glob {
    /// A pattern from its text.
    ///
    /// # Errors
    /// When it is empty or very long.
    pub fn new(text: &str) -> Result<Self, String> {
        if text.is_empty() || text.len() > MAX_LENGTH {
            return Err(format!("a pattern has 1 to {MAX_LENGTH} bytes"));
        }
        let literal = text.find('*').unwrap_or(text.len());
        Ok(Self { text: text.to_owned(), tokens: tokens(text.as_bytes()), literal })
    }

    /// A pattern for files: `dir` and `dir/` mean all that the folder holds.
    ///
    /// # Errors
    /// When it is empty, very long, leads out of the folder that it is relative to, or can match no path.
    pub fn for_files(text: &str) -> Result<Self, String> {
        let trimmed = text.strip_prefix("./").unwrap_or(text).trim_end_matches('/');
        if text.starts_with('/') || trimmed.split('/').any(|it| it == "..") {
            return Err("paths are relative to the folder of the configuration, and stay in it".to_owned());
        }
        match unmatchable(trimmed) {
            Some(message) => Err(message.to_owned()),
            None => Self::new(trimmed),
        }
    }

    /// The pattern as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the pattern describes the whole text.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        self.reaches_end(text, false)
    }

    /// Whether the pattern describes a file's path or that of a folder around it.
    #[must_use]
    pub fn holds(&self, path: &str) -> bool {
        self.reaches_end(path, true)
    }

    /// Goes through the text with all places of the pattern at once that what came before may lead to.
    fn reaches_end(&self, text: &str, may_be_folder: bool) -> bool {
        if !text.as_bytes().starts_with(&self.text.as_bytes()[..self.literal]) {
            return false;
        }
        let end = self.tokens.len();
        let mut places = vec![false; end + 1];
        self.enter(&mut places, self.literal);
        for &byte in &text.as_bytes()[self.literal..] {
            if may_be_folder && byte == b'/' && places[end] {
                return true;
            }
            let mut next = vec![false; end + 1];
            for place in (0..end).filter(|&it| places[it]) {
                match self.tokens[place] {
                    Token::Byte(it) if it == byte => self.enter(&mut next, place + 1),
                    Token::Step if byte != b'/' => self.enter(&mut next, place),
                    Token::Steps => self.enter(&mut next, place),
                    _ => {}
                }
            }
            places = next;
        }
        places[end]
    }

    /// Marks a place, and those that lie behind what may stand for nothing.
    fn enter(&self, places: &mut [bool], place: usize) {
        let mut pending = vec![place];
        while let Some(place) = pending.pop() {
            if std::mem::replace(&mut places[place], true) {
                continue;
            }
            match self.tokens.get(place) {
                Some(Token::Step | Token::Steps) => pending.push(place + 1),
                Some(Token::Maybe) => pending.extend([place + 1, place + 3]),
                _ => {}
            }
        }
    }
}

fn tokens(mut text: &[u8]) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len());
    while let Some((&first, rest)) = text.split_first() {
        let begins_step = matches!(tokens.last(), None | Some(Token::Byte(b'/')));
        text = match text {
            [b'*', b'*', b'/', rest @ ..] if begins_step => {
                tokens.extend([Token::Maybe, Token::Steps, Token::Byte(b'/')]);
                rest
            }
            [b'*', b'*', rest @ ..] => {
                tokens.push(Token::Steps);
                rest
            }
            _ => {
                tokens.push(if first == b'*' { Token::Step } else { Token::Byte(first) });
                rest
            }
        };
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        let table = [
            ("api/*.yaml", "api/a.yaml", true),
            ("api/*.yaml", "api/b/a.yaml", false),
            ("api/**.yaml", "api/b/a.yaml", true),
            ("api/**/a.yaml", "api/a.yaml", true),
            ("api/**/a.yaml", "api/b/c/a.yaml", true),
            ("api/**/a.yaml", "api/b/ca.yaml", false),
            ("**/vendor", "vendor", true),
            ("**/vendor", "a/vendor", true),
            ("**/vendor", "a/unvendor", false),
            ("/users/{id}", "/users/{id}", true),
            ("/users/*", "/users/{id}", true),
            ("/users/*", "/users/{id}/keys", false),
            ("/users/**", "/users/{id}/keys", true),
            ("*", "é", true),
            ("", "x", false),
        ];
        for (pattern, text, expected) in table {
            let found = Glob::new(pattern).is_ok_and(|it| it.is_match(text));
            assert_eq!(found, expected, "{pattern} {text}");
        }
    }

    #[test]
    fn folders_hold_files() {
        let holds = |pattern: &str, path: &str| Glob::for_files(pattern).unwrap().holds(path);
        assert!(holds("vendor/", "vendor/a/b.yaml") && holds("./a/*", "a/b/c/d.yaml"));
        assert!(!holds("vendor", "vendors/a.yaml") && !holds("vendor", "a/vendor/b.yaml"));
        assert!(Glob::for_files("../a").is_err() && Glob::for_files("/a").is_err());
    }

    #[test]
    fn stars_do_not_explode() {
        let glob = Glob::new(&"**a*".repeat(200)).unwrap();
        assert!(!glob.is_match(&"a".repeat(150)));
    }
}
