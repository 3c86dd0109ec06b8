//! See `rules/decode-after-authorization.md`.

use super::bodies;
use crate::flow::{Call, Handling, root};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Handler(check)];

/// Functions and methods that give a text another form.
const DECODING: &[&str] = &[
    "percent_decode",
    "percent_decode_str",
    "url_decode",
    "urldecode",
    "decode_html_entities",
    "nfkc",
    "nfc",
];

/// The same by the ends of their paths.
const DECODING_PATHS: &[&str] = &[
    "urlencoding::decode",
    "urlencoding::decode_binary",
    "html_escape::decode_html_entities",
    "RawStr::percent_decode",
];

fn check<'a>(cx: &mut Context<'a>, handling: &Handling<'a>) {
    let body = &handling.body;
    let decisions = decisions(handling);
    for call in body.calls.iter().filter(|it| decodes(it)) {
        let Some(name) = call.argument(0).or(call.receiver).and_then(|it| root(it)) else { continue };
        let mut before = decisions.iter().filter(|it| it.span.start < call.span.start);
        let Some(decision) = before.find(|it| it.arguments.iter().any(|it| root(it) == Some(name))) else {
            continue;
        };
        let message = format!("`{}` changes `{name}` after it was decided by it", call.name());
        let draft = bodies::report_handling(cx, handling, body, call.span, message);
        draft.label(decision.span, format!("`{}` decides by `{name}`", decision.name()));
    }
}

/// Calls by which the handler decides what somebody may do.
fn decisions<'h, 'a>(handling: &'h Handling<'a>) -> Vec<&'h Call<'a>> {
    let evidence = handling.routes.iter().flat_map(|it| &it.protection.authorization);
    let starts: Vec<_> = evidence.map(|it| (it.span.file, it.span.start)).collect();
    let is_decision = |it: &&Call<'a>| {
        starts.contains(&(it.span.file, it.span.start))
            || starts.contains(&(it.expr.span.file, it.expr.span.start))
    };
    handling.body.calls.iter().filter(is_decision).collect()
}

fn decodes(call: &Call<'_>) -> bool {
    DECODING.contains(&call.name()) || DECODING_PATHS.iter().any(|it| call.is(it))
}
