//! Each file in `testdata/rules/<rule>/` is reported exactly on its marked lines; one without marks is silent.

use super::harness::{Example, marked, reported};
use gatelint::rules::find;
use std::path::Path;

#[test]
fn cases_do_what_their_marks_say() {
    let mut wrong = Vec::new();
    for folder in entries(Path::new("testdata/rules")) {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let rule = find(&name).unwrap_or_else(|| panic!("testdata/rules/{name}: there is no such rule"));
        for file in entries(&folder) {
            let text = std::fs::read_to_string(&file).unwrap();
            let path = file.file_name().unwrap().to_string_lossy().into_owned();
            let example = Example { files: vec![(path, text)], ..Example::default() };
            let (expected, found) = (marked(&example), reported(rule, &example));
            if expected != found {
                wrong.push(format!("{}: marked {expected:?}, reported {found:?}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

pub(crate) fn entries(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found: Vec<_> = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    found.sort();
    found
}
