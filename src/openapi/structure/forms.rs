//! Forms of text that the specification demands of keys and values.

use super::grammar::Form;
use crate::syntax::Node;

pub(super) static VERSION_30: Form =
    Form { fits: |it| is_version(it, "3.0."), name: "a version such as `3.0.4`" };
pub(super) static VERSION_31: Form =
    Form { fits: |it| is_version(it, "3.1."), name: "a version such as `3.1.2`" };
pub(super) static VERSION_32: Form = Form { fits: is_later_version, name: "a version such as `3.2.0`" };
pub(super) static PATH: Form = Form { fits: |it| it.starts_with('/'), name: "a path that begins with `/`" };
pub(super) static BASE_PATH: Form =
    Form { fits: |it| it.starts_with('/'), name: "a path that begins with `/`" };
pub(super) static HOST: Form =
    Form { fits: is_host, name: "a host with or without a port, and nothing else" };
pub(super) static STATUS: Form =
    Form { fits: is_status, name: "a status code, a class such as `2XX`, or `default`" };
pub(super) static STATUS_2: Form = Form { fits: is_status_2, name: "a status code or `default`" };
pub(super) static COMPONENT: Form =
    Form { fits: is_component, name: "a name of letters, digits, `.`, `_` and `-`" };
pub(super) static TOKEN: Form = Form { fits: is_token, name: "a name that HTTP allows for a header" };
pub(super) static METHOD: Form =
    Form { fits: is_other_method, name: "an HTTP method that has no field of its own" };
pub(super) static TEMPLATE_NAME: Form =
    Form { fits: |it| !it.is_empty() && !it.contains(['{', '}']), name: "a name without braces" };
pub(super) static NO_FRAGMENT: Form = Form { fits: |it| !it.contains('#'), name: "a URI without a fragment" };

/// Methods that are fields of a path item, so that `additionalOperations` cannot have them.
const FIXED_METHODS: [&str; 9] =
    ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY"];

/// `3.0.4`, `3.0.4-rc1`.
fn is_version(text: &str, prefix: &str) -> bool {
    let Some(rest) = text.strip_prefix(prefix) else { return false };
    let (patch, suffix) = rest.split_once('-').map_or((rest, None), |(patch, suffix)| (patch, Some(suffix)));
    is_digits(patch) && suffix != Some("")
}

/// 3.2, and versions that nobody has heard of yet.
fn is_later_version(text: &str) -> bool {
    let minor = text.strip_prefix("3.").and_then(|it| it.split_once('.')).map_or("", |it| it.0);
    is_digits(minor) && is_version(text, &format!("3.{minor}."))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit())
}

fn is_host(text: &str) -> bool {
    let (name, port) = text.split_once(':').map_or((text, None), |(name, port)| (name, Some(port)));
    !name.is_empty() && !name.contains(['{', '}', '/', ' ', '\\']) && port.is_none_or(is_digits)
}

fn is_status(text: &str) -> bool {
    match text.as_bytes() {
        [b'1'..=b'5', b'X', b'X'] => true,
        [b'1'..=b'5', tens, ones] => tens.is_ascii_digit() && ones.is_ascii_digit(),
        _ => text == "default",
    }
}

fn is_status_2(text: &str) -> bool {
    text == "default" || text.len() == 3 && is_digits(text)
}

fn is_component(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_alphanumeric() || b"._-".contains(&it))
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_alphanumeric() || b"!#$%&'*+.^_`|~-".contains(&it))
}

fn is_other_method(text: &str) -> bool {
    is_token(text) && !FIXED_METHODS.contains(&text)
}

pub(super) fn is_bearer(scheme: Option<&str>) -> bool {
    scheme.is_some_and(|it| it.eq_ignore_ascii_case("bearer"))
}

pub(super) fn is_form(style: Option<&str>) -> bool {
    style.is_none_or(|it| it == "form")
}

/// The whole query string is one parameter, so nothing else can take a part of it.
pub(super) fn one_query_string(parameters: Node<'_>) -> Option<&'static str> {
    let count = |location| {
        let is_there = |it: &Node<'_>| it.get("in").and_then(Node::as_str).is_some_and(|it| it == location);
        parameters.items().filter(is_there).count()
    };
    match (count("querystring"), count("query")) {
        (0, _) | (1, 0) => None,
        (1, _) => Some("parameters in `querystring` and in `query` exclude each other"),
        _ => Some("only one parameter may be in `querystring`"),
    }
}
