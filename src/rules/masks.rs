//! Keeps secrets out of what is printed: whoever may read a build log need not be one who may read the document.

use super::secrets;
use aho_corasick::{AhoCorasick, MatchKind};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

/// Letters of a secret that are shown, so that it can be told from others.
const SHOWN: usize = 4;

static SEARCH: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(secrets::WORDS).ok());

/// The text with stars in the place of its secrets, byte for byte: what stands where does not change.
pub(crate) fn masked(text: &str) -> Cow<'_, str> {
    let mut found = found(text).peekable();
    if found.peek().is_none() {
        return text.into();
    }
    let mut masked = text.to_owned();
    for range in found {
        let secret = text.get(range.clone()).unwrap_or_default();
        masked.replace_range(range, &stars(secret));
    }
    masked.into()
}

/// Where secrets stand in a text.
fn found(text: &str) -> impl Iterator<Item = Range<usize>> {
    let hits = SEARCH.iter().flat_map(move |it| it.find_iter(text));
    let tokens = hits.filter_map(move |hit| {
        let (before, rest) = text.split_at_checked(hit.start())?;
        let word = secrets::WORDS.get(hit.pattern().as_usize())?;
        let (what, secret, _) = secrets::between(before, rest, word)?;
        // Of a private key the word is the first line, and the secret what follows.
        let start = if what == secrets::PRIVATE_KEY_NAME { hit.end() } else { hit.start() };
        Some(start..start + secret.len())
    });
    let signs = memchr::memchr_iter(b'@', text.as_bytes());
    let passwords =
        signs.filter_map(move |at| secrets::password_before(text, at).map(|it| at - it.len()..at));
    tokens.chain(passwords)
}

/// The beginning of a secret and stars; the letters between its lines are hidden, the lines stay.
fn stars(secret: &str) -> String {
    let is_shown = |number: usize, it: char| number < SHOWN || it.is_ascii_whitespace();
    let star = |(number, it): (usize, char)| {
        if is_shown(number, it) { it.to_string() } else { "*".repeat(it.len_utf8()) }
    };
    secret.chars().enumerate().map(star).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_masked_where_they_stand() {
        let key = ["AKIA", "Q3VHB7KX5WLM2RTZ"].concat();
        let text = format!("ä: {key}\nurl: https://joe:tr0ub4dor&3x@db.test/\n");
        let masked = masked(&text);
        assert_eq!(masked, "ä: AKIA****************\nurl: https://joe:tr0u********@db.test/\n");
        assert_eq!(masked.len(), text.len());
        assert!(matches!(super::masked("nothing here"), Cow::Borrowed(_)));
    }
}
