//! The sample project that ships with the repository: its README lists what is planted, and each of it is found.

use super::run::gatelint;
use std::collections::BTreeSet;
use std::path::Path;

const FOLDER: &str = "testdata/projects/petshop";

#[test]
fn what_is_planted_is_found_and_nothing_else() {
    let readme = std::fs::read_to_string(format!("{FOLDER}/README.md")).unwrap();
    let planted: BTreeSet<(String, String)> = readme.lines().filter_map(planted).collect();
    assert!(planted.len() > 10, "the table of the README was not understood");
    let run = gatelint(Path::new(FOLDER), &["--strict", "-f", "concise"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    let found: BTreeSet<(String, String)> = run.stdout.lines().filter_map(found).collect();
    assert_eq!(found, planted, "\n{}", run.stdout);
}

/// What the README of the repository shows is what comes for its first command.
#[test]
fn the_report_of_the_readme_is_real() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let shown = readme.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    let run = gatelint(Path::new("."), &["check", FOLDER]);
    let lines: BTreeSet<&str> = run.stdout.lines().collect();
    let is_left_out = |it: &&str| it.trim() == "…";
    for line in shown.lines().filter(|it| !is_left_out(it)) {
        assert!(lines.contains(line), "{line}\n{}", run.stdout);
    }
    assert!(run.stdout.ends_with(shown.rsplit("…\n\n").next().unwrap()), "{}", run.stdout);
}

/// A row of the table: | `file:line` | fault | `rule` |
fn planted(row: &str) -> Option<(String, String)> {
    let mut cells = row.strip_prefix("| `")?.split(" | ");
    let place = cells.next()?.trim_end_matches('`');
    let rule = row.rsplit('`').nth(1)?;
    place.contains(':').then(|| (place.to_owned(), rule.to_owned()))
}

/// `testdata/projects/petshop/file:line:column: severity rule: message`
fn found(line: &str) -> Option<(String, String)> {
    let (place, rest) = line.split_once(": ")?;
    let place = place.strip_prefix(FOLDER).unwrap_or(place).trim_start_matches('/');
    let place = place.rsplit_once(':')?.0;
    let rule = rest.split_once(' ')?.1.split_once(':')?.0;
    Some((place.to_owned(), rule.to_owned()))
}
