//! The inventory, and what is found between a document and the code: the bakery's files beside it say what comes.

use super::run::gatelint;
use std::path::Path;

const FOLDER: &str = "testdata/projects/bakery";

#[test]
fn every_endpoint_is_listed() {
    let run = gatelint(Path::new(FOLDER), &["inventory", "-f", "csv"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let expected = std::fs::read_to_string(format!("{FOLDER}/inventory.csv")).unwrap();
    assert_eq!(lines(&inside(&run.stdout)), lines(&expected));
}

/// Paths as they are in the folder, whether or not a repository is around it.
fn inside(text: &str) -> String {
    text.replace(&format!("{FOLDER}/"), "")
}

#[test]
fn the_json_inventory_is_as_its_schema_says() {
    let run = gatelint(Path::new(FOLDER), &["inventory", "-f", "json"]);
    let schema = std::fs::read_to_string("src/report/inventory.schema.json").unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let document: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let wrong: Vec<String> = validator.iter_errors(&document).map(|it| it.to_string()).collect();
    assert_eq!(wrong, Vec::<String>::new());
    assert_eq!(document["endpoints"].as_array().unwrap().len(), 9);
}

#[test]
fn documents_and_code_are_compared() {
    let run = gatelint(Path::new(FOLDER), &["--strict", "--select", "inventory", "-f", "concise"]);
    let of_both = |it: &&str| !it.contains("undocumented-audience") && !it.contains("missing-owner");
    let report = inside(&run.stdout);
    let found: Vec<&str> = report.lines().filter(of_both).collect();
    let expected = std::fs::read_to_string(format!("{FOLDER}/findings.txt")).unwrap();
    assert_eq!(found, expected.lines().collect::<Vec<_>>());
}

#[test]
fn an_ignore_in_code_counts() {
    let code = std::fs::read_to_string(format!("{FOLDER}/src/main.rs")).unwrap();
    let line = "        .route(\"/internal/ovens\"";
    let ignored = format!(
        "        // gatelint: ignore[debug-route-exposed] only the bakers' network gets here\n{line}"
    );
    let folder = super::run::folder(&[
        ("Cargo.toml", &std::fs::read_to_string(format!("{FOLDER}/Cargo.toml")).unwrap()),
        ("src/main.rs", &code.replace(line, &ignored)),
    ]);
    let run = gatelint(folder.path(), &["--select", "debug-route-exposed,unused-ignore", "-f", "concise"]);
    assert_eq!(run.stdout, "", "{}", run.stderr);
    let run = gatelint(Path::new(FOLDER), &["--select", "debug-route-exposed", "-f", "concise"]);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
}
