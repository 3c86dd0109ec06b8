//! Names and the words they are made of, and lists of names that mean something to rules.
//!
//! People write `page_size`, `pageSize`, `page-size` and `page[size]`: comparisons ignore case and separators.

/// Parameters by which a caller chooses how many results a page holds.
pub(super) const PAGE_SIZE: [&str; 23] = [
    "batchsize",
    "count",
    "fetchsize",
    "itemsperpage",
    "limit",
    "listlimit",
    "maxcount",
    "maxentries",
    "maxitems",
    "maxkeys",
    "maxpagesize",
    "maxrecords",
    "maxresults",
    "numresults",
    "pagelength",
    "pagelimit",
    "pagesize",
    "perpage",
    "resultsperpage",
    "rows",
    "size",
    "take",
    "top",
];

/// Ends of longer names of such parameters.
pub(super) const PAGE_SIZE_ENDS: [&str; 2] = ["pagesize", "perpage"];

/// Words in names of parameters by which a caller asks for a part of a list.
pub(super) const PAGING: [&str; 31] = [
    "after",
    "before",
    "batch",
    "continue",
    "continuation",
    "count",
    "cursor",
    "first",
    "from",
    "last",
    "limit",
    "marker",
    "max",
    "next",
    "offset",
    "page",
    "pageable",
    "paginate",
    "paginated",
    "pagination",
    "paging",
    "per",
    "range",
    "rows",
    "since",
    "size",
    "skip",
    "start",
    "take",
    "top",
    "until",
];

/// Words in names of response properties and headers that lead to the next part of a list.
pub(super) const NEXT_PAGE: [&str; 12] = [
    "continuation",
    "continue",
    "cursor",
    "link",
    "links",
    "marker",
    "more",
    "next",
    "offset",
    "page",
    "pages",
    "pagination",
];

/// Properties that hold the list in an object around it.
pub(super) const LIST: [&str; 17] = [
    "collection",
    "content",
    "contents",
    "data",
    "documents",
    "elements",
    "entries",
    "entities",
    "hits",
    "items",
    "list",
    "objects",
    "records",
    "resources",
    "results",
    "rows",
    "values",
];

/// Properties of errors that tell how the service is made.
pub(super) const INTERNALS: [&str; 27] = [
    "backtrace",
    "callstack",
    "debug",
    "debugdetail",
    "debugdetails",
    "debuginfo",
    "debuginformation",
    "debugmessage",
    "errorstack",
    "exception",
    "exceptiondetail",
    "exceptiondetails",
    "exceptionmessage",
    "exceptionstacktrace",
    "innerexception",
    "querysql",
    "rootexception",
    "sql",
    "sqlerror",
    "sqlmessage",
    "sqlquery",
    "sqlstatement",
    "stack",
    "stacktrace",
    "stacktraces",
    "throwable",
    "traceback",
];

/// Ends of names whose value is a secret, by words: `smtp_password`, `clientSecret`.
const SECRETS: [&[&str]; 34] = [
    &["card", "cvc"],
    &["card", "cvv"],
    &["card", "number"],
    &["card", "pin"],
    &["card", "security", "code"],
    &["cardnumber"],
    &["cvc"],
    &["cvc2"],
    &["cvv"],
    &["cvv2"],
    &["hashed", "password"],
    &["passphrase"],
    &["passwd"],
    &["password"],
    &["password", "digest"],
    &["password", "hash"],
    &["password", "salt"],
    &["passwordhash"],
    &["private", "key"],
    &["private", "key", "pem"],
    &["privatekey"],
    &["secret"],
    &["secret", "access", "key"],
    &["secret", "answer"],
    &["secret", "hash"],
    &["secret", "key"],
    &["secret", "value"],
    &["security", "answer"],
    &["social", "security", "no"],
    &["social", "security", "number"],
    &["ssh", "key", "private"],
    &["ssn"],
    &["ssn", "number"],
    &["user", "pin"],
];

/// Names that are a secret only when they stand alone.
const SECRETS_ALONE: [&str; 2] = ["pin", "pwd"];

/// First words of names that speak about a secret: whether there is one, or what to do with it.
const ABOUT: [&str; 29] = [
    "allow", "can", "change", "create", "delete", "disable", "enable", "first", "force", "forgot",
    "generate", "gift", "has", "is", "last", "loyalty", "masked", "must", "needs", "no", "num", "public",
    "require", "requires", "reset", "set", "show", "token", "use",
];

/// Properties beside which a `pin` is that of a postal address, as in India.
pub(super) const ADDRESS: [&str; 5] = ["city", "country", "district", "state", "street"];

/// Words in names of properties beside the number of a card that money can be taken from.
pub(super) const PAYMENT: [&str; 14] = [
    "billing",
    "brand",
    "credit",
    "currency",
    "cvc",
    "cvv",
    "debit",
    "exp",
    "expiration",
    "expire",
    "expires",
    "expiry",
    "holder",
    "payment",
];

/// Parts of descriptions and examples which say that a secret is not shown in full, not to everyone, or for long.
const MASKS: [&str; 49] = [
    "**",
    "as null",
    "asterisk",
    "at creation",
    "cannot be retrieved",
    "do not expose",
    "empty string",
    "encrypted",
    "input only",
    "inputonly",
    "is blank",
    "is null",
    "is omitted",
    "last 4",
    "last four",
    "mask",
    "never returned",
    "newly created",
    "not be returned",
    "not be shown",
    "not return",
    "obfuscat",
    "obscur",
    "on creation",
    "one-time",
    "only available",
    "only displayed",
    "only included",
    "only on create",
    "only once",
    "only present",
    "only provided",
    "only returned",
    "only shown",
    "only visible",
    "partial",
    "publishable",
    "redact",
    "resource name",
    "return null",
    "returned only",
    "returns null",
    "short-lived",
    "temporary",
    "truncated",
    "upon creation",
    "write only",
    "write-only",
    "xxxx",
];

/// Words of a name: `pageSize`, `page_size` and `PAGE-SIZE` have two. Digits belong to the word before them.
pub(super) fn words(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = name;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|it: char| !it.is_alphanumeric());
        let (word, behind) = rest.split_at(word_end(rest));
        rest = behind;
        (!word.is_empty()).then_some(word)
    })
}

/// Where the first word ends: before a separator, at `aB`, and before the last capital of `ABc`.
fn word_end(text: &str) -> usize {
    let mut letters = text.char_indices().peekable();
    let mut before = None;
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|it| it.1);
        let is_last_capital = before.is_some_and(char::is_uppercase) && next.is_some_and(char::is_lowercase);
        let begins =
            letter.is_uppercase() && (before.is_some_and(|it| !it.is_uppercase()) || is_last_capital);
        if !letter.is_alphanumeric() || begins {
            return at;
        }
        before = Some(letter);
    }
    text.len()
}

/// Whether two names are the same but for case and separators.
pub(super) fn same(one: &str, other: &str) -> bool {
    let first = |it: &str| it.bytes().next().filter(u8::is_ascii_alphanumeric);
    // Most names differ in their first letter.
    match (first(one), first(other)) {
        (Some(one), Some(other)) if !one.eq_ignore_ascii_case(&other) => false,
        _ => squashed(one).eq(squashed(other)),
    }
}

/// Whether a name ends so, but for case and separators; the end comes in small letters.
pub(super) fn ends_with(name: &str, end: &str) -> bool {
    let surplus = squashed(name).count().checked_sub(end.len());
    surplus.is_some_and(|it| squashed(name).skip(it).eq(end.chars()))
}

/// Whether a name is listed.
pub(super) fn is_one_of(name: &str, list: &[impl AsRef<str>]) -> bool {
    list.iter().any(|it| same(name, it.as_ref()))
}

/// Whether a name has one of these words.
pub(super) fn has_word_of(name: &str, list: &[&str]) -> bool {
    words(name).any(|word| list.iter().any(|it| word.eq_ignore_ascii_case(it)))
}

/// Whether a name is that of a page size parameter.
pub(super) fn is_page_size(name: &str) -> bool {
    is_one_of(name, &PAGE_SIZE) || PAGE_SIZE_ENDS.iter().any(|it| ends_with(name, it))
}

/// Whether a name says that its value is a secret.
pub(super) fn is_secret(name: &str) -> bool {
    if is_one_of(name, &SECRETS_ALONE) {
        return true;
    }
    let words: Vec<&str> = words(name).collect();
    let same = |(one, two): (&&str, &&str)| one.eq_ignore_ascii_case(two);
    let ends_with = |end: &&[&str]| {
        let from = words.len().checked_sub(end.len());
        from.is_some_and(|it| words[it..].iter().zip(end.iter()).all(same))
    };
    let is_about = || words.first().is_some_and(|it| is_one_of(it, &ABOUT));
    SECRETS.iter().any(ends_with) && !is_about()
}

/// Whether a description or an example tells that a secret is not shown in full.
pub(super) fn tells_of_mask(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    MASKS.iter().any(|it| text.contains(it))
}

/// A name in lower case without separators.
pub(super) fn squash(name: &str) -> String {
    squashed(name).collect()
}

fn squashed(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|it| it.is_alphanumeric()).map(|it| it.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words() {
        let table: [(&str, &[&str]); 9] = [
            ("", &[]),
            ("$", &[]),
            ("pageSize", &["page", "Size"]),
            ("page_size", &["page", "size"]),
            ("page[size]", &["page", "size"]),
            ("X-Page-SIZE", &["X", "Page", "SIZE"]),
            ("HTTPServerID", &["HTTP", "Server", "ID"]),
            ("card_last4Digits", &["card", "last4", "Digits"]),
            ("größeÄndern", &["größe", "Ändern"]),
        ];
        for (name, expected) in table {
            assert_eq!(words(name).collect::<Vec<_>>(), expected, "{name}");
        }
    }

    #[test]
    fn names_of_page_sizes() {
        for name in ["limit", "$top", "per_page", "pageSize", "page[size]", "max-keys", "users_per_page"] {
            assert!(is_page_size(name), "{name}");
        }
        for name in ["page", "offset", "speed_limit", "sizes", "limited", ""] {
            assert!(!is_page_size(name), "{name}");
        }
    }

    #[test]
    fn names_of_secrets() {
        for name in ["password", "smtpPassword", "password_hash", "clientSecret", "SSN", "PIN", "cardNumber"]
        {
            assert!(is_secret(name), "{name}");
        }
        for name in
            ["has_password", "passwordChangedAt", "secretName", "token", "ssn_last4", "pins", "spin", ""]
        {
            assert!(!is_secret(name), "{name}");
        }
    }
}
