//! Ignores: in comments, in `x-gatelint-ignore`, in the configuration; what they cover, and how reports show them.

use super::run::{folder, gatelint};
use serde_json::Value;
use std::path::Path;

const HEAD: &str =
    "openapi: 3.1.0\ninfo: {title: Orders, version: 1.0.0}\nservers: [{url: 'https://api.acme-orders.eu'}]\n";

/// Two arrays without a bound: one in a request, one in a component that another file holds.
const API: &str = "\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string, maxLength: 9}}]
    post:
      requestBody:
        content:
          application/json: {schema: {type: array, items: {type: integer}}}
          text/json: {schema: {$ref: 'types.yaml#/Ids'}}
      responses: {'204': {description: ok}}
    put:
      requestBody:
        content:
          text/json: {schema: {$ref: 'types.yaml#/Ids'}}
      responses: {'204': {description: ok}}
";

const TYPES: &str = "Ids: {type: array, items: {type: integer}}\n";

const RULES: [&str; 4] =
    ["--select", "unbounded-array,unused-ignore,invalid-ignore,expired-ignore", "-f", "concise"];

fn lines(folder: &Path) -> Vec<String> {
    let run = gatelint(folder, &RULES);
    assert!(matches!(run.code, Some(0 | 1)), "{}", run.stderr);
    run.stdout
        .lines()
        .map(|it| it.split(": medium ").collect::<Vec<_>>().join(" ").split(": ").next().unwrap().to_owned())
        .collect()
}

#[test]
fn the_configuration_names_operations_pointers_and_files() {
    let table: &[(&str, &[&str])] = &[
        ("at = 'POST /orders/{id}'", &["types.yaml"]),
        ("at = '* /orders/*'", &["types.yaml"]),
        ("at = 'P* /orders/**'", &["types.yaml"]),
        ("at = 'PUT /orders/{id}'", &["api.yaml", "types.yaml", "gatelint.toml"]),
        ("at = '/Ids'", &["api.yaml"]),
        ("at = '/Id'", &["api.yaml", "types.yaml", "gatelint.toml"]),
        ("at = 'types.yaml'", &["api.yaml"]),
        ("at = '*.yaml#/Ids'", &["api.yaml"]),
        ("at = 'api.yaml#/Ids'", &["api.yaml", "types.yaml", "gatelint.toml"]),
        ("", &[]),
    ];
    for (at, expected) in table {
        let text = format!("[[ignore]]\nrule = 'unbounded-array'\nreason = 'few'\n{at}\n");
        let folder = folder(&[("api.yaml", API), ("types.yaml", TYPES), ("gatelint.toml", &text)]);
        let found = lines(folder.path());
        let files: Vec<_> = found.iter().map(|it| it.split(':').next().unwrap()).collect();
        let mut expected = expected.to_vec();
        expected.sort_by_key(|it| *it);
        assert_eq!(files, expected, "{at}");
    }
}

#[test]
fn a_leftover_entry_is_reported_where_it_stands() {
    let text = "\n[[ignore]]\nreason = 'few'\nrule = ['unbounded-array', 'cleartext-server', 'syntax-error']\nat = '/nothing'\n";
    let folder =
        folder(&[(".git/HEAD", ""), ("a/api.yaml", API), ("a/types.yaml", TYPES), ("a/gatelint.toml", text)]);
    let found = lines(&folder.path().join("a"));
    assert!(found.contains(&"a/gatelint.toml:4:9 unused-ignore".to_owned()), "{found:?}");
    assert_eq!(found.len(), 3, "rules that did not run are not judged: {found:?}");
    for format in ["terminal", "json", "sarif"] {
        let run = gatelint(&folder.path().join("a"), &["-f", format]);
        assert!(run.stdout.contains("a/gatelint.toml"), "{}", run.stdout);
    }
}

#[test]
fn extensions_reach_down_and_not_into_other_files() {
    let table = [
        (
            API.replace(
                "    post:\n",
                "    post:\n      x-gatelint-ignore: [{rule: unbounded-array, reason: few}]\n",
            ),
            TYPES.to_owned(),
            "types.yaml:1:13 unbounded-array",
        ),
        (
            API.to_owned(),
            TYPES.replacen("{type", "{x-gatelint-ignore: {rule: unbounded-array, reason: few}, type", 1),
            "api.yaml:9:45 unbounded-array",
        ),
    ];
    for (api, types, left) in table {
        let folder = folder(&[("api.yaml", &api), ("types.yaml", &types)]);
        assert_eq!(lines(folder.path()), [left]);
        let all = gatelint(folder.path(), &["--select", "definition", "--strict", "-f", "concise"]).stdout;
        assert!(!all.contains("invalid-structure"), "{all}");
    }
}

#[test]
fn json_documents_have_ignores_too() {
    let api = r#"{"openapi": "3.1.0", "info": {"title": "Orders", "version": "1"}, "paths": {"/orders": {"post": {
        "x-gatelint-ignore": [{"rule": "unbounded-array", "reason": "few", "expires": "9999-12-31"}],
        "requestBody": {"content": {"application/json": {"schema": {"type": "array", "items": {"type": "integer"}}}}},
        "responses": {"204": {"description": "ok"}}}}}}"#;
    let folder = folder(&[("api.json", api)]);
    assert_eq!(lines(folder.path()), Vec::<String>::new());
}

#[test]
fn comments_stand_on_the_line_or_above_it() {
    let schema = |lines: &str| {
        format!(
            "{HEAD}paths:\n  /o:\n    post:\n      requestBody:\n        content:\n          application/json:\n            schema:\n{lines}      responses: {{'204': {{description: ok}}}}\n"
        )
    };
    let table = [
        ("              type: array # gatelint: ignore[unbounded-array] few\n", true),
        ("              # gatelint: ignore[unbounded-array] few\n              type: array\n", true),
        (
            "              # gatelint: ignore[unbounded-array] few\n              # and a word on it\n              type: array\n",
            true,
        ),
        ("              # gatelint: ignore[unbounded-array] few\n\n              type: array\n", false),
        (
            "              # gatelint: ignore[unbounded-array] few\n              x-a: 1\n              type: array\n",
            false,
        ),
        ("              type: array\n              # gatelint: ignore[unbounded-array] few\n", false),
        (
            "              description: '# gatelint: ignore[unbounded-array] few'\n              type: array\n",
            false,
        ),
        (
            "              description: |\n                # gatelint: ignore[unbounded-array] few\n              type: array\n",
            false,
        ),
        (
            "              #gatelint:ignore[ untyped-schema , unbounded-array ]few\r\n              type: array\r\n",
            true,
        ),
    ];
    for (text, is_ignored) in table {
        let folder = folder(&[("api.yaml", &schema(text))]);
        let found = lines(folder.path());
        assert_eq!(!found.iter().any(|it| it.ends_with(" unbounded-array")), is_ignored, "{text}: {found:?}");
    }
}

#[test]
fn reports_count_and_show_what_is_ignored() {
    let text = "[[ignore]]\nrule = 'unbounded-array'\nreason = 'few'\nat = 'types.yaml'\n";
    let api = API.replace(
        "items: {type: integer}}}\n",
        "items: {type: integer}}} # gatelint: ignore[unbounded-array] small\n",
    );
    let folder = folder(&[("api.yaml", &api), ("types.yaml", TYPES), ("gatelint.toml", text)]);
    let run = |arguments: &[&str]| {
        gatelint(folder.path(), &[&["--select", "2.4", "--fail-on", "medium"], arguments].concat())
    };
    let terminal = run(&[]);
    assert_eq!(terminal.code, Some(0), "{}", terminal.stdout);
    assert!(
        terminal.stdout.contains("No findings in 1 document and 2 operations; 2 ignored."),
        "{}",
        terminal.stdout
    );
    let shown = run(&["--show-ignored"]).stdout;
    assert!(shown.contains("unbounded-array: array has no `maxItems` (ignored: small)"), "{shown}");
    let json: Value = serde_json::from_str(&run(&["-f", "json"]).stdout).unwrap();
    assert_eq!(json["findings"][0]["ignored"], serde_json::json!({"kind": "comment", "reason": "small"}));
    assert_eq!(json["findings"][1]["ignored"]["kind"], "configuration");
    assert_eq!(
        (&json["summary"]["shown"]["medium"], &json["summary"]["ignored"]["medium"]),
        (&0.into(), &2.into())
    );
    let sarif = |arguments: &[&str]| -> Value {
        serde_json::from_str(&run(&[&["-f", "sarif"], arguments].concat()).stdout).unwrap()
    };
    assert_eq!(sarif(&[])["runs"][0]["results"], serde_json::json!([]));
    let results = &sarif(&["--show-ignored"])["runs"][0]["results"];
    assert_eq!(
        results[0]["suppressions"],
        serde_json::json!([{"kind": "inSource", "status": "accepted", "justification": "small"}])
    );
    assert_eq!(results[1]["suppressions"][0]["kind"], "external");
}

#[test]
fn hostile_ignores_are_bounded() {
    let many = |count: usize, item: &dyn Fn(usize) -> String| (0..count).map(item).collect::<String>();
    let table = [
        format!(
            "{HEAD}paths: {{}}\n{}",
            many(100_000, &|it| format!("# gatelint: ignore[unbounded-{it}] x\n"))
        ),
        format!("{HEAD}paths: {{}}\n# gatelint: ignore[{}] x\n", "a,".repeat(500_000)),
        format!("{HEAD}paths: {{}}\n# gatelint: ignore[{}\n", "[".repeat(500_000)),
        format!(
            "{HEAD}paths: {{}}\nx-gatelint-ignore: [{}]\n",
            many(100_000, &|it| format!("{{rule: r{it}, reason: x}}, "))
        ),
        format!("{HEAD}paths: {{}}\nx-gatelint-ignore: [{}{}]\n", "[".repeat(200), "]".repeat(200)),
        format!(
            "{HEAD}paths: {{}}\nx-a: [{}]\n",
            many(50_000, &|_| "{x-gatelint-ignore: {rule: unbounded-array, reason: x}}, ".to_owned())
        ),
        format!(
            "{HEAD}paths: {{}}\nx-gatelint-ignore: &a [*a, {{rule: &b [*b], reason: {{}}, expires: []}}, null, 1]\n"
        ),
    ];
    for text in table {
        let folder = folder(&[("api.yaml", &text)]);
        let run = gatelint(folder.path(), &["--strict", "-f", "concise"]);
        assert!(
            matches!(run.code, Some(0 | 1)) && !run.stderr.contains("panicked"),
            "{:?} {}",
            run.code,
            run.stderr
        );
        assert!(run.stdout.lines().all(|it| it.len() < 1_000));
    }
}

#[test]
fn an_ignore_holds_until_its_day_is_over() {
    let text = "[[ignore]]\nrule = 'unbounded-array'\nreason = 'few'\nexpires = 2027-06-30\n";
    let folder = folder(&[("api.yaml", API), ("types.yaml", TYPES), ("gatelint.toml", text)]);
    let found = |day| gatelint(folder.path(), &[&RULES[..], &["--as-of", day]].concat()).stdout;
    assert_eq!(found("2027-06-30"), "");
    let late = found("2027-07-01");
    assert!(
        late.contains(
            "gatelint.toml:2:8: medium expired-ignore: this ignore of `unbounded-array` held until 2027-06-30"
        ),
        "{late}"
    );
    assert_eq!(late.lines().count(), 3, "{late}");
}

/// What is said of an ignore in a comment and of one in the document.
fn said(comment: &str, extension: &str) -> String {
    let api = format!("{HEAD}paths: {{}}\n{comment}\nx-gatelint-ignore: [{extension}]\n");
    let folder = folder(&[("api.yaml", &api)]);
    gatelint(folder.path(), &["--select", "invalid-ignore", "-f", "concise", "--strict"]).stdout
}

#[test]
fn an_ignore_in_a_document_names_one_rule_or_a_list() {
    let table = [
        ("{rule: [unbounded-array, unbounded-map], reason: few}", ""),
        ("{rule: [unbounded-array, unbound-map], reason: few}", "no rule is called `unbound-map`"),
        ("{rule: [], reason: few}", "names no `rule`"),
        ("{rule: [[unbounded-array]], reason: few}", "names no `rule`"),
    ];
    for (extension, expected) in table {
        let said = said("", extension);
        assert!(said.contains(expected) && said.is_empty() == expected.is_empty(), "{extension}: {said}");
    }
}

#[test]
fn a_comment_says_when_it_ignores_nothing() {
    let many = "unbounded-array,".repeat(51);
    let table = [
        (format!("# gatelint: ignore[{many}] few"), "room for 50 rules"),
        ("# gatelint: ignore[unbounded-array] few expires=2020-01-01".to_owned(), "does not expire"),
        ("# gatelint: ignore[unbounded-array] few (expires: 2020-01-01)".to_owned(), "does not expire"),
        ("# gatelint: ignore[unbounded-array] few, since a key expires soon".to_owned(), ""),
    ];
    for (comment, expected) in table {
        let said = said(&comment, "");
        assert!(said.contains(expected) && said.is_empty() == expected.is_empty(), "{comment}: {said}");
    }
}
