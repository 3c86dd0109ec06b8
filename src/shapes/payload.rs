//! Wrappers in which values travel: `Json<T>`, `Query<T>`, `HttpResponseOk<T>` and their like.

use super::MAX_HOPS;
use super::typed::{Meaning, Typed};
use crate::code::{ItemKind, Workspace};

/// Where a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PayloadKind {
    /// The body, as JSON.
    Json,
    /// The body, as a form.
    Form,
    /// The body, as a form of several parts.
    Multipart,
    /// The query.
    Query,
    /// Parameters of the path.
    Path,
}

/// Wrappers by name; all of frameworks, or of libraries made for them.
const WRAPPERS: &[(&str, PayloadKind)] = &[
    ("Json", PayloadKind::Json),
    ("JsonBody", PayloadKind::Json),
    ("TypedBody", PayloadKind::Json),
    ("JsonEncoded", PayloadKind::Json),
    ("Form", PayloadKind::Form),
    ("FormBody", PayloadKind::Form),
    ("LenientForm", PayloadKind::Form),
    ("Multipart", PayloadKind::Multipart),
    ("MultipartForm", PayloadKind::Multipart),
    ("TypedMultipart", PayloadKind::Multipart),
    ("Query", PayloadKind::Query),
    ("QsQuery", PayloadKind::Query),
    ("QueryParam", PayloadKind::Query),
    ("Path", PayloadKind::Path),
    ("PathParam", PayloadKind::Path),
];

/// Crates whose wrappers these are.
const CRATES: [&str; 19] = [
    "axum",
    "axum_extra",
    "axum_valid",
    "axum_serde",
    "axum_typed_multipart",
    "axum_jsonschema",
    "aide",
    "actix_web",
    "actix_web_validator",
    "actix_web_lab",
    "actix_multipart",
    "serde_qs",
    "ntex",
    "rocket",
    "poem",
    "poem_openapi",
    "salvo",
    "salvo_oapi",
    "dropshot",
];

/// What stands around other wrappers and changes nothing about the value.
const AROUND: [&str; 9] = [
    "Valid",
    "Validated",
    "ValidatedExtractor",
    "Garde",
    "Option",
    "Result",
    "WithRejection",
    "Cached",
    "Box",
];

/// A wrapper with what it holds, and whether it may be missing.
pub(super) struct Wrapped<'w> {
    pub(super) kind: PayloadKind,
    pub(super) typed: Typed<'w>,
    pub(super) is_optional: bool,
}

/// The wrapper that a type is, or that stands in others.
pub(super) fn wrapped<'w>(workspace: &'w Workspace, typed: &Typed<'w>) -> Option<Wrapped<'w>> {
    let mut typed = typed.clone();
    let mut is_optional = false;
    for _ in 0..MAX_HOPS {
        let (name, is_own, given) = named(workspace, &typed)?;
        if !is_own && AROUND.contains(&name.as_str()) {
            is_optional |= name == "Option";
            typed = given.into_iter().next()?;
            continue;
        }
        let kind = kind_of(&name, is_own, given.len())?;
        return Some(Wrapped { kind, typed: given.into_iter().next()?, is_optional });
    }
    None
}

/// The last name of a type, whether it is one of the workspace, and what is given to it.
fn named<'w>(workspace: &'w Workspace, typed: &Typed<'w>) -> Option<(String, bool, Vec<Typed<'w>>)> {
    match typed.meaning(workspace) {
        Meaning::Foreign(path, given) => {
            let (owner, name) = (path.first()?, path.last()?);
            let is_known = CRATES.contains(&&**owner) || AROUND.contains(&&**name);
            is_known.then(|| (name.to_string(), false, given))
        }
        Meaning::Item(id, given) => {
            let item = workspace.item(id);
            let is_struct = matches!(item.kind, ItemKind::Struct(_));
            let given = given.iter().filter_map(|it| it.1.clone()).collect();
            is_struct.then(|| (item.name.to_string(), true, given))
        }
        _ => None,
    }
}

/// Wrappers that a project makes itself end with the word, and hold one value: `ValidatedJson<T>`.
fn kind_of(name: &str, is_own: bool, given: usize) -> Option<PayloadKind> {
    let is = |it: &&(&str, PayloadKind)| name == it.0 || (is_own && given == 1 && name.ends_with(it.0));
    WRAPPERS.iter().find(is).map(|it| it.1)
}
