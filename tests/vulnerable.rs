//! APIs that are vulnerable on purpose: what of their flaws their definitions show, and which rule says so.
//!
//! `testdata/recall/vulnerable-documents.tsv` says where the definitions are (none of them is here; `.ci/vulnerable` fetches
//! them), and `vulnerable.tsv` holds a flaw a line: document, how far it shows, the flaw, rule and pointer or `-` and why
//! not. The table in `testdata/recall/README.md` follows from them; `UPDATE=1 cargo test --test vulnerable` writes it.
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "what cannot be read is a failed test")]

#[path = "common/page.rs"]
mod page;

use gatelint::analyze::{self, Settings};
use gatelint::project::Project;
use gatelint::rules::{RULES, find};
use gatelint::source::{Discovered, Filter, Root, discover};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const FOLDER: &str = "testdata/recall";

/// How far a definition shows a flaw: a finding says it, a finding is a sign of it, or nothing could tell.
const EXTENTS: [&str; 3] = ["shown", "hinted", "hidden"];

struct Document {
    name: String,
    repository: String,
    path: String,
}

struct Flaw {
    document: String,
    extent: String,
    what: String,
    /// `-` for what is hidden.
    rule: String,
    /// Where it is found, or why not.
    place: String,
}

fn lines<const N: usize>(file: &str) -> Vec<[String; N]> {
    let text = std::fs::read_to_string(Path::new(FOLDER).join(file)).unwrap();
    let fields = |line: &str| -> [String; N] {
        let fields: Vec<_> = line.split('\t').map(str::to_owned).collect();
        assert_eq!(fields.len(), N, "{file}: {line}");
        fields.try_into().unwrap()
    };
    text.lines().map(fields).collect()
}

fn documents() -> Vec<Document> {
    let all = lines("vulnerable-documents.tsv").into_iter();
    all.map(|[name, repository, _, path]| Document { name, repository, path }).collect()
}

fn flaws() -> Vec<Flaw> {
    let all = lines("vulnerable.tsv").into_iter();
    all.map(|[document, extent, what, rule, place]| Flaw { document, extent, what, rule, place }).collect()
}

#[test]
fn flaws_name_documents_and_rules() {
    let documents = documents();
    for flaw in flaws() {
        assert!(
            documents.iter().any(|it| it.name == flaw.document),
            "{}: not among the documents",
            flaw.document
        );
        assert!(EXTENTS.contains(&flaw.extent.as_str()), "{}: {}", flaw.document, flaw.extent);
        let is_hidden = flaw.extent == "hidden";
        assert!(find(&flaw.rule).is_some() != is_hidden, "{}: {}: {}", flaw.document, flaw.what, flaw.rule);
    }
}

#[test]
fn the_table_follows_from_the_flaws() {
    page::ends_with("testdata/recall/README.md", "<!-- from the flaws -->\n", &table());
}

fn table() -> String {
    let flaws = flaws();
    let count = |extent: &str| flaws.iter().filter(|it| it.extent == extent).count();
    let [shown, hinted, hidden] = EXTENTS.map(count);
    let mut table = format!("{} flaws: {shown} shown, {hinted} hinted at, {hidden} hidden.\n", flaws.len());
    for document in documents() {
        table += &format!(
            "\n### {} ({})\n\n| flaw | | found by |\n|---|---|---|\n",
            document.name, document.repository
        );
        for flaw in flaws.iter().filter(|it| it.document == document.name) {
            let severity = find(&flaw.rule).map(|it| it.metadata().severity.name());
            let by = severity.map_or_else(|| flaw.place.clone(), |it| format!("`{}` ({it})", flaw.rule));
            table += &format!("| {} | {} | {by} |\n", flaw.what, flaw.extent);
        }
    }
    table
}

/// Documents that were not fetched are passed over.
#[test]
#[ignore = "needs the definitions: run .ci/vulnerable first"]
fn flaws_are_found() {
    let (documents, flaws) = (documents(), flaws());
    let mut missing = Vec::new();
    for document in &documents {
        let file = PathBuf::from("target/vulnerable")
            .join(document.repository.replace('/', "+"))
            .join(&document.path);
        if !file.exists() {
            continue;
        }
        let found = found(&file);
        let wanted = flaws.iter().filter(|it| it.document == document.name && it.extent != "hidden");
        let lost = wanted.filter(|it| !found.contains(&(it.rule.clone(), it.place.clone())));
        missing.extend(lost.map(|it| format!("{}: {} at {}", it.document, it.rule, it.place)));
    }
    assert!(missing.is_empty(), "not reported:\n{}", missing.join("\n"));
}

fn found(file: &Path) -> BTreeSet<(String, String)> {
    let Discovered { sources, .. } =
        discover(Path::new("."), &[file.to_owned()], &Filter::default()).unwrap();
    let settings = Settings::strict(RULES.iter().collect());
    let report = analyze::run(&Project::load(&Root::none(), sources), &settings);
    report.findings.into_iter().map(|it| (it.rule.to_owned(), it.pointer)).collect()
}
