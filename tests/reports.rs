//! The machine-readable reports: they hold to their schemas, count columns as they say, and come out the same each time.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use gatelint::config::Config;
use gatelint::finding::{Affected, Confidence, EndpointName, Finding, Label, Report, Scope, Severity};
use gatelint::project::Project;
use gatelint::report::{self, JSON_SCHEMA, Output};
use gatelint::rule::Rule;
use gatelint::rules::{RULES, find};
use gatelint::source::{FileId, Found, Root, SourceFile, Span};
use serde_json::Value;
use std::path::Path;

const PATH: &str = "apis/pet store.yaml";

const TEXT: &str = "openapi: 3.1.0
info: { title: '名前 😀', version: '1', contact: nobody }
paths:
  /pets/{id}:
    get: { responses: {} }
    put: { responses: {} }
components:
  schemas:
    Names: { description: 😀名, type: array }
    Ids: { type: array }
";

type Printer = fn(&Output<'_>, &mut dyn std::io::Write) -> std::io::Result<()>;

/// A project of one file, and a report on it by hand.
struct Example {
    project: Project,
    report: Report,
    rules: Vec<&'static Rule>,
}

impl Example {
    fn new(findings: impl FnOnce(&Self) -> Vec<Finding>) -> Self {
        let source = SourceFile::new(FileId(0), PATH, TEXT.into());
        let project = Project::load(&Root::none(), vec![Found { source, is_named: true }]);
        let mut example = Self { project, report: Report::default(), rules: RULES.iter().collect() };
        example.report.findings = findings(&example);
        example.report.scope = Scope { documents: 1, fragments: 0, operations: 2, routes: 0 };
        example.report.hidden.add(Severity::Low);
        example
    }

    fn span(&self, part: &str) -> Span {
        let source = self.project.source(FileId(0)).unwrap();
        let start = source.text().find(part).unwrap();
        source.span(start, start + part.len())
    }

    fn bytes(&self, print: Printer) -> Vec<u8> {
        let mut bytes = Vec::new();
        let config = Config::default();
        let output = Output {
            report: &self.report,
            project: &self.project,
            rules: &self.rules,
            config: &config,
            show_ignored: true,
        };
        print(&output, &mut bytes).unwrap();
        bytes
    }

    fn value(&self, print: Printer) -> Value {
        serde_json::from_slice(&self.bytes(print)).unwrap()
    }
}

fn finding(example: &Example, rule: &str, part: &str, pointer: &str) -> Finding {
    Finding {
        rule: find(rule).unwrap().name,
        message: format!("`{part}` is not as it should be"),
        span: example.span(part),
        pointer: pointer.to_owned(),
        occurrence: 0,
        ignored: None,
        labels: Vec::new(),
        fix: None,
        help: None,
        severity: find(rule).unwrap().metadata().severity,
        confidence: Confidence::High,
        endpoint: None,
        affected: Affected::default(),
    }
}

/// One finding with everything, one with nothing, and a third that differs from the second by its place alone.
fn example() -> Example {
    Example::new(|it| {
        let name = |method: &str| EndpointName { method: method.to_owned(), path: "/pets/{id}".to_owned() };
        let bare = finding(it, "syntax-error", "contact", "/info");
        let again = Finding { span: it.span("nobody"), occurrence: 1, ..bare.clone() };
        let full = Finding {
            labels: vec![Label { span: it.span("Ids"), text: "`Ids` [here] is like it".to_owned() }],
            help: Some("say `maxItems`".to_owned()),
            affected: Affected {
                count: 3,
                first: vec![(name("GET"), it.span("get")), (name("PUT"), it.span("put"))],
            },
            confidence: Confidence::Medium,
            endpoint: Some(name("GET")),
            ..finding(it, "unbounded-array", "type: array", "/components/schemas/Names")
        };
        vec![bare, again, full]
    })
}

/// Findings of a mild rule before findings of a worse one, together more than a SARIF log takes.
fn crowd() -> Example {
    Example::new(|it| {
        let mild = finding(it, "unbounded-array", "type: array", "/components/schemas/Names");
        let bad = finding(it, "syntax-error", "contact", "/info");
        [vec![mild; 5_000], vec![bad; 10]].concat()
    })
}

fn problems(schema: &Value, instance: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(schema).unwrap();
    let describe = |it: jsonschema::ValidationError<'_>| format!("{}: {it}", it.instance_path());
    validator.iter_errors(instance).map(describe).collect()
}

#[test]
fn json_holds_to_its_schema() {
    let schema: Value = serde_json::from_str(JSON_SCHEMA).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    for example in [example(), Example::new(|_| Vec::new())] {
        assert_eq!(problems(&schema, &example.value(report::json)), Vec::<String>::new());
    }
    assert_eq!(schema["properties"]["schema_version"]["const"], report::SCHEMA_VERSION);
}

#[test]
fn json_schema_refuses_what_it_does_not_know() {
    let schema: Value = serde_json::from_str(JSON_SCHEMA).unwrap();
    for place in
        ["", "/findings/0", "/findings/0/location", "/findings/2/related/0/location", "/summary/shown"]
    {
        let mut value = example().value(report::json);
        value.pointer_mut(place).unwrap()["more"] = true.into();
        assert_eq!(problems(&schema, &value).len(), 1, "{place}");
    }
}

#[test]
fn json_says_where_and_what() {
    let value = example().value(report::json);
    let full = &value["findings"][2];
    assert_eq!(full["location"]["line"], 9);
    assert_eq!(full["location"]["column"], 32);
    assert_eq!(full["location"]["end_column"], 43);
    assert_eq!(full["section"], "2.4");
    assert_eq!(full["affected"]["operations"], 3);
    assert_eq!(full["affected"]["first"][1]["endpoint"]["method"], "PUT");
    assert_eq!(value["findings"][0]["section"], Value::Null);
    assert_eq!(value["summary"]["shown"]["high"], 2);
    assert_eq!(value["summary"]["hidden"]["low"], 1);
}

#[test]
fn findings_at_one_place_differ_in_their_fingerprint() {
    let value = example().value(report::json);
    let fingerprint = |at: usize| value["findings"][at]["fingerprint"].as_str().unwrap().to_owned();
    assert_ne!(fingerprint(0), fingerprint(1));
    let sarif = example().value(report::sarif);
    let result = &sarif["runs"][0]["results"][1]["partialFingerprints"];
    assert_eq!(result["gatelint/v1"], fingerprint(1).as_str());
}

#[test]
fn sarif_says_where_and_what() {
    let value = example().value(report::sarif);
    let run = &value["runs"][0];
    let result = &run["results"][2];
    assert_eq!(
        result["message"]["text"],
        "'type: array' is not as it should be. Say 'maxItems'. Related: ['Ids' \\[here\\] is like it](1). \
         Affects [GET /pets/{id}](2), [PUT /pets/{id}](3) and 1 more."
    );
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["region"]["startColumn"], 32);
    assert_eq!(place["artifactLocation"]["uri"], "apis/pet%20store.yaml");
    assert_eq!(result["relatedLocations"][1]["id"], 2);
    let hash = result["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap();
    assert!(hash.ends_with(":1"), "{hash}");
    let rule =
        &run["tool"]["driver"]["rules"][usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
    assert_eq!(rule["id"], result["ruleId"]);
    assert_eq!(rule["name"], "UnboundedArray");
}

#[test]
fn sarif_rules_are_as_github_wants_them() {
    let value = example().value(report::sarif);
    for rule in value["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap() {
        let (properties, text) = (&rule["properties"], |key: &str| rule[key]["text"].as_str().unwrap().len());
        let is_security = properties["tags"][0] == "security";
        assert_eq!(properties["security-severity"].is_string(), is_security, "{rule}");
        assert_eq!(properties["problem.severity"].is_string(), !is_security, "{rule}");
        assert!(properties["tags"].as_array().unwrap().len() <= 10);
        assert!((1..=1024).contains(&text("fullDescription")) && text("shortDescription") <= 1024);
        assert!(text("help") > 0);
    }
}

#[test]
fn sarif_relationships_lead_to_their_taxa() {
    let value = example().value(report::sarif);
    let run = &value["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for target in rules.iter().flat_map(|it| it["relationships"].as_array().unwrap()).map(|it| &it["target"])
    {
        let list = usize::try_from(target["toolComponent"]["index"].as_u64().unwrap()).unwrap();
        let taxon = usize::try_from(target["index"].as_u64().unwrap()).unwrap();
        assert_eq!(run["taxonomies"][list]["name"], target["toolComponent"]["name"]);
        assert_eq!(run["taxonomies"][list]["taxa"][taxon]["id"], target["id"]);
    }
}

#[test]
fn sarif_keeps_the_worst_and_says_so() {
    let value = crowd().value(report::sarif);
    let run = &value["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 5_000);
    assert!(results[..10].iter().all(|it| it["ruleId"] == "syntax-error"));
    let notification = &run["invocations"][0]["toolExecutionNotifications"][0];
    assert!(notification["message"]["text"].as_str().unwrap().starts_with("10 results were left out"));
    assert_eq!(run["tool"]["driver"]["notifications"][0]["id"], notification["descriptor"]["id"]);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for print in [report::json as Printer, report::sarif] {
        let bytes = example().bytes(print);
        assert_eq!(bytes, example().bytes(print));
        assert!(!bytes.is_empty() && !String::from_utf8(bytes).unwrap().contains(env!("CARGO_MANIFEST_DIR")));
    }
}

#[test]
#[ignore = "needs .ci/schemas"]
#[expect(clippy::disallowed_methods, reason = "the schema lies where .ci/schemas put it")]
fn sarif_holds_to_its_schema() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/schemas/sarif-2.1.0.json");
    let schema: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    for example in [example(), crowd(), Example::new(|_| Vec::new())] {
        assert_eq!(problems(&schema, &example.value(report::sarif)), Vec::<String>::new());
    }
}
