//! Every rule page is a test: its shape is as agreed, each bad example is reported exactly on its marked lines,
//! and each good one is silent. Only the page's own rule runs.
#![expect(clippy::unwrap_used, reason = "what is not there is a failed test")]

use gatelint::analyze::{self, Settings};
use gatelint::finding::{Confidence, Severity};
use gatelint::project::Project;
use gatelint::rule::Rule;
use gatelint::rules::RULES;
use gatelint::source::{FileId, Found, Root, SourceFile};
use std::collections::BTreeSet;

const HEADINGS: [&str; 6] =
    ["What it finds", "Why it matters", "Examples", "How to fix", "Limits", "References"];

/// Files that stand together in a page: each with its path, its text, and whether it is bad.
#[derive(Default, Debug)]
struct Example {
    files: Vec<(String, String)>,
    is_bad: bool,
    line: usize,
}

#[test]
fn pages_have_the_agreed_shape() {
    for rule in &RULES {
        let headings: Vec<_> = rule.page.lines().filter_map(|it| it.strip_prefix("## ")).collect();
        assert_eq!(headings, HEADINGS, "{}", rule.name);
        assert!(HEADINGS.iter().all(|it| !rule.section(it).is_empty()), "{}: an empty section", rule.name);
        let summary = &rule.metadata().summary;
        let is_lower = summary.starts_with(|c: char| !c.is_uppercase());
        assert!(is_lower && !summary.ends_with('.') && summary.len() < 100, "{}: {summary}", rule.name);
        assert!(rule.metadata().controls.iter().all(|it| (1..=26).contains(it)), "{}", rule.name);
        let prose = rule.page.replace(&format!("ignore[{}]", rule.name), "");
        assert!(!prose.contains(&format!("`{}`", rule.name)), "{}: the name stands in the page", rule.name);
    }
}

#[test]
fn examples_do_what_the_pages_say() {
    let wrong: Vec<String> = RULES.iter().flat_map(check_page).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn check_page(rule: &'static Rule) -> Vec<String> {
    let examples = examples(rule.page);
    let has = |is_bad| examples.iter().any(|it| it.is_bad == is_bad);
    let mut wrong = Vec::new();
    if !has(true) || !has(false) {
        wrong.push(format!("{}: a page needs a bad and a good example", rule.name));
    }
    for example in &examples {
        let (expected, found) = (marked(example), reported(rule, example));
        if example.is_bad && expected.is_empty() {
            wrong.push(format!("{}:{}: no line is marked", rule.name, example.line));
        }
        if expected != found {
            wrong.push(format!(
                "rules/{}.md:{}: marked {expected:?}, reported {found:?}",
                rule.name, example.line
            ));
        }
    }
    wrong
}

fn marked(example: &Example) -> BTreeSet<(String, usize)> {
    let lines = |(path, text): &(String, String)| {
        let path = path.clone();
        let marked =
            text.lines().enumerate().filter(|(_, it)| it.contains("# finding") || it.contains("// finding"));
        marked.map(move |(index, _)| (path.clone(), index + 1)).collect::<Vec<_>>()
    };
    example.files.iter().flat_map(lines).collect()
}

fn reported(rule: &'static Rule, example: &Example) -> BTreeSet<(String, usize)> {
    let found = |(path, text): &(String, String)| Found {
        source: SourceFile::new(FileId(0), path.clone(), completed(text).into_bytes()),
        is_named: true,
    };
    let project = Project::load(&Root::none(), example.files.iter().map(found).collect());
    let settings =
        Settings { rules: vec![rule], min_severity: Severity::Low, min_confidence: Confidence::Low };
    let report = analyze::run(&project, &settings);
    let place = |it: &gatelint::finding::Finding| {
        let source = project.source(it.span.file).unwrap();
        (source.path().to_owned(), source.position(it.span.start).line as usize)
    };
    report.findings.iter().map(place).collect()
}

/// The text with the top-level keys that it leaves out, at its end.
fn completed(text: &str) -> String {
    let has = |key: &str| text.lines().any(|it| it.starts_with(key));
    let is_json = text.trim_start().starts_with('{');
    if is_json || has("openapi") || has("swagger") {
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

/// The examples of a page. Fences that follow each other, each under a path in backticks, belong together.
fn examples(page: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut lines = page.lines().enumerate();
    let (mut path, mut goes_on) = (None, false);
    while let Some((index, line)) = lines.next() {
        let named = line.strip_prefix('`').and_then(|it| it.strip_suffix('`')).filter(|it| !it.contains('`'));
        if let Some(name) = named {
            path = Some(name.to_owned());
        } else if let Some(info) =
            line.strip_prefix("```").filter(|it| it.ends_with(" bad") || it.ends_with(" good"))
        {
            let text: String = lines
                .by_ref()
                .map(|it| it.1)
                .take_while(|it| *it != "```")
                .flat_map(|it| [it, "\n"])
                .collect();
            let is_bad = info.ends_with(" bad");
            let is_continued = goes_on && path.is_some();
            if !is_continued {
                examples.push(Example { line: index + 1, ..Example::default() });
            }
            let example = examples.last_mut().unwrap();
            goes_on = path.is_some();
            let default = if text.trim_start().starts_with('{') { "openapi.json" } else { "openapi.yaml" };
            example.files.push((path.take().unwrap_or_else(|| default.to_owned()), text));
            example.is_bad |= is_bad;
        } else if !line.trim().is_empty() {
            goes_on = false;
        } else if line.starts_with("```") {
            lines.by_ref().find(|it| it.1 == "```");
        }
    }
    examples
}
