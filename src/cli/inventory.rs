//! `gatelint inventory`: every endpoint, from documents and Rust sources.

use super::Outcome;
use super::configuration::Configuration;
use super::inputs::{Inputs, must_be_some, warn_of_unread};
use crate::openapi::Model;
use crate::project::{Join, Project};
use crate::report::{Inventory, Skeleton};
use clap::{Args, ValueEnum};
use rayon::prelude::*;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Columns are not cut below this width.
const LEAST_WIDTH: usize = 80;

/// What `gatelint inventory` takes.
#[derive(Args, Debug)]
#[group(skip)]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,
    /// How to print it
    #[arg(short, long, value_enum, default_value_t)]
    format: Format,
    /// Configuration to use in place of the nearest `gatelint.toml`
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// Columns
    #[default]
    Table,
    /// An object as described by inventory.schema.json
    Json,
    /// Comma-separated values
    Csv,
    /// A document for the routes that no document has, in YAML, to be completed
    Openapi,
}

/// What a terminal has room for; elsewhere nothing is cut.
fn width() -> usize {
    let size = io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
    size.map_or(usize::MAX, |it| usize::from(it.0.0).max(LEAST_WIDTH))
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let configuration = Configuration::load(arguments.config.as_deref())?;
    let found = arguments.inputs.find(&configuration)?;
    // What is missing in the list is told where it does not get into the list.
    warn_of_unread(&found, |it| drop(writeln!(io::stderr(), "gatelint: {it}")));
    let project = Project::load(&found.root, found.sources).with_code(found.code, &configuration.names());
    must_be_some(&project)?;
    let models: Vec<Model<'_>> =
        project.groups().par_iter().map(|it| Model::new(project.files(), it)).collect();
    let services = configuration.services(&found.root);
    let join = Join::new(&project, &models, &services);
    let inventory = Inventory::new(&project, &join, &services);
    let mut to = io::stdout().lock();
    match arguments.format {
        Format::Table => inventory.table(&mut to, width())?,
        Format::Json => inventory.json(&mut to)?,
        Format::Csv => inventory.csv(&mut to)?,
        Format::Openapi => Skeleton::new(&project, &join).yaml(&mut to)?,
    }
    Ok(ExitCode::SUCCESS)
}
