//! `gatelint explain`: a rule's page, a risk category with its rules, or a control with its rules.

use super::markdown::Page;
use super::{Color, Outcome};
use crate::config::did_you_mean;
use crate::rule::{Category, Control, Rule};
use crate::rules::{RULES, find};
use clap::Args;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

/// Columns where there is no terminal.
const DEFAULT_WIDTH: usize = 100;

/// Columns that even a small terminal has to give.
const LEAST_WIDTH: usize = 40;

/// What `gatelint explain` takes.
#[derive(Args, Debug)]
#[group(skip)]
pub(super) struct Arguments {
    /// A rule (`unbounded-array`), a risk (`2.4`, `resource-consumption`) or a control (`REC-API-14`)
    name: String,
    /// When to use colours
    #[arg(long, value_enum, default_value_t)]
    color: Color,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let is_terminal = io::stdout().is_terminal();
    let size = terminal_size::terminal_size().filter(|_| is_terminal);
    let width = size.map_or(DEFAULT_WIDTH, |it| usize::from(it.0.0)).max(LEAST_WIDTH);
    let page = Page { width, color: arguments.color.is_on(is_terminal) };
    let text = text(&arguments.name)?;
    io::stdout().lock().write_all(page.render(&text).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn text(name: &str) -> Result<String, String> {
    let category = || Category::ALL.into_iter().find(|it| it.name() == name || it.section() == Some(name));
    if let Some(rule) = find(name) {
        return Ok(rule_text(rule));
    }
    if let Some(category) = category() {
        return Ok(category_text(category));
    }
    if let Some(control) = control(name) {
        return Ok(control_text(control));
    }
    let names = RULES.iter().map(|it| it.name).chain(Category::ALL.iter().map(|it| it.name()));
    let near = did_you_mean(name, names);
    Err(format!("nothing is called `{name}`{near} (`gatelint rules` lists the rules)"))
}

fn rule_text(rule: &Rule) -> String {
    let metadata = rule.metadata();
    let category = metadata.category;
    let section = category.section().map_or_else(String::new, |it| format!(", SP 800-228 section {it}"));
    let facts = format!("severity {}, confidence {}", metadata.severity.name(), metadata.confidence.name());
    format!(
        "{}: {}\n\n{facts}\n\n{}{section}\n\n{}",
        rule.name,
        metadata.summary,
        category.title(),
        rule.body().trim_start()
    )
}

fn category_text(category: Category) -> String {
    let section = category.section().map_or_else(String::new, |it| format!("SP 800-228 section {it}: "));
    let rules = RULES.iter().filter(|it| it.metadata().category == category);
    format!("{section}{}\n\n{}\n\n## Rules\n\n{}", category.title(), category.description(), list(rules))
}

/// A control by its number: `REC-API-14`, in any case.
fn control(name: &str) -> Option<Control> {
    let number = name.to_ascii_uppercase().strip_prefix("REC-API-")?.parse().ok()?;
    Control::find(number)
}

fn control_text(control: Control) -> String {
    let rules = RULES.iter().filter(|it| it.metadata().controls.contains(&control.number));
    let note =
        "The title is a working title of this project; the wording of SP 800-228 Update 1 is authoritative.";
    let rules = Some(list(rules)).filter(|it| !it.is_empty());
    let rules = rules
        .unwrap_or_else(|| "None: a definition does not tell whether this control is in place.\n".to_owned());
    format!("{}: {}\n\n{note}\n\n## Rules\n\n{rules}", control.name(), control.title)
}

fn list<'a>(rules: impl Iterator<Item = &'a Rule>) -> String {
    rules.map(|it| format!("- {}: {}\n", it.name, it.metadata().summary)).collect()
}
