//! Where reports go and what they look like: arguments that commands with findings share, and the exit code.

use super::{Color, Failure, Outcome};
use crate::analyze::Settings;
use crate::finding::{Report, Severity};
use crate::project::Project;
use crate::report::{self, Output, Style};
use crate::rules::RULES;
use clap::{Args, ValueEnum};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;

/// Columns where the terminal does not say.
const DEFAULT_WIDTH: usize = 100;

/// What becomes of findings.
#[derive(Args, Debug)]
#[group(skip)]
pub(super) struct Reporting {
    /// Format of the report, and the file it goes to (repeatable): terminal, concise, json, sarif
    #[arg(short, long, value_name = "NAME[=FILE]")]
    format: Vec<Target>,
    /// File for a report whose format names none
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Show ignored findings too, in the terminal and in SARIF; JSON always has them
    #[arg(long)]
    show_ignored: bool,
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

impl Reporting {
    /// One line for people, while they wait.
    pub(super) fn progress(&self) -> Progress {
        Progress { is_shown: !self.quiet && io::stderr().is_terminal() }
    }

    /// Says something besides the report.
    pub(super) fn say(&self, what: &str) {
        if !self.quiet {
            // Where standard error is gone there is nobody left to tell.
            let _ignored = writeln!(io::stderr(), "gatelint: {what}");
        }
    }

    /// Writes the reports; findings at or above the gate make the exit code.
    pub(super) fn finish(
        &self,
        report: &Report,
        project: &Project,
        settings: &Settings,
        gate: Option<Severity>,
    ) -> Outcome {
        let output = Output {
            report,
            project,
            rules: &settings.rules,
            config: &settings.config,
            show_ignored: self.show_ignored,
        };
        write_reports(self, &output)?;
        if self.statistics {
            unless_closed(statistics(report, &mut io::stderr().lock()))?;
        }
        Ok(ExitCode::from(u8::from(is_over(gate, &output))))
    }

    /// Two reports in one file would overwrite each other, and on one stream nobody could tell them apart.
    pub(super) fn must_go_to_different_places(&self) -> Result<(), String> {
        let places: Vec<_> = self.format.iter().map(|it| it.file.as_ref().or(self.output.as_ref())).collect();
        let twice = places.iter().enumerate().find(|(number, place)| places[..*number].contains(place));
        twice.map_or(Ok(()), |(_, place)| {
            let place =
                place.map_or_else(|| "standard output".to_owned(), |it| format!("`{}`", it.display()));
            Err(format!("two reports go to {place}; give each a file of its own: `-f sarif=FILE`"))
        })
    }
}

fn write_reports(arguments: &Reporting, output: &Output<'_>) -> Result<(), Failure> {
    let default = [Target { format: Format::Terminal, file: None }];
    let targets = if arguments.format.is_empty() { &default[..] } else { &arguments.format };
    for target in targets {
        match target.file.as_ref().or(arguments.output.as_ref()) {
            Some(path) => write_file(arguments, target.format, output, path)?,
            None if arguments.quiet => {}
            None => unless_closed(write_output(arguments, target.format, output))?,
        }
    }
    Ok(())
}

/// Whoever reads may stop early: what was found stays found, and other reports are still written.
pub(super) fn unless_closed(written: io::Result<()>) -> Result<(), Failure> {
    match written.map_err(Failure::from) {
        Err(Failure::ClosedPipe) => Ok(()),
        other => other,
    }
}

fn write_output(arguments: &Reporting, format: Format, output: &Output<'_>) -> io::Result<()> {
    let mut to = BufWriter::new(io::stdout().lock());
    write_report(format, output, style(arguments, io::stdout().is_terminal()), &mut to)?;
    to.flush()
}

fn write_file(
    arguments: &Reporting,
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

fn style(arguments: &Reporting, is_terminal: bool) -> Style {
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

fn is_over(gate: Option<Severity>, output: &Output<'_>) -> bool {
    let counts = output.counts();
    gate.is_some_and(|gate| Severity::ALL.into_iter().any(|it| it >= gate && counts.of(it) > 0))
}

/// One line on standard error that says what is being done, while a person looks at it.
pub(super) struct Progress {
    is_shown: bool,
}

impl Progress {
    pub(super) fn say(&self, what: &str) {
        if self.is_shown {
            self.write(&format!("\r\u{1b}[2Kgatelint: {what} …"));
        }
    }

    pub(super) fn done(&self) {
        if self.is_shown {
            self.write("\r\u{1b}[2K");
        }
    }

    pub(super) fn warn(&self, what: &str) {
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
