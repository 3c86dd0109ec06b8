//! What is looked at: files that were named or found, and what is said of those that cannot be.

use super::configuration::{Configuration, current_folder};
use crate::openapi::Version;
use crate::project::Project;
use crate::source::{Base, Discovered, FileId, Found, MAX_FILE_BYTES, Root, SourceFile, discover};
use clap::Args;
use std::collections::BTreeSet;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// What is looked at.
#[derive(Args, Debug)]
#[group(skip)]
pub(super) struct Inputs {
    /// Documents, or folders that are searched for them; `-` is standard input
    #[arg(default_value = ".")]
    pub(super) paths: Vec<PathBuf>,
    /// Path that standard input is reported under
    #[arg(long, value_name = "PATH", default_value = "stdin")]
    stdin_filename: String,
}

impl Inputs {
    pub(super) fn find(&self, configuration: &Configuration) -> Result<Discovered, String> {
        let is_stdin = |it: &&PathBuf| it.as_path() == Path::new("-");
        if self.paths.iter().any(|it| is_stdin(&it)) {
            return match self.paths.len() {
                1 => standard_input(&self.stdin_filename),
                _ => Err("`-` (standard input) cannot be combined with other paths".to_owned()),
            };
        }
        discover(&current_folder()?, &self.paths, &configuration.filter())
    }
}

fn standard_input(name: &str) -> Result<Discovered, String> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| format!("cannot read standard input: {error}"))?;
    let source = SourceFile::new(FileId(0), name, bytes);
    let sources = vec![Found { source, is_named: true }];
    Ok(Discovered { root: Root::none(), sources, code: Vec::new(), unread: Vec::new() })
}

/// Whoever names a file wants it checked: one that is no API document, and not even broken, is a mistake.
pub(super) fn must_be_apis(project: &Project, named: &BTreeSet<String>) -> Result<(), String> {
    for path in named {
        let Some(tree) = project.files().by_path(path) else { continue };
        let is_api = |it| Version::of(it).is_some() || Version::unsupported(it).is_some();
        if !tree.root().is_some_and(is_api) && tree.problems().is_empty() {
            return Err(format!(
                "`{path}` is no OpenAPI document: it has no `openapi` or `swagger` with a version at its root"
            ));
        }
    }
    Ok(())
}

/// Where nothing was looked at nothing was found either.
pub(super) fn must_be_some(project: &Project) -> Result<(), String> {
    if project.files().trees().is_empty() && project.code().is_none() {
        return Err(
            "no OpenAPI document found (it has `openapi` or `swagger` at its root), and no Rust service"
                .to_owned(),
        );
    }
    Ok(())
}

/// Says which files could not be read.
pub(super) fn warn_of_unread(found: &Discovered, warn: impl Fn(&str)) {
    for unread in &found.unread {
        let path = if unread.path.is_empty() { String::new() } else { format!(" `{}`", unread.path) };
        warn(&format!("left out{path}: {}", unread.reason));
    }
}

/// Paths of files that nothing is reported in: those that the configuration excludes, if they were not named.
pub(super) fn silent(
    project: &Project,
    named: &BTreeSet<String>,
    configuration: &Configuration,
    base: &Base,
) -> BTreeSet<String> {
    let is_excluded = |path: &str| {
        base.relative(path).is_some_and(|path| configuration.excluded().any(|it| it.holds(&path)))
    };
    let paths = project.sources().map(SourceFile::path);
    paths.filter(|it| !named.contains(*it) && is_excluded(it)).map(str::to_owned).collect()
}
