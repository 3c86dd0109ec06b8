//! `$ref`: what it leads to, within a file, across files, and never across the network.

use super::{Files, reference_in};
use crate::source::Unreadable;
use crate::syntax::{Kind, Node, Tree};
use std::borrow::Cow;

/// References that lead to references are followed so far.
pub const MAX_HOPS: usize = 32;

/// A `$ref` and where it leads.
#[derive(Clone, Debug)]
pub struct Reference<'a> {
    /// The string under `$ref`.
    pub node: Node<'a>,
    /// What it leads to, or why it leads nowhere.
    pub outcome: Result<Node<'a>, ReferenceError>,
}

/// Why a reference leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceError {
    /// It names something on the network, which is never fetched.
    Remote,
    /// It leaves the project root.
    OutsideRoot,
    /// There is no such file.
    MissingFile,
    /// The file is there, but it could not be read.
    UnreadableFile,
    /// There is nothing in the file, or nothing that could be read.
    EmptyFile,
    /// The file has no such value.
    MissingTarget,
    /// It leads to itself.
    Cycle,
    /// It leads to references, and these to others, further than we follow.
    TooLong,
}

impl<'a> Reference<'a> {
    /// Every reference of a file, in the order of its text; not those that stand in examples and other data.
    pub fn all(files: &'a Files, tree: &'a Tree) -> impl Iterator<Item = Self> {
        let references = tree.nodes().filter(|it| is_reference(*it));
        references.map(|node| Self::new(files, node))
    }

    /// What the string under a `$ref` leads to.
    pub(super) fn new(files: &'a Files, node: Node<'a>) -> Self {
        Self { node, outcome: target(files, node) }
    }
}

/// Follows references until a value is none; `None` where that leads nowhere.
pub(super) fn resolve<'a>(files: &'a Files, node: Node<'a>) -> Option<Node<'a>> {
    described(files, node, |_| true)
}

/// Follows references that are nothing else; `None` where that leads nowhere.
pub(super) fn described<'a>(
    files: &'a Files,
    node: Node<'a>,
    is_mere: impl Fn(Node<'a>) -> bool,
) -> Option<Node<'a>> {
    let mut node = node.target();
    for _ in 0..=MAX_HOPS {
        match reference_in(node).filter(|_| is_mere(node)) {
            None => return Some(node),
            Some(reference) => node = one_hop(files, reference).ok()?,
        }
    }
    None
}

/// What a `$ref` leads to, chains of references checked to end.
fn target<'a>(files: &'a Files, reference: Node<'a>) -> Result<Node<'a>, ReferenceError> {
    let first = one_hop(files, reference)?;
    let mut node = first;
    for _ in 0..MAX_HOPS {
        let Some(next) = reference_in(node) else { return Ok(first) };
        if next == reference {
            return Err(ReferenceError::Cycle);
        }
        // Whatever is wrong further on, a circle included, is reported there.
        match one_hop(files, next).ok().filter(|_| has_only_reference(node)) {
            Some(next) => node = next,
            None => return Ok(first),
        }
    }
    Err(ReferenceError::TooLong)
}

fn has_only_reference(node: Node<'_>) -> bool {
    node.children().nth(1).is_none()
}

/// What the string under a `$ref` names.
pub(super) fn one_hop<'a>(files: &'a Files, reference: Node<'a>) -> Result<Node<'a>, ReferenceError> {
    files.target(reference).unwrap_or_else(|| named(files, reference))
}

/// What a string names that stands for a reference.
pub(super) fn named<'a>(files: &'a Files, reference: Node<'a>) -> Result<Node<'a>, ReferenceError> {
    let text = reference.as_str().ok_or(ReferenceError::MissingTarget)?;
    named_by(files, reference.tree(), &text)
}

/// What a reference of a file names.
pub(super) fn named_by<'a>(files: &'a Files, from: &'a Tree, text: &str) -> Result<Node<'a>, ReferenceError> {
    let (uri, fragment) = text.split_once('#').unwrap_or((text, ""));
    let root = document_root(files, from, uri)?;
    let fragment = percent_decoded(fragment);
    let found = if fragment.is_empty() || fragment.starts_with('/') {
        root.at_pointer(&fragment)
    } else {
        let source = root.tree().source();
        files.by_name(source.side(), &format!("{}#{fragment}", source.path_in_root()))
    };
    found.map(Node::target).ok_or(ReferenceError::MissingTarget)
}

fn document_root<'a>(files: &'a Files, tree: &'a Tree, uri: &str) -> Result<Node<'a>, ReferenceError> {
    if uri.is_empty() {
        return tree.root().ok_or(ReferenceError::MissingTarget);
    }
    let source = tree.source();
    if let Some(node) = files.by_name(source.side(), uri) {
        return Ok(node);
    }
    let path = referenced_path(source.path_in_root(), uri)?;
    let Some(tree) = files.by_path_on(source.side(), &path) else {
        return Err(match files.why_unread(&path) {
            Unreadable::Missing => ReferenceError::MissingFile,
            Unreadable::OutsideRoot => ReferenceError::OutsideRoot,
            Unreadable::Failed => ReferenceError::UnreadableFile,
        });
    };
    tree.root().ok_or(ReferenceError::EmptyFile)
}

/// Path from the project root of the file that a reference names, seen from the file it stands in.
///
/// # Errors
/// When it names something on the network or outside the root.
pub fn referenced_path(from: &str, uri: &str) -> Result<String, ReferenceError> {
    if is_remote(uri) {
        return Err(ReferenceError::Remote);
    }
    let uri = percent_decoded(uri);
    if uri.starts_with('/') {
        return Err(ReferenceError::OutsideRoot);
    }
    let folder = from.rsplit_once('/').map_or("", |it| it.0);
    let mut steps: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    for step in uri.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop().ok_or(ReferenceError::OutsideRoot)?),
            name => steps.push(name),
        }
    }
    Ok(steps.join("/"))
}

/// Whether a URI has a scheme or an authority.
fn is_remote(uri: &str) -> bool {
    let scheme = uri.split_once(':').map_or("", |it| it.0);
    let is_scheme =
        scheme.len() > 1 && scheme.bytes().all(|it| it.is_ascii_alphanumeric() || b"+-.".contains(&it));
    uri.starts_with("//") || is_scheme
}

fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let digits = behind.get(..2).and_then(|it| std::str::from_utf8(it).ok());
        let decoded = digits.and_then(|it| u8::from_str_radix(it, 16).ok()).filter(|_| first == b'%');
        bytes.push(decoded.unwrap_or(first));
        rest = if decoded.is_some() { &behind[2..] } else { behind };
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

/// Whether a value is the string under a `$ref` that means something: in examples, defaults and extensions it is data.
#[must_use]
pub fn is_reference(node: Node<'_>) -> bool {
    may_be_reference(node) && !is_in_extension(node)
}

/// Whether a value is the string under a `$ref` that may mean something: an extension may keep what others refer to.
#[must_use]
pub fn may_be_reference(node: Node<'_>) -> bool {
    let is_data = || std::iter::successors(node.parent(), |it| it.parent()).any(holds_values);
    node.has_key("$ref") && node.kind() == Kind::String && !is_data()
}

/// Whether a value stands in an extension.
pub(super) fn is_in_extension(node: Node<'_>) -> bool {
    let is_extension = |it: Node<'_>| it.key().is_some_and(|key| key.starts_with("x-")) && !is_named(it);
    std::iter::successors(node.parent(), |it| it.parent()).any(is_extension)
}

/// Whether a value is an example, a default or a listed value, or a part of one.
pub(super) fn is_value(node: Node<'_>) -> bool {
    // Swagger 2.0 has a value for each media type.
    let is_body = |it: Node<'_>| {
        it.parent().is_some_and(|it| it.has_key("examples")) && it.key().is_some_and(|it| it.contains('/'))
    };
    std::iter::successors(Some(node), |it| it.parent()).any(|it| holds_values(it) || is_body(it))
}

/// Whether everything in a value shows what values of something look like.
fn holds_values(node: Node<'_>) -> bool {
    let Some(key) = node.key() else { return false };
    let is_value = matches!(
        key.as_ref(),
        "example" | "default" | "enum" | "const" | "value" | "dataValue" | "serializedValue"
    );
    // A list of examples holds values; a mapping holds example objects.
    let is_list = key == "examples" && node.is_sequence();
    (is_value || is_list) && !is_named(node)
}

/// Whether the value's key is a name that the author chose, as of properties and components.
fn is_named(node: Node<'_>) -> bool {
    const MAPS: [&str; 17] = [
        "content",
        "links",
        "pathItems",
        "securitySchemes",
        "webhooks",
        "properties",
        "patternProperties",
        "schemas",
        "definitions",
        "$defs",
        "parameters",
        "responses",
        "headers",
        "examples",
        "requestBodies",
        "callbacks",
        "dependentSchemas",
    ];
    node.parent().and_then(Node::key).is_some_and(|it| MAPS.contains(&it.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        let table = [
            ("api/openapi.yaml", "schemas/pet.yaml", Ok("api/schemas/pet.yaml")),
            ("api/openapi.yaml", "../common.yaml", Ok("common.yaml")),
            ("openapi.yaml", "./a%20b.yaml", Ok("a b.yaml")),
            ("openapi.yaml", "../x.yaml", Err(ReferenceError::OutsideRoot)),
            ("openapi.yaml", "/etc/passwd", Err(ReferenceError::OutsideRoot)),
            ("openapi.yaml", "https://a.test/x", Err(ReferenceError::Remote)),
            ("openapi.yaml", "//a.test/x", Err(ReferenceError::Remote)),
            ("openapi.yaml", "file:///etc/passwd", Err(ReferenceError::Remote)),
            ("openapi.yaml", "urn:x:y", Err(ReferenceError::Remote)),
        ];
        for (from, uri, expected) in table {
            assert_eq!(referenced_path(from, uri).as_deref(), expected.as_deref(), "{uri}");
        }
    }
}
