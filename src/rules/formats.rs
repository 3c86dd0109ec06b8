//! Values of `format`: those that are registered, those that many know, and what people write instead of them.

use crate::openapi::Types;

/// Formats of texts, from JSON Schema and the format registry of OpenAPI.
const TEXTS: [&str; 42] = [
    "base64url",
    "binary",
    "byte",
    "char",
    "commonmark",
    "date",
    "date-time",
    "date-time-local",
    "decimal",
    "decimal128",
    "duration",
    "email",
    "hostname",
    "html",
    "http-date",
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "media-range",
    "password",
    "regex",
    "relative-json-pointer",
    "sf-binary",
    "sf-boolean",
    "sf-date",
    "sf-decimal",
    "sf-displaystring",
    "sf-integer",
    "sf-string",
    "sf-token",
    "time",
    "time-local",
    "unixtime",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
    "double-int",
];

/// Formats of numbers; those that a double cannot hold are often sent as texts.
const NUMBERS: [&str; 17] = [
    "decimal",
    "decimal128",
    "double",
    "double-int",
    "float",
    "int16",
    "int32",
    "int64",
    "int8",
    "sf-date",
    "sf-decimal",
    "sf-integer",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "unixtime",
];

/// Formats of frameworks and clouds, which more than one tool knows.
const KNOWN: [&str; 55] = [
    "arm-id",
    "base32",
    "base64",
    "bsonobjectid",
    "cidr",
    "cidrv4",
    "cidrv6",
    "creditcard",
    "cuid",
    "cuid2",
    "date-time-rfc1123",
    "date-time-rfc7231",
    "directory-path",
    "duration-constant",
    "e164",
    "emoji",
    "file-path",
    "google-datetime",
    "google-duration",
    "google-fieldmask",
    "hex",
    "hexcolor",
    "int-or-string",
    "ipv4network",
    "ipv6network",
    "ipvanyaddress",
    "ipvanyinterface",
    "ipvanynetwork",
    "isbn",
    "isbn10",
    "isbn13",
    "iso-date-time",
    "iso-time",
    "json-pointer-uri-fragment",
    "json-string",
    "jwt",
    "ksuid",
    "mac",
    "multi-host-uri",
    "nanoid",
    "postgres-dsn",
    "quantity",
    "rgbcolor",
    "seconds",
    "ssn",
    "time-delta",
    "time-span",
    "ulid",
    "unix-time",
    "uuid1",
    "uuid3",
    "uuid4",
    "uuid5",
    "uuid7",
    "xid",
];

/// What people write, and the format that they mean.
const MEANT: [(&str, &str); 42] = [
    ("base64encoded", "byte"),
    ("base64string", "byte"),
    ("bigdecimal", "decimal"),
    ("bigint", "int64"),
    ("biginteger", "int64"),
    ("bytes", "byte"),
    ("datetimed", "date-time"),
    ("domain", "hostname"),
    ("emailaddress", "email"),
    ("file", "binary"),
    ("float32", "float"),
    ("float64", "double"),
    ("fulldate", "date"),
    ("guid", "uuid"),
    ("host", "hostname"),
    ("httpurl", "uri"),
    ("int", "int32"),
    ("integer", "int32"),
    ("ip", "ipv4"),
    ("ipaddress", "ipv4"),
    ("ipv4address", "ipv4"),
    ("ipv6address", "ipv6"),
    ("iso8601", "date-time"),
    ("iso8601datetime", "date-time"),
    ("iso8601timestamp", "date-time"),
    ("isodatetime", "date-time"),
    ("link", "uri"),
    ("localdate", "date"),
    ("localdatetime", "date-time-local"),
    ("long", "int64"),
    ("mail", "email"),
    ("markdown", "commonmark"),
    ("number", "double"),
    ("regexp", "regex"),
    ("rfc3339", "date-time"),
    ("short", "int16"),
    ("timestamp", "date-time"),
    ("unixtimestamp", "unixtime"),
    ("unsigned", "uint32"),
    ("url", "uri"),
    ("uriref", "uri-reference"),
    ("yyyymmddthhmmssz", "date-time"),
];

/// Names of types, which say nothing as formats.
const TYPES: [&str; 6] = ["array", "boolean", "null", "object", "string", "text"];

/// What there is to say about a value of `format`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Judgement {
    Known,
    /// Only for values of other types.
    Misplaced,
    /// Written for another one.
    Meant(&'static str),
    /// The name of a type.
    Type,
    Unknown,
}

pub(super) fn judge(format: &str, types: Types) -> Judgement {
    let numbers = NUMBERS.contains(&format).then(|| Types::INTEGER.with(Types::NUMBER).with(Types::STRING));
    let texts = TEXTS.contains(&format).then_some(Types::STRING);
    match (numbers, texts) {
        (None, None) => judge_other(format, types),
        _ if types.is_empty() => Judgement::Known,
        (one, other) => {
            let fitting = one.unwrap_or_default().with(other.unwrap_or_default());
            if types.has(fitting) { Judgement::Known } else { Judgement::Misplaced }
        }
    }
}

fn judge_other(format: &str, types: Types) -> Judgement {
    if KNOWN.contains(&format) {
        return Judgement::Known;
    }
    let squashed: String =
        format.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_lowercase()).collect();
    if TYPES.contains(&squashed.as_str()) {
        return Judgement::Type;
    }
    meant(&squashed, types).map_or(Judgement::Unknown, Judgement::Meant)
}

fn meant(squashed: &str, types: Types) -> Option<&'static str> {
    let is_same = |it: &&&str| it.bytes().filter(|it| *it != b'-').eq(squashed.bytes());
    let spelled = TEXTS.iter().chain(&NUMBERS).find(is_same).copied();
    let listed = || MEANT.iter().find(|it| it.0 == squashed).map(|it| it.1);
    // A point in time that is a number counts seconds.
    let is_count = types.has(Types::INTEGER.with(Types::NUMBER));
    spelled.or_else(listed).map(|it| if is_count && it == "date-time" { "unixtime" } else { it })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_hold_each_once() {
        for list in [&TEXTS[..], &NUMBERS, &KNOWN] {
            let unique: std::collections::BTreeSet<_> = list.iter().collect();
            assert_eq!(unique.len(), list.len());
        }
        assert!(MEANT.iter().all(|(_, it)| judge(it, Types::NONE) == Judgement::Known));
    }

    #[test]
    fn judgements() {
        let (text, integer) = (Types::STRING, Types::INTEGER);
        let table = [
            ("date-time", text, Judgement::Known),
            ("int64", text, Judgement::Known),
            ("uuid", integer, Judgement::Misplaced),
            ("uuid", integer.with(text), Judgement::Known),
            ("dateTime", text, Judgement::Meant("date-time")),
            ("UUID", Types::NONE, Judgement::Meant("uuid")),
            ("timestamp", integer, Judgement::Meant("unixtime")),
            ("string", text, Judgement::Type),
            ("ulid", text, Judgement::Known),
            ("phone-number", text, Judgement::Unknown),
        ];
        for (format, types, expected) in table {
            assert!(judge(format, types) == expected, "{format}");
        }
    }
}
