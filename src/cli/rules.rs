//! `gatelint rules`: the list.

use super::Outcome;
use crate::rule::Rule;
use crate::rules::RULES;
use clap::{Args, ValueEnum};
use std::io::{self, Write};
use std::process::ExitCode;

/// Version of the JSON list, as described by `src/report/rules.schema.json`.
const SCHEMA_VERSION: &str = "1.0";

/// What `gatelint rules` takes.
#[derive(Args, Debug)]
#[group(skip)]
pub(super) struct Arguments {
    /// How to print the list
    #[arg(short, long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// Columns
    #[default]
    Table,
    /// An object as described by rules.schema.json
    Json,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let mut to = io::stdout().lock();
    match arguments.format {
        Format::Table => table(&mut to)?,
        Format::Json => {
            let rules: Vec<_> = RULES.iter().map(facts).collect();
            let document = serde_json::json!({ "schema_version": SCHEMA_VERSION, "rules": rules });
            serde_json::to_writer_pretty(&mut to, &document).map_err(io::Error::from)?;
            writeln!(to)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn table(to: &mut dyn Write) -> io::Result<()> {
    let mut rules: Vec<&Rule> = RULES.iter().collect();
    rules.sort_by_key(|it| (it.metadata().category, std::cmp::Reverse(it.metadata().severity), it.name));
    let width = RULES.iter().map(|it| it.name.len()).max().unwrap_or_default();
    let mut category = None;
    for rule in rules {
        let metadata = rule.metadata();
        if category.replace(metadata.category) != Some(metadata.category) {
            let section =
                metadata.category.section().map_or_else(String::new, |it| format!("SP 800-228 {it}  "));
            writeln!(to, "\n{section}{} ({})", metadata.category.title(), metadata.category.name())?;
        }
        let (severity, confidence) = (metadata.severity.name(), metadata.confidence.name());
        writeln!(to, "  {:width$}  {severity:8}  {confidence:6}  {}", rule.name, metadata.summary)?;
    }
    writeln!(
        to,
        "\nColumns: rule, severity, confidence, what it finds. `gatelint explain RULE` tells all of it."
    )
}

fn facts(rule: &Rule) -> serde_json::Value {
    let metadata = rule.metadata();
    serde_json::json!({
        "name": rule.name,
        "summary": metadata.summary,
        "severity": metadata.severity,
        "confidence": metadata.confidence,
        "category": metadata.category,
        "section": metadata.category.section(),
        "controls": metadata.controls,
        "cwe": metadata.cwe,
        "owasp": metadata.owasp,
        "since": metadata.since,
    })
}
