//! What runs and what counts: arguments that several commands share, joined with the configuration.

use super::configuration::Configuration;
use super::effective::config;
use super::inputs::{Inputs, must_be_apis, must_be_some, silent, warn_of_unread};
use super::names::{resolve_all, resolve_at, switched_off};
use crate::analyze::Settings;
use crate::baseline::{self, Baseline};
use crate::config::{Config, Gate};
use crate::finding::{Confidence, Severity};
use crate::project::Project;
use crate::rule::Rule;
use crate::rules::{RULES, find};
use crate::source::{Root, named_inside, read_text};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Arguments by which a run is chosen.
#[derive(Args, Debug)]
#[group(skip)]
pub(super) struct Selection {
    /// Exit with 1 when something at least this severe is found; what fails a run is always shown [default: high]
    #[arg(long, value_parser = gates(), value_name = "SEVERITY")]
    fail_on: Option<Gate>,
    /// Show findings from this severity on [default: medium; low where versions are compared]
    #[arg(long, value_parser = severities(), value_name = "SEVERITY")]
    min_severity: Option<Severity>,
    /// Show findings from this confidence on [default: medium]
    #[arg(long, value_parser = confidences(), value_name = "CONFIDENCE")]
    min_confidence: Option<Confidence>,
    /// Show everything, whatever its severity and confidence
    #[arg(long, conflicts_with_all = ["min_severity", "min_confidence"])]
    strict: bool,
    /// Run only these rules or risk categories (`input-validation` or `2.6`)
    #[arg(long, value_delimiter = ',', value_name = "NAMES")]
    select: Vec<String>,
    /// Run all but these rules or risk categories
    #[arg(long, value_delimiter = ',', value_name = "NAMES")]
    ignore: Vec<String>,
    /// Configuration to use in place of the nearest `gatelint.toml`
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Findings that are known and need not be shown [default: the configuration's]
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Judge dates in documents as of this day instead of today (in UTC)
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<Date>,
}

/// What the rules that run look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// An API as it is.
    Version,
    /// What changed between two versions. Changes are few: mild ones are shown, too.
    Change,
}

impl Subject {
    fn concerns(self, rule: &Rule) -> bool {
        match self {
            Self::Version => !rule.compares(),
            Self::Change => rule.can_compare(),
        }
    }

    const fn least_severity(self) -> Severity {
        match self {
            Self::Version => Severity::Medium,
            Self::Change => Severity::Low,
        }
    }

    /// The command that runs the others.
    const fn other_command(self) -> &'static str {
        match self {
            Self::Version => "gatelint diff",
            Self::Change => "gatelint check",
        }
    }
}

fn severities() -> impl TypedValueParser<Value = Severity> {
    let named = |name: String| Severity::ALL.into_iter().find(|it| it.name() == name).ok_or("no severity");
    PossibleValuesParser::new(Severity::ALL.map(Severity::name)).try_map(named)
}

fn confidences() -> impl TypedValueParser<Value = Confidence> {
    let named =
        |name: String| Confidence::ALL.into_iter().find(|it| it.name() == name).ok_or("no confidence");
    PossibleValuesParser::new(Confidence::ALL.map(Confidence::name)).try_map(named)
}

fn gates() -> impl TypedValueParser<Value = Gate> {
    let named = |name: String| Gate::ALL.into_iter().find(|it| it.name() == name).ok_or("no severity");
    PossibleValuesParser::new(Gate::ALL.map(Gate::name)).try_map(named)
}

/// Everything that a run needs, read and ready.
pub(super) struct Run {
    pub(super) settings: Settings,
    pub(super) project: Project,
    /// The folder that paths are relative to.
    pub(super) root: Root,
    /// The file of findings that are known, where one is named.
    pub(super) baseline: Option<PathBuf>,
    /// The least severity that fails the run.
    pub(super) gate: Option<Severity>,
}

impl Run {
    /// Reads a file of findings that are known.
    pub(super) fn read_baseline(&mut self, path: &Path) -> Result<(), String> {
        let text = read_text(path, baseline::MAX_BYTES)?;
        let mut baseline =
            Baseline::parse(&text).map_err(|error| format!("`{}`: {error}", path.display()))?;
        let is_read = |path: &str| self.project.files().by_path(path).is_some();
        baseline.look_for_files(|it| is_read(it) || self.root.path().join(it).exists());
        self.settings.baseline = Some(baseline);
        Ok(())
    }
}

impl Selection {
    /// Reads the configuration and the files. `say` is told what is being done, `warn` what was left out.
    pub(super) fn prepare(
        &self,
        inputs: &Inputs,
        say: impl Fn(&str),
        warn: impl Fn(&str),
    ) -> Result<Run, String> {
        let mut configuration = self.configuration()?;
        let gate = self.gate(&configuration);
        let baseline = self.baseline(&configuration)?;
        let mut settings = self.settings(&configuration, gate, Subject::Version)?;
        say("reading files");
        let found = inputs.find(&configuration)?;
        warn_of_unread(&found, warn);
        say(&format!("reading {} files", found.sources.len()));
        let named: BTreeSet<String> =
            found.sources.iter().filter(|it| it.is_named).map(|it| it.source.path().to_owned()).collect();
        let project = Project::load(&found.root, found.sources).with_code(found.code, &configuration.names());
        must_be_apis(&project, &named)?;
        must_be_some(&project)?;
        settings.config.base = found.root.seen_from(&configuration.folder);
        settings.config.services = configuration.services(&found.root);
        settings.silent = silent(&project, &named, &configuration, &settings.config.base);
        let project = match configuration.take_source(&found.root) {
            Some(source) => project.with_settings(source),
            None => project,
        };
        Ok(Run { settings, project, root: found.root, baseline, gate })
    }

    pub(super) fn baseline(&self, configuration: &Configuration) -> Result<Option<PathBuf>, String> {
        if self.baseline.is_some() {
            return Ok(self.baseline.clone());
        }
        let named = configuration.file.baseline.as_ref();
        let inside = named.map(|it| {
            named_inside(&configuration.folder, it.get_ref())
                .map_err(|error| configuration.fault(it.span(), &error))
        });
        inside.transpose()
    }

    /// The configuration that was named, or else the nearest.
    pub(super) fn configuration(&self) -> Result<Configuration, String> {
        Configuration::load(self.config.as_deref())
    }

    pub(super) fn gate(&self, configuration: &Configuration) -> Option<Severity> {
        self.fail_on.or(configuration.file.fail_on).unwrap_or(Gate::High).severity()
    }

    /// What to run and what to show: by the command line, or else by the configuration.
    pub(super) fn settings(
        &self,
        configuration: &Configuration,
        gate: Option<Severity>,
        subject: Subject,
    ) -> Result<Settings, String> {
        let file = &configuration.file;
        let severity = self.min_severity.or(file.min_severity).unwrap_or_else(|| subject.least_severity());
        let confidence = self.min_confidence.or(file.min_confidence).unwrap_or(Confidence::Medium);
        let least = if self.strict { Severity::Low } else { severity };
        Ok(Settings {
            rules: self.rules(configuration, subject)?,
            // What fails a run is shown.
            min_severity: gate.map_or(least, |it| it.min(least)),
            min_confidence: if self.strict { Confidence::Low } else { confidence },
            config: Config { as_of: Some(self.as_of.unwrap_or_else(today)), ..config(configuration)? },
            silent: BTreeSet::new(),
            baseline: None,
            changes: None,
        })
    }

    /// The rules that run. What the configuration switches off runs when the command line asks for it by name.
    fn rules(&self, configuration: &Configuration, subject: Subject) -> Result<Vec<&'static Rule>, String> {
        let select = if self.select.is_empty() {
            resolve_at(
                configuration,
                configuration.file.select.iter().map(|it| (it.span(), it.get_ref().as_str())),
            )?
        } else {
            resolve_all(&self.select)?
        };
        let ignore = resolve_all(&self.ignore)?;
        let asked: BTreeSet<_> =
            self.select.iter().filter_map(|it| find(it.trim())).map(|it| it.name).collect();
        let mut off = resolve_at(configuration, configuration.ignored_names())?;
        off.extend(switched_off(configuration)?);
        let everything = self.select.is_empty() && configuration.file.select.is_empty();
        let runs = |it: &&Rule| {
            (everything || select.contains(it.name))
                && !ignore.contains(it.name)
                && (asked.contains(it.name) || !off.contains(it.name))
        };
        let (rules, others): (Vec<_>, Vec<_>) =
            RULES.iter().filter(runs).partition(|it| subject.concerns(it));
        match (rules.is_empty(), others.is_empty()) {
            (false, _) => Ok(rules),
            (true, true) => Err("no rule is left to run: what is selected is ignored, too".to_owned()),
            (true, false) => {
                Err(format!("no rule is left to run: `{}` runs what is selected", subject.other_command()))
            }
        }
    }
}

fn today() -> Date {
    Timestamp::now().to_zoned_datetime(TimeZone::UTC).date()
}
