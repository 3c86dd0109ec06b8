//! See `rules/unsupported-version.md`.

use super::shortened;
use crate::openapi::Version;
use crate::rule::{Check, Context, Place};
use crate::syntax::Tree;

pub(super) const CHECKS: &[Check] = &[Check::File(check)];

fn check<'a>(cx: &mut Context<'a>, tree: &'a Tree) {
    let Some(entry) = tree.root().and_then(Version::unsupported) else { return };
    let key = entry.key().unwrap_or_default();
    let message = match entry.text() {
        Some(text) => format!(
            "`{key}` with the version `{}` is not supported: nothing in this file was checked",
            shortened(&text)
        ),
        None => format!("`{key}` holds no version: nothing in this file was checked"),
    };
    // A value that is not there is shown by its key.
    cx.report(Place::value(entry), message).help("the versions 2.0, 3.0, 3.1 and 3.2 are read");
}
