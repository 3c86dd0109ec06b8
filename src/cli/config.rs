//! `gatelint config`: the configuration that holds here, whether it is sound, and its schema.

use super::Outcome;
use super::configuration::Configuration;
use super::effective::must_be_sound;
use crate::config::SCHEMA;
use clap::{Args, Subcommand};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// What `gatelint config` takes.
#[derive(Args, Debug)]
#[group(skip)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print the configuration that holds here, built-in lists included
    Show(File),
    /// Say whether the configuration is sound
    Validate(File),
    /// Print the JSON Schema of the configuration
    Schema,
}

#[derive(Args, Debug)]
struct File {
    /// Configuration to use in place of the nearest `gatelint.toml`
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let text = match &arguments.command {
        Command::Schema => SCHEMA.to_owned(),
        Command::Show(file) => show(file)?,
        Command::Validate(file) => validate(file)?,
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn show(file: &File) -> Result<String, String> {
    let configuration = load(file)?;
    let head = format!("# {}\n", name(&configuration));
    let effective = configuration.file.effective();
    toml::to_string_pretty(&effective).map(|it| head + &it).map_err(|error| error.to_string())
}

fn validate(file: &File) -> Result<String, String> {
    let configuration = load(file)?;
    baseline_must_exist(&configuration)?;
    Ok(format!("{}: sound\n", name(&configuration)))
}

fn baseline_must_exist(configuration: &Configuration) -> Result<(), String> {
    let Some(baseline) = &configuration.file.baseline else { return Ok(()) };
    if configuration.folder.join(baseline.get_ref()).is_file() {
        return Ok(());
    }
    let message = "there is no such file; `gatelint baseline create` writes it";
    Err(configuration.fault(baseline.span(), message))
}

/// The configuration, with all names of rules looked up.
fn load(file: &File) -> Result<Configuration, String> {
    let configuration = Configuration::load(file.config.as_deref())?;
    must_be_sound(&configuration)?;
    Ok(configuration)
}

fn name(configuration: &Configuration) -> &str {
    configuration.source.as_ref().map_or("no configuration file", |it| it.path())
}
