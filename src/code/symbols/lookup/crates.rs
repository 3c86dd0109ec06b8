//! Crates by the names that code has for them.

use crate::code::symbols::{Resolution, prelude};
use crate::code::{Name, PackageId, TargetId, TargetKind, Workspace};

impl Workspace {
    /// A crate by the name that code of the target has for it.
    pub(in crate::code::symbols) fn extern_crate(&self, target: TargetId, name: &Name) -> Option<Resolution> {
        let own = self.target(target)?;
        let package = self.package(own.package)?;
        if let Some(dependency) = package.dependencies.iter().find(|it| it.name == *name) {
            let external = dependency.package.replace('-', "_").into();
            return Some(
                self.library(dependency.member, &external).unwrap_or(Resolution::External(vec![external])),
            );
        }
        let is_own_name =
            |it: &&crate::code::Dependency| it.member.is_none() && is_likely_library(&it.name, name);
        let is_other = !matches!(own.kind, TargetKind::Library | TargetKind::Build);
        let library = if is_other { self.library_named(own.package, name) } else { None };
        library.or_else(|| {
            let is_known = prelude::CRATES.contains(&&**name) || self.known.contains(name);
            let is_likely = package.is_anonymous && !name.contains(char::is_uppercase)
                || package.dependencies.iter().any(|it| is_own_name(&it));
            (is_known || is_likely && prelude::path(name).is_none())
                .then(|| self.anywhere(name).unwrap_or_else(|| Resolution::External(vec![name.clone()])))
        })
    }

    fn library(&self, member: Option<PackageId>, name: &Name) -> Option<Resolution> {
        let package = self.package(member.filter(|_| !self.known.contains(name))?)?;
        let mut targets = package.targets.iter().filter_map(|it| self.target(*it));
        Some(Resolution::Module(targets.find(|it| it.kind == TargetKind::Library)?.root))
    }

    fn library_named(&self, package: PackageId, name: &Name) -> Option<Resolution> {
        let mut targets = self.package(package)?.targets.iter().filter_map(|it| self.target(*it));
        let library = targets.find(|it| it.kind == TargetKind::Library && it.name == *name)?;
        Some(Resolution::Module(library.root))
    }

    /// A library of the project, for who has no manifest that says which.
    fn anywhere(&self, name: &Name) -> Option<Resolution> {
        let is = |it: &&crate::code::Target| it.kind == TargetKind::Library && it.name == *name;
        if self.known.contains(name) || prelude::CRATES.contains(&&**name) {
            return None;
        }
        self.targets.iter().find(is).map(|it| Resolution::Module(it.root))
    }
}

/// Whether a library may have this name that belongs to a package of the other: `md5` and `md-5`, `tokio_tar` and
/// `astral-tokio-tar`.
fn is_likely_library(package: &str, name: &str) -> bool {
    let package = package.replace('_', "");
    name.len() > 2 && package.contains(&name.replace('_', ""))
}
