//! What scalars mean: the YAML 1.2 core schema, and the escapes of JSON.

use super::Kind;
use std::borrow::Cow;

/// Kind of a plain (unquoted) YAML scalar. `on`, `no`, `1_000`, `12:30` and dates are strings.
pub(super) fn plain_kind(text: &str) -> Kind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Kind::Bool,
        _ if is_number(text) => Kind::Number,
        _ => Kind::String,
    }
}

fn is_number(text: &str) -> bool {
    let all = |digits: &str, test: fn(&u8) -> bool| !digits.is_empty() && digits.bytes().all(|it| test(&it));
    if let Some(digits) = text.strip_prefix("0o") {
        return all(digits, |it| (b'0'..=b'7').contains(it));
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return all(digits, u8::is_ascii_hexdigit);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    matches!(unsigned, ".inf" | ".Inf" | ".INF")
        || matches!(text, ".nan" | ".NaN" | ".NAN")
        || is_decimal(unsigned)
}

/// `[0-9]+ (\. [0-9]*)?` or `\. [0-9]+`, with an optional exponent.
fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        None => (text, None),
        Some(at) => (&text[..at], Some(&text[at + 1..])),
    };
    let digits = |it: &str| it.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let has_digits = !whole.is_empty() || !fraction.is_empty();
    let exponent_is_sound = exponent.is_none_or(|it| {
        let it = it.strip_prefix(['-', '+']).unwrap_or(it);
        !it.is_empty() && digits(it)
    });
    has_digits && digits(whole) && digits(fraction) && exponent_is_sound
}

/// A number as a double.
pub(super) fn number(text: &str) -> Option<f64> {
    if let Some(whole) = radix(text) {
        #[expect(clippy::cast_precision_loss, reason = "a double is what was asked for")]
        return whole.map(|it| it as f64);
    }
    match text.trim_start_matches(['-', '+']) {
        ".inf" | ".Inf" | ".INF" => {
            Some(if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY })
        }
        _ => text.parse().ok(),
    }
}

/// A whole number that is not negative; `1.0` and `1e3` are whole.
pub(super) fn whole_number(text: &str) -> Option<u64> {
    if let Some(whole) = radix(text) {
        return whole;
    }
    if let Ok(whole) = text.strip_prefix('+').unwrap_or(text).parse() {
        return Some(whole);
    }
    let double: f64 = text.parse().ok()?;
    let is_whole = double >= 0.0 && double.fract() == 0.0 && double < 9_007_199_254_740_992.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be whole and in range"
    )]
    is_whole.then_some(double as u64)
}

/// Octal and hexadecimal; the outer `None` means that the text is neither.
fn radix(text: &str) -> Option<Option<u64>> {
    let (digits, radix) = match (text.strip_prefix("0o"), text.strip_prefix("0x")) {
        (Some(digits), _) => (digits, 8),
        (_, Some(digits)) => (digits, 16),
        _ => return None,
    };
    Some(u64::from_str_radix(digits, radix).ok())
}

/// Decodes the inside of a JSON string. A lone surrogate becomes U+FFFD; unknown escapes stay as they are.
pub(super) fn unescape(raw: &str) -> Cow<'_, str> {
    if !raw.contains('\\') {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let (character, length) = escape(&rest[at..]);
        text.push_str(character.encode_utf8(&mut [0; 4]));
        rest = &rest[at + length..];
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// The character that an escape at the start of the text stands for, and the bytes that the escape takes.
fn escape(text: &str) -> (char, usize) {
    let simple = |character| (character, 2);
    match text.as_bytes().get(1) {
        Some(b'n') => simple('\n'),
        Some(b't') => simple('\t'),
        Some(b'r') => simple('\r'),
        Some(b'b') => simple('\u{8}'),
        Some(b'f') => simple('\u{C}'),
        Some(byte @ (b'"' | b'\\' | b'/')) => simple(char::from(*byte)),
        Some(b'u') => unicode_escape(text),
        _ => ('\\', 1),
    }
}

fn unicode_escape(text: &str) -> (char, usize) {
    let Some(unit) = code_unit(text) else { return ('\\', 1) };
    if !(0xD800..0xDC00).contains(&unit) {
        return (char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER), 6);
    }
    match text.get(6..).and_then(code_unit) {
        Some(low @ 0xDC00..0xE000) => {
            let point = 0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
            (char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER), 12)
        }
        _ => (char::REPLACEMENT_CHARACTER, 6),
    }
}

/// `\uXXXX` at the start of the text.
fn code_unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    if digits.bytes().all(|it| it.is_ascii_hexdigit()) { u32::from_str_radix(digits, 16).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn core_schema() {
        let table = [
            ("200", Kind::Number),
            ("1.10", Kind::Number),
            ("1e3", Kind::Number),
            ("0o17", Kind::Number),
            ("0x1F", Kind::Number),
            ("017", Kind::Number),
            (".inf", Kind::Number),
            ("-.5", Kind::Number),
            ("5.", Kind::Number),
            (".", Kind::String),
            ("-", Kind::String),
            ("1_000", Kind::String),
            ("12:30:45", Kind::String),
            ("2026-11-23", Kind::String),
            ("on", Kind::String),
            ("no", Kind::String),
            ("yes", Kind::String),
            ("1e", Kind::String),
            ("3.1.0", Kind::String),
            ("True", Kind::Bool),
            ("~", Kind::Null),
        ];
        for (text, kind) in table {
            assert_eq!(plain_kind(text), kind, "{text}");
        }
    }

    #[test]
    fn numbers() {
        assert_eq!(number("0x1F"), Some(31.0));
        assert_eq!(number("-.inf"), Some(f64::NEG_INFINITY));
        assert_eq!(whole_number("1e3"), Some(1000));
        assert_eq!(whole_number("-1"), None);
        assert_eq!(whole_number("1.5"), None);
    }

    #[test]
    fn escapes() {
        assert_eq!(unescape(r"a\n\u00e9\ud83d\ude00\/"), "a\né😀/");
        assert_eq!(unescape(r"\ud83d!"), "\u{FFFD}!");
        assert_eq!(unescape(r"\q\u12"), r"\q\u12");
    }
}
