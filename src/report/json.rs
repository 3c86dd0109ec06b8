//! The JSON result: a contract, written down in `report.schema.json`.
//!
//! Every key is always there; what does not apply is `null` or an empty list. [`SCHEMA_VERSION`] counts up in its
//! second part when something is added, and in its first part when a reader could break.

use super::Output;
use super::location::Region;
use crate::finding::{
    Affected, Confidence, Counts, Edit, EndpointName, Finding, Fingerprint, Fix, Ignored, Safety, Severity,
};
use crate::project::Fingerprints;
use crate::rule::{Category, Rule};
use crate::source::Span;
use serde::{Serialize, Serializer};
use std::io::{self, Write};

/// Version of the shape of the JSON result.
pub const SCHEMA_VERSION: &str = "1.2";

/// The JSON Schema (2020-12) of the JSON result.
pub const JSON_SCHEMA: &str = include_str!("report.schema.json");

/// Writes the JSON result.
///
/// # Errors
/// When the writer fails.
pub fn json(output: &Output<'_>, to: &mut dyn Write) -> io::Result<()> {
    let tool = Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
    let findings = Findings(output);
    let document = Document { schema_version: SCHEMA_VERSION, tool, findings, summary: Summary::of(output) };
    serde_json::to_writer_pretty(&mut *to, &document)?;
    writeln!(to)
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: &'static str,
    tool: Tool,
    findings: Findings<'a>,
    summary: Summary,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

/// Findings are converted one at a time, as they are written: there may be many.
struct Findings<'a>(&'a Output<'a>);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut fingerprints = Fingerprints::new(self.0.project);
        let all = self.0.report.findings.iter().chain(&self.0.report.ignored);
        to.collect_seq(all.filter_map(|it| {
            let fingerprint = fingerprints.of(it);
            self.0.rule(it).map(|rule| JsonFinding::new(self.0, rule, it, fingerprint))
        }))
    }
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    rule: &'a str,
    category: Category,
    section: Option<&'static str>,
    severity: Severity,
    confidence: Confidence,
    message: &'a str,
    help: Option<&'a str>,
    location: JsonLocation<'a>,
    endpoint: Option<Endpoint<'a>>,
    affected: Option<JsonAffected<'a>>,
    related: Vec<Related<'a>>,
    fingerprint: Fingerprint,
    fix: Option<JsonFix<'a>>,
    ignored: Option<&'a Ignored>,
}

impl<'a> JsonFinding<'a> {
    fn new(output: &'a Output<'a>, rule: &Rule, finding: &'a Finding, fingerprint: Fingerprint) -> Self {
        let metadata = rule.metadata();
        let related = |it: &'a crate::finding::Label| Related {
            message: &it.text,
            location: JsonLocation::new(output, it.span, None),
        };
        Self {
            rule: finding.rule,
            category: metadata.category,
            section: metadata.category.section(),
            severity: finding.severity,
            confidence: finding.confidence,
            message: &finding.message,
            help: finding.help.as_deref(),
            location: JsonLocation::new(output, finding.span, Some(&finding.pointer)),
            endpoint: finding.endpoint.as_ref().map(Endpoint::of),
            affected: JsonAffected::of(output, &finding.affected),
            related: finding.labels.iter().map(related).collect(),
            fingerprint,
            fix: output.fix(finding).map(|it| JsonFix::of(output, it)),
            ignored: finding.ignored.as_ref(),
        }
    }
}

#[derive(Serialize)]
struct JsonLocation<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    /// Only the place of a finding has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<&'a str>,
}

impl<'a> JsonLocation<'a> {
    fn new(output: &'a Output<'a>, span: Span, pointer: Option<&'a str>) -> Self {
        let source = output.source(span.file);
        let Region { start, end } = Region::of(source, span);
        Self {
            path: source.path(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            pointer,
        }
    }
}

#[derive(Serialize)]
struct Endpoint<'a> {
    method: &'a str,
    path: &'a str,
}

impl<'a> Endpoint<'a> {
    fn of(name: &'a EndpointName) -> Self {
        Self { method: &name.method, path: &name.path }
    }
}

#[derive(Serialize)]
struct JsonFix<'a> {
    title: &'a str,
    safety: Safety,
    edits: Vec<JsonEdit<'a>>,
}

/// The text that takes the place of what stands at the location.
#[derive(Serialize)]
struct JsonEdit<'a> {
    location: JsonLocation<'a>,
    text: &'a str,
}

impl<'a> JsonFix<'a> {
    fn of(output: &'a Output<'a>, fix: &'a Fix) -> Self {
        let edit =
            |it: &'a Edit| JsonEdit { location: JsonLocation::new(output, it.span, None), text: &it.text };
        Self { title: &fix.title, safety: fix.safety, edits: fix.edits.iter().map(edit).collect() }
    }
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    location: JsonLocation<'a>,
}

#[derive(Serialize)]
struct JsonAffected<'a> {
    operations: usize,
    first: Vec<AffectedOperation<'a>>,
}

#[derive(Serialize)]
struct AffectedOperation<'a> {
    endpoint: Endpoint<'a>,
    location: JsonLocation<'a>,
}

impl<'a> JsonAffected<'a> {
    fn of(output: &'a Output<'a>, affected: &'a Affected) -> Option<Self> {
        let operation = |(name, span): &'a (EndpointName, Span)| AffectedOperation {
            endpoint: Endpoint::of(name),
            location: JsonLocation::new(output, *span, None),
        };
        let first = || affected.first.iter().map(operation).collect();
        (affected.count > 0).then(|| Self { operations: affected.count, first: first() })
    }
}

#[derive(Serialize)]
struct Summary {
    shown: BySeverity,
    hidden: BySeverity,
    ignored: BySeverity,
    stale: usize,
    unchanged: usize,
    documents: usize,
    operations: usize,
    fragments: usize,
    routes: usize,
}

impl Summary {
    fn of(output: &Output<'_>) -> Self {
        let scope = output.report.scope;
        Self {
            shown: BySeverity(output.counts()),
            hidden: BySeverity(output.report.hidden),
            ignored: BySeverity(Counts::of_findings(&output.report.ignored)),
            stale: output.report.stale.len(),
            unchanged: output.report.unchanged,
            documents: scope.documents,
            operations: scope.operations,
            fragments: scope.fragments,
            routes: scope.routes,
        }
    }
}

struct BySeverity(Counts);

impl Serialize for BySeverity {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(Severity::ALL.iter().rev().map(|it| (it.name(), self.0.of(*it))))
    }
}
