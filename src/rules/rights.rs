//! What callers must show for an operation: schemes and their scopes, and what the names of scopes permit.

use super::words::words;
use crate::openapi::{Alternative, Document, Model};
use crate::source::Span;
use crate::syntax::Node;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// What an alternative asks for: its schemes, each by itself and with each of its scopes.
pub(super) type Rights<'a> = BTreeSet<(Cow<'a, str>, Option<Cow<'a, str>>)>;

/// What each `security` list offers, by its place.
pub(super) type Lists<'a> = BTreeMap<Span, Vec<Rights<'a>>>;

/// Words in names of scopes that permit to read.
const READING: [&str; 11] =
    ["get", "read", "readable", "reader", "readonly", "reads", "ro", "view", "viewer", "viewing", "views"];

/// Words in names of scopes that permit to change something, with nothing said about reading.
const WRITING: [&str; 24] = [
    "add",
    "append",
    "create",
    "creates",
    "creation",
    "delete",
    "deletes",
    "edit",
    "editor",
    "insert",
    "modify",
    "patch",
    "post",
    "publish",
    "put",
    "remove",
    "send",
    "update",
    "updates",
    "upload",
    "wo",
    "write",
    "writeonly",
    "writer",
];

/// Words in names of scopes that permit both, or something else.
const BOTH: [&str; 16] = [
    "admin",
    "administrator",
    "all",
    "assign",
    "change",
    "control",
    "execute",
    "full",
    "grant",
    "manage",
    "management",
    "manager",
    "owner",
    "readwrite",
    "root",
    "rw",
];

/// The `security` lists of a document.
pub(super) fn lists<'a>(model: &Model<'a>, doc: Document<'a>) -> Lists<'a> {
    let of_doc = model.securities.iter().filter(|it| it.doc.index() == doc.index());
    of_doc.map(|it| (it.node.span(), it.alternatives().iter().map(of).collect())).collect()
}

/// What one alternative of a list asks for.
pub(super) fn of<'a>(alternative: &Alternative<'a>) -> Rights<'a> {
    let of_scheme = |entry: Node<'a>| {
        let name = entry.key().unwrap_or_default();
        let scopes = entry.items().filter_map(Node::text).map(Some);
        std::iter::once(None).chain(scopes).map(move |it| (name.clone(), it)).collect::<Vec<_>>()
    };
    alternative.schemes.iter().flat_map(|it| of_scheme(it.0)).collect()
}

/// Whether the name of a scope says that it permits to read and nothing else.
pub(super) fn only_reads(scope: &str) -> bool {
    // LinkedIn and others: `r_liteprofile`.
    let is_short = |it: &str| it.eq_ignore_ascii_case("r");
    has(scope, &READING, is_short) && !has(scope, &WRITING, |_| false) && !has(scope, &BOTH, |_| false)
}

/// Whether the name of a scope says that it permits to change something and nothing else.
pub(super) fn only_writes(scope: &str) -> bool {
    let is_short = |it: &str| it.eq_ignore_ascii_case("w");
    has(scope, &WRITING, is_short) && !has(scope, &READING, |_| false) && !has(scope, &BOTH, |_| false)
}

/// What a scope is about: its words without those for rights.
pub(super) fn object(scope: &str) -> String {
    let is_right = |it: &str| {
        READING
            .iter()
            .chain(&WRITING)
            .chain(&BOTH)
            .chain(&["only"])
            .any(|right| it.eq_ignore_ascii_case(right))
    };
    words(scope).filter(|it| !is_right(it)).map(|it| it.to_ascii_lowercase() + ".").collect()
}

/// Whether the part of a scope that names a right has one of these words, or as its first word a short one.
fn has(scope: &str, list: &[&str], is_short: impl Fn(&str) -> bool) -> bool {
    // Of a URI the path alone speaks of rights.
    let scope = scope.split_once("://").map_or(scope, |it| it.1.split_once('/').map_or("", |it| it.1));
    let is_listed = |word: &str| list.iter().any(|it| word.eq_ignore_ascii_case(it));
    words(scope).any(is_listed) || words(scope).next().is_some_and(is_short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_of_scopes() {
        assert_eq!(object("lke:read_only"), object("lke:read_write"));
        assert_eq!(object("pets.read"), object("pets"));
        assert_ne!(object("pets.read"), object("shops.read"));
    }

    #[test]
    fn names_of_scopes() {
        for scope in [
            "read",
            "read:pets",
            "pets:read",
            "pets.readonly",
            "https://api.test/auth/pets.readonly",
            "r_pets",
            "view_pets",
            "user-read-email",
            "Pets.Read",
            "viewPets",
        ] {
            assert!(only_reads(scope) && !only_writes(scope), "{scope}");
        }
        for scope in ["write:pets", "pets.write", "w_pets", "pets:create", "delete_pets", "Pets.Write"] {
            assert!(only_writes(scope) && !only_reads(scope), "{scope}");
        }
        for scope in [
            "",
            "pets",
            "read_write",
            "pets:readwrite",
            "manage:pets",
            "pets.read.all.write",
            "threads",
            "breadth",
        ] {
            assert!(!only_reads(scope) && !only_writes(scope), "{scope}");
        }
    }
}
