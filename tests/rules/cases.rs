//! Each file in `testdata/rules/<rule>/` is reported exactly on its marked lines; one without marks is silent.
//! A rule that compares two versions has two files for each case: `<case>.base.yaml` and `<case>.head.yaml`.

use super::harness::{Example, marked, marked_unsure, reported, reported_unsure};
use gatelint::rules::find;
use std::path::Path;

#[test]
fn cases_do_what_their_marks_say() {
    let mut wrong = Vec::new();
    for folder in entries(Path::new("testdata/rules")) {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let rule = find(&name).unwrap_or_else(|| panic!("testdata/rules/{name}: there is no such rule"));
        for file in entries(&folder).iter().filter(|it| !it.to_string_lossy().contains(".base.")) {
            let text = std::fs::read_to_string(file).unwrap();
            let path = file.file_name().unwrap().to_string_lossy().into_owned();
            let files = if rule.compares() { versions(file, text) } else { vec![(path, text)] };
            let example = Example { files, ..Example::default() };
            let (expected, found) = (marked(&example), reported(rule, &example));
            if expected != found {
                wrong.push(format!("{}: marked {expected:?}, reported {found:?}", file.display()));
            }
            let (expected, found) = (marked_unsure(&example), reported_unsure(rule, &example));
            // Only cases with such marks are about confidence.
            if !expected.is_empty() && expected != found {
                wrong.push(format!("{}: marked unsure {expected:?}, are {found:?}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The file of a case and the one before it.
fn versions(head: &Path, text: String) -> Vec<(String, String)> {
    let base = head.to_string_lossy().replace(".head.", ".base.");
    let ending = head.extension().unwrap().to_string_lossy();
    vec![(format!("base.{ending}"), std::fs::read_to_string(base).unwrap()), (format!("head.{ending}"), text)]
}

pub(crate) fn entries(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found: Vec<_> = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    found.sort();
    found
}
