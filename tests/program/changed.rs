//! `--changed`: only what a branch is answerable for, and clear words where git cannot tell.

use super::run::{Run, folder, gatelint};
use std::path::Path;
use std::process::Command;

const API: &str = "\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
servers: [{url: 'https://api.acme-orders.eu'}]
security: [{login: []}]
paths:
  /orders:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: array
              items: {type: integer}
              maxItems: 10
          text/json:
            schema:
              type: array
              items: {type: integer}
      responses: {'204': {description: ok}, default: {description: error}}
components:
  schemas:
    Names:
      type: array
      items: {type: integer}
  securitySchemes:
    login: {type: http, scheme: bearer}
";

fn git(folder: &Path, arguments: &[&str]) {
    let identity = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main"];
    let done = Command::new("git").current_dir(folder).args(identity).args(arguments).output().unwrap();
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
}

/// A repository with these files in its first commit.
fn repository(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = folder(files);
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "first"]);
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Run {
    gatelint(folder, &[&["-f", "concise", "--select", "2.3,2.4"], arguments].concat())
}

/// Findings as `path:line rule`.
fn found(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let run = run(folder, arguments);
    assert!(matches!(run.code, Some(0 | 1)), "{}", run.stderr);
    let line = |line: &str| {
        let mut parts = line.split(':');
        let (path, at) = (parts.next().unwrap(), parts.next().unwrap());
        let rule = parts.nth(1).unwrap().trim().split(' ').nth(1).unwrap();
        format!("{path}:{at} {rule}")
    };
    run.stdout.lines().map(line).collect()
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

#[test]
fn what_was_there_is_not_shown() {
    let folder = repository(&[("api.yaml", API)]);
    assert_eq!(found(folder.path(), &[]), ["api.yaml:17 unbounded-array"]);
    assert_eq!(found(folder.path(), &["--changed=HEAD"]), Vec::<String>::new());
    write(folder.path(), "api.yaml", &API.replace("title: Orders", "title: All orders"));
    assert_eq!(found(folder.path(), &["--changed=HEAD"]), Vec::<String>::new());
    let summary = gatelint(folder.path(), &["--changed=HEAD", "--select", "2.4"]).stdout;
    assert!(summary.contains("1 more finding of any severity in what did not change."), "{summary}");
}

#[test]
fn what_was_taken_away_is_shown_at_what_it_protected() {
    let folder = repository(&[("api.yaml", API)]);
    let table: &[(&str, &str, &[&str])] = &[
        ("              maxItems: 10\n", "", &["api.yaml:12 unbounded-array"]),
        ("maxItems: 10", "minItems: 10", &["api.yaml:12 unbounded-array"]),
        ("security: [{login: []}]\n", "", &["api.yaml:1 no-authentication-declared"]),
        (
            "    post:\n",
            "    post:\n      security: [{login: []}, {}]\n",
            &["api.yaml:8 optional-authentication"],
        ),
        ("      items: {type: integer}\n  security", "  security", &[]),
        ("\n", "\r\n", &[]),
    ];
    for (from, to, expected) in table {
        write(folder.path(), "api.yaml", &API.replacen(from, to, 1));
        assert_eq!(found(folder.path(), &["--changed=HEAD"]), *expected, "{from}");
    }
}

#[test]
fn new_files_count_whole_and_new_operations_answer_for_what_they_use() {
    let types = "Old:\n  type: array\n  items: {type: integer}\n";
    let folder = repository(&[("api.yaml", API), ("types.yaml", types)]);
    write(folder.path(), "new é.yaml", API);
    let operation = "paths:\n  /names:\n    post:\n      requestBody: {content: {text/json: {schema: {$ref: 'types.yaml#/Old'}}}}\n      responses: {'204': {description: ok}, default: {description: error}}\n";
    write(folder.path(), "api.yaml", &API.replace("paths:\n", operation));
    let expected = ["new é.yaml:17 unbounded-array", "types.yaml:2 unbounded-array"];
    assert_eq!(found(folder.path(), &["--changed=HEAD"]), expected);
    git(folder.path(), &["add", "."]);
    assert_eq!(found(folder.path(), &["--changed=HEAD"]), expected, "staged");
    assert_eq!(found(folder.path(), &["--changed=HEAD", "api.yaml"]), expected[1..]);
    assert_eq!(found(&folder.path().join(".git/.."), &["--changed=HEAD"]), expected);
}

#[test]
fn branches_are_compared_with_where_they_began() {
    let origin = repository(&[("a/api.yaml", API)]);
    let folder = tempfile::tempdir().unwrap();
    let clone = folder.path().join("clone");
    git(folder.path(), &["clone", "-q", &origin.path().to_string_lossy(), "clone"]);
    git(&clone, &["checkout", "-qb", "feature"]);
    write(&clone, "a/new.yaml", API);
    git(&clone, &["add", "."]);
    git(&clone, &["commit", "-qm", "feature"]);
    write(origin.path(), "a/api.yaml", &API.replace("maxItems", "minItems"));
    git(origin.path(), &["commit", "-qam", "meanwhile"]);
    git(&clone, &["fetch", "-q"]);
    let expected = ["a/new.yaml:17 unbounded-array"];
    assert_eq!(found(&clone, &["--changed"]), expected);
    assert_eq!(found(&clone.join("a"), &["--changed"]), expected);
    assert_eq!(found(&clone, &["--changed=origin/main"]), expected);
    assert_eq!(found(&clone, &["--changed=HEAD"]), Vec::<String>::new());
}

#[test]
fn the_branch_that_others_part_from_is_named_or_found() {
    let folder = repository(&[("api.yaml", API)]);
    write(folder.path(), "new.yaml", API);
    git(folder.path(), &["checkout", "-qb", "feature"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "feature"]);
    let expected = ["new.yaml:17 unbounded-array"];
    assert_eq!(found(folder.path(), &["--changed"]), expected, "no remote");
    let said = run(folder.path(), &["--changed", "--quiet"]).stderr;
    assert!(
        said.starts_with("gatelint: changed since ") && said.contains("merge base with `main`"),
        "{said}"
    );
    let copies = tempfile::tempdir().unwrap();
    let url = folder.path().to_string_lossy();
    git(copies.path(), &["clone", "-q", "-o", "upstream", "-b", "feature", &url, "one"]);
    assert_eq!(found(&copies.path().join("one"), &["--changed=upstream/main"]), expected);
    git(&copies.path().join("one"), &["remote", "set-head", "upstream", "main"]);
    assert_eq!(found(&copies.path().join("one"), &["--changed"]), expected, "a remote of another name");
    git(copies.path(), &["clone", "-q", "--single-branch", "-b", "feature", &url, "two"]);
    git(&copies.path().join("two"), &["remote", "set-head", "-d", "origin"]);
    assert_eq!(
        run(&copies.path().join("two"), &["--changed"]).code,
        Some(2),
        "a remote without its main branch"
    );
    git(folder.path(), &["checkout", "-q", "main"]);
    let on_main = run(folder.path(), &["--changed"]);
    assert_eq!(on_main.code, Some(2));
    assert!(on_main.stderr.contains("name it (`--changed=REF`"), "{}", on_main.stderr);
}

#[test]
fn nothing_hides_changes() {
    let folder = repository(&[("api.yaml", API), ("cr.yaml", &API.replace('\n', "\r"))]);
    write(folder.path(), ".gitattributes", "*.yaml -diff binary\n");
    write(folder.path(), ".git/info/exclude", "ignored.yaml\n");
    let changed = API.replace("maxItems", "minItems");
    write(folder.path(), "api.yaml", &changed);
    write(folder.path(), "cr.yaml", &changed.replace('\n', "\r"));
    write(folder.path(), "ignored.yaml", API);
    std::fs::create_dir(folder.path().join("nested")).unwrap();
    git(&folder.path().join("nested"), &["init", "-q"]);
    write(folder.path(), "nested/api.yaml", API);
    let paths = ["api.yaml", "cr.yaml", "ignored.yaml", "nested/api.yaml"];
    let expected = [
        "api.yaml:12 unbounded-array",
        "cr.yaml:12 unbounded-array",
        "ignored.yaml:17 unbounded-array",
        "nested/api.yaml:17 unbounded-array",
    ];
    assert_eq!(found(folder.path(), &[&["--changed=HEAD"], &paths[..]].concat()), expected);
}

#[test]
fn a_lone_carriage_return_shifts_no_lines() {
    let api = API.replace("title: Orders", "title: \"Orders\r  of all\r  times\"");
    let folder = repository(&[("api.yaml", &api)]);
    write(folder.path(), "api.yaml", &api.replace("maxItems", "minItems"));
    assert_eq!(found(folder.path(), &["--changed=HEAD"]), ["api.yaml:14 unbounded-array"]);
}

/// Whoever checks a branch of others must not run what is theirs.
#[test]
fn nothing_that_the_repository_configures_is_run() {
    let folder = repository(&[("api.yaml", API), (".gitattributes", "*.yaml filter=evil diff=evil\n")]);
    let evil = "touch ran; cat";
    for name in
        ["filter.evil.clean", "filter.evil.process", "diff.evil.textconv", "diff.external", "core.fsmonitor"]
    {
        git(folder.path(), &["config", name, evil]);
    }
    write(folder.path(), "api.yaml", &API.replace("maxItems", "minItems"));
    assert_eq!(found(folder.path(), &["--changed=HEAD"]), ["api.yaml:12 unbounded-array"]);
    assert!(!folder.path().join("ran").exists());
}

/// As in hooks, where git names the repository that it works on.
#[test]
fn another_repository_in_the_environment_does_not_count() {
    let (folder, other) = (repository(&[("api.yaml", API)]), repository(&[("other.yaml", API)]));
    let program = Command::new(env!("CARGO_BIN_EXE_gatelint"))
        .current_dir(folder.path())
        .args(["--changed=HEAD", "-f", "concise", "--select", "2.4"])
        .env("GIT_DIR", other.path().join(".git"))
        .env("GIT_INDEX_FILE", other.path().join(".git/index"))
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&program.stdout), "");
    assert_eq!(program.status.code(), Some(0), "{}", String::from_utf8_lossy(&program.stderr));
}

#[test]
fn git_that_cannot_tell_is_an_error() {
    let loose = folder(&[("api.yaml", API)]);
    let message = |folder: &Path, argument: &str| {
        let run = run(folder, &[argument]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
        run.stderr
    };
    assert!(message(loose.path(), "--changed").contains("needs a git repository"));
    let repository = repository(&[("api.yaml", API)]);
    assert!(message(repository.path(), "--changed=nothing").contains("git knows no commit `nothing`"));
    assert!(message(repository.path(), "--changed=--output=x").contains("git knows no commit"));
    assert!(!repository.path().join("x").exists());
    git(repository.path(), &["commit", "-q", "--allow-empty", "-m", "second"]);
    git(repository.path(), &["checkout", "-q", "--orphan", "other"]);
    git(repository.path(), &["commit", "-q", "-m", "root"]);
    assert!(message(repository.path(), "--changed=main").contains("no commit in common with `main`"));
    let url = format!("file://{}", repository.path().display());
    git(loose.path(), &["clone", "-q", "--depth", "1", "--no-single-branch", "-b", "other", &url, "shallow"]);
    write(loose.path(), "shallow/api.yaml", API);
    let said = message(&loose.path().join("shallow"), "--changed=origin/main");
    assert!(said.contains("the history is shallow"), "{said}");
}
