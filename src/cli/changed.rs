//! `--changed`: asks git what a branch changed.

use crate::source::{self, Changes};
use std::path::Path;
use std::process::Output;

/// Where branches usually part from.
const DEFAULTS: [&str; 3] = ["origin/HEAD", "origin/main", "origin/master"];

/// What changed since the branch left a reference, committed or not; by default since it left the default branch.
pub(super) fn changes(root: &Path, reference: Option<&str>) -> Result<Changes, String> {
    if root.as_os_str().is_empty() {
        return Err("`--changed` needs files, and standard input is none".to_owned());
    }
    git(root, &["rev-parse", "--git-dir"])
        .map_err(|error| format!("`--changed` needs a git repository: {error}"))?;
    let base = base(root, reference)?;
    let diff = git(
        root,
        &[
            "diff",
            "--unified=0",
            "--relative",
            "--no-prefix",
            "--no-renames",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--text",
            "--inter-hunk-context=0",
            "--output-indicator-new=>",
            "--output-indicator-old=<",
            "--submodule=short",
            "--end-of-options",
            &base,
            "--",
        ],
    )?;
    let mut changes = Changes::parse(&diff);
    changes.add_untracked(&git(root, &["ls-files", "--others", "--exclude-standard", "-z"])?);
    Ok(changes)
}

/// The commit to compare with.
fn base(root: &Path, reference: Option<&str>) -> Result<String, String> {
    let commit = |name: &str| {
        git(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{name}^{{commit}}")])
            .map(|it| it.trim().to_owned())
    };
    let named = match reference {
        Some(name) => Some((name, commit(name).map_err(|_| unknown(root, name))?)),
        None => DEFAULTS.iter().find_map(|name| commit(name).ok().map(|it| (*name, it))),
    };
    let Some((name, commit)) = named else { return Ok("HEAD".to_owned()) };
    git(root, &["merge-base", &commit, "HEAD"])
        .map(|it| it.trim().to_owned())
        .map_err(|_| format!("this branch has no commit in common with `{name}`{}", shallow(root)))
}

fn unknown(root: &Path, name: &str) -> String {
    format!("git knows no commit `{name}`{}", shallow(root))
}

/// What may help where history was cut off.
fn shallow(root: &Path) -> &'static str {
    let is_shallow = git(root, &["rev-parse", "--is-shallow-repository"]).is_ok_and(|it| it.trim() == "true");
    if is_shallow {
        "; the history is shallow: fetch all of it (`git fetch --unshallow`, `fetch-depth: 0`)"
    } else {
        ""
    }
}

/// What git prints.
fn git(root: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = source::git(root).args(arguments).output();
    match output {
        Ok(Output { status, stdout, .. }) if status.success() => {
            Ok(String::from_utf8_lossy(&stdout).into_owned())
        }
        Ok(Output { stderr, .. }) => {
            let said = String::from_utf8_lossy(&stderr);
            let line = said.lines().next().unwrap_or_default();
            Err(line.trim_start_matches("fatal: ").replace(|it: char| it.is_control(), " "))
        }
        Err(error) => Err(format!("git cannot be run: {error}")),
    }
}
