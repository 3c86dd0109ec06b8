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
    assert_eq!(found(folder.path(), &["--changed"]), Vec::<String>::new());
    write(folder.path(), "api.yaml", &API.replace("title: Orders", "title: All orders"));
    assert_eq!(found(folder.path(), &["--changed"]), Vec::<String>::new());
    let summary = gatelint(folder.path(), &["--changed", "--select", "2.4"]).stdout;
    assert!(summary.contains("1 more finding in what did not change."), "{summary}");
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
    ];
    for (from, to, expected) in table {
        write(folder.path(), "api.yaml", &API.replacen(from, to, 1));
        assert_eq!(found(folder.path(), &["--changed"]), *expected, "{from}");
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
    assert_eq!(found(folder.path(), &["--changed"]), expected);
    git(folder.path(), &["add", "."]);
    assert_eq!(found(folder.path(), &["--changed"]), expected, "staged");
    assert_eq!(found(folder.path(), &["--changed", "api.yaml"]), expected[1..]);
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
fn attributes_hide_no_changes() {
    let folder = repository(&[("api.yaml", API)]);
    write(folder.path(), ".gitattributes", "*.yaml -diff binary\n");
    write(folder.path(), "api.yaml", &API.replace("maxItems", "minItems"));
    assert_eq!(found(folder.path(), &["--changed"]), ["api.yaml:12 unbounded-array"]);
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
