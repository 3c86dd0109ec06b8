//! How violations are put into words.

use super::super::Version;
use super::grammar::{FROM_31, Type};
use crate::syntax::Node;
use std::borrow::Cow;

/// Longest key or text that is quoted whole.
const LONGEST: usize = 60;

/// A text in backticks, shortened if need be.
pub(super) fn quoted(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}

/// What to call a value: its key, or its place in a list.
pub(super) fn label(node: Node<'_>) -> Cow<'static, str> {
    if let Some(key) = node.key() {
        return quoted(&key).into();
    }
    match node.parent().and_then(Node::key) {
        Some(list) => format!("an item of {}", quoted(&list)).into(),
        None if node.parent().is_some() => "an item".into(),
        None => "the document".into(),
    }
}

/// `an `info``, `a `title``
pub(super) fn with_article(name: &str) -> String {
    let article = if name.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} `{name}`")
}

/// Names in backticks with commas, and `or` before the last.
pub(super) fn any_of<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let names: Vec<String> = names.into_iter().map(|it| format!("`{it}`")).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

/// What a type wants, as far as the kind of the value goes.
pub(super) fn wanted(ty: &Type, version: Version) -> Cow<'static, str> {
    match ty {
        Type::Any => "a value".into(),
        Type::String | Type::Text(_) | Type::OneOf(_) | Type::Reference(_) => "a string".into(),
        Type::Boolean | Type::True => "a boolean".into(),
        Type::Number | Type::Positive | Type::Count => "a number".into(),
        Type::Array(_) => "an array".into(),
        Type::Map(_) | Type::Object(_) | Type::Tagged(_) => "an object".into(),
        Type::Schema if FROM_31.has(version) => "an object or a boolean".into(),
        Type::Schema => "an object".into(),
        Type::OrReference(_, inner) => wanted(inner, version),
        Type::Either(_, one, other) => {
            format!("{} or {}", wanted(other, version), wanted(one, version)).into()
        }
    }
}
