//! Each `testdata/fixes/<rule>/<case>.<ending>` becomes `<case>.fixed.<ending>` when all that the rule offers is done,
//! and what is fixed stays as it is.

use super::cases::entries;
use super::harness::load;
use gatelint::analyze::{self, Settings};
use gatelint::finding::Safety;
use gatelint::fixes::{Fixed, fix};
use gatelint::rule::Rule;
use gatelint::rules::find;
use gatelint::source::Root;
use std::path::Path;

#[test]
fn fixes_write_what_their_cases_say() {
    for folder in entries(Path::new("testdata/fixes")) {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let rule = find(&name).unwrap_or_else(|| panic!("testdata/fixes/{name}: there is no such rule"));
        let is_input = |it: &&std::path::PathBuf| !it.to_string_lossy().contains(".fixed.");
        for file in entries(&folder).iter().filter(is_input) {
            check(rule, file);
        }
    }
}

fn check(rule: &'static Rule, file: &Path) {
    let ending = file.extension().unwrap().to_string_lossy().into_owned();
    let expected = std::fs::read_to_string(file.with_extension(format!("fixed.{ending}"))).unwrap();
    let path = format!("api.{ending}");
    let before = std::fs::read_to_string(file).unwrap();
    let fixed = fixed(rule, &path, &before);
    let after = fixed.files.first().map_or(before, |it| it.after.clone());
    assert_eq!(after, expected, "{}", file.display());
    let again = self::fixed(rule, &path, &after);
    assert_eq!((again.files, again.count), (Vec::new(), 0), "{}: fixed twice", file.display());
}

fn fixed(rule: &'static Rule, path: &str, text: &str) -> Fixed {
    let settings: Settings = super::harness::settings(rule);
    let project = load(&[(path.to_owned(), text.to_owned())]);
    let report = analyze::run(&project, &settings);
    fix(&Root::none(), project, report, &settings, Safety::Unsafe)
}
