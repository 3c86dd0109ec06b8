//! Runs one rule over texts and says on which lines it reports, beside the lines that are marked.

use gatelint::analyze::{self, Settings};
use gatelint::change::Pair;
use gatelint::config::Config;
use gatelint::finding::{Finding, Report};
use gatelint::handlers::Names;
use gatelint::project::Project;
use gatelint::rule::{Check, Rule};
use gatelint::rules::RULES;
use gatelint::source::{FileId, Found, Root, SourceFile};
use std::collections::BTreeSet;

/// Files that stand together: each with its path, its text, and whether it is bad.
#[derive(Default, Debug)]
pub(crate) struct Example {
    pub(crate) files: Vec<(String, String)>,
    pub(crate) is_bad: bool,
    pub(crate) line: usize,
}

/// Lines with a mark.
pub(crate) fn marked(example: &Example) -> BTreeSet<(String, usize)> {
    lines_with(example, &["# finding", "// finding"])
}

/// Lines whose mark says that the finding is less sure than those of the rule are.
pub(crate) fn marked_unsure(example: &Example) -> BTreeSet<(String, usize)> {
    lines_with(example, &["# finding (unsure)"])
}

fn lines_with(example: &Example, marks: &[&str]) -> BTreeSet<(String, usize)> {
    let lines = |(path, text): &(String, String)| {
        let path = path.clone();
        let is_marked = |line: &str| marks.iter().any(|it| line.contains(it));
        let marked = text.lines().enumerate().filter(|it| is_marked(it.1));
        marked.map(move |(index, _)| (path.clone(), index + 1)).collect::<Vec<_>>()
    };
    example.files.iter().flat_map(lines).collect()
}

/// Lines that the rule reports.
pub(crate) fn reported(rule: &'static Rule, example: &Example) -> BTreeSet<(String, usize)> {
    reported_if(rule, example, |_| true)
}

/// Lines that the rule reports with less confidence than it has.
pub(crate) fn reported_unsure(rule: &'static Rule, example: &Example) -> BTreeSet<(String, usize)> {
    let usual = rule.metadata().confidence;
    reported_if(rule, example, |it| it.confidence < usual)
}

fn reported_if(
    rule: &'static Rule,
    example: &Example,
    is_meant: impl Fn(&Finding) -> bool,
) -> BTreeSet<(String, usize)> {
    let completed: Vec<_> =
        example.files.iter().map(|(path, text)| (path.clone(), completed(path, text))).collect();
    let (project, mut report) =
        if rule.compares() { compared(rule, &completed) } else { analyzed(rule, &completed) };
    report.findings.retain(|it| it.rule == rule.name && is_meant(it));
    let place = |it: &Finding| {
        let source = project.source(it.span.file).unwrap();
        (source.path().to_owned(), source.position(it.span.start).line as usize)
    };
    report.findings.iter().map(place).collect()
}

fn analyzed(rule: &'static Rule, files: &[(String, String)]) -> (Project, Report) {
    let project = load(files);
    let report = analyze::run(&project, &settings(rule));
    (project, report)
}

/// Compares `base.yaml` with `head.yaml`, or the files of folders with these names.
fn compared(rule: &'static Rule, files: &[(String, String)]) -> (Project, Report) {
    let side = |name: &str| files.iter().filter(|it| it.0.starts_with(name)).cloned().collect::<Vec<_>>();
    let project = Project::versions(load(&side("base")), load(&side("head")));
    let named = Pair { base: "base".to_owned(), head: "head".to_owned() };
    let report = analyze::compare(&project, &named, &settings(rule));
    (project, report)
}

/// Files that see only each other.
pub(crate) fn load(files: &[(String, String)]) -> Project {
    let found = |(path, text): &(String, String)| Found {
        source: SourceFile::new(FileId(0), path.clone(), text.clone().into_bytes()),
        is_named: true,
    };
    let (code, documents): (Vec<_>, Vec<_>) = files.iter().partition(|it| is_code(&it.0));
    let code = code.into_iter().map(|it| found(it).source).collect();
    Project::load(&Root::none(), documents.into_iter().map(found).collect())
        .with_code(code, &Names::default())
}

fn is_code(path: &str) -> bool {
    path.ends_with(".rs") || path.ends_with("Cargo.toml")
}

/// One rule, and all that it says; a rule about ignores needs the others beside it.
pub(crate) fn settings(rule: &'static Rule) -> Settings {
    let is_about_ignores = rule.checks.iter().any(|it| matches!(it, Check::Ignore(_)));
    let rules = if is_about_ignores { RULES.iter().collect() } else { vec![rule] };
    Settings { config: config(), ..Settings::strict(rules) }
}

/// Examples are judged on the day that they were written for.
fn config() -> Config {
    Config { as_of: Some(jiff::civil::date(2026, 1, 1)), ..Config::default() }
}

/// The text with the top-level keys that it leaves out, at its end.
fn completed(path: &str, text: &str) -> String {
    let has = |key: &str| text.lines().any(|it| it.starts_with(key));
    let is_json = text.trim_start().starts_with('{');
    if is_json || is_code(path) || has("openapi") || has("swagger") {
        return text.to_owned();
    }
    let mut text = text.to_owned();
    let missing = [
        ("openapi:", "openapi: 3.1.0"),
        ("info:", "info: {title: Example, version: 1.0.0}"),
        ("paths:", "paths: {}"),
    ];
    for (key, line) in missing {
        if !has(key) {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}
