//! Which files a project wants looked at, by patterns that are relative to the folder of its configuration.

use super::Glob;
use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

/// Patterns for files, relative to a folder; without any, every file is looked at.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    folder: PathBuf,
    include: Vec<Glob>,
    exclude: Vec<Glob>,
}

impl Filter {
    /// A filter with patterns that are relative to a folder, whose path is absolute and free of links.
    #[must_use]
    pub const fn new(folder: PathBuf, include: Vec<Glob>, exclude: Vec<Glob>) -> Self {
        Self { folder, include, exclude }
    }

    /// Whether a folder, or what is in it, need not be looked at.
    pub(super) fn excludes(&self, path: &Path) -> bool {
        !self.exclude.is_empty()
            && self.relative(path).is_some_and(|path| self.exclude.iter().any(|it| it.holds(&path)))
    }

    /// Whether a file is among those that are wanted; the patterns say nothing of files elsewhere.
    pub(super) fn includes(&self, path: &Path) -> bool {
        self.include.is_empty()
            || self.relative(path).is_none_or(|path| self.include.iter().any(|it| it.holds(&path)))
    }

    /// Whether a file is wanted that is not met by a walk: with each folder around it.
    pub(super) fn wants(&self, path: &Path) -> bool {
        self.includes(path) && !path.ancestors().any(|it| self.excludes(it))
    }

    fn relative(&self, path: &Path) -> Option<String> {
        path.strip_prefix(&self.folder).ok().map(slashed)
    }
}

/// How paths from the project root look from the folder of the configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Base {
    /// It is the root, or it lies elsewhere, where no path would lead here.
    #[default]
    Root,
    /// It lies below the root, at this path.
    Below(String),
    /// The root lies below it, at this path.
    Above(String),
}

impl Base {
    /// Of a folder and the root.
    pub(super) fn of(folder: &Path, root: &Path) -> Self {
        let below = |inner: &Path, outer: &Path| inner.strip_prefix(outer).ok().map(slashed);
        match (below(folder, root), below(root, folder)) {
            (Some(path), _) if !path.is_empty() => Self::Below(path),
            (_, Some(path)) if !path.is_empty() => Self::Above(path),
            _ => Self::Root,
        }
    }

    /// A path from the folder as seen from the root; `None` if it lies outside.
    #[must_use]
    pub fn from_root(&self, path: &str) -> Option<String> {
        match self {
            Self::Root => Some(path.to_owned()),
            Self::Below(folder) => Some(format!("{folder}/{path}")),
            Self::Above(root) => path.strip_prefix(root)?.strip_prefix('/').map(str::to_owned),
        }
    }

    /// A path from the root as seen from the folder; `None` if it lies outside.
    #[must_use]
    pub fn relative<'a>(&self, path: &'a str) -> Option<Cow<'a, str>> {
        match self {
            Self::Root => Some(Cow::Borrowed(path)),
            Self::Below(folder) => path.strip_prefix(folder)?.strip_prefix('/').map(Cow::Borrowed),
            Self::Above(root) => Some(Cow::Owned(format!("{root}/{path}"))),
        }
    }
}

/// The names of a path with forward slashes between them.
pub(super) fn slashed(path: &Path) -> String {
    let names = path.components().filter_map(|it| match it {
        Component::Normal(name) => Some(name.to_string_lossy()),
        _ => None,
    });
    names.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bases() {
        let table = [
            ("/r", "/r", "a/b.yaml", Some("a/b.yaml")),
            ("/r/a", "/r", "a/b.yaml", Some("b.yaml")),
            ("/r/a", "/r", "ab.yaml", None),
            ("/r", "/r/a", "b.yaml", Some("a/b.yaml")),
            ("/s", "/r", "b.yaml", Some("b.yaml")),
        ];
        for (folder, root, path, expected) in table {
            let base = Base::of(Path::new(folder), Path::new(root));
            assert_eq!(base.relative(path).as_deref(), expected, "{folder} {root} {path}");
        }
    }
}
