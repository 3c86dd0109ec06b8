//! `gatelint completions` and `gatelint man`: both are derived from the arguments.

use super::{Arguments, Outcome};
use clap::CommandFactory;
use std::io::{self, Write};
use std::process::ExitCode;

pub(super) fn completions(shell: clap_complete::Shell) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "gatelint", &mut script);
    io::stdout().write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn manual() -> Outcome {
    clap_mangen::Man::new(Arguments::command()).render(&mut io::stdout())?;
    Ok(ExitCode::SUCCESS)
}
