//! What secrets look like: shapes of keys and tokens that their makers chose, and texts that only pretend to be one.

use crate::finding::Confidence;
use crate::openapi::{Hit, Text};
use crate::source::Span;

/// A kind of key or token that can be told by how it begins.
struct Shape {
    word: &'static str,
    what: &'static str,
    /// What follows the word, and fewest and most bytes of it.
    tail: fn(&u8) -> bool,
    least: usize,
    most: usize,
}

const fn shape(
    word: &'static str,
    what: &'static str,
    tail: fn(&u8) -> bool,
    least: usize,
    most: usize,
) -> Shape {
    Shape { word, what, tail, least, most }
}

const fn hex(it: &u8) -> bool {
    it.is_ascii_hexdigit()
}

const fn letters(it: &u8) -> bool {
    it.is_ascii_alphanumeric()
}

const fn capitals(it: &u8) -> bool {
    matches!(it, b'A'..=b'Z' | b'2'..=b'7')
}

const fn base64(it: &u8) -> bool {
    it.is_ascii_alphanumeric() || matches!(it, b'+' | b'/' | b'=')
}

const fn url_safe(it: &u8) -> bool {
    it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_')
}

const fn dotted(it: &u8) -> bool {
    url_safe(it) || *it == b'.'
}

const fn path(it: &u8) -> bool {
    it.is_ascii_alphanumeric() || *it == b'/'
}

#[rustfmt::skip]
const SHAPES: [Shape; 29] = [
    shape("AKIA", "an AWS access key", capitals, 16, 16),
    shape("ghp_", "a GitHub token", letters, 36, 36),
    shape("gho_", "a GitHub token", letters, 36, 36),
    shape("ghu_", "a GitHub token", letters, 36, 36),
    shape("ghs_", "a GitHub token", letters, 36, 36),
    shape("ghr_", "a GitHub token", letters, 36, 76),
    shape("github_pat_", "a GitHub token", url_safe, 82, 82),
    shape("glpat-", "a GitLab token", url_safe, 20, 20),
    shape("xoxb-", "a Slack token", url_safe, 40, 120),
    shape("xoxp-", "a Slack token", url_safe, 40, 120),
    shape("xapp-", "a Slack token", url_safe, 40, 120),
    shape("hooks.slack.com/services/", "a Slack webhook", path, 40, 60),
    shape("sk_live_", "a Stripe key", letters, 24, 128),
    shape("rk_live_", "a Stripe key", letters, 24, 128),
    shape("whsec_", "a webhook secret", base64, 24, 80),
    shape("AIza", "a Google API key", url_safe, 35, 35),
    shape("ya29.", "a Google token", url_safe, 60, 1024),
    shape("SG.", "a SendGrid key", dotted, 66, 66),
    shape("npm_", "an npm token", letters, 36, 36),
    shape("AccountKey=", "an Azure storage key", base64, 88, 88),
    shape("SharedAccessKey=", "an Azure shared access key", base64, 43, 88),
    shape("dop_v1_", "a DigitalOcean token", hex, 64, 64),
    shape("shpat_", "a Shopify token", hex, 32, 32),
    shape("shpss_", "a Shopify secret", hex, 32, 32),
    shape("sk-ant-", "an Anthropic key", url_safe, 80, 128),
    shape("sk-proj-", "an OpenAI key", url_safe, 40, 200),
    shape("xkeysib-", "a Brevo key", url_safe, 64, 96),
    shape("sq0csp-", "a Square secret", url_safe, 43, 43),
    shape("EAAAE", "a Square token", url_safe, 59, 59),
];

const PRIVATE_KEY: &str = "PRIVATE KEY-----";
/// What a private key is called.
pub(super) const PRIVATE_KEY_NAME: &str = "a private key";
const JWT: &str = "eyJ";
const BASIC: &str = "Basic ";

/// Longer tokens are none that anybody sends in a header.
const LONGEST: usize = 8192;

/// By which secrets are found.
pub(super) const WORDS: [&str; SHAPES.len() + 3] = {
    let mut words = [""; SHAPES.len() + 3];
    let mut at = 0;
    while at < SHAPES.len() {
        words[at] = SHAPES[at].word;
        at += 1;
    }
    words[at] = PRIVATE_KEY;
    words[at + 1] = JWT;
    words[at + 2] = BASIC;
    words
};

/// Parts of texts that only show where a secret would stand.
const PRETENCES: [&str; 31] = [
    "0000",
    "1111",
    "12345",
    "16c7e42f292c6912",
    "54321",
    "aaaa",
    "abcdef",
    "bbbb",
    "changeme",
    "contoso",
    "demo",
    "dummy",
    "example",
    "fake",
    "ffff",
    "foobar",
    "insert",
    "mysecret",
    "passw",
    "placehold",
    "qwert",
    "redact",
    "replace",
    "sample",
    "secret",
    "sesame",
    "testtest",
    "token",
    "xxxx",
    "your",
    "zzzz",
];

/// Slack prints this one all over its own manual.
const SLACK_SAMPLE: &str = "17653672481-";

/// A secret in a text.
pub(super) struct Secret<'a> {
    pub(super) what: &'static str,
    /// As it stands in the file, of a private key what lies between its first and last line.
    pub(super) text: &'a str,
    pub(super) span: Span,
    /// Less sure where it lapses by itself, or is of little use alone.
    pub(super) confidence: Confidence,
}

/// The secret that begins with a word, if it looks like a real one.
pub(super) fn at<'a>(text: &Text<'a>, hit: &Hit) -> Option<Secret<'a>> {
    let (before, rest) = text.split_at(hit);
    let (what, secret, confidence) = between(before, rest, hit.word)?;
    let is_key = what == PRIVATE_KEY_NAME;
    let span = if is_key { hit.span } else { text.span_from(hit, secret.len()) };
    Some(Secret { what, text: secret, span, confidence })
}

/// What begins with a word behind one part of a text, in the other part: its kind, itself, and how sure that is.
pub(super) fn between<'a>(
    before: &str,
    rest: &'a str,
    word: &str,
) -> Option<(&'static str, &'a str, Confidence)> {
    let (what, length, confidence) = match word {
        PRIVATE_KEY => return Some((PRIVATE_KEY_NAME, private_key(before, rest)?, Confidence::High)),
        _ if !begins_anew(before) => return None,
        JWT => {
            let (length, confidence) = json_web_token(rest)?;
            ("a JSON web token", length, confidence)
        }
        BASIC => ("a user name with its password", basic(rest)?, Confidence::High),
        word => {
            let shape = SHAPES.iter().find(|it| it.word == word)?;
            // The identifier of a key, in a URL that is signed with it for some minutes.
            let is_in_url = before.ends_with("Credential=") || before.ends_with("AccessKeyId=");
            let confidence = if is_in_url { Confidence::Low } else { Confidence::High };
            (shape.what, shape.length_in(rest)?, confidence)
        }
    };
    Some((what, rest.get(..length)?, confidence))
}

/// Before the host of a URL stand no more bytes than these.
const LONGEST_LOGIN: usize = 120;

/// The password in a URL whose host begins behind this place, if it looks like a real one.
pub(super) fn password_before(text: &str, at: usize) -> Option<&str> {
    let from = text.floor_char_boundary(at.saturating_sub(LONGEST_LOGIN));
    let (_, pair) = text.get(from..at)?.rsplit_once("://")?;
    let (name, password) = pair.split_once(':')?;
    let is_plain =
        |it: &str| !it.contains(|it: char| it.is_whitespace() || "/\\\"'`<>{}()[]$%*,;".contains(it));
    let host = text.get(at + 1..)?;
    let is_show = host.get(..32.min(host.len())).is_none_or(|it| it.contains("example"));
    let is_real = is_plain(name) && is_plain(password) && is_password(password) && !name.contains("contoso");
    (is_real && !is_show).then_some(password)
}

impl Shape {
    fn length_in(&self, rest: &str) -> Option<usize> {
        let tail = rest.get(self.word.len()..)?;
        let length = tail.bytes().take(self.most + 1).take_while(|it| (self.tail)(it)).count();
        let is_whole = (self.least..=self.most).contains(&length) && !goes_on(tail.get(length..)?);
        (is_whole && !is_pretence(tail.get(..length)?)).then_some(self.word.len() + length)
    }
}

/// Whether no name or number ends here that a token would be a part of; `\n` before it is an escape.
fn begins_anew(before: &str) -> bool {
    let mut behind = before.bytes().rev();
    match behind.next() {
        Some(b'n' | b't' | b'r') if behind.next() == Some(b'\\') => true,
        Some(it) => !it.is_ascii_alphanumeric() && !matches!(it, b'_' | b'-' | b'.'),
        None => true,
    }
}

/// Whether the token is longer than it should be, or is cut off for show.
fn goes_on(rest: &str) -> bool {
    rest.starts_with(|it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '*' | '<' | '…'))
        || rest.starts_with("...")
}

/// Whether a text is no secret but a stand-in for one.
pub(super) fn is_pretence(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let least = if text.len() < 40 { 2.9 } else { 3.5 };
    PRETENCES.iter().any(|it| lower.contains(it)) || text.starts_with(SLACK_SAMPLE) || entropy(text) < least
}

/// Bits of information in a character, by how often each stands in the text.
pub(super) fn entropy(text: &str) -> f64 {
    let mut counts = [0_u32; 256];
    text.bytes().for_each(|it| counts[it as usize] += 1);
    let length = f64::from(u32::try_from(text.len()).unwrap_or(u32::MAX));
    let share = |it: &u32| f64::from(*it) / length;
    counts.iter().filter(|it| **it > 0).map(share).map(|it| -it * it.log2()).sum()
}

/// What follows `BEGIN … PRIVATE KEY-----`, if that is a whole key.
fn private_key<'a>(before: &str, rest: &'a str) -> Option<&'a str> {
    const LEAST: usize = 150;
    let line = before.len().saturating_sub(32);
    let line = before.get(before.floor_char_boundary(line)..)?;
    let begins = line.rfind("-----BEGIN ").filter(|at| !line[*at..].contains('\n'));
    let key = rest.get(PRIVATE_KEY.len()..)?.split("-----").next()?;
    // Escapes of line ends stand between the lines.
    let letters = key.replace("\\n", "").replace("\\r", "").replace('\\', "");
    let letters: String = letters.split_whitespace().collect();
    let is_key = letters.len() >= LEAST && letters.bytes().all(|it| base64(&it));
    (begins.is_some() && is_key && entropy(&letters) > 4.5 && is_long_enough(&letters)).then_some(key)
}

/// Whether a key in DER is as long as its first bytes say: what was cut for show is not.
fn is_long_enough(letters: &str) -> bool {
    let mut first =
        letters.bytes().take(6).filter_map(sextet).fold(0_u64, |bits, it| bits << 6 | u64::from(it)) >> 4;
    let length = first & 0xFFFF;
    first >>= 16;
    // A sequence whose length stands in the next two bytes; others are left alone.
    first != 0x3082 || usize::try_from(length).is_ok_and(|it| letters.len() * 3 / 4 >= it)
}

/// Length of a signed token, and how sure it is to be a secret.
fn json_web_token(rest: &str) -> Option<(usize, Confidence)> {
    const LEAST_SIGNATURE: usize = 43;
    let length = rest.bytes().take(LONGEST).take_while(dotted).count();
    let token = rest.get(..length)?.trim_end_matches('.');
    let mut parts = token.split('.');
    let (header, payload, signature) = (decoded(parts.next()?)?, decoded(parts.next()?)?, parts.next()?);
    let is_signed =
        header.contains("\"alg\"") && signature.len() >= LEAST_SIGNATURE && parts.next().is_none();
    let is_cut = goes_on(rest.get(token.len()..)?) || rest.get(token.len()..)?.starts_with("..");
    let is_sample =
        ["1234567890", "John Doe"].iter().any(|it| payload.contains(it)) || entropy(signature) < 4.0;
    let is_object = payload.starts_with('{') && payload.ends_with('}');
    let is_doubtful = ["exp\"", "test", "demo", "example"].iter().any(|it| payload.contains(it));
    let confidence = if is_doubtful { Confidence::Low } else { Confidence::Medium };
    (is_signed && is_object && !is_cut && !is_sample).then_some((token.len(), confidence))
}

/// Length of `Basic` credentials that are more than a show.
fn basic(rest: &str) -> Option<usize> {
    let tail = rest.get(BASIC.len()..)?;
    let length = tail.bytes().take(LONGEST).take_while(base64).count();
    let pair = decoded(tail.get(..length).filter(|_| length >= 12)?.trim_end_matches('='))?;
    let (_, password) = pair.split_once(':')?;
    let is_plain = pair.bytes().all(|it| it.is_ascii_graphic());
    (is_plain && is_password(password) && !is_pretence(&pair)).then_some(BASIC.len() + length)
}

/// Whether a text is a password that nobody would make up for show.
pub(super) fn is_password(text: &str) -> bool {
    let has = |test: fn(&u8) -> bool| text.as_bytes().iter().any(test);
    text.len() >= 10 && has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic) && !is_pretence(text)
}

/// The text that Base64 stands for, in either alphabet and without padding.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.bytes() {
        bits = bits << 6 | u32::from(sextet(byte)?);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xFF).ok()?);
        }
    }
    String::from_utf8(bytes).ok()
}

const fn sextet(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stand_ins() {
        for text in
            ["IOSFODNN7EXAMPLE", "xxxxxxxxxxxxxxxx", "1234567890abcdef", "your-api-key", "aAaAaAaAaAaAaAaA"]
        {
            assert!(is_pretence(text), "{text}");
        }
        for text in ["Q3VHB7KX5WLM2RTZ", "9f2c4e7a1b8d3065", "wv78n3zpz42xezdk"] {
            assert!(!is_pretence(text), "{text}");
        }
    }

    #[test]
    fn base64_is_read() {
        assert_eq!(decoded("dXNlcjpwYXNz").as_deref(), Some("user:pass"));
        assert_eq!(decoded("eyJhIjoxfQ").as_deref(), Some("{\"a\":1}"));
        assert_eq!(decoded("a:b"), None);
    }
}
