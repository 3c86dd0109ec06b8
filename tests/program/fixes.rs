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

#[test]
fn what_cannot_be_read_whole_is_left_alone_and_still_reported() {
    let broken = API.to_owned() + "x-more: [\n";
    let folder = folder(&[("api.yaml", API), ("broken.yaml", broken.as_str())]);
    std::fs::write(folder.path().join("wide.yaml"), b"\xFF\xFEo\0p\0e\0n\0").unwrap();
    std::fs::write(folder.path().join("bytes.yaml"), [API.as_bytes(), b"x-more: \xFF\n"].concat()).unwrap();
    let arguments =
        [".", "wide.yaml", "bytes.yaml", "--select", "cleartext-server,syntax-error", "-f", "concise"];
    let before = gatelint(folder.path(), &arguments);
    let run = gatelint(folder.path(), &[&arguments[..], &["--unsafe-fixes"]].concat());
    assert_eq!((run.code, text(folder.path())), (Some(1), fixed()), "{}", run.stderr);
    let others = |text: &str| {
        text.lines().filter(|it| !it.starts_with("api.yaml")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(others(&run.stdout), others(&before.stdout));
    assert!(others(&run.stdout).len() >= 4, "{}", run.stdout);
    assert_eq!(std::fs::read_to_string(folder.path().join("broken.yaml")).unwrap(), broken);
}

#[test]
fn aliases_keep_what_they_stand_for() {
    let api = "\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
paths:
  /a: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/B'}}}}}}}
components:
  schemas:
    A: &c {type: integer}
    U: &c {type: string}
    B: {type: object, properties: {a: *c}}
";
    let folder = folder(&[("api.yaml", api)]);
    gatelint(folder.path(), &["--strict", "--select", "unused-component", "--unsafe-fixes"]);
    assert_eq!(text(folder.path()), api);
}

#[cfg(unix)]
#[test]
fn a_file_with_several_names_keeps_them() {
    use std::os::unix::fs::{MetadataExt, symlink};
    let text = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\nservers: [{url: 'http://api.acme-orders.eu'}]\npaths: {}\n";
    let folder = folder(&[("a.yaml", text)]);
    let at = |name: &str| folder.path().join(name);
    std::fs::hard_link(at("a.yaml"), at("b.yaml")).unwrap();
    symlink("a.yaml", at("c.yaml")).unwrap();
    let files = ["a.yaml", "b.yaml", "c.yaml", "--select", "cleartext-server", "--fix", "--unsafe-fixes"];
    let run = gatelint(folder.path(), &files);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    assert_eq!(std::fs::metadata(at("a.yaml")).unwrap().nlink(), 2);
    for name in ["a.yaml", "b.yaml", "c.yaml"] {
        assert!(std::fs::read_to_string(at(name)).unwrap().contains("https://api"), "{name}");
    }
}
