//! Texts of a git revision, as git hands them out: no checkout, no temporary folder, no shell, no network.

use super::discover::{is_candidate, may_be_api};
use super::{Discovered, FileId, Filter, Found, MAX_FILE_BYTES, Root, SourceFile, Unread, Unreadable};
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

/// Links that lead to links are followed so far.
const MAX_LINKS: usize = 32;

/// A revision: the files of a repository as they were.
#[derive(Debug)]
pub struct Revision {
    name: String,
    /// Whether paths of its files begin with its name.
    is_shown: bool,
    repository: PathBuf,
    /// Names of the contents, by path from the root of the repository.
    contents: BTreeMap<String, String>,
    /// Names of the texts of links, in the same way.
    links: BTreeMap<String, String>,
    reader: Mutex<Reader>,
}

impl Revision {
    /// The revision of this name of the repository around a folder, whose path is absolute and free of links.
    ///
    /// # Errors
    /// When there is no such revision, or no repository, or no git.
    pub fn open(folder: &Path, name: &str) -> Result<Self, String> {
        // What begins with a dash would be an option.
        if name.is_empty() || name.starts_with('-') {
            return Err(format!("`{name}` is no revision"));
        }
        let repository = super::discover::repository(folder).ok_or_else(|| {
            format!("`{name}` is no path, and no revision either: this is no git repository")
        })?;
        let wanted = format!("{name}^{{tree}}");
        let tree = run(&repository, &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])?
            .ok_or_else(|| format!("`{name}` is neither a path nor a revision of this repository"))?;
        let listing = run(&repository, &["ls-tree", "-r", "-z", "--full-tree", tree.trim()])?
            .ok_or_else(|| format!("git cannot list the files of `{name}`"))?;
        let reader = Reader::start(&repository).map_err(|error| failed(&error))?;
        let entries = |mode: &str| listing.split('\0').filter_map(|it| entry(it, mode)).collect();
        let (contents, links) = (entries("100"), entries("120"));
        let is_shown = true;
        Ok(Self { name: name.to_owned(), is_shown, repository, contents, links, reader: Mutex::new(reader) })
    }

    /// The same with files that are called as if they were those of the working tree, for whoever looks them up there.
    #[must_use]
    pub fn unnamed(self) -> Self {
        Self { is_shown: false, ..self }
    }

    /// The repository's outermost folder.
    #[must_use]
    pub fn repository(&self) -> &Path {
        &self.repository
    }

    /// The file with this path, or what may be API documents in the folder with this path; the root's is empty.
    ///
    /// # Errors
    /// When there is neither, or git fails.
    pub fn discover(self, path: &str, filter: &Filter) -> Result<Discovered, String> {
        let revision = Arc::new(self);
        if revision.contents.contains_key(path) {
            let read = |_| format!("cannot read `{path}` of `{}`", revision.name);
            let source = revision.read(path).map_err(read)?;
            let sources = vec![Found { source, is_named: true }];
            return Ok(Discovered {
                root: Root::at_revision(revision),
                sources,
                code: Vec::new(),
                unread: Vec::new(),
            });
        }
        let folder = if path.is_empty() { String::new() } else { format!("{path}/") };
        let inside = revision.contents.keys().filter(|it| it.starts_with(&folder));
        if !folder.is_empty() && inside.clone().next().is_none() {
            return Err(format!("`{}` has no `{path}`", revision.name));
        }
        let (mut sources, mut unread) = (Vec::new(), Vec::new());
        let wanted =
            |it: &&String| is_candidate(Path::new(it)) && filter.wants(&revision.repository.join(it));
        for path in inside.filter(wanted) {
            match revision.read(path) {
                Ok(source) if source.size() > MAX_FILE_BYTES => {
                    unread.push(revision.unread(path, "it is larger than 256 MiB"));
                }
                Ok(source) if may_be_api(&source) => sources.push(Found { source, is_named: false }),
                Ok(_) => {}
                Err(_) => unread.push(revision.unread(path, "git cannot read it")),
            }
        }
        Ok(Discovered { root: Root::at_revision(revision), sources, code: Vec::new(), unread })
    }

    /// The path without links, which lead to places in the same tree or nowhere.
    fn real(&self, path: &str) -> Result<String, Unreadable> {
        let mut pending: Vec<String> = path.split('/').rev().map(str::to_owned).collect();
        let (mut real, mut hops): (Vec<String>, usize) = (Vec::new(), 0);
        while let Some(step) = pending.pop() {
            match step.as_str() {
                "" | "." => continue,
                ".." => {
                    real.pop().ok_or(Unreadable::OutsideRoot)?;
                    continue;
                }
                _ => real.push(step),
            }
            let Some(link) = self.links.get(&real.join("/")) else { continue };
            hops += 1;
            let target = String::from_utf8(self.content(link)?.1).map_err(|_| Unreadable::Failed)?;
            if target.starts_with('/') {
                return Err(Unreadable::OutsideRoot);
            }
            if hops > MAX_LINKS {
                return Err(Unreadable::Failed);
            }
            real.pop();
            pending.extend(target.split('/').rev().map(str::to_owned));
        }
        Ok(real.join("/"))
    }

    fn content(&self, name: &str) -> Result<(u64, Vec<u8>), Unreadable> {
        let mut reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        reader.read(name).map_err(|_| Unreadable::Failed)
    }

    fn unread(&self, path: &str, reason: &str) -> Unread {
        Unread { path: format!("{}:{path}", self.name), reason: reason.to_owned() }
    }

    /// Reads a file by its path from the root of the repository.
    ///
    /// # Errors
    /// When there is none, or git cannot read it.
    pub fn read(&self, path: &str) -> Result<SourceFile, Unreadable> {
        let place = self.real(path)?;
        let content = self.contents.get(&place).ok_or(Unreadable::Missing)?;
        let (size, bytes) = self.content(content)?;
        let source = if size > MAX_FILE_BYTES {
            SourceFile::oversized(FileId(0), path, size)
        } else {
            SourceFile::new(FileId(0), path, bytes)
        };
        Ok(if self.is_shown { source.of_revision(&self.name) } else { source })
    }
}

/// Path and content of an entry of a listing, `mode type content\tpath`, if it is of this kind.
fn entry(entry: &str, mode: &str) -> Option<(String, String)> {
    let (about, path) = entry.split_once('\t')?;
    let mut about = about.split(' ');
    let is_wanted = about.next()?.starts_with(mode) && about.next()? == "blob";
    is_wanted.then_some((path.to_owned(), about.next()?.to_owned()))
}

/// Files that git knows of in the repository around a folder; none where there is no repository.
pub(super) fn tracked(folder: &Path) -> Vec<PathBuf> {
    let Some(repository) = super::discover::repository(folder) else { return Vec::new() };
    let listing = run(&repository, &["ls-files", "-z"]).ok().flatten().unwrap_or_default();
    listing.split('\0').filter(|it| !it.is_empty()).map(|it| repository.join(it)).collect()
}

/// Variables by which a hook or an alias of another repository would have us look there: those of
/// `git rev-parse --local-env-vars` but for settings, which the user may have passed on purpose.
const OTHER_REPOSITORY: [&str; 12] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// git in a folder. It is started directly, never by a shell, and does not fetch what a partial clone lacks. Nothing that
/// it is asked for here looks at the working tree, so it runs no filter, hook or monitor that the repository configures.
fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "core.fsmonitor=false", "--no-optional-locks", "--no-pager"]);
    // Older versions know only the second.
    command.env("GIT_NO_LAZY_FETCH", "1").env("GIT_ALLOW_PROTOCOL", "none");
    for name in OTHER_REPOSITORY {
        command.env_remove(name);
    }
    command
}

fn failed(error: &io::Error) -> String {
    format!("cannot run git, which knows what a revision holds: {error}")
}

/// What git says in a folder; `None` if it says no.
///
/// # Errors
/// When there is no git, or it complains.
pub fn run(folder: &Path, arguments: &[&str]) -> Result<Option<String>, String> {
    let output = command(folder).args(arguments).stdin(Stdio::null()).output().map_err(|it| failed(&it))?;
    if output.status.success() {
        return Ok(Some(String::from_utf8_lossy(&output.stdout).into_owned()));
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    match complaint.lines().find(|it| !it.is_empty()) {
        None => Ok(None),
        Some(line) => Err(line.trim_start_matches("fatal: ").replace(|it: char| it.is_control(), " ")),
    }
}

/// A git that is asked for one content after the other.
#[derive(Debug)]
struct Reader {
    child: Child,
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Reader {
    fn start(folder: &Path) -> io::Result<Self> {
        let mut child = command(folder)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let questions = child.stdin.take();
        let answers = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(Self { child, questions, answers: BufReader::new(answers) })
    }

    /// Size and bytes of a content; of one that is too large no bytes.
    fn read(&mut self, content: &str) -> io::Result<(u64, Vec<u8>)> {
        let questions = self.questions.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        writeln!(questions, "{content}")?;
        questions.flush()?;
        let mut head = String::new();
        self.answers.read_line(&mut head)?;
        // `content blob size`, or `content missing`
        let size = head.trim_end().rsplit(' ').next().and_then(|it| it.parse().ok());
        let size: u64 = size.ok_or(io::ErrorKind::InvalidData)?;
        let mut bytes = Vec::new();
        if size > MAX_FILE_BYTES {
            io::copy(&mut self.answers.by_ref().take(size), &mut io::sink())?;
        } else {
            self.answers.by_ref().take(size).read_to_end(&mut bytes)?;
        }
        // The newline behind it.
        self.answers.read_exact(&mut [0])?;
        Ok((size, bytes))
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        // Without questions left git ends by itself.
        self.questions = None;
        let _ignored = self.child.wait();
    }
}
