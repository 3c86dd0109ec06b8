//! Baselines: what is known stays known through other lines, order and layout, and what is gone is told.

use super::run::{Run, folder, gatelint};
use serde_json::Value;
use std::path::Path;

const API: &str = "\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
servers:
  - url: http://a.acme-orders.eu
  - url: http://b.acme-orders.eu
paths:
  /orders:
    get:
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
        - name: page_size
          in: query
          schema:
            type: integer
      responses: {'200': {description: ok}, default: {description: error}}
    post:
      requestBody:
        content:
          application/json:
            schema: {$ref: 'parts/types.yaml#/Ids'}
      responses: {'204': {description: ok}, default: {description: error}}
";

/// The same API: other lines and order, flow for block, entries before and between.
const AGAIN: &str = "\
openapi: 3.1.0
paths:
  '/news':
    get: {responses: {'200': {description: ok}, default: {description: error}}}
  /orders:
    post: {\"responses\": {'204': {description: ok}, default: {description: error}},
      requestBody: {content: {application/json: {schema: {$ref: 'parts/types.yaml#/Ids'}}}}}
    get:
      responses: {'200': {description: ok}, default: {description: error}}
      parameters:
        - {in: query, name: tag, schema: {type: string}}
        - {in: query, name: page_size, schema: {type: integer}}
        - $ref: '#/components/parameters/Day'
        - {name: limit, in: query, schema: {type: integer}}
servers: [{url: 'https://c.acme-orders.eu'}, {url: 'http://b.acme-orders.eu'}, {url: 'http://a.acme-orders.eu'}]
info:
  version: 1.0.0
  title: Orders
components: {parameters: {Day: {in: query, name: day, schema: {type: string, format: date}}}}
";

const TYPES: &str = "Ids:\n  type: array\n  items: {type: integer}\n";

/// Rules whose findings do not depend on the rest of the document.
const RULES: [&str; 2] = ["--select", "unbounded-array,unbounded-page-size,cleartext-server"];

fn run(folder: &Path, arguments: &[&str]) -> Run {
    gatelint(folder, &[arguments, &RULES].concat())
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

fn read(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("gatelint-baseline.json")).unwrap()
}

const CHECK: [&str; 5] = ["check", "--baseline", "gatelint-baseline.json", "-f", "concise"];

#[test]
fn what_is_known_survives_moves_and_layout() {
    let folder = folder(&[("api.yaml", API), ("parts/types.yaml", TYPES)]);
    let created = run(folder.path(), &["baseline", "create"]);
    assert_eq!((created.code, created.stdout.as_str()), (Some(0), ""), "{}", created.stderr);
    assert!(created.stderr.contains("`gatelint-baseline.json` holds 5 findings"), "{}", created.stderr);
    for text in [API, AGAIN] {
        write(folder.path(), "api.yaml", text);
        write(
            folder.path(),
            "parts/types.yaml",
            "Names: {type: string}\nIds: {items: {type: integer}, type: array}\n",
        );
        let checked = run(folder.path(), &CHECK);
        assert_eq!((checked.code, checked.stdout.as_str(), checked.stderr.as_str()), (Some(0), "", ""));
    }
    let summary = run(folder.path(), &["check", "--baseline", "gatelint-baseline.json"]).stdout;
    assert!(summary.contains("; 5 in the baseline."), "{summary}");
}

#[test]
fn json_survives_another_layout() {
    let api: Value = serde_yaml_value(API);
    let folder = folder(&[("api.json", &api.to_string()), ("parts/types.yaml", TYPES)]);
    run(folder.path(), &["baseline", "create"]);
    write(folder.path(), "api.json", &serde_json::to_string_pretty(&api).unwrap());
    let checked = run(folder.path(), &CHECK);
    assert_eq!((checked.code, checked.stdout.as_str(), checked.stderr.as_str()), (Some(0), "", ""));
}

/// YAML that is also written as JSON.
fn serde_yaml_value(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

#[test]
fn what_is_new_is_shown_and_what_is_gone_is_told() {
    let folder = folder(&[("api.yaml", API), ("parts/types.yaml", TYPES)]);
    run(folder.path(), &["baseline", "create"]);
    let before = read(folder.path());
    write(folder.path(), "api.yaml", &API.replace("http://a.", "http://c."));
    let checked = run(folder.path(), &CHECK);
    assert!(checked.stdout.starts_with("api.yaml:4:10: high cleartext-server"), "{}", checked.stdout);
    assert_eq!((checked.stdout.lines().count(), checked.code), (1, Some(1)));
    assert!(checked.stderr.contains("1 entry of the baseline is no longer found"), "{}", checked.stderr);
    let json: Value =
        serde_json::from_str(&run(folder.path(), &[&CHECK[..3], &["-f", "json"]].concat()).stdout).unwrap();
    assert_eq!(json["summary"]["stale"], 1);
    assert_eq!(json["findings"][1]["ignored"], serde_json::json!({"kind": "baseline", "reason": null}));
    assert!(
        run(folder.path(), &["baseline", "prune"]).stderr.contains("holds 4 findings: 0 added, 1 dropped")
    );
    assert_eq!(run(folder.path(), &CHECK).stdout, checked.stdout);
    assert!(
        run(folder.path(), &["baseline", "update"]).stderr.contains("holds 5 findings: 1 added, 0 dropped")
    );
    assert_eq!(run(folder.path(), &CHECK).stdout, "");
    let after = read(folder.path());
    let differing = after.lines().filter(|it| !before.contains(it.trim_end_matches(','))).count();
    assert_eq!(differing, 1, "one entry, one line");
}

#[test]
fn entries_are_judged_only_where_somebody_looked() {
    let other = API.replace("parts/types.yaml#/Ids", "#/x");
    let folder = folder(&[("api.yaml", API), ("parts/types.yaml", TYPES), ("other.yaml", &other)]);
    run(folder.path(), &["baseline", "create"]);
    let stale = |arguments: &[&str]| run(folder.path(), &[&CHECK, arguments].concat()).stderr;
    assert_eq!(stale(&["api.yaml"]), "");
    let narrow = gatelint(folder.path(), &[&CHECK[..], &["--select", "unbounded-array"]].concat());
    assert_eq!(narrow.stderr, "", "rules that did not run");
    let strict = gatelint(
        folder.path(),
        &[&CHECK[..], &["--min-severity", "critical", "--fail-on", "never"]].concat(),
    );
    assert_eq!(strict.stderr, "", "thresholds do not make entries stale");
    std::fs::remove_file(folder.path().join("other.yaml")).unwrap();
    assert!(stale(&["api.yaml"]).contains("4 entries of the baseline are no longer found"));
}

#[test]
fn the_file_is_sorted_and_made_for_reading() {
    let folder = folder(&[("api.yaml", API), ("parts/types.yaml", TYPES)]);
    run(folder.path(), &["baseline", "create"]);
    let text = read(folder.path());
    let lines: Vec<_> = text.lines().filter(|it| it.starts_with("    {")).collect();
    assert!(lines.is_sorted() && lines.len() == 5, "{text}");
    assert!(
        lines[0]
            .contains(r#""path":"api.yaml","place":"/paths/~1orders/get/parameters/[query limit]/schema"#),
        "{text}"
    );
    assert!(lines[0].contains(r#""endpoint":"GET /orders""#), "{text}");
}

#[test]
fn the_configuration_may_name_it() {
    let config = "baseline = 'known/b.json'";
    let folder = folder(&[
        (".git/HEAD", ""),
        ("gatelint.toml", config),
        ("known/.keep", ""),
        ("a/api.yaml", API),
        ("a/parts/types.yaml", TYPES),
    ]);
    let at = |arguments: &[&str]| run(&folder.path().join("a"), arguments);
    let missing = at(&["-f", "concise"]);
    assert_eq!(missing.code, Some(2), "a baseline that is named has to be there");
    assert_eq!(at(&["baseline", "create"]).code, Some(0));
    assert!(folder.path().join("known/b.json").exists());
    assert_eq!(at(&["-f", "concise"]).stdout, "");
}

#[test]
fn mistakes_are_answered() {
    let folder = folder(&[
        ("api.yaml", API),
        ("parts/types.yaml", TYPES),
        ("bad.json", "{\"version\": 1}"),
        ("new.json", "{\"version\": 2, \"known\": []}"),
        ("deep.json", &"[".repeat(100_000)),
    ]);
    let table: &[(&[&str], &str)] = &[
        (&["baseline", "update"], "cannot read `gatelint-baseline.json`"),
        (&["check", "--baseline", "bad.json"], "`bad.json`: missing field `findings`"),
        (&["check", "--baseline", "new.json"], "a later program wrote it (version 2)"),
        (&["check", "--baseline", "deep.json"], "`deep.json`: "),
        (&["baseline", "create", "--baseline", "bad.json"], "`bad.json` exists"),
        (&["baseline", "create", "--baseline", "no/where.json"], "cannot write"),
    ];
    for (arguments, message) in table {
        let run = run(folder.path(), arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(message), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn nothing_is_written_outside_the_repository_at_its_own_word() {
    let outside = tempfile::tempdir().unwrap();
    let absolute = outside.path().join("x.json");
    for name in ["../x.json", "a/../../x.json", absolute.to_str().unwrap()] {
        let config = format!("baseline = '{name}'");
        let folder = folder(&[("in/.git/HEAD", ""), ("in/gatelint.toml", &config), ("in/a/api.yaml", API)]);
        let run = run(&folder.path().join("in"), &["baseline", "create"]);
        assert_eq!(run.code, Some(2), "{name}: {}", run.stderr);
        assert!(run.stderr.contains("gatelint.toml:1:12: "), "{name}: {}", run.stderr);
        assert!(!folder.path().join("x.json").exists() && !absolute.exists(), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_not_followed() {
    for config in ["", "baseline = 'gatelint-baseline.json'"] {
        let folder = folder(&[("in/.git/HEAD", ""), ("in/gatelint.toml", config), ("in/api.yaml", API)]);
        let inside = folder.path().join("in");
        std::os::unix::fs::symlink("../x.json", inside.join("gatelint-baseline.json")).unwrap();
        assert_eq!(run(&inside, &["baseline", "create"]).code, Some(2), "{config}");
        assert!(!folder.path().join("x.json").exists(), "{config}");
    }
}
