//! The program from outside: arguments, exit codes, what goes where.

use super::run::{folder, gatelint, gatelint_with_input};

/// Sound but for a scope that is not defined (medium), an unsecured write (high), and no servers (low).
const API: &str = "\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      security: [{login: ['orders:list']}]
      responses: {'200': {description: ok}, default: {description: error}}
    post:
      responses: {'201': {description: created}, default: {description: error}}
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: https://login.acme-orders.eu/authorize
          tokenUrl: https://login.acme-orders.eu/token
          scopes: {'orders:read': read orders}
";

#[test]
fn exit_codes_depend_on_the_gate_and_not_on_the_format() {
    let folder = folder(&[("api.yaml", API)]);
    let table: &[(&[&str], i32)] = &[
        (&[], 1),
        (&["--fail-on", "critical"], 0),
        (&["--fail-on", "never"], 0),
        (&["--fail-on", "high", "--ignore", "unauthenticated-write"], 0),
        (&["--fail-on", "medium", "--ignore", "unauthenticated-write"], 1),
        (&["--select", "undefined-scope"], 0),
        (&["--select", "authentication"], 1),
        (&["--select", " 2.3 , undefined-scope"], 1),
        (&["--select", "no-such-rule"], 2),
        (&["missing.yaml"], 2),
        (&["--min-severity", "enormous"], 2),
    ];
    for (arguments, code) in table {
        for format in ["terminal", "concise", "json", "sarif"] {
            let all = [*arguments, &["-f", format]].concat();
            let run = gatelint(folder.path(), &all);
            assert_eq!(run.code, Some(*code), "{all:?}\n{}{}", run.stdout, run.stderr);
        }
    }
}

#[test]
fn check_is_the_default_command() {
    let folder = folder(&[("api.yaml", API)]);
    let short = gatelint(folder.path(), &["-f", "concise"]);
    let long = gatelint(folder.path(), &["check", ".", "-f", "concise"]);
    assert_eq!(short.stdout, long.stdout);
    assert!(short.stdout.contains("api.yaml:8:5: high unauthenticated-write: "), "{}", short.stdout);
    assert_eq!(short.stderr, "");
}

#[test]
fn thresholds_hide_and_strict_shows() {
    let folder = folder(&[("api.yaml", API)]);
    let lines =
        |arguments: &[&str]| gatelint(folder.path(), &[arguments, &["-f", "concise"]].concat()).stdout;
    assert!(!lines(&[]).contains(" low "));
    assert!(lines(&["--strict"]).contains("missing-servers"));
    assert!(!lines(&["--min-severity", "high"]).contains("undefined-scope"));
    assert!(lines(&["--fail-on", "low"]).contains("missing-servers"), "what fails a run is shown");
}

#[test]
fn dates_are_judged_as_of_a_day() {
    let api = "openapi: 3.1.0\ninfo: {title: Orders, version: 1.0.0}\npaths:\n  /orders:\n    get:\n      \
               x-sunset: '2025-06-30'\n      responses: {'200': {description: ok}}\n";
    let folder = folder(&[("api.yaml", api)]);
    let table: [(&[&str], i32); 4] =
        [(&["2025-06-30"], 0), (&["2025-07-01"], 1), (&["soon"], 2), (&["2025-02-30"], 2)];
    for (day, code) in table {
        let arguments = ["check", "--select", "overdue-sunset", "--fail-on", "medium", "--as-of"];
        let arguments: Vec<_> = arguments.iter().chain(day).copied().collect();
        assert_eq!(gatelint(folder.path(), &arguments).code, Some(code), "{day:?}");
    }
}

#[test]
fn several_formats_in_one_run() {
    let folder = folder(&[("api.yaml", API)]);
    let run = gatelint(folder.path(), &["-f", "json=out.json", "-f", "sarif=out.sarif", "-f", "concise"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.starts_with("api.yaml:"), "{}", run.stdout);
    for name in ["out.json", "out.sarif"] {
        let text = std::fs::read_to_string(folder.path().join(name)).unwrap();
        serde_json::from_str::<serde_json::Value>(&text).unwrap();
    }
}

#[test]
fn standard_input_has_a_name() {
    let folder = folder(&[]);
    let run = gatelint_with_input(
        folder.path(),
        &["-", "--stdin-filename", "api/x.yaml", "-f", "concise"],
        API.as_bytes(),
    );
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(run.stdout.starts_with("api/x.yaml:"), "{}", run.stdout);
}

#[test]
fn documents_are_known_by_content_and_not_by_name() {
    let files = [
        ("specs/anything.yml", API),
        ("openapi.yaml", "kind: Deployment\nnote: not an openapi document\n"),
        ("ignored/api.yaml", API),
        (".gitignore", "ignored/\n"),
        ("swagger.json", "{\"name\": \"swagger-ui\"}"),
    ];
    let folder = folder(&files);
    let run = gatelint(folder.path(), &["-f", "concise"]);
    let paths: std::collections::BTreeSet<_> =
        run.stdout.lines().filter_map(|it| it.split(':').next()).collect();
    assert_eq!(paths.into_iter().collect::<Vec<_>>(), ["specs/anything.yml"], "{}", run.stderr);
}

#[test]
fn mistakes_are_answered_with_what_to_do() {
    let folder = folder(&[("api.yaml", API), ("other.yaml", "a: 1\n"), ("empty/.keep", "")]);
    let table: &[(&[&str], &str)] = &[
        (&["--select", "unautenticated-write"], "did you mean `unauthenticated-write`?"),
        (&["other.yaml"], "`other.yaml` is no OpenAPI document"),
        (&["missing.yaml"], "cannot read `missing.yaml`"),
        (&["empty"], "no OpenAPI document found"),
        (&["-f", "xml"], "no format is called `xml`"),
        (&["explain", "unbounded-arrays"], "did you mean `unbounded-array`?"),
        (&["-", "api.yaml"], "cannot be combined"),
        (&["-f", "json", "-f", "sarif"], "two reports go to standard output"),
        (&["-o", "no/such/folder/out.json"], "cannot write `no/such/folder/out.json`"),
    ];
    for (arguments, message) in table {
        let run = gatelint(folder.path(), arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(message), "{arguments:?}: {}", run.stderr);
        assert_eq!(run.stdout, "", "{arguments:?}");
    }
}

#[test]
fn explain_knows_rules_risks_and_controls() {
    let folder = folder(&[]);
    let table = [
        ("unbounded-page-size", "SP 800-228 section 2.4"),
        ("2.7", "mixed-principal-alternatives"),
        ("input-validation", "untyped-schema"),
        ("REC-API-15", "missing-rate-limit-response"),
    ];
    for (name, text) in table {
        let run = gatelint(folder.path(), &["explain", name]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert!(run.stdout.contains(text), "{name}: {}", run.stdout);
    }
}

#[test]
fn lists_completions_and_manual() {
    let folder = folder(&[]);
    let table: &[(&[&str], &str)] = &[
        (&["rules"], "unbounded-array"),
        (&["rules", "--format", "json"], "\"category\": \"resource-consumption\""),
        (&["completions", "bash"], "_gatelint"),
        (&["completions", "zsh"], "#compdef gatelint"),
        (&["man"], ".TH gatelint"),
        (&["--version"], "gatelint "),
    ];
    for (arguments, text) in table {
        let run = gatelint(folder.path(), arguments);
        assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.stderr);
        assert!(run.stdout.contains(text), "{arguments:?}: {}", run.stdout);
    }
}

#[test]
fn colour_is_for_terminals_and_for_those_who_ask() {
    let folder = folder(&[("api.yaml", API)]);
    assert!(!gatelint(folder.path(), &[]).stdout.contains('\u{1b}'));
    assert!(gatelint(folder.path(), &["--color", "always"]).stdout.contains('\u{1b}'));
}

#[test]
fn output_is_the_same_each_time_and_names_no_folder_of_this_machine() {
    let folder = folder(&[("api/a.yaml", API), ("api/b.yaml", API)]);
    for format in ["terminal", "concise", "json", "sarif"] {
        let run = || gatelint(folder.path(), &["--strict", "-f", format]).stdout;
        let first = run();
        assert_eq!(first, run(), "{format}");
        assert!(!first.contains(&*folder.path().to_string_lossy()), "{format}");
    }
}

#[test]
fn json_is_as_its_schemas_say() {
    let folder = folder(&[("api.yaml", API)]);
    let table: &[(&[&str], &str)] = &[
        (&["rules", "--format", "json"], "src/report/rules.schema.json"),
        (&["--strict", "-f", "json"], "src/report/report.schema.json"),
    ];
    for (arguments, schema) in table {
        let parse = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        let schema = parse(&std::fs::read_to_string(schema).unwrap());
        let instance = parse(&gatelint(folder.path(), arguments).stdout);
        let validator = jsonschema::validator_for(&schema).unwrap();
        let errors: Vec<_> = validator.iter_errors(&instance).map(|it| it.to_string()).collect();
        assert!(errors.is_empty(), "{arguments:?}: {errors:?}");
    }
}

#[test]
fn references_may_lead_on_through_files() {
    let folder = folder(&[
        (
            "openapi.yaml",
            "openapi: 3.0.3\ninfo: {title: Parts, version: '1'}\npaths:\n  /pets:\n    get:\n      responses: {'200': {$ref: 'parts/index.yaml#/Ok'}}\ncomponents: {schemas: {Pet: {$ref: 'parts/index.yaml#/Pet'}}}\n",
        ),
        ("parts/index.yaml", "Ok: {$ref: ok.yaml}\nPet: {$ref: 'pet.yaml#/Pet'}\n"),
        ("parts/ok.yaml", "description: All pets\n"),
        ("parts/pet.yaml", "Pet: {type: object, unheardOf: 1}\n"),
    ]);
    let run = gatelint(folder.path(), &["--select", "definition", "-f", "concise"]);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    assert!(run.stdout.starts_with("parts/pet.yaml:1:21: medium invalid-structure"), "{}", run.stdout);
}

#[test]
fn a_command_with_a_slip_is_no_path() {
    let folder = folder(&[]);
    let run = gatelint(folder.path(), &["chek"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("cannot read `chek`"), "{}", run.stderr);
    assert!(run.stderr.contains("; did you mean the command `check`?"), "{}", run.stderr);
}
