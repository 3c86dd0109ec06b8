//! `--fix`, `--unsafe-fixes` and `--diff`: what is written, what is printed, and what is left alone.

use super::run::{folder, gatelint, gatelint_with_input};
use std::path::Path;

/// A server without TLS; a comment and an odd layout that must stay.
const API: &str = "\
openapi: 3.1.0 # the contract
info: {title: Orders,   version: 1.0.0}
servers:
  - url: http://api.acme-orders.eu # moves next year
paths: {}
";

const ONLY: [&str; 2] = ["--select", "cleartext-server"];

fn fixed() -> String {
    API.replace("http:", "https:")
}

fn text(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("api.yaml")).unwrap()
}

#[test]
fn what_changes_the_contract_is_not_written_unasked() {
    let folder = folder(&[("api.yaml", API)]);
    let run = gatelint(folder.path(), &[&ONLY[..], &["--fix"]].concat());
    assert_eq!((run.code, text(folder.path())), (Some(1), API.to_owned()));
}

#[test]
fn fixes_are_written_and_the_rest_is_reported() {
    let folder = folder(&[("api.yaml", API)]);
    let arguments = [&ONLY[..], &["--unsafe-fixes"]].concat();
    let run = gatelint(folder.path(), &arguments);
    assert_eq!((run.code, text(folder.path())), (Some(0), fixed()));
    assert_eq!(run.stderr, "gatelint: mended 1 finding\n");
    let again = gatelint(folder.path(), &arguments);
    assert_eq!((again.code, again.stderr.as_str(), text(folder.path())), (Some(0), "", fixed()));
}

#[test]
fn diff_writes_nothing() {
    let folder = folder(&[("api.yaml", API)]);
    let run = gatelint(folder.path(), &[&ONLY[..], &["--unsafe-fixes", "--diff"]].concat());
    assert_eq!((run.code, text(folder.path())), (Some(1), API.to_owned()));
    let expected = "--- a/api.yaml\n+++ b/api.yaml\n@@ -1,5 +1,5 @@\n";
    assert!(run.stdout.starts_with(expected), "{}", run.stdout);
    assert!(
        run.stdout.contains("\n-  - url: http://api.acme-orders.eu # moves next year\n+  - url: https://")
    );
    let none = gatelint(folder.path(), &[&ONLY[..], &["--diff"]].concat());
    assert_eq!((none.code, none.stdout.as_str()), (Some(0), ""));
}

#[test]
fn standard_input_is_not_a_place_to_write() {
    let folder = folder(&[]);
    let arguments = ["-", "--select", "cleartext-server", "--unsafe-fixes"];
    let run = gatelint_with_input(folder.path(), &arguments, API.as_bytes());
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("`--diff` prints"), "{}", run.stderr);
    let run = gatelint_with_input(folder.path(), &[&arguments[..], &["--diff"]].concat(), API.as_bytes());
    assert!(run.stdout.contains("+  - url: https://api.acme-orders.eu"), "{}", run.stdout);
}

#[test]
fn files_behind_references_are_fixed_too() {
    let api = "\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    post:
      requestBody: {content: {application/json: {schema: {$ref: order.yaml}}}}
      responses: {'204': {description: ok}}
";
    let order = "type: object\nproperties:\n  id: {type: string}\n";
    let folder = folder(&[("api.yaml", api), ("order.yaml", order)]);
    gatelint(folder.path(), &["--strict", "--select", "open-request-object", "--unsafe-fixes"]);
    let after = std::fs::read_to_string(folder.path().join("order.yaml")).unwrap();
    assert_eq!(after, "type: object\nadditionalProperties: false\nproperties:\n  id: {type: string}\n");
    assert_eq!(text(folder.path()), api);
}
