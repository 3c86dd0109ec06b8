//! See `rules/version-mismatched-keyword.md`.

use crate::openapi::structure::{Fault, Violation};
use crate::openapi::{Document, Version};
use crate::rule::{Check, Context, Place};
use crate::syntax::{Kind, Node};
use rustc_hash::FxHashMap;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Places that are shown beside the first.
const SHOWN: usize = 3;

/// What keywords that have no effect leave open.
const CONSEQUENCES: [(&[&str], &str); 7] = [
    (&["nullable"], "so `null` is not allowed"),
    (&["readOnly"], "so callers may set the value"),
    (&["security", "securityDefinitions", "securitySchemes"], "so no credential is asked for"),
    (&["requestBody", "schema", "content", "itemSchema"], "so the content is not described"),
    (&["host", "basePath", "schemes", "servers"], "so no server is named"),
    (&["components", "definitions", "parameters", "responses", "webhooks"], "so what it holds is not read"),
    (&LIMITS, "so it limits nothing"),
];

/// Types of security schemes that not all versions have.
const SCHEMES: [&str; 4] = ["basic", "http", "mutualTLS", "openIdConnect"];

const LIMITS: [&str; 38] = [
    "additionalProperties",
    "allOf",
    "anyOf",
    "collectionFormat",
    "const",
    "contains",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "if",
    "items",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "required",
    "then",
    "type",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    // A document moved from one version to another has the same keyword in hundreds of places: one migration mends all.
    let mut groups: Vec<Vec<Violation<'a>>> = Vec::new();
    let mut numbers = FxHashMap::default();
    for violation in cx.model.violations_of(doc).into_iter().filter(is_ours) {
        let is_beside_reference = violation.fault == Fault::BesideReference;
        let number = *numbers.entry((shown(&violation), is_beside_reference)).or_insert(groups.len());
        match groups.get_mut(number) {
            Some(group) => group.push(violation),
            None => groups.push(vec![violation]),
        }
    }
    groups.iter().for_each(|it| report(cx, doc, it));
}

const fn is_ours(violation: &Violation<'_>) -> bool {
    matches!(violation.fault, Fault::OtherVersion(_) | Fault::Idle(_) | Fault::BesideReference)
}

fn report<'a>(cx: &mut Context<'a>, doc: Document<'a>, group: &[Violation<'a>]) {
    let Some((first, others)) = group.split_first() else { return };
    let draft = cx.report(
        Place::key(first.node),
        message(first, doc.version()) + &super::and_more(others.len(), "place"),
    );
    for other in others.iter().take(SHOWN) {
        draft.label(other.node.name_span(), "here too");
    }
}

fn message(violation: &Violation<'_>, version: Version) -> String {
    let shown = shown(violation);
    let text = match &violation.fault {
        Fault::OtherVersion(known) | Fault::Idle(known) => {
            format!("{shown} belongs to {known} and has no effect in {}", version.name())
        }
        _ => format!("{shown} beside `$ref` has no effect in {}", version.name()),
    };
    match consequence(violation.node) {
        Some(consequence) => format!("{text}, {consequence}"),
        None => text,
    }
}

fn consequence(node: Node<'_>) -> Option<&'static str> {
    let (key, value) = (node.key()?, node.as_str().unwrap_or_default());
    if key == "type" && SCHEMES.contains(&value.as_ref()) {
        return Some("so no credential is asked for");
    }
    CONSEQUENCES.iter().find(|it| it.0.contains(&key.as_ref())).map(|it| it.1)
}

/// The keyword, and its value where only that is of another version.
fn shown(violation: &Violation<'_>) -> String {
    let node = violation.node;
    let key = node.key().map_or_else(|| "an item".to_owned(), |it| format!("`{}`", super::shortened(&it)));
    let is_known_key = matches!(violation.fault, Fault::OtherVersion(_)) && !is_unknown(violation);
    if is_known_key { format!("{key} {}", with_value(node)) } else { key }
}

fn is_unknown(violation: &Violation<'_>) -> bool {
    violation.message.starts_with("unknown field")
}

fn with_value(node: Node<'_>) -> String {
    match node.kind() {
        Kind::String => format!("with the value `{}`", super::shortened(&node.text().unwrap_or_default())),
        kind => format!(
            "with {} {}",
            if matches!(kind, Kind::Sequence | Kind::Mapping) { "an" } else { "a" },
            kind.name()
        ),
    }
}
