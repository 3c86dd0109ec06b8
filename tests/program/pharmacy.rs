//! The pharmacy: two services with their documents, once with a fault for each rule, once as they should be.

use super::run::gatelint;
use std::collections::BTreeSet;
use std::path::Path;

const FOLDER: &str = "testdata/projects/pharmacy";

#[test]
fn every_planted_fault_is_found() {
    let expected = std::fs::read_to_string(format!("{FOLDER}/findings.txt")).unwrap();
    let rules: BTreeSet<&str> = expected.lines().filter_map(rule).collect();
    let select = rules.into_iter().collect::<Vec<_>>().join(",");
    let run = gatelint(Path::new(FOLDER), &["--strict", "--select", &select, "-f", "concise"]);
    let report = run.stdout.replace(&format!("{FOLDER}/"), "");
    assert_eq!(report.lines().collect::<Vec<_>>(), expected.lines().collect::<Vec<_>>());
}

/// `name` of `path:1:2: medium name: message`.
fn rule(line: &str) -> Option<&str> {
    line.split(": ").nth(1)?.split(' ').nth(1)
}

#[test]
fn nothing_is_found_where_nothing_is_wrong() {
    let run = gatelint(Path::new("testdata/projects/pharmacy-mended"), &["-f", "concise"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{}", run.stderr);
}
