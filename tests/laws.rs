//! Laws of the readers and of the analysis, over values and documents that bytes decide.
//!
//! JSON is YAML, except where these differ on purpose, so this is left out of what is compared:
//! - a key is no longer than 1,024 characters in YAML ([`long_keys_are_no_yaml`]);
//! - U+007F stands in JSON as it is, and in YAML only as an escape ([`delete_is_no_yaml`]);
//! - a surrogate that stands alone is U+FFFD to JSON and an error to YAML ([`lone_surrogates_are_no_yaml`]).

#[path = "common/api.rs"]
mod api;
#[path = "common/checks.rs"]
mod checks;
#[path = "common/choices.rs"]
mod choices;
#[path = "common/edits.rs"]
mod edits;
#[path = "common/outline.rs"]
mod outline;
#[path = "common/run.rs"]
mod run;
#[path = "common/slices.rs"]
mod slices;
#[path = "common/values.rs"]
mod values;

use choices::Choices;
use gatelint::analyze::{self, Settings};
use gatelint::baseline::{self, Baseline};
use gatelint::change::Pair;
use gatelint::finding::{Finding, Report, Safety};
use gatelint::fixes::fix;
use gatelint::openapi::Model;
use gatelint::project::Project;
use gatelint::source::{FileId, Found, Root, SourceFile};
use gatelint::syntax::{Format, Problem, ProblemKind, Tree};
use outline::outline_of;
use proptest::prelude::*;
use run::analyzed;
use slices::{read, read_alike};
use values::{BLOCKS, LAYOUTS, Value};

const FORMATS: [Format; 2] = [Format::Json, Format::Yaml];

/// Nesting of generated values.
const DEPTH: usize = 5;

/// Pieces of texts that are almost JSON or YAML.
const TOKENS: [&str; 56] = [
    "a",
    "b:",
    "\"a\"",
    "\"a\":",
    "'",
    "\"",
    "\\",
    "\\u12",
    "\\ud800",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    ": ",
    "- ",
    "-",
    "? ",
    "\n",
    "\r",
    "\r\n",
    "  ",
    "    ",
    "\t",
    " ",
    "#",
    " # c",
    "|",
    ">-",
    "|+2\n",
    "&x ",
    "*x",
    "*x ",
    "!!str ",
    "!t ",
    "<<: ",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "null",
    "true",
    "1e5",
    "0x",
    "-.inf",
    "é",
    "😀",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "\0",
    "@",
    "`",
    "openapi: 3.1.0\n",
    "$ref: '#/a'\n",
    "//",
];

fn bytes(most: usize) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..most)
}

fn value() -> impl Strategy<Value = Value> {
    bytes(120).prop_map(|it| values::any(&mut Choices::new(&it), DEPTH))
}

fn document() -> impl Strategy<Value = Value> {
    bytes(500).prop_map(|it| api::document(&mut Choices::new(&it)))
}

fn tokens() -> impl Strategy<Value = String> {
    let token = prop::sample::select(&TOKENS[..]);
    prop::collection::vec(token, 0..40).prop_map(|it| it.concat())
}

/// What the walk gathers, by pointers.
fn gathered(project: &Project) -> Vec<String> {
    let models = project.groups().iter().map(|it| Model::new(project.files(), it));
    let lines = models.map(|it| {
        let operations: Vec<_> = it.operations.iter().map(|it| it.name().to_string()).collect();
        let places: Vec<_> = it.parameters.iter().map(|it| it.node().pointer()).collect();
        let counts = [it.media_types.len(), it.responses.len(), it.securities.len(), it.servers.len()];
        format!("{operations:?} {places:?} {counts:?}")
    });
    lines.collect()
}

/// Findings without the texts of their fixes, which each language writes in its own way.
fn without_edits(report: &Report) -> Vec<Finding> {
    let mut findings = report.findings.clone();
    findings.iter_mut().filter_map(|it| it.fix.as_mut()).for_each(|it| it.edits.clear());
    findings
}

fn rules_and_pointers(report: &Report) -> Vec<(&'static str, &str, &str)> {
    named(&report.findings)
}

fn named<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Vec<(&'static str, &'a str, &'a str)> {
    let mut all: Vec<_> =
        findings.into_iter().map(|it| (it.rule, it.pointer.as_str(), it.message.as_str())).collect();
    all.sort_unstable();
    all
}

/// Compares two versions of one file with every rule.
fn compared(base: (&str, &[u8]), head: (&str, &[u8])) -> Report {
    let version = |(path, bytes): (&str, &[u8])| {
        let source = SourceFile::new(FileId(0), path, bytes.to_vec());
        Project::load(&Root::none(), vec![Found { source, is_named: true }])
    };
    let named = Pair { base: base.0.to_owned(), head: head.0.to_owned() };
    let project = Project::versions(version(base), version(head));
    let report = analyze::compare(&project, &named, &checks::everything());
    checks::report(&project, &report);
    report
}

/// What changed between two versions of one file.
fn changes(base: &(&str, String), head: &(&str, String)) -> Vec<String> {
    let report = compared((base.0, base.1.as_bytes()), (head.0, head.1.as_bytes()));
    report.findings.iter().map(|it| format!("{} {} {}", it.rule, it.pointer, it.message)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn json_reads_as_written(value in value()) {
        for layout in LAYOUTS {
            let tree = read(&value.json(layout), Format::Json);
            prop_assert_eq!(outline_of(&tree), value.outline(Format::Json));
            checks::tree(&tree);
        }
    }

    #[test]
    fn json_is_yaml(value in value(), layout in prop::sample::select(&LAYOUTS[..])) {
        let text = value.json(layout);
        let [json, yaml] = FORMATS.map(|it| read(&text, it));
        prop_assert_eq!(yaml.problems(), json.problems());
        prop_assert_eq!(outline_of(&yaml), outline_of(&json));
        for (one, other) in yaml.nodes().zip(json.nodes()) {
            prop_assert_eq!((one.key_span(), one.span()), (other.key_span(), other.span()));
        }
    }

    #[test]
    fn json_spans_round_trip(value in value(), layout in prop::sample::select(&LAYOUTS[..])) {
        let tree = read(&value.json(layout), Format::Json);
        if tree.problems().is_empty() {
            read_alike(&tree);
        }
    }

    #[test]
    fn yaml_spans_round_trip(value in value(), block in prop::sample::select(&BLOCKS[..])) {
        let expected = value.outline(Format::Yaml);
        // A root that is written as nothing is no value either.
        prop_assume!(expected[0].2.as_deref() != Some(""));
        let text = value.yaml(block);
        let tree = read(&text, Format::Yaml);
        let is_syntax = |it: &Problem| it.kind == ProblemKind::Syntax;
        prop_assert!(!tree.problems().iter().any(is_syntax), "{:?}\n{}", tree.problems(), text);
        prop_assert_eq!(outline_of(&tree), expected, "{}", text);
        checks::tree(&tree);
        if tree.problems().is_empty() {
            read_alike(&tree);
        }
    }

    #[test]
    fn edits_change_what_they_say(value in value(), block in prop::sample::select(&BLOCKS[..]), decisions in bytes(8)) {
        let layouts = LAYOUTS.map(|it| (value.json(it), Format::Json));
        for (text, format) in layouts.into_iter().chain([(value.yaml(block), Format::Yaml)]) {
            let tree = read(&text, format);
            if tree.problems().is_empty() && tree.nodes().next().is_some() {
                edits::check(&tree, &mut Choices::new(&decisions));
            }
        }
    }

    #[test]
    fn fixing_ends_and_breaks_nothing(document in document(), layout in prop::sample::select(&LAYOUTS[..]), block in prop::sample::select(&BLOCKS[..])) {
        for (path, text) in [("0.json", document.json(layout)), ("0.yaml", document.yaml(block))] {
            let settings = checks::everything();
            let (project, report) = analyzed(&[(path, text.into())]);
            let problems = |it: &Project| it.files().trees().iter().map(|it| it.problems().len()).sum::<usize>();
            let before = problems(&project);
            let fixed = fix(&Root::none(), project, report, &settings, Safety::Unsafe);
            prop_assert!(problems(&fixed.project) <= before);
            let again = fix(&Root::none(), fixed.project, fixed.report, &settings, Safety::Unsafe);
            prop_assert_eq!((again.files, again.count), (Vec::new(), 0));
        }
    }

    #[test]
    fn bytes_do_not_matter(bytes in bytes(200)) {
        for format in FORMATS {
            checks::tree(&Tree::parse_as(SourceFile::new(FileId(0), "api", bytes.clone()), format));
        }
    }

    #[test]
    fn odd_texts_keep_places(text in tokens()) {
        FORMATS.into_iter().for_each(|it| checks::tree(&read(&text, it)));
    }

    #[test]
    fn broken_texts_keep_places(value in value(), cut in any::<prop::sample::Index>(), patch in tokens(), long in 0usize..9) {
        for mut text in [value.json(LAYOUTS[1]), value.yaml(BLOCKS[0]), value.yaml(BLOCKS[2])] {
            let boundary = |at: usize| text.floor_char_boundary(at);
            let from = boundary(cut.index(text.len() + 1));
            text.replace_range(from..boundary(from + long), &patch);
            FORMATS.into_iter().for_each(|it| checks::tree(&read(&text, it)));
        }
    }

    #[test]
    fn findings_are_those_of_the_values(document in document()) {
        let compact = document.json(LAYOUTS[0]);
        let (project, report) = analyzed(&[("0.json", compact.clone().into())]);
        let (other, again) = analyzed(&[("0.yaml", compact.into())]);
        prop_assert_eq!(without_edits(&report), without_edits(&again), "JSON read as YAML");
        prop_assert_eq!(gathered(&project), gathered(&other));
        for layout in &LAYOUTS[1..] {
            let (other, again) = analyzed(&[("0.json", document.json(*layout).into())]);
            prop_assert_eq!(rules_and_pointers(&report), rules_and_pointers(&again));
            prop_assert_eq!(gathered(&project), gathered(&other));
        }
    }

    #[test]
    fn block_yaml_has_the_same_findings(document in document()) {
        let document = document.in_words_of_json();
        let (project, report) = analyzed(&[("0.json", document.json(LAYOUTS[1]).into())]);
        let (other, again) = analyzed(&[("0.yaml", document.yaml(BLOCKS[0]).into())]);
        prop_assert_eq!(gathered(&project), gathered(&other));
        prop_assert_eq!(rules_and_pointers(&report), rules_and_pointers(&again));
    }

    #[test]
    fn what_is_written_anew_has_not_changed(document in document()) {
        let document = document.in_words_of_json();
        let texts = [
            ("0.json", document.json(LAYOUTS[0])),
            ("0.json", document.json(LAYOUTS[1])),
            ("0.yaml", document.yaml(BLOCKS[0])),
        ];
        for base in &texts {
            for head in &texts {
                prop_assert_eq!(changes(base, head), Vec::<String>::new(), "{} {}", base.1, head.1);
            }
        }
    }

    #[test]
    fn comparing_ends_and_repeats(one in document(), two in document(), three in document()) {
        let base = ("0.yaml", format!("{}\n", one.yaml(BLOCKS[0])));
        for head in [two, three] {
            let head = ("0.json", head.json(LAYOUTS[1]));
            prop_assert_eq!(changes(&base, &head), changes(&base, &head));
            changes(&head, &base);
        }
    }

    #[test]
    fn a_baseline_hides_what_it_was_made_of(document in document(), layout in prop::sample::select(&LAYOUTS[..])) {
        let (project, report) = analyzed(&[("0.json", document.json(LAYOUTS[1]).into())]);
        let known = Baseline::new(baseline::entries(&project, &report.findings));
        prop_assert_eq!(known.known().len(), report.findings.len(), "fingerprints differ");
        let again = Baseline::parse(&known.text()).unwrap();
        prop_assert_eq!(again.text(), known.text());
        let (project, _) = analyzed(&[("0.json", document.json(layout).into())]);
        let settings = Settings { baseline: Some(again), ..checks::everything() };
        let clean = analyze::run(&project, &settings);
        prop_assert_eq!((clean.findings, clean.stale), (Vec::new(), Vec::new()));
    }

    #[test]
    fn an_ignore_above_a_finding_hides_exactly_it(document in document(), pick in any::<prop::sample::Index>()) {
        let text = document.in_words_of_json().yaml(BLOCKS[0]);
        let (project, report) = analyzed(&[("0.yaml", text.clone().into())]);
        prop_assume!(!report.findings.is_empty());
        let line = |project: &Project, it: &Finding| project.source(it.span.file).unwrap().position(it.span.start).line as usize;
        let finding = &report.findings[pick.index(report.findings.len())];
        let at = line(&project, finding);
        let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
        let indentation = lines[at - 1].len() - lines[at - 1].trim_start().len();
        lines.insert(at - 1, format!("{}# gatelint: ignore[{}] x", " ".repeat(indentation), finding.rule));
        let (other, again) = analyzed(&[("0.yaml", (lines.join("\n") + "\n").into())]);
        let is_meant = |it: &&Finding| it.rule == finding.rule && line(&project, it) == at;
        let (meant, others): (Vec<_>, Vec<_>) = report.findings.iter().partition(is_meant);
        prop_assert_eq!(named(&again.ignored), named(meant));
        prop_assert_eq!(named(&again.findings), named(others));
        prop_assert!(again.ignored.iter().all(|it| line(&other, it) == at + 1));
    }

    #[test]
    fn a_run_ends_and_repeats(one in document(), two in document(), three in document()) {
        let files =
            [("0.yaml", one.yaml(BLOCKS[0]).into()), ("1.yaml", two.json(LAYOUTS[1]).into()), ("a/2.yaml", three.yaml(BLOCKS[1]).into())];
        let (_, first) = analyzed(&files);
        let (_, second) = analyzed(&files);
        prop_assert_eq!(first.findings, second.findings);
        prop_assert_eq!(first.scope, second.scope);
    }
}

#[test]
fn long_keys_are_no_yaml() {
    let text = format!("{{\"{}\": 1}}", "k".repeat(1025));
    assert_eq!(read(&text, Format::Json).problems(), &[]);
    assert_eq!(read(&text, Format::Yaml).problems()[0].kind, ProblemKind::Syntax);
}

#[test]
fn delete_is_no_yaml() {
    let text = "{\"a\": \"\u{7f}\"}";
    assert_eq!(read(text, Format::Json).problems(), &[]);
    assert_eq!(read(text, Format::Yaml).problems()[0].kind, ProblemKind::Syntax);
}

#[test]
fn lone_surrogates_are_no_yaml() {
    let text = r#"{"a": "\ud83d"}"#;
    assert_eq!(read(text, Format::Json).problems(), &[]);
    assert_eq!(read(text, Format::Yaml).problems()[0].kind, ProblemKind::Syntax);
}

/// Texts that once broke something, among them those that fuzzing found.
#[test]
fn regressions() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/regressions");
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        #[expect(clippy::disallowed_methods, reason = "a test reads its own files")]
        let bytes = std::fs::read(&path).unwrap();
        for format in FORMATS {
            let source = SourceFile::new(FileId(0), path.to_string_lossy(), bytes.clone());
            checks::tree(&Tree::parse_as(source, format));
        }
        analyzed(&[("0.yaml", bytes.clone()), ("1.json", bytes)]);
    }
}
