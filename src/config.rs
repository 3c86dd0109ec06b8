//! What a project decides for itself: dates, annotation keys, words of its own.

use jiff::civil::Date;

/// Settings that rules read.
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
}

/// What a project thinks is too much.
#[derive(Clone, Debug)]
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

/// Extension keys by which documents say what OpenAPI has no field for; the first is the one that help texts name.
#[derive(Clone, Debug)]
pub struct Annotations {
    /// Who owns an API or an operation.
    pub owner: Vec<String>,
    /// Who may use an API or an operation: the public, partners, the company.
    pub audience: Vec<String>,
    /// Why an operation is open to everyone.
    pub public: Vec<String>,
    /// How sensitive a value is.
    pub sensitivity: Vec<String>,
    /// How often an operation may be called.
    pub rate_limit: Vec<String>,
    /// How large a body, a file or another value may be.
    pub max_size: Vec<String>,
}

impl Default for Annotations {
    fn default() -> Self {
        let keys = |keys: &[&str]| keys.iter().map(|&it| it.to_owned()).collect();
        Self {
            owner: keys(&["x-owner", "x-team", "x-api-owner", "x-maintainer"]),
            audience: keys(&["x-audience", "x-visibility", "x-internal", "x-api-audience"]),
            public: keys(&["x-public-reason", "x-gatelint-public", "x-public"]),
            sensitivity: keys(&["x-sensitivity", "x-data-classification", "x-pii", "x-sensitive"]),
            rate_limit: keys(&["x-rate-limit", "x-ratelimit", "x-ratelimit-limit", "x-throttling"]),
            max_size: keys(&["x-max-size", "x-max-bytes", "x-max-length", "x-max-file-size", "x-size-limit"]),
        }
    }
}

/// Words of a project's own, compared without case and separators.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Further names whose values are secrets.
    pub secret: Vec<String>,
    /// Further names that only the server may set.
    pub privileged: Vec<String>,
    /// Further names of personal or otherwise sensitive data.
    pub sensitive: Vec<String>,
    /// Names that are none of these, whatever the rules think.
    pub harmless: Vec<String>,
}
