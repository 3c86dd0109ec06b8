//! `gatelint check`: from paths to a report and an exit code.

use super::{Color, Failure, Outcome, did_you_mean};
use crate::analyze::{self, Settings};
use crate::config::Config;
use crate::finding::{Confidence, Report, Severity};
use crate::openapi::Version;
use crate::project::Project;
use crate::report::{self, Output, Style};
use crate::rule::{Category, Rule};
use crate::rules::{RULES, find};
use crate::source::{Discovered, FileId, Found, MAX_FILE_BYTES, Root, SourceFile, discover};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;

/// Columns where the terminal does not say.
const DEFAULT_WIDTH: usize = 100;

/// What `gatelint check` takes.
#[derive(Args, Debug)]
#[group(skip)]
pub(super) struct Arguments {
    /// Documents, or folders that are searched for them; `-` is standard input
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,
    /// Format of the report, and the file it goes to (repeatable): terminal, concise, json, sarif
    #[arg(short, long, value_name = "NAME[=FILE]")]
    format: Vec<Target>,
    /// File for a report whose format names none
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Exit with 1 when something at least this severe is found; what fails a run is always shown
    #[arg(long, value_parser = gates(), default_value = "high", value_name = "SEVERITY")]
    fail_on: Gate,
    /// Show findings from this severity on
    #[arg(long, value_parser = severities(), default_value = "medium", value_name = "SEVERITY")]
    min_severity: Severity,
    /// Show findings from this confidence on
    #[arg(long, value_parser = confidences(), default_value = "medium", value_name = "CONFIDENCE")]
    min_confidence: Confidence,
    /// Show everything, whatever its severity and confidence
    #[arg(long, conflicts_with_all = ["min_severity", "min_confidence"])]
    strict: bool,
    /// Run only these rules or risk categories (`input-validation` or `2.6`)
    #[arg(long, value_delimiter = ',', value_name = "NAMES")]
    select: Vec<String>,
    /// Run all but these rules or risk categories
    #[arg(long, value_delimiter = ',', value_name = "NAMES")]
    ignore: Vec<String>,
    /// Path that standard input is reported under
    #[arg(long, value_name = "PATH", default_value = "stdin")]
    stdin_filename: String,
    /// Print how many findings each rule has
    #[arg(long)]
    statistics: bool,
    /// When to use colours
    #[arg(long, value_enum, default_value_t)]
    color: Color,
    /// Print no report and no progress; the exit code tells
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,
    /// Show a frame for every finding
    #[arg(short, long)]
    verbose: bool,
}

/// The severity that fails a run, if any does.
#[derive(Clone, Copy, Debug)]
struct Gate(Option<Severity>);

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
    let names = Severity::ALL.iter().map(|it| it.name()).chain(["never"]);
    let named = |name: String| Gate(Severity::ALL.into_iter().find(|it| it.name() == name));
    PossibleValuesParser::new(names).map(named)
}

/// A format and where it goes.
#[derive(Clone, Debug)]
struct Target {
    format: Format,
    file: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Terminal,
    Concise,
    Json,
    Sarif,
}

impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, file) =
            text.split_once('=').map_or((text, None), |(name, file)| (name, Some(PathBuf::from(file))));
        let names = || Format::value_variants().iter().filter_map(|it| it.to_possible_value());
        let format = Format::from_str(name, true).map_err(|_| {
            let all: Vec<_> = names().map(|it| it.get_name().to_owned()).collect();
            format!("no format is called `{name}`; there are {}", all.join(", "))
        })?;
        Ok(Self { format, file })
    }
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let settings = settings(arguments)?;
    must_go_to_different_places(arguments)?;
    let progress = Progress::new(arguments);
    progress.say("reading files");
    let found = find_sources(arguments)?;
    for unread in &found.unread {
        let path = if unread.path.is_empty() { String::new() } else { format!(" `{}`", unread.path) };
        progress.warn(&format!("left out{path}: {}", unread.reason));
    }
    let root = found.root;
    progress.say(&format!("reading {} files", found.sources.len()));
    let named: Vec<String> =
        found.sources.iter().filter(|it| it.is_named).map(|it| it.source.path().to_owned()).collect();
    let project = Project::load(&root, found.sources);
    must_be_apis(&project, &named)?;
    progress.say(&format!("analyzing {} files", project.files().trees().len()));
    let report = analyze::run(&project, &settings);
    progress.done();
    let output = Output { report: &report, project: &project, rules: &settings.rules };
    match write_reports(arguments, &output) {
        // Whoever reads may stop early; what was found stays found.
        Err(Failure::ClosedPipe) | Ok(()) => {}
        Err(failure) => return Err(failure),
    }
    if arguments.statistics {
        statistics(&report, &mut io::stderr().lock())?;
    }
    Ok(ExitCode::from(u8::from(is_over(arguments.fail_on, &output))))
}

/// Two reports in one file would overwrite each other, and on one stream nobody could tell them apart.
fn must_go_to_different_places(arguments: &Arguments) -> Result<(), String> {
    let places: Vec<_> =
        arguments.format.iter().map(|it| it.file.as_ref().or(arguments.output.as_ref())).collect();
    let twice = places.iter().enumerate().find(|(number, place)| places[..*number].contains(place));
    twice.map_or(Ok(()), |(_, place)| {
        let place = place.map_or_else(|| "standard output".to_owned(), |it| format!("`{}`", it.display()));
        Err(format!("two reports go to {place}; give each a file of its own: `-f sarif=FILE`"))
    })
}

fn settings(arguments: &Arguments) -> Result<Settings, String> {
    let (select, ignore) = (resolve(&arguments.select)?, resolve(&arguments.ignore)?);
    let is_selected = |rule: &&Rule| arguments.select.is_empty() || select.contains(&rule.name);
    let rules: Vec<_> = RULES.iter().filter(is_selected).filter(|it| !ignore.contains(&it.name)).collect();
    if rules.is_empty() {
        return Err("no rule is left to run: --ignore takes away what --select names".to_owned());
    }
    let least = if arguments.strict { Severity::Low } else { arguments.min_severity };
    let min_confidence = if arguments.strict { Confidence::Low } else { arguments.min_confidence };
    // What fails a run is shown.
    let min_severity = arguments.fail_on.0.map_or(least, |it| it.min(least));
    Ok(Settings { rules, min_severity, min_confidence, config: Config::default() })
}

/// Names of rules for what the user wrote: rules or categories.
fn resolve(names: &[String]) -> Result<Vec<&'static str>, String> {
    let mut rules = Vec::new();
    for name in names {
        let name = name.trim();
        let category = Category::ALL.into_iter().find(|it| it.name() == name || it.section() == Some(name));
        let in_category =
            || RULES.iter().filter(|it| Some(it.metadata().category) == category).map(|it| it.name);
        match find(name) {
            Some(rule) => rules.push(rule.name),
            None if category.is_some() => rules.extend(in_category()),
            None => {
                let known = RULES.iter().map(|it| it.name).chain(Category::ALL.iter().map(|it| it.name()));
                return Err(format!(
                    "no rule or risk category is called `{name}`{}",
                    did_you_mean(name, known)
                ));
            }
        }
    }
    Ok(rules)
}

#[expect(clippy::disallowed_methods, reason = "the command line reads the environment")]
fn find_sources(arguments: &Arguments) -> Result<Discovered, String> {
    let is_stdin = |it: &&PathBuf| it.as_path() == Path::new("-");
    if arguments.paths.iter().any(|it| is_stdin(&it)) {
        return match arguments.paths.len() {
            1 => standard_input(&arguments.stdin_filename),
            _ => Err("`-` (standard input) cannot be combined with other paths".to_owned()),
        };
    }
    let current =
        std::env::current_dir().map_err(|error| format!("cannot tell the current folder: {error}"))?;
    discover(&current, &arguments.paths)
}

fn standard_input(name: &str) -> Result<Discovered, String> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| format!("cannot read standard input: {error}"))?;
    let source = SourceFile::new(FileId(0), name, bytes);
    Ok(Discovered { root: Root::none(), sources: vec![Found { source, is_named: true }], unread: Vec::new() })
}

/// Whoever names a file wants it checked: one that is no API document, and not even broken, is a mistake.
fn must_be_apis(project: &Project, named: &[String]) -> Result<(), String> {
    for path in named {
        let Some(tree) = project.files().by_path(path) else { continue };
        let is_api = |it| Version::of(it).is_some() || Version::unsupported(it).is_some();
        if !tree.root().is_some_and(is_api) && tree.problems().is_empty() {
            return Err(format!(
                "`{path}` is no OpenAPI document: it has no `openapi` or `swagger` with a version at its root"
            ));
        }
    }
    if project.files().trees().is_empty() {
        return Err(
            "no OpenAPI document found (a document has `openapi` or `swagger` at its root)".to_owned()
        );
    }
    Ok(())
}

fn write_reports(arguments: &Arguments, output: &Output<'_>) -> Result<(), Failure> {
    let default = [Target { format: Format::Terminal, file: None }];
    let targets = if arguments.format.is_empty() { &default[..] } else { &arguments.format };
    for target in targets {
        match target.file.as_ref().or(arguments.output.as_ref()) {
            Some(path) => write_file(arguments, target.format, output, path)?,
            None if arguments.quiet => {}
            None => {
                let mut to = BufWriter::new(io::stdout().lock());
                write_report(target.format, output, style(arguments, io::stdout().is_terminal()), &mut to)?;
                to.flush()?;
            }
        }
    }
    Ok(())
}

fn write_file(
    arguments: &Arguments,
    format: Format,
    output: &Output<'_>,
    path: &Path,
) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::Message(format!("cannot write `{}`: {error}", path.display()));
    let mut to = BufWriter::new(std::fs::File::create(path).map_err(failed)?);
    write_report(format, output, style(arguments, false), &mut to).and_then(|()| to.flush()).map_err(failed)
}

fn write_report(format: Format, output: &Output<'_>, style: Style, to: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Terminal => report::terminal(output, style, to),
        Format::Concise => report::concise(output, style, to),
        Format::Json => report::json(output, to),
        Format::Sarif => report::sarif(output, to),
    }
}

fn style(arguments: &Arguments, is_terminal: bool) -> Style {
    let width = terminal_size::terminal_size().map_or(DEFAULT_WIDTH, |it| usize::from(it.0.0));
    Style {
        color: arguments.color.is_on(is_terminal),
        width: width.clamp(60, 140),
        all_frames: arguments.verbose,
    }
}

fn statistics(report: &Report, to: &mut dyn Write) -> io::Result<()> {
    let mut counts: Vec<(usize, &str)> = RULES
        .iter()
        .map(|rule| (report.findings.iter().filter(|it| it.rule == rule.name).count(), rule.name))
        .filter(|it| it.0 > 0)
        .collect();
    counts.sort_by_key(|it| (std::cmp::Reverse(it.0), it.1));
    counts.iter().try_for_each(|(count, name)| writeln!(to, "{count:6}  {name}"))
}

fn is_over(gate: Gate, output: &Output<'_>) -> bool {
    let counts = output.counts();
    gate.0.is_some_and(|gate| Severity::ALL.into_iter().any(|it| it >= gate && counts.of(it) > 0))
}

/// One line on standard error that says what is being done, while a person looks at it.
struct Progress {
    is_shown: bool,
}

impl Progress {
    fn new(arguments: &Arguments) -> Self {
        Self { is_shown: !arguments.quiet && io::stderr().is_terminal() }
    }

    fn say(&self, what: &str) {
        if self.is_shown {
            self.write(&format!("\r\u{1b}[2Kgatelint: {what} …"));
        }
    }

    fn done(&self) {
        if self.is_shown {
            self.write("\r\u{1b}[2K");
        }
    }

    fn warn(&self, what: &str) {
        self.done();
        self.write(&format!("gatelint: {what}\n"));
    }

    /// Progress that cannot be shown is no reason to stop.
    #[expect(clippy::unused_self, reason = "only a progress writes")]
    fn write(&self, text: &str) {
        let mut to = io::stderr().lock();
        let _ignored = to.write_all(text.as_bytes()).and_then(|()| to.flush());
    }
}
