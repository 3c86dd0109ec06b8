//! A finding as SARIF's result.

use super::artifacts::Artifacts;
use super::index;
use super::rules::scale;
use super::text::{link, sentence};
use crate::finding::{Edit, Finding, Fingerprint, Fix, IgnoreKind, Ignored, Label};
use crate::report::Output;
use crate::report::location::Region;
use crate::source::Span;
use serde_sarif::sarif::{
    ArtifactChange, ArtifactContent, Fix as SarifFix, Location, LogicalLocation, Message, PhysicalLocation,
    Region as SarifRegion, Replacement, Result as SarifResult, Suppression,
};
use std::collections::BTreeMap;

/// Labels of a finding that are named; GitHub keeps a hundred locations of a result.
const MAX_LABELS: usize = 50;

/// Labels that are written.
pub(super) fn labels(finding: &Finding) -> impl Iterator<Item = &Label> {
    finding.labels.iter().take(MAX_LABELS)
}

pub(super) fn result(
    output: &Output<'_>,
    artifacts: &Artifacts,
    finding: &Finding,
    fingerprint: &Fingerprint,
) -> SarifResult {
    let hash = artifacts.line_hash(output, finding.span).map(|it| ("primaryLocationLineHash", it));
    let fingerprints = hash.into_iter().chain([("gatelint/v1", fingerprint.as_str())]);
    let fingerprints = fingerprints.map(|(key, value)| (key.to_owned(), value.to_owned()));
    let mut result = SarifResult::builder()
        .rule_id(finding.rule)
        .level(scale(finding.severity).level)
        .message(message(finding).as_str())
        .locations([primary(output, artifacts, finding)])
        .partial_fingerprints(fingerprints.collect::<BTreeMap<_, _>>())
        .build();
    result.rule_index = output.rules.iter().position(|it| it.name == finding.rule).map(index);
    result.suppressions = output.show_ignored.then(|| suppressions(finding));
    result.related_locations = related(output, artifacts, finding);
    result.fixes = output.fix(finding).map(|it| vec![fix(output, artifacts, it)]);
    result
}

/// Who said that the finding is all right.
fn suppressions(finding: &Finding) -> Vec<Suppression> {
    let suppression = |ignored: &Ignored| {
        let kind = match ignored.kind {
            IgnoreKind::Comment | IgnoreKind::Extension => "inSource",
            IgnoreKind::Configuration | IgnoreKind::Baseline => "external",
        };
        let mut suppression = Suppression::builder().kind(kind).status("accepted").build();
        suppression.justification.clone_from(&ignored.reason);
        suppression
    };
    finding.ignored.iter().map(suppression).collect()
}

/// What is the case, what to do, and links to the related locations, in their order. Titles show the first sentence.
fn message(finding: &Finding) -> String {
    let mut text = sentence(&finding.message);
    if let Some(help) = &finding.help {
        text = text + " " + &sentence(help);
    }
    let mut ids = 1..;
    let places: Vec<_> = labels(finding).zip(&mut ids).map(|(it, id)| link(&it.text, id)).collect();
    if !places.is_empty() {
        text = text + " Related: " + &places.join(", ") + ".";
    }
    if finding.affected.count > 0 {
        text = text + " Affects " + &affected(finding, &mut ids) + ".";
    }
    text
}

fn affected(finding: &Finding, ids: &mut impl Iterator<Item = i64>) -> String {
    let affected = &finding.affected;
    let links: Vec<_> = affected.first.iter().zip(ids).map(|(it, id)| link(&it.0.to_string(), id)).collect();
    match affected.count - links.len().min(affected.count) {
        0 => links.join(", "),
        more if links.is_empty() => format!("{more} operations"),
        more => format!("{} and {more} more", links.join(", ")),
    }
}

fn primary(output: &Output<'_>, artifacts: &Artifacts, finding: &Finding) -> Location {
    let mut location =
        Location::builder().physical_location(physical(output, artifacts, finding.span)).build();
    location.logical_locations = logical(finding).map(|it| vec![it]);
    location
}

/// The value by its pointer and the operation by its name; a finding about a whole file has neither.
fn logical(finding: &Finding) -> Option<LogicalLocation> {
    let name = finding.endpoint.as_ref().map(ToString::to_string);
    let pointer = (!finding.pointer.is_empty()).then(|| finding.pointer.clone());
    if name.is_none() && pointer.is_none() {
        return None;
    }
    let mut location = LogicalLocation::builder().kind("object").build();
    (location.name, location.fully_qualified_name) = (name, pointer);
    Some(location)
}

/// Labels and the first affected operations, numbered from 1.
fn related(output: &Output<'_>, artifacts: &Artifacts, finding: &Finding) -> Option<Vec<Location>> {
    let labels = labels(finding).map(|it| (sentence(&it.text), it.span));
    let operations = finding.affected.first.iter().map(|it| (format!("{}.", it.0), it.1));
    let location = |(id, (text, span)): (i64, (String, Span))| {
        let message: Message = text.as_str().into();
        let place = physical(output, artifacts, span);
        Location::builder().id(id).message(message).physical_location(place).build()
    };
    let locations: Vec<_> = (1..).zip(labels.chain(operations)).map(location).collect();
    (!locations.is_empty()).then_some(locations)
}

/// All edits of a fix, file by file.
fn fix(output: &Output<'_>, artifacts: &Artifacts, fix: &Fix) -> SarifFix {
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|it| (it.span.file, it.span.start));
    let changes = edits.chunk_by(|one, other| one.span.file == other.span.file).filter_map(|edits| {
        let location = artifacts.location(edits.first()?.span.file)?;
        let replacements: Vec<_> = edits.iter().map(|it| replacement(output, it)).collect();
        Some(ArtifactChange::builder().artifact_location(location).replacements(replacements).build())
    });
    let description: Message = sentence(&fix.title).as_str().into();
    SarifFix::builder().description(description).artifact_changes(changes.collect::<Vec<_>>()).build()
}

fn replacement(output: &Output<'_>, edit: &Edit) -> Replacement {
    let content = ArtifactContent::builder().text(edit.text.as_str()).build();
    let region = region(Region::of(output.source(edit.span.file), edit.span));
    Replacement::builder().deleted_region(region).inserted_content(content).build()
}

fn region(Region { start, end }: Region) -> SarifRegion {
    SarifRegion::builder()
        .start_line(start.line)
        .start_column(start.column)
        .end_line(end.line)
        .end_column(end.column)
        .build()
}

/// GitHub shows a result in a pull request only if all lines of its region were changed, so there is one line.
fn physical(output: &Output<'_>, artifacts: &Artifacts, span: Span) -> PhysicalLocation {
    let region = region(Region::on_one_line(output.source(span.file), span));
    let mut location = PhysicalLocation::builder().region(region).build();
    location.artifact_location = artifacts.location(span.file);
    location
}
