//! Names of rules and risk categories as users write them, on the command line and in the configuration.

use super::configuration::Configuration;
use crate::config::did_you_mean;
use crate::rule::{Category, Rule};
use crate::rules::{RULES, find};
use std::collections::BTreeSet;
use std::ops::Range;

/// Rules for what the user wrote: rules or categories.
fn resolve(name: &str) -> Result<Vec<&'static str>, String> {
    let name = name.trim();
    let category = Category::ALL.into_iter().find(|it| it.name() == name || it.section() == Some(name));
    let in_category = |it: &&Rule| Some(it.metadata().category) == category;
    match find(name) {
        Some(rule) => Ok(vec![rule.name]),
        None if category.is_some() => Ok(RULES.iter().filter(in_category).map(|it| it.name).collect()),
        None => {
            let known = RULES.iter().map(|it| it.name).chain(Category::ALL.iter().map(|it| it.name()));
            Err(format!("no rule or risk category is called `{name}`{}", did_you_mean(name, known)))
        }
    }
}

pub(super) fn resolve_all(names: &[String]) -> Result<BTreeSet<&'static str>, String> {
    let rules = names.iter().map(|it| resolve(it)).collect::<Result<Vec<_>, _>>()?;
    Ok(rules.into_iter().flatten().collect())
}

/// The same for names of the configuration, each with its place.
pub(super) fn resolve_at<'a>(
    configuration: &Configuration,
    names: impl Iterator<Item = (Range<usize>, &'a str)>,
) -> Result<BTreeSet<&'static str>, String> {
    let at = |(place, name)| resolve(name).map_err(|message| configuration.fault(place, &message));
    Ok(names.map(at).collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// The rule that a table of the configuration is about.
pub(super) fn rule_at(
    configuration: &Configuration,
    place: Range<usize>,
    name: &str,
) -> Result<&'static Rule, String> {
    find(name).ok_or_else(|| {
        let hint = did_you_mean(name, RULES.iter().map(|it| it.name));
        configuration.fault(place, &format!("no rule is called `{name}`{hint}"))
    })
}

pub(super) fn switched_off(configuration: &Configuration) -> Result<Vec<&'static str>, String> {
    let off = configuration.file.rules.iter().filter(|it| it.1.severity.severity().is_none());
    off.map(|(name, _)| rule_at(configuration, name.span(), name.get_ref()).map(|it| it.name)).collect()
}
