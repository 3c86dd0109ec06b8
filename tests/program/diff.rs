//! `gatelint diff`: two versions on the disk, or in a git repository.

use super::run::{Run, folder, gatelint};
use std::path::Path;
use std::process::Command;

const BEFORE: &str = "\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
security: [{login: []}]
paths:
  /orders:
    get:
      responses: {'200': {description: ok}}
    post:
      requestBody: {content: {application/json: {schema: {$ref: 'parts/order.yaml'}}}}
      responses: {'201': {description: created}}
components:
  securitySchemes: {login: {type: http, scheme: bearer}}
";

/// Without the list of the document.
fn after() -> String {
    BEFORE.replace("security: [{login: []}]\n", "")
}

const ORDER: &str = "{type: object, properties: {note: {type: string, maxLength: 20}}}\n";

/// What is said without a place.
fn said(run: &Run) -> Vec<&str> {
    run.stdout.lines().collect()
}

fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    let who = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.com", "-c", "commit.gpgsign=false"];
    let status = command.current_dir(folder).args(who).args(arguments).status().unwrap();
    assert!(status.success(), "git {arguments:?}");
}

/// A repository with two commits, of which the second opens everything; the working tree raises a limit, too.
fn repository() -> tempfile::TempDir {
    let folder = folder(&[("api/orders.yaml", BEFORE), ("api/parts/order.yaml", ORDER)]);
    git(folder.path(), &["init", "-q", "-b", "main"]);
    let commit = |message| {
        git(folder.path(), &["add", "-A"]);
        git(folder.path(), &["commit", "-q", "-m", message]);
    };
    commit("before");
    write(&folder, "api/orders.yaml", &after());
    commit("after");
    write(&folder, "api/parts/order.yaml", &ORDER.replace("20", "2000"));
    folder
}

fn write(folder: &tempfile::TempDir, path: &str, text: &str) {
    std::fs::write(folder.path().join(path), text).unwrap();
}

const OPENED: &str =
    "api/orders.yaml:1:1: high authentication-removed: callers need not show `login` any more";
const RAISED: &str = "api/parts/order.yaml:1:61: medium limit-raised: `maxLength` was 20 and is 2000";

#[test]
fn revisions_are_compared_with_the_working_tree_and_with_each_other() {
    let folder = repository();
    let inner = folder.path().join("api");
    let table: &[(&Path, &[&str], &[&str])] = &[
        (folder.path(), &["HEAD~1"], &[OPENED, RAISED]),
        (folder.path(), &["main~1", "api"], &[OPENED, RAISED]),
        (folder.path(), &["main~1", "api/orders.yaml"], &[OPENED, RAISED]),
        (folder.path(), &["HEAD~1:api/orders.yaml"], &[OPENED, RAISED]),
        (folder.path(), &["HEAD~1:"], &[OPENED, RAISED]),
        (&inner, &["HEAD~1:./orders.yaml"], &[OPENED, RAISED]),
        (&inner, &["HEAD~1"], &[OPENED, RAISED]),
        (folder.path(), &["HEAD"], &[RAISED]),
        (folder.path(), &["HEAD~1", "HEAD"], &[OPENED]),
        (folder.path(), &["HEAD~1", "HEAD:api"], &[OPENED]),
        (folder.path(), &["HEAD", "HEAD"], &[]),
    ];
    for (current, arguments, expected) in table {
        let run = gatelint(current, &[&["diff", "-f", "concise"], *arguments].concat());
        assert_eq!(said(&run), *expected, "{arguments:?}\n{}", run.stderr);
        assert_eq!(run.code, Some(i32::from(expected.contains(&OPENED))), "{arguments:?}");
    }
    let back = gatelint(folder.path(), &["diff", "api", "HEAD~1", "-f", "concise"]);
    assert_eq!((back.stdout.as_str(), back.code), ("", Some(0)));
}

#[test]
fn labels_name_the_revision() {
    let folder = repository();
    let run = gatelint(folder.path(), &["diff", "HEAD~1"]);
    assert!(run.stdout.contains("HEAD~1:api/orders.yaml:3:1: what was demanded before"), "{}", run.stdout);
    let sarif = gatelint(folder.path(), &["diff", "HEAD~1", "-f", "sarif"]);
    assert!(sarif.stdout.contains("\"uri\": \"api/orders.yaml\""), "{}", sarif.stdout);
}

#[test]
fn files_and_folders_are_compared() {
    let (after, other) = (after(), after().replace("Orders", "Other"));
    let folder = folder(&[
        ("old/a.yaml", BEFORE),
        ("old/parts/order.yaml", ORDER),
        ("new/a.yaml", &after),
        ("new/parts/order.yaml", ORDER),
        ("new/b.yaml", &other),
    ]);
    let opened = "new/a.yaml:1:1: high authentication-removed: callers need not show `login` any more";
    let of_files = gatelint(folder.path(), &["diff", "old/a.yaml", "new/b.yaml", "-f", "concise"]);
    assert_eq!(said(&of_files), [opened.replace("a.yaml", "b.yaml")], "{}", of_files.stderr);
    let of_folders = gatelint(folder.path(), &["diff", "old", "new", "-f", "concise"]);
    let added = |line: u8, method: &str| {
        format!("new/b.yaml:{line}:5: low endpoint-added: `{method} /orders` is new: open to everyone")
    };
    assert_eq!(said(&of_folders), [opened.to_owned(), added(5, "GET"), added(7, "POST")]);
    let quiet = gatelint(folder.path(), &["diff", "old", "new", "-q", "--fail-on", "never"]);
    assert_eq!((quiet.stdout.as_str(), quiet.code), ("", Some(0)));
    // What lies in the other side is no part of it.
    let nested = gatelint(folder.path(), &["diff", "old", ".", "-f", "concise"]);
    assert_eq!(nested.stdout, of_folders.stdout);
}

#[test]
fn identical_sides_say_so() {
    let part = |it| (it, ORDER);
    let parts = [part("one/parts/order.yaml"), part("two/parts/order.yaml")];
    let folder = folder(&[&parts[..], &[("one/a.yaml", BEFORE), ("two/a.yaml", BEFORE)]].concat());
    for arguments in [["one", "two"], ["one/a.yaml", "one/a.yaml"], [".", "."]] {
        let run = gatelint(folder.path(), &["diff", arguments[0], arguments[1]]);
        assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
        assert_eq!(
            run.stderr, "gatelint: nothing has changed: both versions are the same\n",
            "{arguments:?}"
        );
        assert!(run.stdout.starts_with("No findings in "), "{}", run.stdout);
    }
}

#[test]
fn what_cannot_be_compared_is_said() {
    let plain = folder(&[("a.yaml", BEFORE), ("b.txt", "text\n"), ("broken.yaml", "openapi: 3.1.0\nx: [\n")]);
    let folder = repository();
    let table: &[(&Path, &[&str], &str)] = &[
        (plain.path(), &["main"], "this is no git repository"),
        (plain.path(), &["a.yaml", "b.txt"], "`b.txt` is no OpenAPI document"),
        (folder.path(), &["nowhere"], "`nowhere` is neither a path nor a revision of this repository"),
        (folder.path(), &["HEAD:nowhere.yaml", "api"], "`HEAD` has no `nowhere.yaml`"),
        (folder.path(), &["--", "--all"], "`--all` is no revision"),
        (folder.path(), &[":api"], "is no revision"),
        (folder.path(), &["HEAD:../../x", "api"], "lies outside of the repository"),
        (folder.path(), &["HEAD", "--select", "cleartext-server"], "`gatelint check` runs what is selected"),
    ];
    for (current, arguments, expected) in table {
        let run = gatelint(current, &[&["diff"], *arguments].concat());
        assert_eq!(run.code, Some(2), "{arguments:?}");
        assert!(run.stderr.contains(expected), "{arguments:?}: {}", run.stderr);
    }
    let broken = gatelint(plain.path(), &["diff", "a.yaml", "broken.yaml"]);
    assert!(broken.stderr.contains("`broken.yaml` is broken"), "{}", broken.stderr);
    let other = gatelint(folder.path(), &["check", "--select", "endpoint-added"]);
    assert!(other.stderr.contains("`gatelint diff` runs what is selected"), "{}", other.stderr);
}

#[test]
fn ignores_hold_for_changes() {
    let ignored =
        after().replace("openapi:", "# gatelint: ignore[authentication-removed] public now\nopenapi:");
    let folder = folder(&[("a.yaml", BEFORE), ("b.yaml", &ignored)]);
    let run = gatelint(folder.path(), &["diff", "a.yaml", "b.yaml", "-f", "concise"]);
    assert_eq!((run.stdout.as_str(), run.code), ("", Some(0)), "{}", run.stderr);
    // A run that compares nothing does not call it unused.
    let alone = gatelint(folder.path(), &["check", "b.yaml", "--select", "unused-ignore", "--strict"]);
    assert_eq!(alone.code, Some(0), "{}", alone.stdout);
    assert!(!alone.stdout.contains("unused-ignore"), "{}", alone.stdout);
}

/// A document whose only operation can be called in many ways.
fn many_ways(weak: bool) -> String {
    let way = |it| format!("        - {{o: [w{it}]}}\n");
    let ways: String = (0..800).map(way).collect();
    let weak = if weak { "        - {k: []}\n" } else { "" };
    format!(
        "openapi: 3.1.0\ninfo: {{title: A, version: '1'}}\npaths:\n  /a:\n    get:\n      security:\n{ways}{weak}\
         \x20     responses: {{'200': {{description: ok}}}}\ncomponents:\n  securitySchemes:\n    \
         o: {{type: oauth2, flows: {{}}}}\n    k: {{type: apiKey, in: header, name: X-Key}}\n"
    )
}

#[test]
fn ways_that_are_too_many_to_compare_fail_the_run() {
    let folder = folder(&[("a.yaml", &many_ways(false)), ("b.yaml", &many_ways(true))]);
    let run = gatelint(folder.path(), &["diff", "a.yaml", "b.yaml", "-f", "concise"]);
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    assert!(run.stdout.contains("limit-reached: too many ways to call this"), "{}", run.stdout);
}

/// Schemas that lead in a circle under one operation, and a limit under another.
fn circle(length: usize, last: &str) -> String {
    let schema = |it| {
        let next = (it + 1) % length;
        format!("    S{it}: {{type: object, properties: {{n: {{$ref: '#/components/schemas/S{next}'}}}}}}\n")
    };
    let schemas: String = (0..length).map(schema).collect();
    let body = |it: &str| format!("{{content: {{application/json: {{schema: {it}}}}}}}");
    let path = |name: &str, it: &str| {
        format!(
            "  /{name}:\n    post:\n      requestBody: {}\n      responses: {{'200': {{description: ok}}}}\n",
            body(it)
        )
    };
    format!(
        "openapi: 3.1.0\ninfo: {{title: A, version: '1'}}\npaths:\n{}{}components:\n  schemas:\n{schemas}",
        path("a", "{$ref: '#/components/schemas/S0'}"),
        path("z", last)
    )
}

#[test]
fn many_schemas_of_one_operation_hide_no_change_of_another() {
    let raised = "limit-raised: string has lost its `maxLength` of 5";
    let limited = "limit-reached: too many schemas to compare";
    for (before, after, is_limited) in [(101, 103, false), (151, 149, true)] {
        let base = circle(before, "{type: string, maxLength: 5}");
        let folder = folder(&[("a.yaml", &base), ("b.yaml", &circle(after, "{type: string}"))]);
        let run = gatelint(folder.path(), &["diff", "a.yaml", "b.yaml", "-f", "concise"]);
        assert!(run.stdout.contains(raised), "{}", run.stdout);
        assert_eq!(run.stdout.contains(limited), is_limited, "{}", run.stdout);
        assert_eq!(run.code, Some(i32::from(is_limited)));
    }
}

#[test]
fn what_is_tracked_though_ignored_is_there_on_both_sides() {
    let folder = folder(&[("out/a.yaml", BEFORE), ("out/parts/order.yaml", ORDER), (".gitignore", "out/\n")]);
    git(folder.path(), &["init", "-q", "-b", "main"]);
    git(folder.path(), &["add", "-f", "-A"]);
    git(folder.path(), &["commit", "-q", "-m", "before"]);
    write(&folder, "out/b.yaml", BEFORE);
    let run = gatelint(folder.path(), &["diff", "HEAD", "-f", "concise"]);
    assert_eq!((run.stdout.as_str(), run.code), ("", Some(0)), "{}", run.stderr);
    assert!(!run.stderr.contains("cannot be followed"), "{}", run.stderr);
    write(&folder, "out/a.yaml", &after());
    let run = gatelint(folder.path(), &["diff", "HEAD", "-f", "concise"]);
    assert!(run.stdout.contains("authentication-removed"), "{}{}", run.stdout, run.stderr);
}

#[cfg(unix)]
#[test]
fn links_at_a_revision_are_followed_within_it() {
    let folder = folder(&[("api/a.yaml", BEFORE), ("shared/order.yaml", ORDER)]);
    std::os::unix::fs::symlink("../shared", folder.path().join("api/parts")).unwrap();
    git(folder.path(), &["init", "-q", "-b", "main"]);
    git(folder.path(), &["add", "-A"]);
    git(folder.path(), &["commit", "-q", "-m", "before"]);
    write(&folder, "shared/order.yaml", &ORDER.replace("20", "2000"));
    let run = gatelint(folder.path(), &["diff", "HEAD", "-f", "concise"]);
    assert!(
        run.stdout.contains("limit-raised: `maxLength` was 20 and is 2000"),
        "{}{}",
        run.stdout,
        run.stderr
    );
}

#[test]
fn references_that_lead_nowhere_are_warned_of() {
    let folder = folder(&[("a.yaml", BEFORE), ("b.yaml", BEFORE)]);
    let run = gatelint(folder.path(), &["diff", "a.yaml", "b.yaml"]);
    for path in ["a.yaml", "b.yaml"] {
        let expected = format!("`{path}` has 1 `$ref` that cannot be followed");
        assert!(run.stderr.contains(&expected), "{}", run.stderr);
    }
}
