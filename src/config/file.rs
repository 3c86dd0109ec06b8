//! `gatelint.toml`: what may stand in it, and what is said when something else does.

mod place;
mod service;

pub use place::Place;
pub use service::{Authentication, ServiceEntry};

use super::suggest::did_you_mean;
use super::{Annotations, Gate, Handlers, Limits, Words};
use crate::finding::{Confidence, Severity};
use crate::source::{Glob, SourceFile, offset};
use jiff::civil::Date;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;

/// Largest configuration that is read, in bytes.
pub const MAX_BYTES: u64 = 1024 * 1024;

/// The JSON Schema (2020-12) of the configuration file.
pub const SCHEMA: &str = include_str!("config.schema.json");

/// Bytes of a line that an error shows.
const MAX_SHOWN: usize = 200;

/// A configuration file as it stands; names of rules are not looked up yet.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct File {
    /// Where editors find the schema.
    #[serde(rename = "$schema", skip_serializing)]
    pub schema: Option<String>,
    /// What fails a run.
    pub fail_on: Option<Gate>,
    /// What is shown, by severity.
    pub min_severity: Option<Severity>,
    /// What is shown, by confidence.
    pub min_confidence: Option<Confidence>,
    /// Rules and categories that run; all without it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub select: Vec<Spanned<String>>,
    /// Files that are looked for in folders; all documents without it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub include: Vec<Pattern>,
    /// Files that are not looked for and that nothing is reported in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<Pattern>,
    /// The file of findings that are known.
    pub baseline: Option<Spanned<String>>,
    /// Severities of rules.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub rules: BTreeMap<Spanned<String>, RuleSettings>,
    /// Extension keys that the project uses.
    pub annotations: Option<Annotations>,
    /// Words of the project.
    pub words: Option<Words>,
    /// Numbers beyond which something is too much.
    pub limits: Option<Limits>,
    /// What the code of the project calls its own.
    pub handlers: Option<Handlers>,
    /// What is said of services.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub service: Vec<ServiceEntry>,
    /// Rules that do not run, and findings that are known to be all right.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignore: Vec<Spanned<Entry>>,
}

/// What a configuration says about one rule.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", expecting = "a table with `severity`")]
pub struct RuleSettings {
    /// How bad its findings are.
    pub severity: Level,
}

/// A severity, or none at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The rule does not run.
    Off,
    /// Worth knowing.
    Low,
    /// Worth mending.
    Medium,
    /// To be mended before release.
    High,
    /// Open to attack.
    Critical,
}

impl Level {
    /// The severity; `None` for a rule that does not run.
    #[must_use]
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Low => Some(Severity::Low),
            Self::Medium => Some(Severity::Medium),
            Self::High => Some(Severity::High),
            Self::Critical => Some(Severity::Critical),
        }
    }
}

/// A pattern for files.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pattern(pub Glob);

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Glob::for_files(&text).map(Self)
    }
}

impl From<Pattern> for String {
    fn from(pattern: Pattern) -> Self {
        pattern.0.as_str().to_owned()
    }
}

/// An entry of `ignore`: a rule or category that does not run, or findings that are all right.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Entry {
    /// Name of a rule or category.
    Name(String),
    /// Findings of a rule.
    Findings(IgnoreEntry),
}

/// Findings that are all right, and why.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct IgnoreEntry {
    /// Rules whose findings are meant.
    pub rule: Spanned<Names>,
    /// Where; everywhere without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Place>,
    /// Why.
    pub reason: Reason,
    /// Last day on which the entry holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<Expiry>,
}

impl IgnoreEntry {
    /// Names of the rules, each with its place in the text.
    pub fn rules(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        let (one, many) = match self.rule.get_ref() {
            Names::One(name) => (Some((self.rule.span(), name.as_str())), &[][..]),
            Names::Many(names) => (None, names.as_slice()),
        };
        one.into_iter().chain(many.iter().map(|it| (it.span(), it.get_ref().as_str())))
    }
}

/// A name or a list of names.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Names {
    /// One.
    One(String),
    /// A list.
    Many(Vec<Spanned<String>>),
}

/// A reason that is more than nothing.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reason(pub String);

impl TryFrom<String> for Reason {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let text = text.trim();
        if text.is_empty() { Err("a reason is needed".to_owned()) } else { Ok(Self(text.to_owned())) }
    }
}

impl From<Reason> for String {
    fn from(reason: Reason) -> Self {
        reason.0
    }
}

/// A day, as a TOML date or as text.
#[derive(Clone, Copy, Debug)]
pub struct Expiry(pub Date);

impl Serialize for Expiry {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Expiry {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = match toml::Value::deserialize(from)? {
            toml::Value::Datetime(it) => it.to_string(),
            toml::Value::String(it) => it,
            _ => String::new(),
        };
        text.parse().map(Self).map_err(|_| D::Error::custom("a day is written as `2027-06-30`"))
    }
}

/// Keys of extensions.
pub(super) fn keys<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let keys = Vec::<String>::deserialize(from)?;
    match keys.iter().find(|it| !it.starts_with("x-")) {
        Some(key) => Err(D::Error::custom(format!(
            "`{key}` is no key that documents may have: keys of extensions begin with `x-`"
        ))),
        None => Ok(keys),
    }
}

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Names;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("the name of a rule or a list of names")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Names, E> {
                Ok(Names::One(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Names, A::Error> {
                let mut names = Vec::new();
                while let Some(name) = items.next_element()? {
                    names.push(name);
                }
                Ok(Names::Many(names))
            }
        }
        from.deserialize_any(Reader)
    }
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Entry;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(
                    "the name of a rule or category, or a table with `rule`, `at`, `reason` and `expires`",
                )
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Entry, E> {
                Ok(Entry::Name(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Entry, A::Error> {
                IgnoreEntry::deserialize(MapAccessDeserializer::new(entries)).map(Entry::Findings)
            }
        }
        from.deserialize_any(Reader)
    }
}

impl File {
    /// Reads a configuration.
    ///
    /// # Errors
    /// What is wrong with it and where, for people.
    pub fn parse(source: &SourceFile) -> Result<Self, String> {
        toml::from_str(source.text())
            .map_err(|error| fault(source, error.span().unwrap_or_default(), &plainer(error.message())))
    }
}

impl File {
    /// The same with what holds where it says nothing.
    #[must_use]
    pub fn effective(self) -> Self {
        Self {
            fail_on: self.fail_on.or(Some(Gate::High)),
            min_severity: self.min_severity.or(Some(Severity::Medium)),
            min_confidence: self.min_confidence.or(Some(Confidence::Medium)),
            annotations: Some(self.annotations.map(Annotations::with_builtin).unwrap_or_default()),
            words: Some(self.words.map(Words::with_builtin).unwrap_or_default()),
            limits: Some(self.limits.unwrap_or_default()),
            handlers: Some(self.handlers.unwrap_or_default()),
            ..self
        }
    }
}

/// What is said of a place in a configuration: `path:line:column: message`, with the line and a mark below the place.
#[must_use]
pub fn fault(source: &SourceFile, at: Range<usize>, message: &str) -> String {
    let (start, end) = (offset(source.text().floor_char_boundary(at.start)), at.end);
    let position = source.position(start);
    let lines = source.lines();
    let line = lines.range(source.text(), lines.line(start));
    let shown = source.text().get(line.clone()).unwrap_or_default();
    let place = format!("{}:{}:{}", source.path(), position.line, position.column);
    if shown.len() > MAX_SHOWN || shown.contains(|it: char| it.is_control() && it != '\t') {
        return format!("{place}: {message}");
    }
    let before: String = source.slice(source.span(line.start, start as usize)).chars().map(blank).collect();
    let length = source.slice(source.span(start as usize, end.min(line.end))).chars().count();
    let number = position.line.to_string();
    let margin = " ".repeat(number.len());
    let marks = "^".repeat(length.max(1));
    format!("{place}: {message}\n {margin} |\n {number} | {shown}\n {margin} | {before}{marks}")
}

const fn blank(it: char) -> char {
    if it == '\t' { '\t' } else { ' ' }
}

/// A message of the reader in our words, and with a suggestion.
fn plainer(message: &str) -> String {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (Some(word), known) = (quoted.first(), quoted.get(1..).unwrap_or_default()) else {
        return in_toml(message);
    };
    let what = match message {
        it if it.starts_with("unknown field") => format!("there is no setting `{word}` here"),
        it if it.starts_with("unknown variant") => format!("`{word}` is no value of this setting"),
        it if it.starts_with("missing field") => return format!("`{word}` is missing"),
        _ => return in_toml(message),
    };
    let hint = did_you_mean(word, known.iter().copied());
    let are = if known.len() == 1 { "is" } else { "are" };
    if hint.is_empty() { format!("{what}; there {are} {}", known.join(", ")) } else { what + &hint }
}

/// A message about a value, with the names that its type has in TOML and not in our sources.
fn in_toml(message: &str) -> String {
    message
        .replace("expected u64", "expected a whole number")
        .replace("expected a sequence", "expected a list")
}
