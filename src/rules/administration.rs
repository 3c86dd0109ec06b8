//! Operations for administrators, as their paths and tags tell.

use super::words::{is_one_of, words};
use crate::openapi::{Document, Operation};
use crate::syntax::Node;

/// Words for administrators and what they do; `admins` are mostly people in a list.
const ADMIN: [&str; 7] =
    ["admin", "administration", "administrator", "superadmin", "superuser", "sysadmin", "systemadmin"];

/// Why an operation is one for administrators.
pub(super) enum Sign<'a> {
    /// A part of its path.
    Path,
    /// A tag.
    Tag(Node<'a>),
}

/// What tells that an operation is for administrators.
pub(super) fn sign<'a>(op: &Operation<'a>) -> Option<Sign<'a>> {
    if op.name().path.split('/').any(is_admin) {
        return Some(Sign::Path);
    }
    let tags = op.node().get("tags").into_iter().flat_map(Node::items);
    let mut named = tags.filter(|it| it.text().is_some_and(|tag| is_one_of(&tag, &ADMIN)));
    named.next().map(Sign::Tag)
}

/// Whether a document says by its title that it is for administrators throughout.
pub(super) fn is_whole(doc: Document<'_>) -> bool {
    let title = doc.root().get("info").and_then(|it| it.get("title")?.text()).unwrap_or_default();
    names_admin(&title)
}

/// Whether a text names an administrator.
pub(super) fn names_admin(text: &str) -> bool {
    words(text).any(|it| is_one_of(it, &ADMIN))
}

/// Whether a part of a path is a word for administrators, or such a word with more behind a separator.
fn is_admin(segment: &str) -> bool {
    // `adminOverrides` and `admin_level` are things of their own.
    let word = segment.split(['-', '.', ':']).next().unwrap_or_default();
    !word.contains('{') && is_one_of(word, &ADMIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_paths() {
        for part in ["admin", "Administration", "admin.users.list", "admin-console"] {
            assert!(is_admin(part), "{part}");
        }
        for part in
            ["", "{admin}", "badminton", "administrative", "admins", "adminUsers", "users", "is-admin"]
        {
            assert!(!is_admin(part), "{part}");
        }
    }
}
