//! A rule as SARIF describes it: its page, its level, and what it points to.

use super::taxonomies::Taxonomies;
use super::text::{opening, pascal_case, plain, sentence};
use crate::finding::Severity;
use crate::rule::{Category, Metadata, Rule};
use serde_json::Value;
use serde_sarif::sarif::{
    MultiformatMessageString, PropertyBag, ReportingConfiguration, ReportingDescriptor, ResultLevel,
};
use std::collections::BTreeMap;

/// GitHub reads no more of a description.
const MAX_DESCRIPTION: usize = 1024;

/// GitHub keeps no more tags.
const MAX_TAGS: usize = 10;

/// A severity in the scales of SARIF and GitHub.
pub(super) struct Scale {
    pub(super) level: ResultLevel,
    /// For rules about security; GitHub wants a number in a string, and its gates go by it.
    security: &'static str,
    /// For other rules.
    problem: &'static str,
}

/// The only place that knows both scales.
pub(super) const fn scale(severity: Severity) -> Scale {
    match severity {
        Severity::Critical => Scale { level: ResultLevel::Error, security: "9.5", problem: "error" },
        Severity::High => Scale { level: ResultLevel::Error, security: "8.0", problem: "error" },
        Severity::Medium => Scale { level: ResultLevel::Warning, security: "5.5", problem: "warning" },
        Severity::Low => Scale { level: ResultLevel::Note, security: "3.0", problem: "recommendation" },
    }
}

/// The severity is the one that the project gives the rule: GitHub's gates go by the rule's.
pub(super) fn descriptor(rule: &Rule, severity: Severity, taxonomies: &Taxonomies) -> ReportingDescriptor {
    let (metadata, page) = (rule.metadata(), rule.body().trim());
    let level = scale(severity).level.to_string();
    let mut descriptor = ReportingDescriptor::builder()
        .id(rule.name)
        .name(pascal_case(rule.name))
        .short_description(plain(sentence(&metadata.summary)))
        .full_description(plain(opening(rule.section("What it finds"), MAX_DESCRIPTION)))
        .help(MultiformatMessageString::builder().text(page).markdown(page).build())
        .default_configuration(ReportingConfiguration::builder().level(level).build())
        .relationships(taxonomies.relationships(metadata))
        .properties(properties(metadata, severity))
        .build();
    descriptor.deprecated_ids = (!metadata.aliases.is_empty()).then(|| metadata.aliases.clone());
    descriptor
}

fn properties(metadata: &Metadata, severity: Severity) -> PropertyBag {
    let scale = scale(severity);
    let severity: (&str, Value) = match metadata.category {
        Category::Definition => ("problem.severity", scale.problem.into()),
        _ => ("security-severity", scale.security.into()),
    };
    let pairs = [("precision", metadata.confidence.name().into()), severity];
    let pairs: BTreeMap<_, _> = pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    PropertyBag::builder().tags(tags(metadata)).additional_properties(pairs).build()
}

/// The most useful first, for the end may be cut off.
fn tags(metadata: &Metadata) -> Vec<String> {
    let category = metadata.category;
    let kind = if category == Category::Definition { "correctness" } else { "security" };
    let mut tags = vec![kind.to_owned()];
    tags.extend(metadata.cwe.iter().map(|it| format!("external/cwe/cwe-{it}")));
    tags.extend(["nist-sp-800-228".to_owned(), category.name().to_owned()]);
    tags.extend(category.section().map(|it| format!("nist-sp-800-228/{it}")));
    tags.extend(metadata.controls.iter().map(|it| format!("nist-sp-800-228/rec-api-{it}")));
    tags.extend(metadata.owasp.iter().map(|it| format!("owasp/{}", it.to_lowercase().replace(':', "-"))));
    tags.truncate(MAX_TAGS);
    tags
}
