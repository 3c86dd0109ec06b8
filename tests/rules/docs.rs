//! Every rule page is a test: its shape is as agreed, each bad example is reported exactly on its marked lines,
//! and each good one is silent. Only the page's own rule runs.

use super::harness::{Example, marked, reported};
use gatelint::rule::Rule;
use gatelint::rules::RULES;

const HEADINGS: [&str; 6] =
    ["What it finds", "Why it matters", "Examples", "How to fix", "Limits", "References"];

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
            let default = match text.trim_start().starts_with('{') {
                _ if info.starts_with("rust") => "src/main.rs",
                true => "openapi.json",
                false => "openapi.yaml",
            };
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
