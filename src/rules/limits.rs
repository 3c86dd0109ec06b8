//! Limits that a description states in words: how many, and how large.

use super::words;
use crate::openapi::{MediaType, Model, Operation, Schema};
use crate::syntax::{Kind, Node};

/// Words behind which a greatest value stands.
const MOST: [&str; 14] = [
    "capped",
    "ceiling",
    "coerced",
    "exceed",
    "exceeding",
    "exceeds",
    "limited",
    "max",
    "maximal",
    "maximum",
    "maxitems",
    "most",
    "than",
    "upto",
];

/// Words behind which a least and a greatest value stand.
const RANGES: [&str; 4] = ["between", "from", "range", "values"];

/// Words that end the search for it: what follows is another number, or says what the thing is.
const OTHERS: [&str; 8] = ["default", "defaults", "example", "fetch", "min", "minimum", "retrieve", "return"];

/// Words behind a number that say that it is the greatest.
const GREATEST: [&str; 3] = ["max", "maximal", "maximum"];

/// How many words further on the number stands at most.
const NEAR: usize = 8;

/// How many words behind `100 is` the word stands that makes it the greatest.
const FAR: usize = 8;

/// Units of the time after which a caller may come back.
const TIMES: [&str; 6] = ["hour", "hours", "minute", "minutes", "second", "seconds"];

/// Words by which a text speaks of limits on calls.
const CALL_LIMITS: [&str; 7] = [
    " calls per ",
    " rate limit",
    " ratelimit",
    " requests per ",
    " throttled ",
    " throttling ",
    " too many requests ",
];

/// How far outwards the parameter of a schema is looked for.
const MOST_STEPS: usize = 8;

/// Units of size, as they stand behind a number or are glued to it.
const UNITS: [&str; 16] = [
    "byte",
    "bytes",
    "gb",
    "gib",
    "gigabyte",
    "gigabytes",
    "kb",
    "kib",
    "kilobyte",
    "kilobytes",
    "mb",
    "mib",
    "megabyte",
    "megabytes",
    "mo",
    "megs",
];

/// Whether a text states a greatest number: `maximum 100`, `up to 20 items`, `between 1 and 50`.
pub(super) fn states_most(text: &str) -> bool {
    if !has_digit(text) {
        return false;
    }
    let words: Vec<&str> = words::words(text).collect();
    (0..words.len()).any(|at| begins_limit(&words[at..]))
}

fn begins_limit(words: &[&str]) -> bool {
    let Some((first, behind)) = words.split_first() else { return false };
    let is_up_to = first.eq_ignore_ascii_case("up") && behind.first().is_some_and(|it| is_in(it, &["to"]));
    let numbers =
        behind.iter().take(NEAR).take_while(|it| !is_in(it, &OTHERS)).filter(|it| is_number(it)).count();
    (numbers > 0 && (is_up_to || is_in(first, &MOST)))
        || (numbers > 1 && is_in(first, &RANGES))
        || is_greatest(first, behind)
}

/// `1000 is the default as well as the maximum`
fn is_greatest(number: &str, behind: &[&str]) -> bool {
    let is = behind.first().is_some_and(|it| is_in(it, &["is"]));
    is && is_number(number) && behind.iter().take(FAR).any(|it| is_in(it, &GREATEST))
}

fn is_in(word: &str, list: &[&str]) -> bool {
    list.iter().any(|it| word.eq_ignore_ascii_case(it))
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|it| it.is_ascii_digit())
}

fn is_number(word: &str) -> bool {
    word.starts_with(|it: char| it.is_ascii_digit())
}

/// Whether a text states a size: `10 MB`, `512KiB`, `1048576 bytes`.
pub(super) fn states_size(text: &str) -> bool {
    if !has_digit(text) {
        return false;
    }
    let mut is_behind_number = false;
    text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).any(|word| {
        let letters = word.trim_start_matches(|it: char| it.is_ascii_digit());
        let has_number = letters.len() < word.len();
        let found = (has_number || is_behind_number) && is_in(letters, &UNITS);
        is_behind_number = has_number;
        found
    })
}

/// Whether a response header says when the caller may come back.
pub(super) fn is_reset_header(name: &str) -> bool {
    let name: String =
        name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    name.ends_with("retryafter")
        || name == "ratelimit"
        || (name.contains("limit") && (name.contains("reset") || name.contains("retry")))
}

/// Whether a text names the header that says so.
pub(super) fn names_retry_after(text: &str) -> bool {
    text.to_ascii_lowercase().replace(['-', ' ', '_'], "").contains("retryafter")
}

/// Whether a text says when to come back: `in a minute`, `wait 30 seconds`.
pub(super) fn states_wait(text: &str) -> bool {
    let words: Vec<&str> = words::words(text).collect();
    words.windows(3).any(|it| {
        let counts = is_number(it[1]) || is_in(it[1], &["a", "an", "one"]);
        is_in(it[0], &["after", "for", "in", "wait"]) && counts && is_in(it[2], &TIMES)
    })
}

/// Whether a text speaks of limits on calls.
pub(super) fn names_call_limits(text: &str) -> bool {
    let words: Vec<&str> = words::words(text).collect();
    let text = format!(" {} ", words.join(" ")).to_ascii_lowercase();
    CALL_LIMITS.iter().any(|it| text.contains(it))
}

/// Whether a response header speaks of a limit on calls.
pub(super) fn is_limit_header(name: &str) -> bool {
    let name: String =
        name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    name.contains("ratelimit") || name.contains("retryafter") || name.contains("quota")
}

/// Whether the description of an object states a greatest number.
pub(super) fn has_stated_most(node: Node<'_>) -> bool {
    described(node).is_some_and(|it| states_most(&it))
}

/// Whether what is said of a schema states a greatest number of items: beside it, in a part, or at its parameter.
pub(super) fn is_stated_for(schema: &Schema<'_>) -> bool {
    schema.members().iter().copied().chain(parameter_of(schema)).any(has_stated_most)
}

/// Whether the operations that take the list, or their bodies, state a greatest number.
pub(super) fn is_stated_by_senders<'a>(model: &Model<'a>, list: &Schema<'a>) -> bool {
    let senders = model.first_senders(list.node());
    senders.iter().any(|it| has_stated_most(it.node()) || is_stated_for_body(it))
}

fn is_stated_for_body(operation: &Operation<'_>) -> bool {
    let body = operation.node().get("requestBody").and_then(|it| operation.doc().resolve(it));
    body.is_some_and(has_stated_most)
}

/// Whether a schema is that of a whole body, or of a property of it.
pub(super) fn is_near_body(schema: &Schema<'_>) -> bool {
    let node = schema.node();
    let around = node.parent().filter(|it| it.has_key("properties")).and_then(Node::parent);
    around.unwrap_or(node).has_key("schema")
}

/// Whether values travel in the path, the query, a header or a cookie, which servers keep short.
pub(super) fn is_sent_in_head<'a>(model: &Model<'a>, schema: &Schema<'a>) -> bool {
    let place = parameter_of(schema).and_then(|it| it.get("in")).and_then(Node::text);
    place.map_or_else(|| is_only_read_with(model, schema), |it| !matches!(it.as_ref(), "body" | "formData"))
}

/// Whether nothing but a `GET`, which has no body, takes the value.
fn is_only_read_with<'a>(model: &Model<'a>, schema: &Schema<'a>) -> bool {
    !model.is_sent_by_writes(schema.node())
}

/// The parameter whose value a schema describes, where it stands in it.
fn parameter_of<'a>(schema: &Schema<'a>) -> Option<Node<'a>> {
    let around = std::iter::successors(Some(schema.node()), |it| it.parent()).take(MOST_STEPS);
    let outwards = around.take_while(|it| !it.has_key("parameters"));
    outwards
        .into_iter()
        .find(|it| it.get("in").is_some_and(|place| place.kind() == Kind::String) && it.get("name").is_some())
}

/// Whether a schema is that of a body which is neither JSON nor a form, and so may be bytes.
pub(super) fn is_in_free_body(schema: &Schema<'_>) -> bool {
    let entry = schema.node().parent().filter(|it| it.key().is_some_and(|key| key.contains('/')));
    let body = entry.map(|node| MediaType { doc: schema.doc(), node, schema: None });
    body.is_some_and(|it| !it.is_json() && !it.is_form())
}

fn described(node: Node<'_>) -> Option<std::borrow::Cow<'_, str>> {
    node.get("description").and_then(Node::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greatest_numbers_in_words() {
        let table = [
            ("Maximum 100", true),
            ("The maximum page size is 1000; values above are coerced.", true),
            ("up to 20 items", true),
            ("Number of results, between 1 and 50", true),
            ("page size (max: 500)", true),
            ("must not exceed 250 entries", true),
            ("Not more than 10", true),
            ("1000 is the default as well as the max.", true),
            ("25 is the default", false),
            ("Maximum number of results to return. Default 25", false),
            ("The maximum number of items per page, defaults to 10", false),
            ("Limit the list. Default: 10", false),
            ("How many", false),
            ("", false),
        ];
        for (text, expected) in table {
            assert_eq!(states_most(text), expected, "{text}");
        }
    }

    #[test]
    fn waits_in_words() {
        for text in ["try again in a minute", "Wait 30 seconds", "come back after 5 minutes"] {
            assert!(states_wait(text), "{text}");
        }
        for text in ["10 requests per minute", "try again later", "in a given amount of time", ""] {
            assert!(!states_wait(text), "{text}");
        }
    }

    #[test]
    fn limits_on_calls_in_words() {
        for text in ["## Rate limits", "ThrottlingException", "100 requests per minute", "Too Many Requests"]
        {
            assert!(names_call_limits(text), "{text}");
        }
        for text in ["Requests perform actions", "a throttle valve", "the limit of a list", ""] {
            assert!(!names_call_limits(text), "{text}");
        }
    }

    #[test]
    fn sizes_in_words() {
        for text in ["at most 10 MB", "max 512KiB", "1048576 bytes", "(up to 5MB)"] {
            assert!(states_size(text), "{text}");
        }
        for text in ["a file", "the bytes of 3 files", "an MB file", "mp4"] {
            assert!(!states_size(text), "{text}");
        }
    }
}
