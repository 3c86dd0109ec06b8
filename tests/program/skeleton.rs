//! The document that `inventory --format openapi` writes: `skeleton.txt` in a project's folder says what comes.

use super::run::{folder, gatelint};
use std::path::Path;

const FOLDERS: [&str; 2] = ["testdata/projects/axum-undocumented", "testdata/projects/bakery"];

fn skeleton(folder: &str) -> String {
    let run = gatelint(Path::new(folder), &["inventory", "--format", "openapi"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    run.stdout
}

#[test]
fn routes_without_a_document_are_described() {
    for folder in FOLDERS {
        let expected = std::fs::read_to_string(format!("{folder}/skeleton.txt")).unwrap();
        assert_eq!(skeleton(folder), expected.replace('\r', ""), "{folder}");
    }
}

#[test]
fn it_is_openapi() {
    for name in FOLDERS {
        let text = skeleton(name);
        let read: Result<openapiv3::OpenAPI, _> = serde_yaml::from_str(&text);
        assert!(read.is_ok(), "{name}: {:?}", read.err());
        let folder = folder(&[("openapi.yaml", &text)]);
        let run = gatelint(folder.path(), &["--strict", "--select", "definition", "-f", "concise"]);
        assert_eq!(run.stdout, "", "{name}");
    }
}

#[test]
fn nothing_to_describe_is_an_empty_document() {
    let folder = folder(&[("openapi.yaml", "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {}\n")]);
    let run = gatelint(folder.path(), &["inventory", "--format", "openapi"]);
    assert!(run.stdout.ends_with("paths: {}\n"), "{}", run.stdout);
}
