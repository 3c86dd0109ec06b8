//! Versions in paths: `/v2/orders` is version 2 of `/{version}/orders`.

use crate::openapi::{Document, Version};
use crate::syntax::Node;

/// The major version that a path names, and the path without it and without the names of its parameters.
pub(super) fn split(path: &str) -> (Option<u32>, String) {
    let segments = || path.split('/').filter(|it| !it.is_empty()).enumerate();
    let found = segments().find_map(|(at, it)| Some((at, major(it)?)));
    let mut rest = String::with_capacity(path.len());
    for (at, segment) in segments() {
        rest.push('/');
        if found.is_some_and(|it| it.0 == at) {
            rest.push('*');
        } else if segment.starts_with('{') && segment.ends_with('}') {
            rest.push_str("{}");
        } else {
            rest.extend(segment.chars().map(|it| it.to_ascii_lowercase()));
        }
    }
    (found.map(|it| it.1), rest)
}

/// Host and path of the first server, and the value that holds the path.
pub(super) fn base<'a>(doc: Document<'a>) -> Option<(String, String, Node<'a>)> {
    let server = doc.servers().next();
    let host = server.as_ref().map(|it| it.host()).unwrap_or_default();
    if doc.version() == Version::V2 {
        let base = doc.root().get("basePath")?;
        return Some((host, base.text()?.into_owned(), base));
    }
    let url = server.as_ref()?.filled_in("", "");
    let path = url.split_once("//").map_or(url.as_str(), |it| it.1.split_once('/').map_or("", |it| it.1));
    Some((host, path.to_owned(), server?.node))
}

/// 2 of `v2` and `V2.1`; betas come before the versions they lead to, and are not meant to stay.
fn major(segment: &str) -> Option<u32> {
    let numbers = segment.strip_prefix(['v', 'V'])?;
    let mut parts = numbers.split('.');
    let first = parts.next()?.parse().ok()?;
    parts.all(|it| it.parse::<u32>().is_ok()).then_some(first)
}

/// A title without the words that name a version.
pub(super) fn unversioned_title(title: &str) -> String {
    let is_version = |it: &str| {
        let it = it.trim_matches(['(', ')', ',']);
        it.eq_ignore_ascii_case("version")
            || it.trim_start_matches(['v', 'V']).starts_with(|it: char| it.is_ascii_digit())
    };
    title.split_whitespace().filter(|it| !is_version(it)).collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The folder of a file, without versions.
pub(super) fn unversioned_folder(path: &str) -> String {
    let folder = path.rsplit_once('/').map_or("", |it| it.0);
    folder.split('/').filter(|it| major(it).is_none()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        for (path, version, rest) in [
            ("/v1/users", 1, "/*/users"),
            ("/api/V2.1/Users/{userId}", 2, "/api/*/users/{}"),
            ("/v1/a/v2", 1, "/*/a/v2"),
            ("/v10", 10, "/*"),
        ] {
            assert_eq!(split(path), (Some(version), rest.to_owned()), "{path}");
        }
        for path in ["/users", "/v1beta1/users", "/vendors/1", "/v/1", "/v1.x/users", ""] {
            assert_eq!(split(path).0, None, "{path}");
        }
    }

    #[test]
    fn titles_and_folders() {
        assert_eq!(unversioned_title("Orders API v2.1"), "orders api");
        assert_eq!(unversioned_title("Orders (v3)"), "orders");
        assert_eq!(unversioned_title("Version 2 of Orders"), "of orders");
        assert_eq!(unversioned_folder("apis/orders/v1/openapi.yaml"), "apis/orders");
        assert_eq!(unversioned_folder("openapi.yaml"), "");
    }
}
