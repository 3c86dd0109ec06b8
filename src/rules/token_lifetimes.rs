//! How long credentials live, as descriptions tell.

/// What descriptions say of credentials that live until somebody ends them.
const ENDLESS: [&str; 8] = [
    "do not expire",
    "does not expire",
    "don't expire",
    "doesn't expire",
    "never expire",
    "never expires",
    "non-expiring",
    "no expiration date",
];

/// What sentences about lifetimes have in common.
const ABOUT: [&str; 6] = ["expire", "expiry", "lifetime", "valid for", "validity", "time to live"];

/// Credentials that the sentence must be about.
const CREDENTIALS: [&str; 5] = ["jwt", "key", "token", "credential", "session"];

/// Words of sentences about something else, or with a condition that we do not understand.
const OTHER: [&str; 9] =
    ["refresh", "certificate", "unless", "until", "if ", "code", "unused", "inactiv", "idle"];

/// Hours in each unit.
const UNITS: [(&str, u64); 5] = [("hour", 1), ("day", 24), ("week", 168), ("month", 720), ("year", 8760)];

/// Numbers that people write as words.
const NUMBERS: [(&str, u64); 7] =
    [("a", 1), ("an", 1), ("one", 1), ("two", 2), ("three", 3), ("six", 6), ("twelve", 12)];

/// What a description says of a credential that lives for more than a day.
pub(super) fn stated_lifetime(description: &str) -> Option<String> {
    let text = description.to_ascii_lowercase();
    text.split(['.', '\n', ';']).find_map(lifetime_in)
}

fn lifetime_in(sentence: &str) -> Option<String> {
    let has = |list: &[&str]| list.iter().any(|it| sentence.contains(it));
    if !has(&CREDENTIALS) || has(&OTHER) {
        return None;
    }
    let is_endless = ENDLESS.iter().any(|it| has_phrase(sentence, it));
    if is_endless {
        return Some("never expires".to_owned());
    }
    has(&ABOUT).then(|| duration_in(sentence)).flatten().map(|it| format!("lives for {it}"))
}

/// Whether the phrase is no beginning of longer words, such as `expired`.
fn has_phrase(text: &str, phrase: &str) -> bool {
    let mut behind = text.split(phrase).skip(1);
    behind.any(|it| !it.starts_with(|it: char| it.is_alphabetic()))
}

/// The first time in a text that is longer than a day, as written.
fn duration_in(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    words.windows(2).find_map(|pair| {
        let &[number, unit] = pair else { return None };
        let hours = UNITS.iter().find(|it| unit.trim_end_matches('s') == it.0)?.1;
        let count =
            number.parse().ok().or_else(|| NUMBERS.iter().find(|it| it.0 == number).map(|it| it.1))?;
        (hours.saturating_mul(count) > 24).then(|| format!("{number} {unit}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lifetimes() {
        let table = [
            ("Tokens are valid for 30 days.", Some("lives for 30 days")),
            ("Send the key. API keys never expire", Some("never expires")),
            ("The access token's lifetime is one year", Some("lives for one year")),
            ("Tokens expire after 24 hours", None),
            ("The token expires after 3600 seconds", None),
            ("The refresh token is valid for 30 days", None),
            ("Returns 401 if the token has not expired", None),
            ("Keys do not expire until they are revoked", None),
            ("Data is kept for 30 days", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(stated_lifetime(text).as_deref(), expected, "{text}");
        }
    }
}
