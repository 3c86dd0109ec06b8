//! SARIF 2.1.0, in the shape that GitHub's code scanning takes and other readers understand.
//!
//! One run, no clock, no machine: the same input gives the same bytes. What GitHub would refuse or cut off is cut
//! here, and said.

mod artifacts;
mod names;
mod results;
mod rules;
mod taxonomies;
mod text;

use super::Output;
use crate::finding::Finding;
use crate::project::Fingerprints;
use artifacts::{Artifacts, ROOT};
use serde::{Serialize, Serializer};
use serde_json::json;
use serde_sarif::sarif::{
    ArtifactLocation, Invocation, MultiformatMessageString, Notification, ReportingDescriptor,
    ReportingDescriptorReference, Run as SarifRun, Tool, ToolComponent,
};
use std::io::{self, Write};
use taxonomies::Taxonomies;
use text::plain;

/// GitHub keeps no more results of a run.
const MAX_RESULTS: usize = 5_000;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Name of the notification that results were left out.
const LEFT_OUT: &str = "results-left-out";

/// Writes a SARIF log.
///
/// # Errors
/// When the writer fails.
pub fn sarif(output: &Output<'_>, to: &mut dyn Write) -> io::Result<()> {
    let selected = select(output);
    let artifacts = Artifacts::of(output, &selected);
    let left_out = output.report.findings.len() + output.shown_ignored().len() - selected.len();
    let head = head(output, &artifacts, left_out);
    let run = Run { head, results: Results { output, artifacts, selected } };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    serde_json::to_writer_pretty(&mut *to, &log)?;
    writeln!(to)
}

/// The worst findings, and of equally bad ones the first.
fn select<'a>(output: &Output<'a>) -> Vec<&'a Finding> {
    let mut selected: Vec<_> = output.report.findings.iter().chain(output.shown_ignored()).collect();
    // Where there is no room for all, what is ignored is left out first.
    selected.sort_by_key(|it| (it.ignored.is_some(), std::cmp::Reverse(it.severity)));
    selected.truncate(MAX_RESULTS);
    selected
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
struct Run<'a> {
    #[serde(flatten)]
    head: SarifRun,
    results: Results<'a>,
}

/// Results are built one at a time, as they are written.
struct Results<'a> {
    output: &'a Output<'a>,
    artifacts: Artifacts,
    selected: Vec<&'a Finding>,
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut fingerprints = Fingerprints::new(self.output.project);
        to.collect_seq(self.selected.iter().map(|it| {
            let fingerprint = fingerprints.of(it);
            results::result(self.output, &self.artifacts, it, &fingerprint)
        }))
    }
}

/// Everything but the results.
fn head(output: &Output<'_>, artifacts: &Artifacts, left_out: usize) -> SarifRun {
    let taxonomies = Taxonomies::of(output.rules);
    let root = ArtifactLocation::builder().description("Root of the repository.").build();
    SarifRun::builder()
        .tool(Tool::from(driver(output, &taxonomies, left_out)))
        .taxonomies(taxonomies.into_components())
        .column_kind(json!("utf16CodeUnits"))
        .original_uri_base_ids([(ROOT.to_owned(), root)])
        .artifacts(artifacts.list())
        .invocations([invocation(left_out)])
        .build()
}

fn driver(output: &Output<'_>, taxonomies: &Taxonomies, left_out: usize) -> ToolComponent {
    let rules: Vec<_> =
        output.rules.iter().map(|it| rules::descriptor(it, it.severity(output.config), taxonomies)).collect();
    let mut driver = ToolComponent::builder()
        .name(env!("CARGO_PKG_NAME"))
        .semantic_version(env!("CARGO_PKG_VERSION"))
        .rules(rules)
        .supported_taxonomies(taxonomies.supported())
        .build();
    let home = env!("CARGO_PKG_REPOSITORY");
    driver.information_uri = (!home.is_empty()).then(|| home.to_owned());
    driver.notifications = (left_out > 0).then(|| vec![left_out_descriptor()]);
    driver
}

fn invocation(left_out: usize) -> Invocation {
    let mut invocation = Invocation::builder().execution_successful(true).build();
    invocation.tool_execution_notifications = (left_out > 0).then(|| vec![left_out_notification(left_out)]);
    invocation
}

fn left_out_notification(count: usize) -> Notification {
    let text = format!("{count} results were left out: a log holds the {MAX_RESULTS} that are most severe.");
    let descriptor = ReportingDescriptorReference::builder().id(LEFT_OUT).index(0).build();
    Notification::builder().message(text.as_str()).level("warning").descriptor(descriptor).build()
}

fn left_out_descriptor() -> ReportingDescriptor {
    let help = "Mend what is most severe and run again, check fewer files at once, or take the JSON format.";
    ReportingDescriptor::builder()
        .id(LEFT_OUT)
        .name(text::pascal_case(LEFT_OUT))
        .short_description(plain("Some results were left out."))
        .full_description(plain("There are more results than code scanning keeps; the mildest are left out."))
        .help(MultiformatMessageString::builder().text(help).markdown(help).build())
        .build()
}

/// A position as SARIF's types count.
fn index(at: usize) -> i64 {
    i64::try_from(at).unwrap_or(i64::MAX)
}
