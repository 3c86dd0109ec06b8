//! What people judged of findings in real documents: each rule is right as often as its confidence promises.
//!
//! `testdata/precision/<rule>.tsv` holds a verdict a line: `right` or `wrong`, document, pointer, and why for wrong ones.
//! Findings to judge are drawn by `.ci/sample`. The table in `testdata/precision/README.md` follows from the verdicts;
//! `UPDATE=1 cargo test --test precision` writes it.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "what cannot be read is a failed test"
)]

#[path = "common/page.rs"]
mod page;

use gatelint::analyze::{self, Settings};
use gatelint::finding::Confidence;
use gatelint::project::Project;
use gatelint::rule::Rule;
use gatelint::rules::find;
use gatelint::source::{Discovered, Filter, Root, discover};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const FOLDER: &str = "testdata/precision";

struct Verdict {
    is_right: bool,
    document: String,
    pointer: String,
}

/// Findings of a hundred that must be right.
const fn promised(confidence: Confidence) -> usize {
    match confidence {
        Confidence::High => 95,
        Confidence::Medium => 85,
        Confidence::Low => 60,
    }
}

#[test]
fn rules_are_right_as_often_as_they_promise() {
    let broken: Vec<_> = verdicts().iter().filter_map(|(rule, all)| broken_promise(rule, all)).collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

fn broken_promise(rule: &Rule, all: &[Verdict]) -> Option<String> {
    let right = all.iter().filter(|it| it.is_right).count();
    let least = promised(rule.metadata().confidence);
    let text = format!("{}: {right} of {} are right, promised are {least} of 100", rule.name, all.len());
    (right * 100 < least * all.len()).then_some(text)
}

#[test]
fn the_table_follows_from_the_verdicts() {
    page::ends_with("testdata/precision/README.md", "<!-- from the verdicts -->\n", &table());
}

fn table() -> String {
    let mut table =
        "| rule | confidence | judged | documents | right | % |\n|---|---|---:|---:|---:|---:|\n".to_owned();
    for (rule, all) in verdicts() {
        let right = all.iter().filter(|it| it.is_right).count();
        let documents: BTreeSet<_> = all.iter().map(|it| &it.document).collect();
        let percent = (right * 100).checked_div(all.len()).map_or("–".to_owned(), |it| it.to_string());
        let (name, confidence) = (rule.name, rule.metadata().confidence.name());
        let (judged, documents) = (all.len(), documents.len());
        table += &format!("| {name} | {confidence} | {judged} | {documents} | {right} | {percent} |\n");
    }
    table
}

/// What was found right is found again; what was wrong and is silent now leaves the list.
#[test]
#[ignore = "needs real documents: run .ci/corpus first"]
fn verdicts_are_about_what_is_reported() {
    let mut stale = Vec::new();
    for (rule, all) in verdicts() {
        let mut by_document: BTreeMap<&str, Vec<&Verdict>> = BTreeMap::new();
        for verdict in &all {
            by_document.entry(&verdict.document).or_default().push(verdict);
        }
        for (document, verdicts) in by_document {
            let found = pointers(rule, document);
            let gone = verdicts.iter().filter(|it| !found.contains(&it.pointer));
            stale.extend(gone.map(|it| format!("{}: {document} {}", rule.name, it.pointer)));
        }
    }
    assert!(stale.is_empty(), "no longer reported:\n{}", stale.join("\n"));
}

fn pointers(rule: &'static Rule, document: &str) -> BTreeSet<String> {
    let corpus =
        std::env::var_os("GATELINT_CORPUS").map_or_else(|| PathBuf::from("target/corpus"), PathBuf::from);
    let Discovered { sources, .. } =
        discover(Path::new("."), &[corpus.join(document)], &Filter::default()).unwrap();
    let mut settings = Settings::strict(vec![rule]);
    // Rules on dates answer as of the day on which the first findings were judged.
    settings.config.as_of = Some(jiff::civil::date(2026, 11, 23));
    let report = analyze::run(&Project::load(&Root::none(), sources), &settings);
    report.findings.into_iter().map(|it| it.pointer).collect()
}

/// Verdicts by rule, in the order of names.
fn verdicts() -> Vec<(&'static Rule, Vec<Verdict>)> {
    let files = std::fs::read_dir(FOLDER).unwrap().map(|it| it.unwrap().path());
    let mut files: Vec<_> = files.filter(|it| it.extension().is_some_and(|it| it == "tsv")).collect();
    files.sort();
    files.iter().map(|it| (rule_of(it), read(it))).collect()
}

fn rule_of(file: &Path) -> &'static Rule {
    let name = file.file_stem().unwrap().to_string_lossy();
    find(&name).unwrap_or_else(|| panic!("{}: there is no such rule", file.display()))
}

fn read(file: &Path) -> Vec<Verdict> {
    let text = std::fs::read_to_string(file).unwrap();
    text.lines().map(|line| verdict(line).unwrap_or_else(|| panic!("{}: {line}", file.display()))).collect()
}

fn verdict(line: &str) -> Option<Verdict> {
    let fields: Vec<_> = line.split('\t').collect();
    let is_right = match fields[..] {
        ["right", _, _] => true,
        ["wrong", _, _, why] if !why.is_empty() => false,
        _ => return None,
    };
    Some(Verdict { is_right, document: fields[1].to_owned(), pointer: fields[2].to_owned() })
}
