//! What a configuration comes to: rules found by their names, built-in lists joined with its own.

use super::configuration::Configuration;
use super::names::{resolve_at, rule_at};
use crate::config::{Annotations, Config, Ignore, Words};

/// What rules read, from the configuration.
pub(super) fn config(configuration: &Configuration) -> Result<Config, String> {
    let file = &configuration.file;
    let mut config = Config {
        annotations: file.annotations.clone().map(Annotations::with_builtin).unwrap_or_default(),
        words: file.words.clone().map(Words::with_builtin).unwrap_or_default(),
        limits: file.limits.unwrap_or_default(),
        ignores: ignores(configuration)?,
        ..Config::default()
    };
    for (name, settings) in &file.rules {
        let rule = rule_at(configuration, name.span(), name.get_ref())?;
        if let Some(severity) = settings.severity.severity() {
            config.severities.insert(rule.name, severity);
        }
    }
    Ok(config)
}

fn ignores(configuration: &Configuration) -> Result<Vec<Ignore>, String> {
    let mut ignores = Vec::new();
    for entry in configuration.ignored_findings() {
        for (span, name) in entry.rules() {
            let rule = rule_at(configuration, span.clone(), name)?.name;
            let (at, reason) = (entry.at.clone(), entry.reason.0.clone());
            ignores.push(Ignore { rule, at, reason, expires: entry.expires.map(|it| it.0), span });
        }
    }
    Ok(ignores)
}

/// Looks up all names of rules in a configuration.
pub(super) fn must_be_sound(configuration: &Configuration) -> Result<(), String> {
    let selected = configuration.file.select.iter().map(|it| (it.span(), it.get_ref().as_str()));
    resolve_at(configuration, selected.chain(configuration.ignored_names()))?;
    config(configuration).map(drop)
}
