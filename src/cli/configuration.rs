//! Finds and reads `gatelint.toml`.

use crate::config::{Entry, File, Handlers, IgnoreEntry, MAX_BYTES, fault};
use crate::handlers::Names;
use crate::project::ServiceSettings;
use crate::source::{FileId, Filter, Glob, Root, SourceFile, find_upwards, read_text};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Name of the file that is looked for.
pub(super) const NAME: &str = "gatelint.toml";

/// The configuration of a run; an empty one where there is no file.
#[derive(Debug, Default)]
pub(super) struct Configuration {
    pub(super) file: File,
    pub(super) source: Option<SourceFile>,
    /// Folder of the file: what its paths are relative to. Absolute and free of links.
    pub(super) folder: PathBuf,
}

impl Configuration {
    /// The file that was named, or else the nearest one from the current folder up.
    pub(super) fn load(named: Option<&Path>) -> Result<Self, String> {
        let current = current_folder()?;
        let Some(path) = named.map_or_else(|| find_upwards(&current, NAME), |it| Ok(Some(it.to_owned())))?
        else {
            return Ok(Self::default());
        };
        let shown = named.map_or_else(|| shown(&path, &current), |it| it.display().to_string());
        let source = SourceFile::new(FileId(0), shown, read_text(&path, MAX_BYTES)?.into_bytes());
        let file = File::parse(&source)?;
        let folder = path.canonicalize().ok().and_then(|it| it.parent().map(Path::to_owned));
        Ok(Self { file, source: Some(source), folder: folder.unwrap_or_default() })
    }

    /// An error at a place of the file.
    pub(super) fn fault(&self, at: Range<usize>, message: &str) -> String {
        self.source.as_ref().map_or_else(|| message.to_owned(), |it| fault(it, at, message))
    }

    /// The text of the file, under its path from the root.
    pub(super) fn take_source(&mut self, root: &Root) -> Option<SourceFile> {
        let source = self.source.take()?;
        let name = Path::new(source.path()).file_name().unwrap_or_default();
        let path = root.relative(&self.folder.join(name));
        Some(SourceFile::new(source.id(), path, source.text().as_bytes().to_vec()))
    }

    /// Which files of folders are looked at.
    pub(super) fn filter(&self) -> Filter {
        let globs = |list: &[crate::config::Pattern]| list.iter().map(|it| it.0.clone()).collect();
        Filter::new(self.folder.clone(), globs(&self.file.include), globs(&self.file.exclude))
    }

    /// What the code of the project calls its own.
    pub(super) fn names(&self) -> Names {
        let Handlers { principals, checks, guards, routers } = self.file.handlers.clone().unwrap_or_default();
        Names { principals, checks, guards, routers }
    }

    /// What is said of services, with paths as they are seen from the root.
    pub(super) fn services(&self, root: &Root) -> Vec<ServiceSettings> {
        let base = root.seen_from(&self.folder);
        self.file.service.iter().map(|it| it.settings(&base)).collect()
    }

    /// Patterns for files that nothing is reported in.
    pub(super) fn excluded(&self) -> impl Iterator<Item = &Glob> {
        self.file.exclude.iter().map(|it| &it.0)
    }

    /// Names of rules and categories that do not run, each with its place in the file.
    pub(super) fn ignored_names(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        self.file.ignore.iter().filter_map(|it| match it.get_ref() {
            Entry::Name(name) => Some((it.span(), name.as_str())),
            Entry::Findings(_) => None,
        })
    }

    /// Findings that are all right.
    pub(super) fn ignored_findings(&self) -> impl Iterator<Item = &IgnoreEntry> {
        self.file.ignore.iter().filter_map(|it| match it.get_ref() {
            Entry::Findings(entry) => Some(entry),
            Entry::Name(_) => None,
        })
    }
}

/// The folder that the program was started in.
#[expect(clippy::disallowed_methods, reason = "the command line reads the environment")]
pub(super) fn current_folder() -> Result<PathBuf, String> {
    std::env::current_dir().map_err(|error| format!("cannot tell the current folder: {error}"))
}

/// The path of a file in the current folder or above it, as a person would write it.
fn shown(path: &Path, current: &Path) -> String {
    let above = current.canonicalize().unwrap_or_else(|_| current.to_owned());
    let steps = above.ancestors().position(|it| Some(it) == path.parent()).unwrap_or_default();
    "../".repeat(steps) + NAME
}
