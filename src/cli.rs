//! The command line: arguments, one file for each subcommand, exit codes.
//!
//! Exit codes: 0 clean, 1 findings at or above `--fail-on`, 2 could not run. They do not depend on the format.

mod baseline;
mod changed;
mod check;
mod complete;
mod config;
mod configuration;
mod diff;
mod effective;
mod explain;
mod fix;
mod inputs;
mod markdown;
mod names;
mod output;
mod rules;
mod selection;

use crate::config::did_you_mean;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use std::io::{self, Write};
use std::process::ExitCode;

/// What a run may end with besides success: text for people.
type Outcome = Result<ExitCode, Failure>;

/// Why a command could not run.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The reader of our output went away; nothing to complain about.
    ClosedPipe,
    /// Anything else, for people.
    Message(String),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ClosedPipe,
            _ => Self::Message(format!("cannot write: {error}")),
        }
    }
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self::Message(message)
    }
}

/// Check API definitions against the risks of NIST SP 800-228
///
/// Reads OpenAPI documents (Swagger 2.0, OpenAPI 3.0 to 3.2) and reports what in them invites attack, at the place to
/// change. Nothing is sent or fetched.
#[derive(Debug, Parser)]
#[command(name = "gatelint", version, args_conflicts_with_subcommands = true, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    check: check::Arguments,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Lint OpenAPI documents (the default command)
    Check(Box<check::Arguments>),
    /// Compare two versions: what is new, what is gone, and which protection became weaker
    Diff(Box<diff::Arguments>),
    /// Explain a rule, a risk category or a control
    Explain(explain::Arguments),
    /// List the rules
    Rules(rules::Arguments),
    /// Write down what is found now, to be shown only what is new
    Baseline(baseline::Arguments),
    /// Show, check or describe the configuration
    Config(config::Arguments),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Color {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    #[expect(clippy::disallowed_methods, reason = "the command line reads the environment")]
    fn is_on(self, is_terminal: bool) -> bool {
        let is_forbidden = || std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => is_terminal && !is_forbidden(),
        }
    }
}

/// What is no file may be a command with a slip in it.
fn with_hint(failure: Failure, arguments: &check::Arguments) -> Failure {
    let Failure::Message(message) = failure else { return failure };
    let command = Arguments::command();
    let names = || command.get_subcommands().map(clap::Command::get_name);
    let word = arguments.paths().first().and_then(|it| it.to_str());
    let word = word.filter(|it| message.starts_with(&format!("cannot read `{it}`")));
    let hint = word.filter(|it| !it.contains(['.', '/'])).map(|it| did_you_mean(it, names()));
    Failure::Message(message + &hint.unwrap_or_default().replace("mean `", "mean the command `"))
}

/// Runs the program with the arguments of the process.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        None => check::run(&arguments.check).map_err(|it| with_hint(it, &arguments.check)),
        Some(Command::Check(arguments)) => check::run(&arguments),
        Some(Command::Diff(arguments)) => diff::run(&arguments),
        Some(Command::Explain(arguments)) => explain::run(&arguments),
        Some(Command::Rules(arguments)) => rules::run(&arguments),
        Some(Command::Baseline(arguments)) => baseline::run(&arguments),
        Some(Command::Config(arguments)) => config::run(&arguments),
        Some(Command::Completions { shell }) => complete::completions(shell),
        Some(Command::Man) => complete::manual(),
    };
    match outcome {
        Ok(code) => code,
        Err(Failure::ClosedPipe) => ExitCode::SUCCESS,
        Err(Failure::Message(message)) => {
            // Where standard error is gone too there is nobody left to tell.
            let _ignored = writeln!(io::stderr(), "gatelint: {message}");
            ExitCode::from(2)
        }
    }
}
