//! Texts as SARIF's readers want them: sentences, links, names, URIs.

use serde_sarif::sarif::MultiformatMessageString;

/// A text without markup.
pub(super) fn plain(text: impl Into<String>) -> MultiformatMessageString {
    MultiformatMessageString::builder().text(text).build()
}

/// A message of a rule as a sentence: with a capital, names in single quotes, and a full stop.
pub(super) fn sentence(message: &str) -> String {
    let text = quoted(message);
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let end = if text.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}

/// Names in single quotes, and nothing that a reader would take for a link.
fn quoted(message: &str) -> String {
    message.replace('`', "'").replace("](", "] (")
}

/// A link from a message to a related location.
pub(super) fn link(text: &str, id: i64) -> String {
    let text = text.replace('`', "'").replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
    format!("[{text}]({id})")
}

/// `UnboundedArray` for `unbounded-array`.
pub(super) fn pascal_case(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
    };
    name.split('-').map(word).collect()
}

/// The first paragraph of a text on one line: as many of its sentences as `most` characters hold.
pub(super) fn opening(text: &str, most: usize) -> String {
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    let line = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line.char_indices().nth(most) else { return line };
    let whole = line[..end].rfind(". ").map_or(end, |stop| stop + 1);
    line[..whole].to_owned()
}

/// A path as a relative URI: what is not letter, digit, `/` or one of `-._~` is written as its bytes.
pub(super) fn uri(path: &str) -> String {
    let encoded = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    path.bytes().map(encoded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_percent_encoded() {
        assert_eq!(uri("apis/pet_store-1.0~b.yaml"), "apis/pet_store-1.0~b.yaml");
        assert_eq!(uri("a b/c:d%[#?].yaml"), "a%20b/c%3Ad%25%5B%23%3F%5D.yaml");
        assert_eq!(uri("名/😀"), "%E5%90%8D/%F0%9F%98%80");
    }

    #[test]
    fn names_in_pascal_case() {
        assert_eq!(pascal_case("api-key-in-query"), "ApiKeyInQuery");
        assert_eq!(pascal_case("x"), "X");
    }

    #[test]
    fn messages_become_sentences() {
        assert_eq!(sentence("array `ids` has no `maxItems`"), "Array 'ids' has no 'maxItems'.");
        assert_eq!(sentence("`^[a](1)` is loose."), "'^[a] (1)' is loose.");
        assert_eq!(link("`a[0]`", 2), "['a\\[0\\]'](2)");
    }

    #[test]
    fn openings_end_with_a_sentence() {
        assert_eq!(opening("One thing.\nTwo things. Three.\n\nMore.", 99), "One thing. Two things. Three.");
        assert_eq!(opening("One thing. Two things. Three.", 26), "One thing. Two things.");
        assert_eq!(opening("éééé", 3), "ééé");
    }
}
