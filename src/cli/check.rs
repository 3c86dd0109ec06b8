//! `gatelint check`: from paths to a report and an exit code.

use super::Outcome;
use super::changed;
use super::fix::{self, Fixing};
use super::inputs::Inputs;
use super::output::Reporting;
use super::selection::{Run, Selection};
use clap::Args;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

/// What `gatelint check` takes.
#[derive(Args, Debug)]
#[group(skip)]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    fixing: Fixing,
    /// Show only what changed since the branch left REF, by default the default branch
    #[arg(long, value_name = "REF", num_args = 0..=1, require_equals = true)]
    changed: Option<Option<String>>,
    #[command(flatten)]
    reporting: Reporting,
}

impl Arguments {
    /// What was named to be looked at.
    pub(super) fn paths(&self) -> &[PathBuf] {
        &self.inputs.paths
    }
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let reporting = &arguments.reporting;
    reporting.must_go_to_different_places()?;
    let progress = reporting.progress();
    let (say, warn) = (|it: &str| progress.say(it), |it: &str| progress.warn(it));
    let mut run = arguments.selection.prepare(&arguments.inputs, say, warn)?;
    if let Some(reference) = &arguments.changed {
        let (root, reference) = (run.root.path(), reference.as_deref());
        run.settings.changes = Some(changed::changes(root, &run.project, reference, warn)?);
    }
    if let Some(path) = run.baseline.clone() {
        run.read_baseline(&path)?;
    }
    progress.say(&format!("analyzing {} files", run.project.files().trees().len()));
    let (report, changed, count) = fix::analyzed(&mut run, &arguments.fixing);
    progress.done();
    if arguments.fixing.diff {
        fix::print(&changed, &mut io::stdout().lock())?;
        return Ok(ExitCode::from(u8::from(!changed.is_empty())));
    }
    fix::write(&run, &arguments.fixing, &report, &changed, count, |it| progress.warn(it))?;
    let Run { settings, project, gate, .. } = run;
    if !report.stale.is_empty() {
        progress.warn(&stale(report.stale.len()));
    }
    reporting.finish(&report, &project, &settings, gate)
}

fn stale(count: usize) -> String {
    let entries = if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") };
    let are = if count == 1 { "is" } else { "are" };
    format!("{entries} of the baseline {are} no longer found: `gatelint baseline prune` drops what is mended")
}
