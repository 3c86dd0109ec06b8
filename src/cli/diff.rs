//! `gatelint diff`: what changed between two versions.

use super::Outcome;
use super::configuration::{Configuration, current_folder};
use super::inputs::{must_be_apis, must_be_some, silent, warn_of_unread};
use super::output::Reporting;
use super::selection::{Run, Selection, Subject};
use crate::analyze;
use crate::change::Pair;
use crate::openapi::{Reference, ReferenceError};
use crate::project::Project;
use crate::source::{Discovered, Revision, Side, discover, discover_tracked};
use clap::Args;
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

/// What `gatelint diff` takes.
#[derive(Args, Debug)]
#[group(skip)]
pub(super) struct Arguments {
    /// The version before: a document, a folder, a git revision (`main`, `HEAD~1`), or `REVISION:PATH`
    base: String,
    /// The version after [default: what BASE names, as it is now; beside a path the current folder]
    head: Option<String>,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    reporting: Reporting,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let (selection, reporting) = (&arguments.selection, &arguments.reporting);
    reporting.must_go_to_different_places()?;
    let progress = reporting.progress();
    let configuration = selection.configuration()?;
    let gate = selection.gate(&configuration);
    let mut settings = selection.settings(&configuration, gate, Subject::Change)?;
    progress.say("reading files");
    let sides = sides(arguments, &configuration)?;
    warn_of_unread(&sides.base.found, |it| progress.warn(it));
    warn_of_unread(&sides.head.found, |it| progress.warn(it));
    settings.config.base = sides.head.found.root.seen_from(&configuration.folder);
    let root = sides.head.found.root.clone();
    let named = Pair { base: sides.base.path.clone(), head: sides.head.path.clone() };
    let (head, wanted) = sides.head.load()?;
    let project = Project::versions(sides.base.load()?.0, head);
    must_be_some(&project)?;
    settings.silent = silent(&project, &wanted, &configuration, &settings.config.base);
    let mut run = Run { settings, project, root, baseline: selection.baseline(&configuration)?, gate };
    if let Some(path) = run.baseline.clone() {
        run.read_baseline(&path)?;
    }
    let Run { settings, project, .. } = run;
    warn_of_gaps(&project, |it| progress.warn(it));
    warn_of_references(&project, |it| progress.warn(it));
    progress.say(&format!("comparing {} files", project.files().trees().len()));
    let report = analyze::compare(&project, &named, &settings);
    progress.done();
    if is_same(&project, &named) {
        reporting.say("nothing has changed: both versions are the same");
    }
    reporting.finish(&report, &project, &settings, gate)
}

/// One of two versions.
struct Version {
    found: Discovered,
    /// What was named, from the root: a file or a folder.
    path: String,
}

impl Version {
    /// The project, and the paths of files that were named.
    fn load(self) -> Result<(Project, BTreeSet<String>), String> {
        let named = self.found.sources.iter().filter(|it| it.is_named);
        let named = named.map(|it| it.source.path_in_root().to_owned()).collect();
        let project = Project::load(&self.found.root, self.found.sources);
        must_be_apis(&project, &named)?;
        Ok((project, named))
    }
}

/// A version as the user names it.
enum Name<'a> {
    Path(&'a Path),
    /// A revision, and a path in its repository.
    Revision(&'a str, Option<&'a str>),
}

impl<'a> Name<'a> {
    /// What is there is a path; anything else is for git to know.
    fn of(text: &'a str) -> Self {
        let path = Path::new(text);
        match text.split_once(':') {
            _ if path.exists() => Self::Path(path),
            Some((revision, path)) => Self::Revision(revision, Some(path)),
            None => Self::Revision(text, None),
        }
    }
}

fn sides(arguments: &Arguments, configuration: &Configuration) -> Result<Pair<Version>, String> {
    let current = current_folder()?;
    let current =
        current.canonicalize().map_err(|error| format!("cannot tell the current folder: {error}"))?;
    let base = Name::of(&arguments.base);
    let finder = Finder { current: &current, configuration };
    let head = match (&arguments.head, &base) {
        (Some(head), _) => Name::of(head),
        (None, Name::Revision(name, Some(path))) => {
            let now = finder.now(path)?;
            let base = finder.revision(name, Side::Base, Some(path), &now)?;
            return Ok(Pair { base, head: finder.on_disk(&now)? });
        }
        (None, _) => Name::Path(Path::new(".")),
    };
    match (base, head) {
        (Name::Path(base), Name::Path(head)) => finder.both_on_disk(base, head),
        (Name::Path(path), Name::Revision(name, inside)) => {
            Ok(Pair { base: finder.on_disk(path)?, head: finder.revision(name, Side::Head, inside, path)? })
        }
        (Name::Revision(name, inside), Name::Path(path)) => {
            Ok(Pair { base: finder.revision(name, Side::Base, inside, path)?, head: finder.on_disk(path)? })
        }
        (Name::Revision(base, before), Name::Revision(head, after)) => Ok(Pair {
            base: finder.revision(base, Side::Base, before.or(after), Path::new("."))?,
            head: finder.revision(head, Side::Head, after.or(before), Path::new("."))?,
        }),
    }
}

struct Finder<'a> {
    current: &'a Path,
    configuration: &'a Configuration,
}

impl Finder<'_> {
    /// A revision: a path inside of it, or else what the other side names.
    fn revision(
        &self,
        name: &str,
        side: Side,
        inside: Option<&str>,
        other: &Path,
    ) -> Result<Version, String> {
        let revision = Revision::open(self.current, name)?;
        let path = match inside {
            Some(path) => self.inside(&revision, path)?,
            None => self.relative(&revision, &self.current.join(other))?,
        };
        let revision = if side == Side::Head { revision.unnamed() } else { revision };
        Ok(Version { found: revision.discover(&path, &self.configuration.filter())?, path })
    }

    /// A path of `REVISION:PATH` from the root of the repository; with a dot in front it is one from the current folder.
    fn inside(&self, revision: &Revision, path: &str) -> Result<String, String> {
        let is_relative = path == "." || path.starts_with("./") || path.starts_with("../");
        let from = if is_relative { self.current } else { revision.repository() };
        self.relative(revision, &from.join(path))
    }

    fn relative(&self, revision: &Revision, path: &Path) -> Result<String, String> {
        // What is only in the revision cannot be looked up on the disk.
        let real = path.canonicalize().unwrap_or_else(|_| plain(path));
        let inside = real.strip_prefix(revision.repository());
        let inside = inside.map_err(|_| format!("`{}` lies outside of the repository", path.display()))?;
        let names = inside.components().map(|it| it.as_os_str().to_string_lossy());
        Ok(names.collect::<Vec<_>>().join("/"))
    }

    /// The path of `REVISION:PATH` in the working tree.
    fn now(&self, path: &str) -> Result<PathBuf, String> {
        let revision = Revision::open(self.current, "HEAD")?;
        Ok(revision.repository().join(self.inside(&revision, path)?))
    }

    fn on_disk(&self, path: &Path) -> Result<Version, String> {
        let found = discover_tracked(self.current, &self.current.join(path), &self.configuration.filter())?;
        let real = path_of(self.current, path)?;
        Ok(Version { path: found.root.relative(&real), found })
    }

    /// Two versions side by side have one root, so that their paths tell them apart. Where one lies in the other it is
    /// no part of that.
    fn both_on_disk(&self, base: &Path, head: &Path) -> Result<Pair<Version>, String> {
        let find =
            || discover(self.current, &[base.to_owned(), head.to_owned()], &self.configuration.filter());
        let (base, head) = (path_of(self.current, base)?, path_of(self.current, head)?);
        let version = |own: &Path, other: &Path| {
            let mut found = find()?;
            let folder = found.root.path().to_owned();
            let is_below = |path: &Path, of: &Path| path.starts_with(of);
            found.sources.retain(|it| {
                let path = folder.join(it.source.path());
                is_below(&path, own) && !(own != other && is_below(other, own) && is_below(&path, other))
            });
            let path = if own == folder { String::new() } else { found.root.relative(own) };
            Ok::<_, String>(Version { path, found })
        };
        Ok(Pair { base: version(&base, &head)?, head: version(&head, &base)? })
    }
}

fn path_of(current: &Path, path: &Path) -> Result<PathBuf, String> {
    let real = current.join(path).canonicalize();
    real.map_err(|error| format!("cannot read `{}`: {error}", path.display()))
}

/// A path without `.` and `..`, which the disk need not know.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for step in path.components() {
        match step {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            other => plain.push(other),
        }
    }
    plain
}

/// What could not be read cannot be compared.
fn warn_of_gaps(project: &Project, warn: impl Fn(&str)) {
    for tree in project.files().trees().iter().filter(|it| !it.problems().is_empty()) {
        warn(&format!("`{}` is broken: what changed in it may not be seen", tree.source().path()));
    }
}

/// References that lead nowhere; those to the network are never followed.
fn warn_of_references(project: &Project, warn: impl Fn(&str)) {
    let files = project.files();
    for tree in files.trees() {
        let is_lost = |it: &Reference<'_>| it.outcome.is_err_and(|it| it != ReferenceError::Remote);
        let count = Reference::all(files, tree).filter(is_lost).count();
        if count > 0 {
            let path = tree.source().path();
            warn(&format!(
                "`{path}` has {count} `$ref` that cannot be followed: changes behind are not seen"
            ));
        }
    }
}

/// Whether both sides have the same files with the same texts.
fn is_same(project: &Project, named: &Pair<String>) -> bool {
    let texts = |side| {
        let files = project.files().trees().iter().map(|it| it.source()).filter(move |it| it.side() == side);
        let path = move |path: &str| path.strip_prefix(named.of(side).as_str()).unwrap_or(path).to_owned();
        files.map(move |it| (path(it.path_in_root()), it.text())).collect::<BTreeSet<_>>()
    };
    texts(Side::Base) == texts(Side::Head)
}
