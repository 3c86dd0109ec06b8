//! `gatelint baseline`: writes down what is found now, so that only what is new is shown.

use super::inputs::Inputs;
use super::selection::{Run, Selection};
use super::{Failure, Outcome};
use crate::analyze;
use crate::baseline::{Baseline, entries};
use crate::finding::Known;
use crate::source::replace;
use clap::{Args, Subcommand};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Name of the file where none is given.
const NAME: &str = "gatelint-baseline.json";

/// What `gatelint baseline` takes.
#[derive(Args, Debug)]
#[group(skip)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a baseline of all that is shown now
    Create(Box<Subjects>),
    /// Add what is new to the baseline, and drop what is no longer found
    Update(Box<Subjects>),
    /// Drop what is no longer found from the baseline
    Prune(Box<Subjects>),
}

/// What is looked at, and by which rules.
#[derive(Args, Debug)]
#[group(skip)]
struct Subjects {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    selection: Selection,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    match &arguments.command {
        Command::Create(subjects) => create(subjects),
        Command::Update(subjects) => change(subjects, true),
        Command::Prune(subjects) => change(subjects, false),
    }
}

fn create(subjects: &Subjects) -> Outcome {
    let run = prepare(subjects)?;
    let path = path(&run);
    if path.exists() {
        return Err(exists(&path));
    }
    let report = analyze::run(&run.project, &run.settings);
    let baseline = Baseline::new(entries(&run.project, &report.findings));
    write_new(&path, &baseline)?;
    say(&format!("`{}` holds {}", path.display(), findings(baseline.known().len())))
}

/// Without those that are no longer found, and perhaps with those that are new.
fn change(subjects: &Subjects, adds: bool) -> Outcome {
    let mut run = prepare(subjects)?;
    let path = path(&run);
    run.read_baseline(&path)?;
    let report = analyze::run(&run.project, &run.settings);
    let before = run.settings.baseline.unwrap_or_default();
    let stale: BTreeSet<&Known> = report.stale.iter().collect();
    let kept = before.known().iter().filter(|it| !stale.contains(it)).cloned();
    let new = if adds { entries(&run.project, &report.findings) } else { Vec::new() };
    let (added, dropped) = (new.len(), stale.len());
    let baseline = Baseline::new(kept.chain(new).collect());
    if baseline.text() != before.text() {
        replace(&path, &baseline.text()).map_err(|error| failed(&path, &error))?;
    }
    let count = findings(baseline.known().len());
    say(&format!("`{}` holds {count}: {added} added, {dropped} dropped", path.display()))
}

fn prepare(subjects: &Subjects) -> Result<Run, String> {
    subjects.selection.prepare(&subjects.inputs, |_| {}, |it| drop(say(it)))
}

fn path(run: &Run) -> PathBuf {
    run.baseline.clone().unwrap_or_else(|| PathBuf::from(NAME))
}

/// Writes a file where there is none, not even a link that leads nowhere.
fn write_new(path: &Path, baseline: &Baseline) -> Result<(), Failure> {
    let mut file = File::create_new(path).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => exists(path),
        _ => Failure::Message(failed(path, &error)),
    })?;
    file.write_all(baseline.text().as_bytes()).map_err(|error| Failure::Message(failed(path, &error)))
}

fn exists(path: &Path) -> Failure {
    let shown = path.display();
    Failure::Message(format!("`{shown}` exists; `gatelint baseline update` brings it up to date"))
}

fn failed(path: &Path, error: &io::Error) -> String {
    format!("cannot write `{}`: {error}", path.display())
}

fn findings(count: usize) -> String {
    format!("{count} finding{}", if count == 1 { "" } else { "s" })
}

fn say(what: &str) -> Outcome {
    // Where standard error is gone there is nobody left to tell.
    let _ignored = writeln!(io::stderr(), "gatelint: {what}");
    Ok(ExitCode::SUCCESS)
}
