//! `--fix`, `--unsafe-fixes` and `--diff`: what becomes of the fixes that findings offer.

use super::selection::Run;
use crate::analyze;
use crate::finding::{Report, Safety};
use crate::fixes::{self, Changed};
use clap::Args;
use similar::TextDiff;
use std::io::{self, Write};

/// What to do with fixes.
#[derive(Args, Debug)]
#[group(skip)]
#[command(next_help_heading = "Fixes")]
pub(super) struct Fixing {
    /// Write the fixes that leave the contract as it is, then report what is left
    #[arg(long)]
    fix: bool,
    /// Write also the fixes that change the contract, for callers may have to follow
    #[arg(long)]
    unsafe_fixes: bool,
    /// Print what the fixes would change, and write nothing; exits with 1 if there is anything
    #[arg(long, conflicts_with_all = ["format", "output"])]
    pub(super) diff: bool,
}

impl Fixing {
    const fn is_wanted(&self) -> bool {
        self.fix || self.unsafe_fixes || self.diff
    }

    const fn most(&self) -> Safety {
        if self.unsafe_fixes { Safety::Unsafe } else { Safety::Safe }
    }
}

/// Analyzes, and fixes where that is wanted: the report is about what is left. With it come the files that changed.
pub(super) fn analyzed(run: &mut Run, fixing: &Fixing) -> (Report, Vec<Changed>, usize) {
    let report = analyze::run(&run.project, &run.settings);
    if !fixing.is_wanted() {
        return (report, Vec::new(), 0);
    }
    let project = std::mem::take(&mut run.project);
    let fixed = fixes::fix(&run.root, project, report, &run.settings, fixing.most());
    run.project = fixed.project;
    (fixed.report, fixed.files, fixed.count)
}

/// Writes the files that changed, and says how many.
pub(super) fn write(
    run: &Run,
    fixing: &Fixing,
    report: &Report,
    files: &[Changed],
    count: usize,
    say: impl Fn(&str),
) -> Result<(), String> {
    for file in files {
        run.root.write(&file.path, &file.before, &file.after)?;
    }
    match (count, files.len()) {
        (0, _) if fixing.is_wanted() && report.hidden.total() > 0 => {
            say("nothing that is shown can be mended; --strict shows more");
        }
        (0, _) => {}
        (1, _) => say("mended 1 finding"),
        (count, 1) => say(&format!("mended {count} findings in 1 file")),
        (count, files) => say(&format!("mended {count} findings in {files} files")),
    }
    Ok(())
}

/// Prints changes in the unified format, as `patch` takes them.
pub(super) fn print(files: &[Changed], to: &mut dyn Write) -> io::Result<()> {
    for Changed { path, before, after } in files {
        let diff = TextDiff::from_lines(before, after);
        write!(to, "{}", diff.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")))?;
    }
    to.flush()
}
