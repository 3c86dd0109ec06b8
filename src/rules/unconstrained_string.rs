//! See `rules/unconstrained-string.md`.

use super::sent::is_word;
use super::words::{self, words};
use super::{called, type_place};
use crate::openapi::{Schema, Types};
use crate::rule::{Check, Context};

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

fn check<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    let is_sent = schema.directions().request && schema.types().has(Types::STRING);
    // Where the length is open too, that is said first.
    if !is_sent || !schema.is_limited_by(&["maxLength"]) || schema.is_limited_by(&CONTENT) {
        return;
    }
    let is_named = |it: &String| is_code(it) && !words::is_one_of(it, &cx.config.words.harmless);
    if schema.name().is_some_and(|it| is_named(&it)) {
        let message = format!("{} is limited in length only", called("string", schema));
        cx.report(type_place(schema, Types::STRING, "type"), message).in_requests();
    }
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
