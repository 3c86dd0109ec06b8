//! What a project consists of: packages, and the crates that each builds.

use super::{ModuleId, PackageId, TargetId};
use crate::code::Name;

/// A package: what one `Cargo.toml` describes, or a folder of sources without one.
#[derive(Clone, Debug)]
pub struct Package {
    /// As written, with dashes.
    pub name: Name,
    /// The folder of its manifest or, without one, of its sources.
    pub folder: String,
    /// Whether no manifest could be read; it may then depend on anything.
    pub is_anonymous: bool,
    /// Whether `use` paths begin at the root of the crate.
    pub is_2015: bool,
    /// What it depends on, for whatever purpose and platform.
    pub dependencies: Vec<Dependency>,
    /// Its crates.
    pub targets: Vec<TargetId>,
}

/// A dependency, with what it inherits from the workspace.
#[derive(Clone, Debug)]
pub struct Dependency {
    /// How code names it.
    pub name: Name,
    /// The package, with dashes.
    pub package: Name,
    /// `"0.8"`; `None` where only a path or a repository is given.
    pub requirement: Option<Name>,
    /// The package of this project that it is.
    pub member: Option<PackageId>,
    /// Whether what is shipped is built with it, not only tests, examples or the build script.
    pub is_shipped: bool,
}

/// What a target is built for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TargetKind {
    /// `src/lib.rs`.
    Library,
    /// `src/main.rs`, `src/bin/…`.
    Binary,
    /// `examples/…`.
    Example,
    /// `tests/…`.
    Test,
    /// `benches/…`.
    Bench,
    /// `build.rs`.
    Build,
}

impl TargetKind {
    /// Whether it becomes a part of what users get.
    #[must_use]
    pub const fn is_shipped(self) -> bool {
        matches!(self, Self::Library | Self::Binary)
    }
}

/// A crate: one library, program or the like of a package.
#[derive(Clone, Debug)]
pub struct Target {
    /// The package it belongs to.
    pub package: PackageId,
    /// What it is built for.
    pub kind: TargetKind,
    /// How code names it.
    pub name: Name,
    /// The module `crate`.
    pub root: ModuleId,
    /// Whether its functions are macros of others.
    pub is_proc_macro: bool,
}
