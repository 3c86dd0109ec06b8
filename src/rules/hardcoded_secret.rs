//! See `rules/hardcoded-secret.md`.

use super::{bodies, secrets, values, words};
use crate::code::{Expr, ExprKind, LiteralKind, visit};
use crate::finding::Confidence;
use crate::flow::{Body, Call, Form};
use crate::rule::{Check, Context};
use crate::source::Span;

pub(super) const CHECKS: &[Check] = &[Check::Function(check)];

/// Functions that make a key, by the ends of their paths, and which argument they make it of.
const KEYS: &[(&str, usize)] = &[
    ("EncodingKey::from_secret", 0),
    ("EncodingKey::from_base64_secret", 0),
    ("DecodingKey::from_secret", 0),
    ("DecodingKey::from_base64_secret", 0),
    ("HS256Key::from_bytes", 0),
    ("HS384Key::from_bytes", 0),
    ("HS512Key::from_bytes", 0),
    ("cookie::Key::derive_from", 0),
    ("cookie::Key::from", 0),
    ("Key::derive_from", 0),
    ("CookieKey::derive_from", 0),
    ("CookieKey::from", 0),
    ("hmac::Key::new", 1),
];

/// Crates whose `Key::from` makes the key of signed cookies.
const COOKIES: &[&str] =
    &["actix_web", "axum_extra", "cookie", "tower_cookies", "tower_sessions", "actix_session"];

/// Hosts that only the machine itself reaches.
const LOCAL: &[&str] = &["localhost", "127.0.0.1", "[::1]", "0.0.0.0"];

/// Words in names of what is there for show.
const SHOWN: &[&str] = &["dummy", "example", "fake", "sample", "schema", "test"];

/// Words in paths of what is there for a developer's own machine.
const DEVELOPMENT: &[&str] = &["demo", "dev", "devmode", "development", "local", "sandbox"];

fn check<'a>(cx: &mut Context<'a>, body: &Body<'a>) {
    for call in &body.calls {
        if let Some(text) = key_of(call).and_then(|it| body.text(it)).filter(|it| !it.is_empty()) {
            let message = format!("`{}` makes a key of a text that stands in the code", call.name());
            let draft = bodies::report(cx, body, call.span, message);
            // Some protocols begin a chain of keys with a text that everybody knows.
            if call.name() == "new_from_slice" && text.contains(char::is_whitespace) {
                draft.confidence(Confidence::Low);
            }
        }
        if let Some(name) = fallback(body, call) {
            let message = format!("`{name}` falls back to a text that stands in the code");
            bodies::report(cx, body, call.span, message);
        }
        if let Form::Struct(fields) = call.form {
            fields.iter().for_each(|it| named(cx, body, &it.name, &it.value));
        }
    }
    if let Some(value) = body.constant() {
        named(cx, body, body.name(), value);
    }
    for binding in &body.bindings {
        if let Some(name) = binding.target.name() {
            named(cx, body, name, binding.value);
        }
    }
    if words::has_word_of(body.name(), SHOWN) {
        return;
    }
    for expr in body.expressions() {
        literal(cx, body, expr);
    }
}

/// What a key is made of.
fn key_of<'a>(call: &Call<'a>) -> Option<&'a Expr> {
    let known = KEYS.iter().find(|it| call.is(it.0)).map(|it| it.1);
    let is_cookie = || call.is("Key::from") && COOKIES.contains(&call.crate_name());
    let is_hmac =
        || call.name() == "new_from_slice" && call.path.iter().rev().skip(1).any(|it| it.starts_with("Hmac"));
    call.argument(known.or_else(|| (is_cookie() || is_hmac()).then_some(0))?)
}

/// The setting of `env::var("SECRET").unwrap_or("changeme".to_owned())`.
fn fallback<'a>(body: &Body<'a>, call: &Call<'a>) -> Option<String> {
    let default = match &call.argument(0)?.kind {
        ExprKind::Closure(closure) if call.is_method("unwrap_or_else") => &closure.body,
        _ if call.is_method("unwrap_or") => call.argument(0)?,
        _ => return None,
    };
    body.text(default).filter(|it| !it.is_empty())?;
    let chain = body.chain(call.receiver?);
    let variable = chain.iter().find(|it| it.is("env::var"))?.argument(0)?;
    body.text(variable).filter(|it| values::is_credential(it))
}

/// Something that is called a secret and holds what looks like one.
fn named<'a>(cx: &mut Context<'a>, body: &Body<'a>, name: &str, value: &'a Expr) {
    if !values::is_credential(name) || words::has_word_of(name, SHOWN) || !holds_literal(value) {
        return;
    }
    let is_meant =
        |it: &String| secrets::is_password(it) && !it.contains(char::is_whitespace) && !is_name(name, it);
    if body.text(value).is_some_and(|it| is_meant(&it)) {
        let path = cx.code.map_or_else(Vec::new, |it| it.workspace().path_of(body.item));
        let draft =
            bodies::report(cx, body, value.span, format!("`{name}` holds a text that looks like a secret"));
        if path.iter().any(|it| words::has_word_of(it, DEVELOPMENT)) {
            draft.confidence(Confidence::Low);
        }
    }
}

/// Whether the text stands here, and not in a constant that is reported itself.
fn holds_literal(value: &Expr) -> bool {
    let mut found = false;
    visit::expressions_in(value, |it| found |= matches!(it.kind, ExprKind::Literal(_)));
    found
}

/// Whether the text only says where the secret is: its own name, a path, the name of a setting.
fn is_name(name: &str, text: &str) -> bool {
    let is_setting = text.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit() || it == b'_');
    let is_own = words::squash(name).contains(&words::squash(text));
    text.contains('/') || text.starts_with('$') || (text.contains('_') && is_setting) || is_own
}

/// A text that is a key or token by its form, or a URL with a password.
fn literal<'a>(cx: &mut Context<'a>, body: &Body<'a>, expr: &Expr) {
    let ExprKind::Literal(literal) = &expr.kind else { return };
    let LiteralKind::Text(text) = &literal.kind else { return };
    if let Some((what, confidence)) = shape(text) {
        report_literal(cx, body, expr.span, what, confidence);
    } else if has_password(text) {
        report_literal(cx, body, expr.span, "a URL with a password", Confidence::Medium);
    }
}

fn report_literal<'a>(cx: &mut Context<'a>, body: &Body<'a>, span: Span, what: &str, confidence: Confidence) {
    bodies::report(cx, body, span, format!("{what} stands in the code")).confidence(confidence);
}

fn shape(text: &str) -> Option<(&'static str, Confidence)> {
    secrets::WORDS.iter().find_map(|word| {
        let at = text.find(word)?;
        let (before, rest) = text.split_at(at);
        secrets::between(before, rest, word).map(|it| (it.0, it.2))
    })
}

fn has_password(text: &str) -> bool {
    let Some((at, _)) = text.match_indices('@').next() else { return false };
    let is_local = LOCAL.iter().any(|it| text[at + 1..].starts_with(it));
    !is_local && secrets::password_before(text, at).is_some()
}
