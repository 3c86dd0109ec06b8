//! What is written to logs: the values that macros of logs are given, by their tokens, as `%value` is no expression.

use super::{credentials, url_credentials, words};
use crate::code::{Argument, Delimiter, MacroCall, Name, Token, TokenKind};
use crate::flow::{Body, Call, Form, inline_names};
use crate::source::Span;

/// Macros that write to logs.
const MACROS: [&str; 20] = [
    "debug",
    "debug_span",
    "error",
    "error_span",
    "event",
    "info",
    "info_span",
    "log",
    "slog_debug",
    "slog_error",
    "slog_info",
    "slog_warn",
    "span",
    "trace",
    "trace_span",
    "warn",
    "warn_span",
    "dbg",
    "eprintln",
    "println",
];

/// Macros that programs for people use too: they count only in handlers.
const PRINTING: [&str; 3] = ["dbg", "eprintln", "println"];

/// Methods that give the same value as a text.
const SAME: [&str; 16] = [
    "as_deref",
    "as_ref",
    "as_str",
    "clone",
    "display",
    "expect",
    "expose_secret",
    "get_ref",
    "inner",
    "into_inner",
    "to_owned",
    "to_str",
    "to_string",
    "trim",
    "unwrap",
    "unwrap_or_default",
];

/// A value that a macro writes to a log.
#[derive(Clone, Debug)]
pub(super) struct Logged {
    /// The variable and the fields behind it: `user`, `password`.
    pub(super) path: Vec<Name>,
    /// Whether it is written by `Debug`, with all that it holds.
    pub(super) is_debug: bool,
    /// Its place, or that of the text in which its name stands.
    pub(super) span: Span,
}

impl Logged {
    /// As it is written.
    pub(super) fn text(&self) -> String {
        self.path.join(".")
    }

    /// Whether its name is that of a credential.
    pub(super) fn is_secret(&self) -> bool {
        self.path.last().is_some_and(|it| is_secret(it))
    }
}

/// Whether a name is that of a value which nobody else should see.
pub(super) fn is_secret(name: &str) -> bool {
    let is_constant = !name.contains(|it: char| it.is_lowercase());
    let is_named = || words::is_secret(name) || url_credentials::evidence(name, "").is_some();
    !is_constant && (is_named() || credentials::is_authorization(name))
}

/// The macro of a log that a call is.
pub(super) fn of<'a>(call: &Call<'a>) -> Option<&'a MacroCall> {
    let Form::Macro(called) = call.form else { return None };
    MACROS.contains(&call.name()).then_some(called)
}

/// Whether the macro of a log also serves programs that talk to people.
pub(super) fn prints(call: &Call<'_>) -> bool {
    PRINTING.contains(&call.name())
}

/// Every value that a body writes to logs, with the call that does.
pub(super) fn values<'c, 'a>(body: &'c Body<'a>) -> impl Iterator<Item = (&'c Call<'a>, Logged)> {
    let calls = body.calls.iter().filter_map(|it| Some((it, of(it)?)));
    calls.flat_map(|(call, made)| {
        let all: Vec<Logged> = made.tokens.split(|it| it.is_punct(',')).flat_map(logged).collect();
        let debug = debug_places(&made.tokens);
        // `{:?}` says of no value which one it is: each may be.
        all.into_iter().map(move |it| (call, Logged { is_debug: it.is_debug || debug, ..it }))
    })
}

/// Whether a text has places for `Debug` without names.
fn debug_places(tokens: &[Token]) -> bool {
    tokens.iter().any(
        |it| matches!(&it.kind, TokenKind::Literal(text) if text.contains("{:?}") || text.contains("{:#?}")),
    )
}

/// What one argument writes: `%a.b`, `name = ?a`, `"{a}"`.
fn logged(tokens: &[Token]) -> Vec<Logged> {
    if let [Token { kind: TokenKind::Literal(text), span }] = tokens {
        let is_debug =
            |name: &str| text.contains(&format!("{{{name}:?")) || text.contains(&format!("{{{name}:#?"));
        return inline_names(text)
            .map(|it| Logged { is_debug: is_debug(&it), path: vec![it.into()], span: *span })
            .collect();
    }
    let value = match tokens.iter().position(|it| it.is_punct('=')) {
        Some(at) => tokens.get(at + 1..).unwrap_or_default(),
        None => tokens,
    };
    let is_debug = value.first().is_some_and(|it| it.is_punct('?'));
    let marks = value.iter().take_while(|it| "&*%?".chars().any(|mark| it.is_punct(mark))).count();
    let value = value.get(marks..).unwrap_or_default();
    let path = path(value);
    let span = value.first().map(|it| it.span);
    span.filter(|_| !path.is_empty()).map(|span| Logged { path, is_debug, span }).into_iter().collect()
}

/// `a`, `b` of `a.b.clone()`; nothing where something else is made of it.
fn path(tokens: &[Token]) -> Vec<Name> {
    let mut found: Vec<Name> = Vec::new();
    for part in tokens.split(|it| it.is_punct('.')) {
        match part {
            [only] if only.ident().is_some() => found.extend(only.ident().map(Name::from)),
            [only] if matches!(only.kind, TokenKind::Literal(_)) && !found.is_empty() => {}
            [name, arguments]
                if arguments.group(Delimiter::Parenthesis).is_some()
                    && name.ident().is_some_and(|it| SAME.contains(&it))
                    && !found.is_empty() => {}
            _ => return Vec::new(),
        }
    }
    found
}

/// The names that `#[instrument]` is told to leave out; `None` for all.
pub(super) fn skipped(tokens: &[Token]) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    for argument in Argument::list(tokens) {
        let is = |wanted: &str| argument.name == Some(wanted);
        match argument.value {
            [only] if only.ident() == Some("skip_all") => return None,
            value if is("skip") => names.extend(value.iter().filter_map(Token::ident)),
            _ => {}
        }
    }
    Some(names)
}

/// The macros of a body that write to a log or for people.
#[derive(Debug)]
pub(super) struct Logs(Vec<Span>);

impl Logs {
    /// Finds them.
    pub(super) fn of(body: &Body<'_>) -> Self {
        let macros = body.calls.iter().filter(|it| MACROS.iter().any(|name| it.is_macro(name)));
        let mut spans: Vec<Span> = macros.map(|it| it.expr.span).collect();
        spans.sort_by_key(|it| it.start);
        Self(spans)
    }

    /// Whether something stands in one of them.
    pub(super) fn hold(&self, span: Span) -> bool {
        let before = self.0.partition_point(|it| it.start <= span.start);
        self.0[..before].last().is_some_and(|it| span.end <= it.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_what_nobody_should_see() {
        for name in ["password", "access_token", "clientSecret", "authorization", "jwt", "api_key"] {
            assert!(is_secret(name), "{name}");
        }
        for name in ["token", "has_password", "secret_name", "next_token", "user", "SECRET", ""] {
            assert!(!is_secret(name), "{name}");
        }
    }
}
