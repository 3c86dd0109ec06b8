//! See `rules/unconstrained-string.md`.

use super::sent::{has_word_of, is_word};
use super::words::{self, words};
use super::{called, type_place};
use crate::finding::Confidence;
use crate::openapi::{Schema, Types};
use crate::rule::{Check, Context};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Schema(check)];

/// Keywords that say what a text holds.
const CONTENT: [&str; 6] = ["pattern", "format", "enum", "const", "contentMediaType", "contentEncoding"];

/// Last words of names of texts that have a form which can be written down.
const CODES: [&str; 67] = [
    "barcode",
    "bic",
    "checksum",
    "cidr",
    "code",
    "color",
    "colour",
    "country",
    "cpf",
    "cron",
    "currency",
    "cvc",
    "cvv",
    "date",
    "datetime",
    "digest",
    "domain",
    "ean",
    "email",
    "etag",
    "fax",
    "fingerprint",
    "guid",
    "hash",
    "hex",
    "host",
    "hostname",
    "iban",
    "id",
    "identifier",
    "ip",
    "ipv",
    "isbn",
    "isin",
    "iso",
    "lang",
    "language",
    "locale",
    "mac",
    "md",
    "mobile",
    "msisdn",
    "number",
    "phone",
    "port",
    "postcode",
    "sha",
    "sku",
    "slug",
    "ssn",
    "swift",
    "symbol",
    "telephone",
    "ticker",
    "timezone",
    "uri",
    "url",
    "username",
    "uuid",
    "vat",
    "version",
    "vin",
    "zip",
    "zipcode",
    "zone",
    "postal",
    "login",
];

/// Words before `address` that make it such a text.
const ADDRESSES: [&str; 5] = ["email", "ip", "mac", "mail", "wallet"];

/// Words of names of identifiers and codes that callers, or systems of theirs, make up as they like.
const FOREIGN: [&str; 8] =
    ["custom", "external", "foreign", "reference", "segment", "thirdparty", "userdefined", "vendor"];

/// What descriptions say of them.
const TOLD_FOREIGN: [&str; 19] = [
    "any other",
    "external",
    "foreign",
    "integrator",
    "merchant's",
    "reference for",
    "reference identifier",
    "reference to identify",
    "third party",
    "third-party",
    "user defined",
    "user provided",
    "user-defined",
    "user-provided",
    "you choose",
    "you would like",
    "your internal",
    "your own",
    "your reference",
];

fn check<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    let is_sent = schema.directions().request && schema.types().has(Types::STRING);
    // Where the length is open too, that is said first.
    if !is_sent || !schema.is_limited_by(&["maxLength"]) || schema.is_limited_by(&CONTENT) {
        return;
    }
    let is_named = |it: &String| is_code(it) && !words::is_one_of(it, &cx.config.words.harmless);
    if schema.name().is_some_and(|it| is_named(&it)) {
        let message = format!("{} is limited in length only", called("string", schema));
        let draft = cx.report(type_place(schema, Types::STRING, "type"), message).in_requests();
        if is_foreign(schema) {
            draft.confidence(Confidence::Low);
        }
    }
}

/// Whether others make the value up, so that there may be no form to write down.
fn is_foreign(schema: &Schema<'_>) -> bool {
    let is_named = schema.name().is_some_and(|it| has_word_of(&it, &FOREIGN));
    let parameter = schema.node().parent().filter(|it| it.has_any(&["in"]));
    let holders = schema.members().iter().chain(&parameter);
    let texts = holders.flat_map(|it| ["title", "description"].map(|key| it.get(key).and_then(Node::text)));
    let mut texts = texts.flatten().map(|it| it.to_lowercase());
    is_named || texts.any(|text| TOLD_FOREIGN.iter().any(|it| text.contains(it)))
}

fn is_code(name: &str) -> bool {
    let is_one_of = |word: &str, list: &[&str]| list.iter().any(|it| is_word(word, it));
    let (before, last) = words(name).fold(("", ""), |(_, before), word| (before, word));
    let last = last.trim_end_matches(|it: char| it.is_ascii_digit());
    is_one_of(last, &CODES) || (is_word(last, "address") && is_one_of(before, &ADDRESSES))
}

#[cfg(test)]
mod tests {
    use super::is_code;

    #[test]
    fn names() {
        for name in ["id", "remoteId", "code2", "emails[]", "ip_address", "sha256", "ZIP", "accountNumbers"] {
            assert!(is_code(name), "{name}");
        }
        for name in ["", "address", "codeName", "description", "street_address", "idea", "labels.*"] {
            assert!(!is_code(name), "{name}");
        }
    }
}
