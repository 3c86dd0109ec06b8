//! What is reported: plain data that knows nothing of rules' texts or of printing.

mod occurrences;

pub(crate) use occurrences::Occurrences;

use crate::source::Span;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// How bad a finding is. One for each rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; hidden by default.
    Low,
    /// Worth mending.
    Medium,
    /// To be mended before release; fails a run by default.
    High,
    /// Open to attack as it stands.
    Critical,
}

/// How sure we are that a finding is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// A hint; hidden by default.
    Low,
    /// Usually right.
    Medium,
    /// Follows from the text.
    High,
}

impl Severity {
    /// From the mildest to the worst.
    pub const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::Critical];

    /// The lower-case word used everywhere.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

impl Confidence {
    /// From the least to the most sure.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// The lower-case word used everywhere.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// Text on a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What there is to see there.
    pub text: String,
}

/// Bytes to replace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Where; empty to put something in.
    pub span: Span,
    /// What stands there instead.
    pub text: String,
}

/// What a fix does to the contract between the API and its callers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// The contract stays as it was: only what is said about it changes.
    Safe,
    /// The contract changes: callers or generated code may have to follow.
    Unsafe,
}

/// A change of the documents that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an order: lower case, no full stop.
    pub title: String,
    /// What it does to the contract.
    pub safety: Safety,
    /// All of them or none.
    pub edits: Vec<Edit>,
}

/// Method and path of an operation, as written in its document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EndpointName {
    /// Method in upper case (or as `additionalOperations` writes it).
    pub method: String,
    /// Path template without the server's base path; for a webhook its name.
    pub path: String,
}

impl std::fmt::Display for EndpointName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// Operations that a root cause touches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Affected {
    /// How many.
    pub count: usize,
    /// The first few in the order of the documents, each with the place of its method.
    pub first: Vec<(EndpointName, Span)>,
}

/// Where it is written that a finding is all right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum IgnoreKind {
    /// In a comment of the document.
    Comment,
    /// In an `x-gatelint-ignore` of the document.
    Extension,
    /// In the configuration file.
    Configuration,
    /// In the baseline.
    Baseline,
}

/// That a finding is all right, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ignored {
    /// Where that is written.
    pub kind: IgnoreKind,
    /// Why; a baseline gives no reasons.
    pub reason: Option<String>,
}

/// One report of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Name of the rule.
    pub rule: &'static str,
    /// What is the case: lower case, no full stop, names in backticks.
    pub message: String,
    /// The smallest thing to change; never more than one line.
    pub span: Span,
    /// RFC 6901 pointer of the value concerned, within the file of `span`.
    pub pointer: String,
    /// Which it is of several that agree in rule and pointer, whether these are shown or not.
    pub occurrence: usize,
    /// Further places.
    pub labels: Vec<Label>,
    /// What to do here, where that is more than the rule's page says.
    pub help: Option<String>,
    /// How bad: as the project says, or else as the rule does.
    pub severity: Severity,
    /// How to mend it, where one change is right.
    pub fix: Option<Fix>,
    /// Whether somebody said that it is all right.
    pub ignored: Option<Ignored>,
    /// How sure: at most the rule's own confidence.
    pub confidence: Confidence,
    /// The operation the finding lies in, or the only one that it touches.
    pub endpoint: Option<EndpointName>,
    /// All operations that it touches, where it lies in something shared.
    pub affected: Affected,
}

/// Identity of a finding that survives moved lines and reformatting: 32 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// Hash of rule, project-relative path and logical place, and of which of several at the same place it is.
    #[must_use]
    pub fn new(rule: &str, path: &str, place: &str, occurrence: usize) -> Self {
        let text = format!("{rule}\0{path}\0{place}\0{occurrence}");
        let digest = Sha256::digest(text.as_bytes());
        Self(digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect())
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A finding as a baseline remembers it. All but the fingerprint is for people.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// Path of the file from the project root.
    pub path: String,
    /// Pointer to the value, with names for items of lists.
    pub place: String,
    /// Name of the rule.
    pub rule: String,
    /// The operation the finding lies in, or the only one that it touches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// What was the case.
    pub message: String,
    /// Who it is.
    pub fingerprint: Fingerprint,
}

/// What a run found: what every printer takes.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What is shown, by path, place and rule.
    pub findings: Vec<Finding>,
    /// What would be shown if nobody had said that it is all right, in the same order.
    pub ignored: Vec<Finding>,
    /// Findings that were there before a branch's changes, where only these are wanted.
    pub unchanged: usize,
    /// Entries of the baseline that are no longer found.
    pub stale: Vec<Known>,
    /// Findings below the thresholds of severity or confidence, by severity.
    pub hidden: Counts,
    /// What was looked at.
    pub scope: Scope,
}

/// How much was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// API documents.
    pub documents: usize,
    /// Files that these refer to.
    pub fragments: usize,
    /// Operations in all documents.
    pub operations: usize,
    /// Routes of all services that are no examples or tests.
    pub routes: usize,
}

/// Numbers of findings by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts([usize; 4]);

impl Counts {
    /// Adds one.
    pub const fn add(&mut self, severity: Severity) {
        self.0[severity as usize] += 1;
    }

    /// Those of these findings.
    #[must_use]
    pub fn of_findings(findings: &[Finding]) -> Self {
        let mut counts = Self::default();
        findings.iter().for_each(|it| counts.add(it.severity));
        counts
    }

    /// How many of one severity.
    #[must_use]
    pub const fn of(self, severity: Severity) -> usize {
        self.0[severity as usize]
    }

    /// How many in all.
    #[must_use]
    pub fn total(self) -> usize {
        self.0.iter().sum()
    }
}
