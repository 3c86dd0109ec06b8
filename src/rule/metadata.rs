//! The front matter of a rule's page.

use crate::finding::{Confidence, Severity};
use serde::{Deserialize, Serialize};

/// Facts about a rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metadata {
    /// One lower-case line that names the condition.
    pub summary: String,
    /// How bad.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// Which risk.
    pub category: Category,
    /// Numbers of recommended controls, as in REC-API-5 of SP 800-228 Update 1.
    pub controls: Vec<u8>,
    /// CWE numbers.
    pub cwe: Vec<u16>,
    /// Entries of the OWASP API Security Top 10, such as `API4:2023`.
    pub owasp: Vec<String>,
    /// First version that has the rule.
    pub since: String,
    /// Off unless asked for, while it is being tried out.
    #[serde(default)]
    pub preview: bool,
    /// Former names.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// Risk categories of NIST SP 800-228, section 2, and one for documents that are not sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// The document itself is not sound.
    Definition,
    /// 2.1
    Inventory,
    /// 2.2
    Authorization,
    /// 2.3
    Authentication,
    /// 2.4
    ResourceConsumption,
    /// 2.5
    InformationLeak,
    /// 2.6
    InputValidation,
    /// 2.7
    CredentialCanonicalization,
}

impl Category {
    /// In the order of the publication.
    pub const ALL: [Self; 8] = [
        Self::Definition,
        Self::Inventory,
        Self::Authorization,
        Self::Authentication,
        Self::ResourceConsumption,
        Self::InformationLeak,
        Self::InputValidation,
        Self::CredentialCanonicalization,
    ];

    /// The name used in pages, JSON and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Definition => "definition",
            Self::Inventory => "inventory",
            Self::Authorization => "authorization",
            Self::Authentication => "authentication",
            Self::ResourceConsumption => "resource-consumption",
            Self::InformationLeak => "information-leak",
            Self::InputValidation => "input-validation",
            Self::CredentialCanonicalization => "credential-canonicalization",
        }
    }

    /// Section of SP 800-228 Update 1; none for definitions.
    #[must_use]
    pub const fn section(self) -> Option<&'static str> {
        match self {
            Self::Definition => None,
            Self::Inventory => Some("2.1"),
            Self::Authorization => Some("2.2"),
            Self::Authentication => Some("2.3"),
            Self::ResourceConsumption => Some("2.4"),
            Self::InformationLeak => Some("2.5"),
            Self::InputValidation => Some("2.6"),
            Self::CredentialCanonicalization => Some("2.7"),
        }
    }

    /// Title of the section in SP 800-228.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Definition => "Definition that is not sound",
            Self::Inventory => "Lack of Visibility of APIs in the Enterprise Inventory",
            Self::Authorization => "Missing, Incorrect, or Insufficient Authorization",
            Self::Authentication => "Broken Authentication",
            Self::ResourceConsumption => "Unrestricted Resource Consumption",
            Self::InformationLeak => "Leaking Sensitive Information to Unauthorized Callers",
            Self::InputValidation => "Insufficient Verification of Input Data",
            Self::CredentialCanonicalization => "Credential Canonicalization: Preparatory Step for Controls",
        }
    }
}

impl Category {
    /// What the risk is, in our own words.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::Definition => {
                "The document contradicts itself or its specification. Whoever reads it (a gateway, a generator, a reviewer)\n\
                 may understand something else than its author meant, so nothing that is derived from it can be relied on."
            }
            Self::Inventory => {
                "What nobody knows of, nobody protects. Endpoints that are in no inventory, that were replaced but never\n\
                 switched off, or whose owners are gone are where attackers look first."
            }
            Self::Authorization => {
                "Knowing who calls is not knowing what they may do. The right to call and the right to the data are to be\n\
                 checked on each call: not missing, not against the wrong thing, and down to the field where fields differ."
            }
            Self::Authentication => {
                "Callers that are not identified, or identified by something weak, old or easily stolen. Programs cannot be\n\
                 asked for a second factor, so the strength and lifetime of what they present carry the weight."
            }
            Self::ResourceConsumption => {
                "A small request that causes much work: processor time, memory, connections, or money for messages and\n\
                 paid services. Limits on size, rate and time belong on every input, internal ones included."
            }
            Self::InformationLeak => {
                "Answers that tell a caller more than they may know: secrets in a response, the inside of the system in an\n\
                 error, or the existence of things in the difference between two refusals."
            }
            Self::InputValidation => {
                "Input that is not checked against a declared shape reaches code that trusts it. First comes the form (type,\n\
                 length, range, pattern), then what well-formed input can still do."
            }
            Self::CredentialCanonicalization => {
                "Credentials arrive in many forms and places. Where the edge does not turn them into one form that the\n\
                 inside accepts alone, two parts of a system can disagree about who is calling."
            }
        }
    }
}

/// Front matter and body of a page.
pub(crate) fn split(page: &str) -> (&str, &str) {
    let text = page.strip_prefix("---\n").unwrap_or(page);
    text.split_once("\n---\n").unwrap_or(("", text))
}

impl Metadata {
    /// Reads the front matter of a page.
    ///
    /// # Errors
    /// Says what is wrong with it: a key that is missing, unknown or of another type.
    pub fn parse(page: &str) -> Result<Self, serde_yaml::Error> {
        serde_yaml::from_str(split(page).0)
    }
}
