//! What a project decides for itself: dates, annotation keys, words of its own, how bad it finds what is found.
//!
//! Texts come in and types go out: files are read elsewhere. To let the configuration file set something new, add a
//! field to one of the structs here, or to [`File`], and to `config.schema.json`; a test compares the two.

mod file;
mod suggest;

pub use file::{
    Authentication, Entry, Expiry, File, IgnoreEntry, Level, MAX_BYTES, Names, Pattern, Place, Reason,
    RuleSettings, SCHEMA, ServiceEntry, fault,
};
pub use suggest::did_you_mean;

use crate::finding::Severity;
use crate::handlers::Service;
use crate::project::ServiceSettings;
use crate::source::Base;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

/// Settings that rules and the analysis read.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The day on which dates in documents are judged; without it nothing is overdue.
    pub as_of: Option<Date>,
    /// Extension keys that a project uses.
    pub annotations: Annotations,
    /// Words that a project adds to those that rules know.
    pub words: Words,
    /// Numbers beyond which something is too much.
    pub limits: Limits,
    /// What is said of services, where it is not to be guessed.
    pub services: Vec<ServiceSettings>,
    /// Severities in place of those of the rules, by name of the rule.
    pub severities: BTreeMap<&'static str, Severity>,
    /// Findings that are all right.
    pub ignores: Vec<Ignore>,
    /// What paths of `ignores` are relative to.
    pub base: Base,
}

impl Config {
    /// Whether something in front of a service makes sure of who asks, so that its code need not.
    #[must_use]
    pub fn is_authenticated_outside(&self, service: &Service) -> bool {
        ServiceSettings::of(&self.services, service).is_some_and(|it| it.is_authenticated_outside)
    }
}

/// What a project thinks is too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case", expecting = "a table of numbers")]
pub struct Limits {
    /// Greatest size of a JSON request body, in bytes, that is nothing to speak of.
    pub max_request_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        // In escapes a text takes six to twelve times its letters: this stands for some 8 MiB as people write it.
        Self { max_request_bytes: 64 << 20 }
    }
}

/// Findings of a rule that are all right, by the configuration file.
#[derive(Clone, Debug)]
pub struct Ignore {
    /// Name of the rule.
    pub rule: &'static str,
    /// Where; everywhere without it.
    pub at: Option<Place>,
    /// Why.
    pub reason: String,
    /// Last day on which this holds.
    pub expires: Option<Date>,
    /// Bytes of the file that name the rule.
    pub span: Range<usize>,
}

/// The severity that fails a run, if any does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gate {
    /// Everything fails it.
    Low,
    /// All but mild findings fail it.
    Medium,
    /// What should be mended before release fails it.
    High,
    /// Only what is open to attack fails it.
    Critical,
    /// Nothing fails it.
    Never,
}

impl Gate {
    /// All, from the strictest.
    pub const ALL: [Self; 5] = [Self::Low, Self::Medium, Self::High, Self::Critical, Self::Never];

    /// The least severity that fails a run.
    #[must_use]
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Self::Low => Some(Severity::Low),
            Self::Medium => Some(Severity::Medium),
            Self::High => Some(Severity::High),
            Self::Critical => Some(Severity::Critical),
            Self::Never => None,
        }
    }

    /// The lower-case word used everywhere.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.severity().map_or("never", Severity::name)
    }
}

/// Structs of lists that a project adds to. What is read from a file holds only what stands there.
macro_rules! lists {
    ($($(#[$about:meta])* $name:ident by $reader:literal { $($(#[$what:meta])* $field:ident: $builtin:expr,)* })*) => {$(
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case", expecting = "a table of lists")]
        pub struct $name {
            $($(#[$what])* #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = $reader)]
            pub $field: Vec<String>,)*
        }

        impl Default for $name {
            fn default() -> Self {
                let list = |words: &[&str]| words.iter().map(|&it| it.to_owned()).collect();
                Self { $($field: list(&$builtin),)* }
            }
        }

        impl $name {
            /// The same with the built-in words behind the project's own.
            #[must_use]
            pub fn with_builtin(self) -> Self {
                let builtin = Self::default();
                Self { $($field: joined(self.$field, builtin.$field),)* }
            }
        }
    )*};
}

lists! {
    /// Extension keys by which documents say what OpenAPI has no field for; the first is the one that help texts name.
    Annotations by "file::keys" {
        /// Who owns an API or an operation.
        owner: ["x-owner", "x-team", "x-api-owner", "x-maintainer"],
        /// Who may use an API or an operation: the public, partners, the company.
        audience: ["x-audience", "x-visibility", "x-internal", "x-api-audience"],
        /// Why an operation is open to everyone.
        public: ["x-public-reason", "x-gatelint-public", "x-public"],
        /// How sensitive a value is.
        sensitivity: ["x-sensitivity", "x-data-classification", "x-pii", "x-sensitive"],
        /// How often an operation may be called.
        rate_limit: ["x-rate-limit", "x-ratelimit", "x-ratelimit-limit", "x-throttling"],
        /// How large a body, a file or another value may be.
        max_size: ["x-max-size", "x-max-bytes", "x-max-length", "x-max-file-size", "x-size-limit"],
    }

    /// Words of a project's own, compared without case and separators.
    Words by "Vec::deserialize" {
        /// Further names whose values are secrets.
        secret: [],
        /// Further names that only the server may set.
        privileged: [],
        /// Further names of personal or otherwise sensitive data.
        sensitive: [],
        /// Names that are none of these, whatever the rules think.
        harmless: [],
    }

    /// What a project's code calls its own.
    Handlers by "Vec::deserialize" {
        /// Types that only authenticated requests give.
        principals: [],
        /// Functions that make sure of who asks, or of what they may do.
        checks: [],
        /// Attributes on handlers that do so.
        guards: [],
        /// Attributes on types that list routes: `"/path" => get(handler)`, `"/path" => sub(Type)`.
        routers: [],
    }
}

fn joined(mut own: Vec<String>, builtin: Vec<String>) -> Vec<String> {
    own.extend(builtin);
    own
}
