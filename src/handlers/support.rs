//! What is there for tests and tools: packages and files of which no user gets what they serve.

use crate::code::{ItemId, Name, Package, PackageId, TargetKind, Workspace};
use crate::source::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// Words in names of packages, folders and files that say so.
const WORDS: &[&str] = &[
    "e2e",
    "fake",
    "fakes",
    "mock",
    "mocks",
    "stub",
    "stubs",
    "test",
    "testing",
    "testkit",
    "tests",
    "testutil",
    "testutils",
    "xtask",
    "xtasks",
];

/// Packages in a row that only tests depend on, at most.
const MAX_LINKS: usize = 3;

/// The packages of a project that are there for tests and tools.
#[derive(Debug)]
pub(super) struct Support<'w> {
    workspace: &'w Workspace,
    packages: FxHashSet<PackageId>,
}

impl<'w> Support<'w> {
    pub(super) fn new(workspace: &'w Workspace) -> Self {
        let mut found = Self { workspace, packages: FxHashSet::default() };
        let named = found.all().filter(|it| says_so(&it.1.name) || says_so(&it.1.folder));
        found.packages = named.map(|it| it.0).collect();
        let libraries = found.libraries();
        for _ in 0..MAX_LINKS {
            let is_for_tests = |users: &[(PackageId, bool)]| {
                users.iter().all(|(user, is_shipped)| !is_shipped || found.packages.contains(user))
            };
            let more = libraries.iter().filter(|it| is_for_tests(it.1)).map(|it| *it.0);
            found.packages = more.chain(found.packages.iter().copied()).collect();
        }
        // A project that is all test is what its users get.
        if found.packages.len() == workspace.packages().len() {
            found.packages.clear();
        }
        found
    }

    /// Packages without programs that others depend on: who does, and whether what is shipped is built with them.
    fn libraries(&self) -> FxHashMap<PackageId, Vec<(PackageId, bool)>> {
        let mut users: FxHashMap<PackageId, Vec<(PackageId, bool)>> = FxHashMap::default();
        for (user, package) in self.all() {
            for dependency in &package.dependencies {
                let member = dependency.member.filter(|it| self.is_library(*it));
                member
                    .into_iter()
                    .for_each(|it| users.entry(it).or_default().push((user, dependency.is_shipped)));
            }
        }
        users
    }

    fn is_library(&self, package: PackageId) -> bool {
        let targets = self.workspace.package(package).map_or(&[][..], |it| &it.targets);
        let mut kinds = targets.iter().filter_map(|it| self.workspace.target(*it)).map(|it| it.kind);
        kinds.all(|it| it != TargetKind::Binary)
    }

    fn all(&self) -> impl Iterator<Item = (PackageId, &'w Package)> {
        (0..).map(PackageId).zip(self.workspace.packages())
    }

    /// The package that a service belongs to, and what it is built for. What tests start is still that of whoever
    /// wrote it.
    pub(super) fn owner(&self, entry: ItemId, router: Span) -> Option<(Name, TargetKind)> {
        let target = self.workspace.target_of(entry)?;
        let package = self.workspace.package(target.package)?;
        let path = self.workspace.source(router.file).map_or("", |it| it.path_in_root());
        let (of_router, written) = self.package_at(path).unwrap_or((target.package, package));
        let inside = path.get(written.folder.len()..).unwrap_or_default();
        let is_for_tests = self.packages.contains(&of_router) || says_so(inside);
        match target.kind {
            kind if !kind.is_shipped() => Some((package.name.clone(), kind)),
            _ if is_for_tests
                || target.kind == TargetKind::Binary
                    && says_so(&target.name)
                    && target.name != written.name =>
            {
                Some((package.name.clone(), TargetKind::Test))
            }
            _ if self.packages.contains(&target.package) => Some((written.name.clone(), TargetKind::Library)),
            kind => Some((package.name.clone(), kind)),
        }
    }

    /// The innermost package around a file.
    fn package_at(&self, path: &str) -> Option<(PackageId, &'w Package)> {
        let is_around = |it: &(PackageId, &Package)| {
            it.1.folder.is_empty()
                || path.strip_prefix(it.1.folder.as_str()).is_some_and(|it| it.starts_with('/'))
        };
        self.all().filter(|it| !it.1.is_anonymous).filter(is_around).max_by_key(|it| it.1.folder.len())
    }
}

/// Whether a name or path has one of the words.
fn says_so(name: &str) -> bool {
    let stem = name.strip_suffix(".rs").unwrap_or(name);
    stem.split(['/', '-', '_', '.']).any(|it| WORDS.contains(&it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (name, expected) in [
            ("orders-test-support", true),
            ("mock_server", true),
            ("src/test_utils/mod.rs", true),
            ("contest", false),
            ("src/routes/latest.rs", false),
            ("attestation", false),
        ] {
            assert_eq!(says_so(name), expected, "{name}");
        }
    }
}
