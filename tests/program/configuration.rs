//! `gatelint.toml`: found, read, obeyed, refused with a place and a suggestion, and described by its schema.

use super::run::{folder, gatelint};
use gatelint::config::{File, SCHEMA};
use gatelint::source::{FileId, SourceFile};
use serde_json::Value;
use std::collections::BTreeSet;

/// An array without a bound (medium), a string without one (low), an unsecured write (high).
const API: &str = "\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
servers: [{url: 'https://api.acme-orders.eu'}]
security: [{login: []}]
paths:
  /orders:
    post:
      security: []
      requestBody:
        content:
          application/json:
            schema:
              type: array
              items: {type: string}
      responses: {'204': {description: ok}, default: {description: error}}
  /health:
    get:
      responses: {'204': {description: ok}, default: {description: error}}
components:
  securitySchemes:
    login: {type: openIdConnect, openIdConnectUrl: 'https://login.acme-orders.eu/.well-known/openid-configuration'}
";

const RULES: [&str; 2] = ["--select", "unbounded-array,unbounded-string"];

fn parse(text: &str) -> Result<File, String> {
    File::parse(&SourceFile::new(FileId(0), "gatelint.toml", text.into()))
}

/// Findings as `path rule`, one for each line.
fn found(folder: &std::path::Path, arguments: &[&str]) -> Vec<String> {
    let run = gatelint(folder, &[arguments, &["-f", "concise"]].concat());
    assert!(matches!(run.code, Some(0 | 1)), "{}", run.stderr);
    let line = |line: &str| {
        let (place, rest) = line.split_once(": ").unwrap();
        format!("{} {}", place.split(':').next().unwrap(), rest.split_once(": ").unwrap().0)
    };
    run.stdout.lines().map(line).collect()
}

#[test]
fn the_command_line_beats_the_file() {
    let folder = folder(&[
        ("api.yaml", API),
        ("gatelint.toml", "min-severity = 'low'\nselect = ['unbounded-string']\n"),
    ]);
    assert_eq!(found(folder.path(), &[]), ["api.yaml low unbounded-string"]);
    assert_eq!(found(folder.path(), &["--min-severity", "high"]), Vec::<String>::new());
    assert_eq!(found(folder.path(), &["--select", "unbounded-array"]), ["api.yaml medium unbounded-array"]);
}

#[test]
fn severities_are_the_projects() {
    let text = "fail-on = 'critical'\n[rules.unbounded-string]\nseverity = 'critical'\n[rules.unbounded-array]\nseverity = 'off'\n";
    let folder = folder(&[("api.yaml", API), ("gatelint.toml", text)]);
    assert_eq!(
        found(folder.path(), &["--select", "2.4,unbounded-string"]),
        ["api.yaml critical unbounded-string"]
    );
    assert_eq!(found(folder.path(), &RULES).len(), 2, "whoever asks for a rule by name gets it");
    assert_eq!(gatelint(folder.path(), &RULES).code, Some(1));
    let read = |format| {
        let text = gatelint(folder.path(), &["--select", "unbounded-string", "-f", format]).stdout;
        serde_json::from_str::<Value>(&text).unwrap()
    };
    let json = read("json");
    assert_eq!(json["findings"][0]["severity"], "critical");
    assert_eq!(json["summary"]["shown"]["critical"], 1);
    let sarif = &read("sarif")["runs"][0];
    assert_eq!(sarif["results"][0]["level"], "error");
    let rule = &sarif["tool"]["driver"]["rules"][0];
    assert_eq!(
        (&rule["properties"]["security-severity"], &rule["defaultConfiguration"]["level"]),
        (&"9.5".into(), &"error".into())
    );
}

#[test]
fn rules_may_be_left_out_by_name_or_category() {
    let folder = folder(&[
        ("api.yaml", API),
        ("gatelint.toml", "min-severity = 'low'\nignore = ['2.4', 'input-validation']\n"),
    ]);
    assert!(found(folder.path(), &[]).iter().all(|it| !it.contains("unbounded")));
}

#[test]
fn the_nearest_file_up_to_the_repository_counts() {
    let folder = folder(&[
        (".git/HEAD", ""),
        ("gatelint.toml", "select = ['unbounded-array']"),
        ("a/api.yaml", API),
        ("a/gatelint.toml", "select = ['unbounded-string']\nmin-severity = 'low'"),
        ("b/c/api.yaml", API),
        ("d/.git/HEAD", ""),
        ("d/api.yaml", API),
        ("other.toml", "select = ['unbounded-string']\nmin-severity = 'low'"),
    ]);
    let at = |path: &str, arguments: &[&str]| found(&folder.path().join(path), arguments);
    assert_eq!(at("a", &[]), ["a/api.yaml low unbounded-string"]);
    assert_eq!(at("b/c", &[]), ["b/c/api.yaml medium unbounded-array"]);
    assert!(at("d", &[]).len() != 1, "another repository's file does not count");
    assert_eq!(at("b/c", &["--config", "../../other.toml"]), ["b/c/api.yaml low unbounded-string"]);
}

#[test]
fn paths_are_chosen_relative_to_the_file() {
    let reference =
        API.replace("items: {type: string}", "items: {type: string}\n              x: 1").replace(
            "schema:\n              type: array\n              items: {type: string}\n              x: 1",
            "schema: {$ref: '../../vendor/types.yaml#/Ids'}",
        );
    let folder = folder(&[
        (".git/HEAD", ""),
        ("apis/gatelint.toml", "include = ['**/v1.yaml', 'v2/*']\nexclude = ['old', 'v2/*.json']\n"),
        ("apis/shop/v1.yaml", API),
        ("apis/old/v1.yaml", API),
        ("apis/v2/api.yaml", API),
        ("apis/v2/api.json", "{\"openapi\": \"3.1.0\"}"),
        ("apis/v3.yaml", API),
        ("vendor/types.yaml", "Ids: {type: array, items: {type: integer}}\n"),
        ("gatelint.toml", "exclude = ['vendor/']"),
        ("main/x/v1.yaml", &reference),
    ]);
    let at = |path: &str, arguments: &[&str]| found(&folder.path().join(path), arguments);
    let rules = ["--select", "unbounded-array"];
    let expected = ["apis/shop/v1.yaml medium unbounded-array", "apis/v2/api.yaml medium unbounded-array"];
    assert_eq!(at("apis", &rules), expected);
    let named = at("apis", &["--select", "unbounded-array", "old/v1.yaml"]);
    assert_eq!(named, ["apis/old/v1.yaml medium unbounded-array"], "what is named is checked");
    assert_eq!(
        at("main", &["--select", "unbounded-array"]),
        Vec::<String>::new(),
        "read, and not reported in"
    );
    let all = at("main", &["--select", "unbounded-array", "--config", "../apis/v2/../gatelint.toml"]);
    assert_eq!(all, ["vendor/types.yaml medium unbounded-array"]);
}

#[test]
fn mistakes_have_a_place_and_a_suggestion() {
    let table = [
        (
            "fial-on = 'high'",
            "gatelint.toml:1:1: there is no setting `fial-on` here; did you mean `fail-on`?\n   |\n 1 | fial-on = 'high'\n   | ^^^^^^^",
        ),
        (
            "\nfail-on = 'hihg'",
            "gatelint.toml:2:11: `hihg` is no value of this setting; did you mean `high`?",
        ),
        (
            "select = ['unbounded-arrays']",
            "1:11: no rule or risk category is called `unbounded-arrays`; did you mean `unbounded-array`?",
        ),
        (
            "[rules.unbounded-arrays]\nseverity = 'low'",
            "1:8: no rule is called `unbounded-arrays`; did you mean",
        ),
        (
            "[rules.unbounded-array]\nseverty = 'low'",
            "2:1: there is no setting `severty` here; did you mean `severity`?",
        ),
        ("[annotations]\nowners = []", "did you mean `owner`?"),
        ("exclude = ['../x']", "1:11: paths are relative"),
        ("fail-on = ", "gatelint.toml:1:"),
        ("[[ignore]]\nrule = 'unbounded-array'", "`reason` is missing"),
        ("[[ignore]]\nrule = 'unbounded-array'\nreason = ' '", "3:10: a reason is needed"),
        ("[[ignore]]\nrule = 'unbounded-array'\nreason = 'x'\nexpires = 'soon'", "4:11: a day is written as"),
        ("[[ignore]]\nrule = 'unbounded-array'\nreason = 'x'\nat = 'x#y'", "4:6: a JSON Pointer begins"),
        (
            "[[ignore]]\nrule = 'unbounded-array'\nreasons = 'x'",
            "3:1: there is no setting `reasons` here; did you mean `reason`?",
        ),
        ("min-severity = 1", "1:16: "),
    ];
    for (text, message) in table {
        let folder = folder(&[("api.yaml", API), ("gatelint.toml", text)]);
        let run = gatelint(folder.path(), &[]);
        assert_eq!(run.code, Some(2), "{text}: {}", run.stdout);
        assert!(run.stderr.contains(message), "{text}: {}", run.stderr);
    }
}

#[test]
fn hostile_files_are_refused() {
    let deep = format!("select = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    let dotted = format!("{}b = 1", "a.".repeat(100_000));
    let tables = (0..100_000).map(|it| format!("[a{it}]\n")).collect::<String>();
    let large = "#".repeat(2_000_000);
    let globs = format!("exclude = ['{}']", "**a*".repeat(100_000));
    for text in [deep, dotted, tables, large, globs, "a = \"\u{1b}[2J\"".to_owned(), "\u{feff}".to_owned()] {
        let folder = folder(&[("api.yaml", API), ("gatelint.toml", &text)]);
        let run = gatelint(folder.path(), &[]);
        assert!(matches!(run.code, Some(0..=2)), "{:?}", run.code);
        assert!(!run.stderr.contains("panicked") && !run.stderr.contains('\u{1b}'), "{}", run.stderr);
        assert!(run.stderr.len() < 1_000, "{}", run.stderr.len());
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_repository_is_refused() {
    let outside = folder(&[("x.toml", "fail-on = 'never'")]);
    let folder = folder(&[(".git/HEAD", ""), ("api.yaml", API)]);
    std::os::unix::fs::symlink(outside.path().join("x.toml"), folder.path().join("gatelint.toml")).unwrap();
    let run = gatelint(folder.path(), &[]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("out of the repository"), "{}", run.stderr);
    assert_eq!(gatelint(folder.path(), &["--config", "/dev/zero"]).code, Some(2));
    assert_eq!(gatelint(folder.path(), &["--config", "missing.toml"]).code, Some(2));
}

/// Files that the reader takes or refuses; the schema agrees with it.
#[test]
fn the_schema_describes_what_is_read() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::validator_for(&schema).unwrap();
    let table = [
        ("", true),
        ("fail-on = 'never'\nmin-severity = 'low'\nmin-confidence = 'high'\nbaseline = 'x.json'", true),
        ("include = ['a/**/*.yaml']\nexclude = ['vendor']\nselect = ['2.4']", true),
        ("ignore = ['unbounded-array', {rule = 'unbounded-string', reason = 'x'}]", true),
        ("[[ignore]]\nrule = ['a', 'b']\nat = 'GET /users/{id}'\nreason = 'x'\nexpires = 2027-01-01", true),
        ("[[ignore]]\nrule = 'a'\nat = 'api.yaml#/info'\nreason = 'x'\nexpires = '2027-01-01'", true),
        ("[rules.unbounded-array]\nseverity = 'off'", true),
        ("[annotations]\nowner = ['x-a']\nrate-limit = []\n[words]\nsecret = ['a']", true),
        ("[limits]\nmax-request-bytes = 1000", true),
        ("[limits]\nmax-request-bytes = -1", false),
        ("[handlers]\nprincipals = ['Caller']\nchecks = []\nguards = ['may']\nrouters = ['routes']", true),
        ("[handlers]\nprincipals = 'Caller'", false),
        ("[[service]]\npackage = 'a'\ndocument = 'a.yaml'\nprefix = '/v1'\nauthentication = 'outside'", true),
        ("[[service]]\ndocument = 'a.yaml'", false),
        ("[[service]]\npackage = 'a'\nauthentication = 'none'", false),
        ("fail-on = 'always'", false),
        ("min-severity = 'never'", false),
        ("exclude = ['/etc']", false),
        ("exclude = 'vendor'", false),
        ("[rules.unbounded-array]", false),
        ("[rules.unbounded-array]\nlevel = 'off'", false),
        ("[[ignore]]\nrule = 'a'", false),
        ("[[ignore]]\nrule = 'a'\nreason = ''", false),
        ("[[ignore]]\nrule = 'a'\nreason = 'x'\nexpires = 'tomorrow'", false),
        ("[words]\nsecrets = []", false),
        ("more = 1", false),
    ];
    for (text, is_valid) in table {
        assert_eq!(parse(text).is_ok(), is_valid, "{text}");
        let instance =
            serde_json::to_value(toml::from_str::<toml::Value>(&dates_as_text(text)).unwrap()).unwrap();
        assert_eq!(validator.is_valid(&instance), is_valid, "{text}");
    }
}

fn dates_as_text(text: &str) -> String {
    text.replace("= 2027-01-01", "= '2027-01-01'")
}

/// The reader lists the settings that it knows when it meets one that it does not.
#[test]
fn the_schema_has_the_settings_of_the_reader() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let keys = |at: &str| -> BTreeSet<String> {
        schema.pointer(at).unwrap().as_object().unwrap().keys().cloned().collect()
    };
    let table = [
        ("zzzzzzzzz = 1", "/properties"),
        ("[annotations]\nzzzzzzzzz = 1", "/properties/annotations/properties"),
        ("[words]\nzzzzzzzzz = 1", "/properties/words/properties"),
        ("[limits]\nzzzzzzzzz = 1", "/properties/limits/properties"),
        ("[rules.a]\nzzzzzzzzz = 1", "/properties/rules/additionalProperties/properties"),
        ("[handlers]\nzzzzzzzzz = 1", "/properties/handlers/properties"),
        ("[[service]]\nzzzzzzzzz = 1", "/$defs/service/properties"),
        ("[[ignore]]\nzzzzzzzzz = 1", "/$defs/ignore/properties"),
    ];
    for (text, place) in table {
        let error = parse(text).unwrap_err();
        let first = error.lines().next().unwrap();
        let known = first.split_once("; there are ").or_else(|| first.split_once("; there is ")).unwrap().1;
        assert_eq!(known.split(", ").map(str::to_owned).collect::<BTreeSet<_>>(), keys(place), "{text}");
    }
}

/// Whoever writes a configuration has not read our sources.
#[test]
fn wrong_types_are_told_in_words_of_toml() {
    let table = [
        ("[rules]\nunbounded-array = 'off'", "string \"off\", expected a table with `severity`"),
        ("[rules.unbounded-array]\nlevel = 'off'", "there is no setting `level` here; there is severity"),
        ("words = 'a'", "expected a table of lists"),
        ("annotations = 'x-a'", "expected a table of lists"),
        ("limits = 3", "expected a table of numbers"),
        ("[limits]\nmax-request-bytes = -1", "integer `-1`, expected a whole number"),
        ("exclude = 'vendor'", "expected a list"),
    ];
    for (text, expected) in table {
        let error = parse(text).unwrap_err();
        assert!(error.lines().next().unwrap().ends_with(expected), "{text}: {error}");
    }
}

#[test]
fn the_examples_of_the_schema_are_read() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    for (key, setting) in schema["properties"].as_object().unwrap() {
        for example in setting["examples"].as_array().into_iter().flatten() {
            let value: toml::Value = serde_json::from_value(example.clone()).unwrap();
            let text = toml::to_string(&toml::Table::from_iter([(key.clone(), value)])).unwrap();
            assert!(parse(&text).is_ok(), "{text}: {:?}", parse(&text));
        }
    }
    for example in schema["$defs"]["ignore"]["properties"]["at"]["examples"].as_array().unwrap() {
        let text = format!("[[ignore]]\nrule = 'a'\nreason = 'b'\nat = {example}");
        assert!(parse(&text).is_ok(), "{text}: {:?}", parse(&text));
    }
}

#[test]
fn config_shows_judges_and_describes() {
    let folder = folder(&[
        (
            "gatelint.toml",
            "min-severity = 'low'\n[annotations]\nowner = ['x-squad']\n[[ignore]]\nrule = 'unbounded-array'\nat = 'GET /users/{id}'\nreason = 'x'\nexpires = 2027-01-01\n",
        ),
        ("bad.toml", "select = ['nothing']"),
        ("odd.toml", "[[ignore]]\nrule = ['unbounded-array', 'nothing']\nreason = 'x'"),
    ]);
    let run = |arguments: &[&str]| gatelint(folder.path(), arguments);
    let shown = run(&["config", "show"]);
    assert_eq!(shown.code, Some(0), "{}", shown.stderr);
    let file = parse(&shown.stdout).unwrap();
    assert_eq!(file.annotations.unwrap().owner[..2], ["x-squad", "x-owner"]);
    assert!(
        shown.stdout.contains("min-severity = \"low\"") && shown.stdout.contains("fail-on = \"high\""),
        "{}",
        shown.stdout
    );
    assert!(shown.stdout.contains("at = \"GET /users/{id}\""), "{}", shown.stdout);
    assert_eq!(run(&["config", "validate"]).stdout, "gatelint.toml: sound\n");
    assert!(
        run(&["config", "validate", "--config", "bad.toml"])
            .stderr
            .contains("bad.toml:1:11: no rule or risk category")
    );
    assert!(
        run(&["config", "validate", "--config", "odd.toml"])
            .stderr
            .contains("odd.toml:2:28: no rule is called `nothing`")
    );
    assert_eq!(run(&["config", "schema"]).stdout, SCHEMA);
}

#[test]
fn what_can_never_hold_is_refused_with_its_place() {
    let at = |at: &str| format!("[[ignore]]\nrule = 'unbounded-array'\nreason = 'few'\nat = '{at}'\n");
    for (text, expected) in [
        (at("GTE /orders"), "gatelint.toml:4:6: `GTE` is no HTTP method; did you mean `GET`?"),
        (at("FROBNICATE /orders"), "`*` stands for a method of your own"),
        ("include = ['api/{a,b}.yaml']\n".to_owned(), "write one pattern for each"),
        ("exclude = ['api//b.yaml']\n".to_owned(), "gatelint.toml:1:11: a step of the path is empty"),
        ("exclude = ['api\\b.yaml']\n".to_owned(), "steps of a path are parted by `/`"),
        ("baseline = 'known.json'\n".to_owned(), "gatelint.toml:1:12: there is no such file"),
        ("[annotations]\nowner = ['owner']\n".to_owned(), "keys of extensions begin with `x-`"),
    ] {
        let folder = folder(&[("gatelint.toml", &text)]);
        let run = gatelint(folder.path(), &["config", "validate"]);
        assert_eq!(run.code, Some(2), "{text}");
        assert!(run.stderr.contains(expected), "{text}: {}", run.stderr);
    }
}
