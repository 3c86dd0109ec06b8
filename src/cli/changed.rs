//! `--changed`: what a branch changed since it began, which git knows.

use crate::project::Project;
use crate::source::{Changes, Revision, git};
use std::path::Path;

/// What changed since the branch left a reference, committed or not; by default since it left the default branch.
/// `say` is told what that was.
pub(super) fn changes(
    root: &Path,
    project: &Project,
    reference: Option<&str>,
    say: impl Fn(&str),
) -> Result<Changes, String> {
    if root.as_os_str().is_empty() {
        return Err("`--changed` needs files, and standard input is none".to_owned());
    }
    let needs = |error: String| format!("`--changed` needs a git repository: {error}");
    git(root, &["rev-parse", "--git-dir"]).map_err(needs)?;
    let (name, tip) = match reference {
        Some(name) => (name.to_owned(), commit(root, name)?.ok_or_else(|| unknown(root, name))?),
        None => default_branch(root)?.ok_or_else(|| unnamed(root))?,
    };
    let base = git(root, &["merge-base", &tip, "HEAD"])?
        .ok_or_else(|| format!("this branch has no commit in common with `{name}`{}", shallow(root)))?;
    let base = base.trim();
    say(&format!("changed since {}, the merge base with `{name}`", base.get(..12).unwrap_or(base)));
    let revision = Revision::open(root, base)?.unnamed();
    Changes::since(&revision, &folder(root, &revision), project.sources())
}

/// The way from the root of the repository to that of the project, with a slash behind.
fn folder(root: &Path, revision: &Revision) -> String {
    let inside = root.strip_prefix(revision.repository()).unwrap_or(Path::new(""));
    inside.components().map(|it| format!("{}/", it.as_os_str().to_string_lossy())).collect()
}

fn commit(root: &Path, name: &str) -> Result<Option<String>, String> {
    let wanted = format!("{name}^{{commit}}");
    let commit = git(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])?;
    Ok(commit.map(|it| it.trim().to_owned()))
}

/// Name and commit of the branch that others part from: by the remote, or else by its usual name. The branch that is
/// worked on did not part from itself.
fn default_branch(root: &Path) -> Result<Option<(String, String)>, String> {
    let remotes = git(root, &["remote"])?.unwrap_or_default();
    let remotes: Vec<&str> = remotes.lines().collect();
    let remote = remotes.iter().find(|it| **it == "origin").or(match remotes.as_slice() {
        [only] => Some(only),
        _ => None,
    });
    let current = git(root, &["symbolic-ref", "--quiet", "HEAD"])?.unwrap_or_default();
    let of_remote =
        ["HEAD", "main", "master"].map(|it| remote.map(|name| format!("refs/remotes/{name}/{it}")));
    let local = ["main", "master"].map(|it| Some(format!("refs/heads/{it}")));
    let others = of_remote.into_iter().chain(local).flatten().filter(|it| it != current.trim());
    for name in others {
        if let Some(commit) = commit(root, &name)? {
            let short = name.trim_start_matches("refs/remotes/").trim_start_matches("refs/heads/");
            return Ok(Some((short.to_owned(), commit)));
        }
    }
    Ok(None)
}

fn unnamed(root: &Path) -> String {
    let hint = shallow(root);
    format!(
        "git knows no branch that this one left: name it (`--changed=REF`; `HEAD` for what is not committed){hint}"
    )
}

fn unknown(root: &Path, name: &str) -> String {
    format!("git knows no commit `{name}`{}", shallow(root))
}

/// What may help where history was cut off.
fn shallow(root: &Path) -> &'static str {
    let said = git(root, &["rev-parse", "--is-shallow-repository"]);
    if said.is_ok_and(|it| it.is_some_and(|it| it.trim() == "true")) {
        "; the history is shallow: fetch all of it (`git fetch --unshallow`, `fetch-depth: 0`)"
    } else {
        ""
    }
}
