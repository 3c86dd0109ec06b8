//! From the paths of the command line to texts: walks folders as git sees them and reads what may be an API document.

use super::filter::slashed;
use super::{Base, FileId, Filter, MAX_FILE_BYTES, Revision, SourceFile};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder that nothing read lies outside of, as it is on the disk or as it was at a revision.
#[derive(Clone, Debug)]
pub struct Root(PathBuf, Option<Arc<Revision>>);

/// A file that could not be read, and why.
#[derive(Debug)]
pub struct Unread {
    /// Path as given, or from the project root.
    pub path: String,
    /// The reason, for people.
    pub reason: String,
}

/// What discovery brought.
#[derive(Debug)]
pub struct Discovered {
    /// The project root.
    pub root: Root,
    /// Texts that may be API documents, in the order of their paths.
    pub sources: Vec<Found>,
    /// Files in folders that could not be read.
    pub unread: Vec<Unread>,
}

/// A text that discovery brought.
#[derive(Debug)]
pub struct Found {
    /// The text.
    pub source: SourceFile,
    /// Named on the command line, and not just met in a folder.
    pub is_named: bool,
}

/// Why a file that a reference names cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// There is none.
    Missing,
    /// A link leads out of the project root.
    OutsideRoot,
    /// It is there, but reading fails: a folder, or one that we are not allowed to read.
    Failed,
}

impl Root {
    /// The folder that paths are relative to: the repository that holds them all, or else the current folder, or
    /// else the innermost folder that holds them all. Paths are absolute and free of links.
    fn of(current: &Path, paths: &[PathBuf]) -> Self {
        let holds_all = |root: &Path| paths.iter().all(|it| it.starts_with(root));
        let places = std::iter::once(current).chain(paths.iter().map(PathBuf::as_path));
        let repositories = places.filter_map(repository);
        let mut candidates = repositories.chain(std::iter::once(current.to_owned()));
        let found = candidates.find(|it| holds_all(it));
        Self(found.unwrap_or_else(|| common_folder(paths)), None)
    }

    /// A root for texts that do not come from a disk; no other file is in reach.
    #[must_use]
    pub fn none() -> Self {
        Self(PathBuf::new(), None)
    }

    /// The root of a repository as it was at a revision.
    #[must_use]
    pub fn at_revision(revision: Arc<Revision>) -> Self {
        Self(revision.repository().to_owned(), Some(revision))
    }

    /// The folder itself; empty where there is none.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// How paths from the root look from a folder, whose path is absolute and free of links.
    #[must_use]
    pub fn seen_from(&self, folder: &Path) -> Base {
        Base::of(folder, &self.0)
    }

    /// Path from the root with forward slashes; of a file outside, its name.
    #[must_use]
    pub fn relative(&self, path: &Path) -> String {
        match path.strip_prefix(&self.0) {
            Ok(inside) if !self.0.as_os_str().is_empty() => slashed(inside),
            _ => slashed(Path::new(path.file_name().unwrap_or_default())),
        }
    }

    /// Reads a file that a reference names by its path from the root.
    ///
    /// # Errors
    /// When there is none, none inside the root, or one that cannot be read.
    pub fn read(&self, path: &str) -> Result<SourceFile, Unreadable> {
        if let Some(revision) = &self.1 {
            return revision.read(path);
        }
        if self.0.as_os_str().is_empty() {
            return Err(Unreadable::Missing);
        }
        let real = self.0.join(path).canonicalize().map_err(|error| Unreadable::of(&error))?;
        if !real.starts_with(&self.0) {
            return Err(Unreadable::OutsideRoot);
        }
        read(&real, path).map_err(|error| Unreadable::of(&error))
    }

    /// Puts a new text in the place of the one that was read, whole or not at all.
    ///
    /// # Errors
    /// When the file is not inside the root, changed in the meantime, or cannot be written.
    pub fn write(&self, path: &str, before: &str, after: &str) -> Result<(), String> {
        if self.0.as_os_str().is_empty() || self.1.is_some() {
            return Err(
                "standard input cannot be fixed in its place; `--diff` prints what would change".to_owned()
            );
        }
        let failed = |error: io::Error| format!("cannot write `{path}`: {error}");
        let real = self.0.join(path).canonicalize().map_err(failed)?;
        if !real.starts_with(&self.0) {
            return Err(format!("cannot write `{path}`: it lies outside the project"));
        }
        // Taking its place needs no leave of the file itself, so it is asked for.
        std::fs::OpenOptions::new().write(true).open(&real).map_err(failed)?;
        let now = read(&real, path).map_err(failed)?;
        if now.text() == after {
            // The file has a second name, by which it was written already.
            return Ok(());
        }
        if now.text() != before {
            return Err(format!("`{path}` changed while it was being analyzed; run again"));
        }
        replace(&real, after).map_err(failed)
    }
}

impl Unreadable {
    fn of(error: &io::Error) -> Self {
        let is_missing = matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
        if is_missing { Self::Missing } else { Self::Failed }
    }
}

/// Writes beside a file and then takes its place, with its permissions: whoever reads meanwhile sees one text or the other.
/// A file with several names (hard links) is written where it is, for it would lose them.
///
/// # Errors
/// When there is no such file, or its folder cannot be written to.
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    if has_other_names(&std::fs::metadata(path)?) {
        let mut file = std::fs::OpenOptions::new().write(true).truncate(true).open(path)?;
        return file.write_all(text.as_bytes());
    }
    let folder = path.parent().unwrap_or(path);
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    new.write_all(text.as_bytes())?;
    new.as_file().set_permissions(std::fs::metadata(path)?.permissions())?;
    new.persist(path)?;
    Ok(())
}

#[cfg(unix)]
fn has_other_names(file: &std::fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(file) > 1
}

#[cfg(not(unix))]
const fn has_other_names(_: &std::fs::Metadata) -> bool {
    false
}

/// The innermost folder around a path that is a git repository.
pub(super) fn repository(path: &Path) -> Option<PathBuf> {
    path.ancestors().find(|it| it.join(".git").exists()).map(Path::to_owned)
}

fn common_folder(paths: &[PathBuf]) -> PathBuf {
    let folder = |it: &PathBuf| if it.is_dir() { it.clone() } else { it.parent().unwrap_or(it).to_owned() };
    let folders: Vec<_> = paths.iter().map(folder).collect();
    let first = folders.first().cloned().unwrap_or_default();
    let common = first.ancestors().find(|root| folders.iter().all(|it| it.starts_with(root)));
    common.unwrap_or(&first).to_owned()
}

/// Reads what the paths name: files as they are, folders as far as git sees them and the filter lets through.
///
/// # Errors
/// When a path that was named does not exist or cannot be read; the message names it.
pub fn discover(current: &Path, paths: &[PathBuf], filter: &Filter) -> Result<Discovered, String> {
    discover_with(current, paths, filter, &[])
}

/// The same with what git tracks, ignored or not: a revision has it, too.
///
/// # Errors
/// As for [`discover`].
pub fn discover_tracked(current: &Path, path: &Path, filter: &Filter) -> Result<Discovered, String> {
    let real = path.canonicalize().map_err(|error| failed(path, &error))?;
    let is_regular = |it: &PathBuf| it.symlink_metadata().is_ok_and(|it| it.is_file());
    let mut tracked = super::git::tracked(&real);
    tracked.retain(|it| it.starts_with(&real) && is_candidate(it) && filter.wants(it) && is_regular(it));
    let paths = if real.is_dir() { tracked } else { Vec::new() };
    discover_with(current, &[real], filter, &paths)
}

fn discover_with(
    current: &Path,
    paths: &[PathBuf],
    filter: &Filter,
    also: &[PathBuf],
) -> Result<Discovered, String> {
    let current = current.canonicalize().map_err(|error| failed(current, &error))?;
    let real = |path: &PathBuf| path.canonicalize().map_err(|error| failed(path, &error));
    let paths = paths.iter().map(real).collect::<Result<Vec<_>, _>>()?;
    let root = Root::of(&current, &paths);
    let (folders, named): (Vec<_>, Vec<_>) = paths.into_iter().partition(|it| it.is_dir());
    let named: BTreeSet<_> = named.into_iter().collect();
    let mut sources = named.iter().map(|it| read_named(&root, it)).collect::<Result<Vec<_>, _>>()?;
    let (met, lost): (Vec<_>, Vec<_>) =
        folders.iter().flat_map(|it| candidates(it, filter)).partition(Result::is_ok);
    let met = met.into_iter().flatten().chain(also.iter().cloned());
    let met: BTreeSet<_> = met.filter(|it| !named.contains(it)).collect();
    let met: Vec<_> = met.into_par_iter().filter_map(|it| read_met(&root, &it)).collect();
    let (read, unread): (Vec<_>, Vec<_>) = met.into_iter().partition(Result::is_ok);
    sources.extend(read.into_iter().flatten());
    sources.sort_by(|one, other| one.source.path().cmp(other.source.path()));
    let mut unread: Vec<_> = unread.into_iter().filter_map(Result::err).collect();
    unread.extend(
        lost.into_iter().filter_map(Result::err).map(|reason| Unread { path: String::new(), reason }),
    );
    Ok(Discovered { root, sources, unread })
}

fn failed(path: &Path, error: &io::Error) -> String {
    format!("cannot read `{}`: {error}", path.display())
}

fn read_named(root: &Root, path: &Path) -> Result<Found, String> {
    let source = read(path, &root.relative(path)).map_err(|error| failed(path, &error))?;
    Ok(Found { source, is_named: true })
}

/// Files of a folder whose ending is that of YAML or JSON.
fn candidates(folder: &Path, filter: &Filter) -> Vec<Result<PathBuf, String>> {
    // What a user ignores everywhere would make reports differ between machines; `.git` holds no documents.
    let mut walk = ignore::WalkBuilder::new(folder);
    let own = filter.clone();
    let is_open = move |it: &ignore::DirEntry| it.file_name() != ".git" && !own.excludes(it.path());
    walk.require_git(false).git_global(false).hidden(false).filter_entry(is_open);
    walk.build()
        .filter_map(|entry| match entry {
            Ok(it) if it.file_type().is_some_and(|it| it.is_file()) && is_candidate(it.path()) => {
                filter.includes(it.path()).then(|| Ok(it.into_path()))
            }
            Ok(_) => None,
            Err(error) => Some(Err(error.to_string())),
        })
        .collect()
}

pub(super) fn is_candidate(path: &Path) -> bool {
    let ending = path.extension().and_then(|it| it.to_str()).unwrap_or_default().to_ascii_lowercase();
    matches!(ending.as_str(), "yaml" | "yml" | "json")
}

/// Reads a file met in a folder; `None` if nothing in it speaks of OpenAPI.
fn read_met(root: &Root, path: &Path) -> Option<Result<Found, Unread>> {
    let relative = root.relative(path);
    match read(path, &relative) {
        Err(error) => Some(Err(Unread { path: relative, reason: error.to_string() })),
        Ok(source) if source.size() > MAX_FILE_BYTES => {
            Some(Err(Unread { path: relative, reason: "it is larger than 256 MiB".to_owned() }))
        }
        Ok(source) => may_be_api(&source).then_some(Ok(Found { source, is_named: false })),
    }
}

/// Whether the words that make an API document stand anywhere in a text.
pub(super) fn may_be_api(source: &SourceFile) -> bool {
    let has = |word: &[u8]| memchr::memmem::find(source.text().as_bytes(), word).is_some();
    has(b"openapi") || has(b"swagger")
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that reads files")]
fn read(path: &Path, relative: &str) -> io::Result<SourceFile> {
    let metadata = path.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file"));
    }
    if metadata.len() > MAX_FILE_BYTES {
        return Ok(SourceFile::oversized(FileId(0), relative, metadata.len()));
    }
    // Files may grow while they are read.
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default());
    std::fs::File::open(path)?.take(MAX_FILE_BYTES).read_to_end(&mut bytes)?;
    Ok(SourceFile::new(FileId(0), relative, bytes))
}
