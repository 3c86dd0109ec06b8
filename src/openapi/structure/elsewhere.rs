//! What means nothing where it stands, but would in another version or in another place.

use super::super::Version;
use super::grammar::{Object, Tagged, Type, V2, V30, V31, V32, Versions};
use super::objects::{
    CALLBACK, EXAMPLE, LINK, MEDIA_TYPE, OPENAPI, PATH_ITEM, REQUEST_BODY, RESPONSE, SWAGGER,
};
use super::parameters::{
    HEADER, HEADER_2, HEADER_PARAMETER, HEADER_PARAMETER_2, PARAMETER, PATH, PATH_2, QUERY, QUERY_2,
};
use super::schemas::SCHEMA;
use super::security::{ACCESS_CODE_2, OAUTH, SCHEME, SCHEME_2};
use super::words::with_article;
use crate::syntax::Node;

/// Objects that version 2.0 and versions 3 have a table of their own for.
static PAIRS: [[&Object; 2]; 6] = [
    [&SWAGGER, &OPENAPI],
    [&QUERY_2, &QUERY],
    [&HEADER_PARAMETER_2, &HEADER_PARAMETER],
    [&PATH_2, &PATH],
    [&HEADER_2, &HEADER],
    [&ACCESS_CODE_2, &OAUTH],
];

const EACH: [(Versions, Version); 4] =
    [(V2, Version::V2), (V30, Version::V30), (V31, Version::V31), (V32, Version::V32)];

/// Keywords that a reader takes for limits, though a `$ref` beside them takes away their effect.
const LIMITING: [&str; 22] = [
    "additionalProperties",
    "allOf",
    "anyOf",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "readOnly",
    "required",
    "writeOnly",
];

/// Versions that know the field, with a value of this kind, where the document's own does not; in words.
pub(super) fn versions(object: &'static Object, entry: Node<'_>, own: Version) -> Option<String> {
    let key = entry.key()?;
    let pair = PAIRS.iter().find(|it| it.iter().any(|it| std::ptr::eq(*it, object)));
    let tables = pair.map_or([object; 2], |it| *it);
    let takes = |version: Version, versions: Versions| {
        let mut fields = tables.iter().flat_map(|it| it.fields.iter().copied().flatten());
        fields.any(|it| {
            it.name == key
                && it.versions.has(version)
                && versions.has(version)
                && fits(&it.value, entry, version)
        })
    };
    in_words(own, takes)
}

/// Versions that know this text as the tag of an object; in words.
pub(super) fn versions_of_case(tagged: &'static Tagged, text: &str, own: Version) -> Option<String> {
    let of_schemes = [&SCHEME, &SCHEME_2];
    let is_scheme = of_schemes.iter().any(|it| std::ptr::eq(*it, tagged));
    let all = if is_scheme { of_schemes } else { [tagged; 2] };
    in_words(own, |version, _| {
        all.iter().flat_map(|it| it.cases).any(|it| it.tag == text && it.versions.has(version))
    })
}

fn in_words(own: Version, is_known: impl Fn(Version, Versions) -> bool) -> Option<String> {
    let known = EACH.iter().filter(|(bit, version)| *version != own && is_known(*version, *bit));
    let known: Vec<Version> = known.map(|it| it.1).collect();
    // `3.1 and later` for a run that goes on to the end.
    let run = match known.as_slice() {
        [.., Version::V30, Version::V31, Version::V32] => 3,
        [.., Version::V31, Version::V32] => 2,
        _ => 0,
    };
    let (single, run) = known.split_at_checked(known.len() - run)?;
    let later = run.first().map(|it| format!("{} and later", it.name()));
    let words: Vec<_> = single.iter().map(|it| it.name().to_owned()).chain(later).collect();
    (!words.is_empty()).then(|| words.join(" and "))
}

/// Whether a field of this type takes the value, as far as its outermost kind and its text tell.
pub(super) fn fits(ty: &Type, node: Node<'_>, version: Version) -> bool {
    match ty {
        Type::OneOf(names) => node.as_str().is_some_and(|it| names.contains(&it.as_ref())),
        Type::Either(kind, one, other) => fits(if node.kind() == *kind { one } else { other }, node, version),
        _ => ty.takes(node.kind(), version),
    }
}

/// Entries beside a `$ref` that seem to limit values and do not.
pub(super) fn beside_reference(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let limits = |it: &Node<'_>| {
        it.as_bool() != Some(false) && it.key().is_some_and(|key| LIMITING.contains(&key.as_ref()))
    };
    node.entries().filter(limits)
}

/// Sections of components, as 2.0 and 3.x name them, and what their entries are.
const SECTIONS: [(&str, &str, Section); 12] = [
    ("/components/schemas/", "schema", is_schema),
    ("/components/responses/", "response", |it| is_object(it, &RESPONSE)),
    ("/components/parameters/", "parameter", |it| is_tagged(it, &PARAMETER)),
    ("/components/examples/", "example", |it| is_object(it, &EXAMPLE)),
    ("/components/requestBodies/", "request body", |it| is_object(it, &REQUEST_BODY)),
    ("/components/headers/", "header", |it| is_object(it, &HEADER)),
    ("/components/securitySchemes/", "security scheme", |it| is_tagged(it, &SCHEME)),
    ("/components/links/", "link", |it| is_object(it, &LINK)),
    ("/components/callbacks/", "callback", |it| is_object(it, &CALLBACK)),
    ("/components/pathItems/", "path item", |it| is_object(it, &PATH_ITEM)),
    ("/components/mediaTypes/", "media type", |it| is_object(it, &MEDIA_TYPE)),
    ("/securityDefinitions/", "security scheme", |it| is_tagged(it, &SCHEME_2)),
];

/// Sections that only Swagger 2.0 has at the root.
const SECTIONS_2: [(&str, &str, Section); 3] = [
    ("/definitions/", "schema", is_schema),
    ("/responses/", "response", |it| is_object(it, &RESPONSE)),
    ("/parameters/", "parameter", |it| is_tagged(it, &PARAMETER)),
];

type Section = fn(&Type) -> bool;

/// Up to 3.0 a schema is an object like others.
fn is_schema(ty: &Type) -> bool {
    matches!(ty, Type::Schema) || is_object(ty, &SCHEMA)
}

fn is_object(ty: &Type, object: &'static Object) -> bool {
    matches!(ty, Type::Object(it) if std::ptr::eq(*it, object))
}

fn is_tagged(ty: &Type, tagged: &'static Tagged) -> bool {
    matches!(ty, Type::Tagged(it) if std::ptr::eq(*it, tagged))
}

/// What is wrong with a reference that leads to a component of another kind than is wanted.
pub(super) fn wrong_target(reference: Node<'_>, wanted: &Type) -> Option<String> {
    let sections = || SECTIONS.iter().chain(&SECTIONS_2);
    let wanted = sections().find(|it| (it.2)(wanted))?.1;
    let text = reference.as_str()?;
    let pointer = text.split_once('#')?.1;
    let is_in =
        |section: &str| pointer.strip_prefix(section).is_some_and(|it| !it.is_empty() && !it.contains('/'));
    let found = sections().find(|it| is_in(it.0))?.1;
    (found != wanted).then(|| format!("names {}, but {} belongs here", with_kind(found), with_kind(wanted)))
}

fn with_kind(kind: &str) -> String {
    with_article(kind).replace('`', "")
}
