//! Finds out which findings somebody said are all right, and which of these words were of use.
//!
//! Of several ignores that cover a finding the innermost counts: a comment, then `x-gatelint-ignore` from the value
//! outwards, then the configuration.

mod comments;
mod extensions;

use super::Settings;
use crate::config::{self, Place as At, did_you_mean};
use crate::finding::{Finding, IgnoreKind, Ignored};
use crate::project::Project;
use crate::rule::{Ignore, Place, Rule, State};
use crate::rules::{RULES, find};
use crate::source::{FileId, Span, offset};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Ignores of each kind that are read from one file.
const MAX_IN_FILE: usize = 5_000;

const TOO_MANY: &str = "a file has room for 5,000 ignores; this one and what follows are not read";

/// Names that get a suggestion, which takes a comparison with each rule.
const MAX_HINTS: usize = 100;

/// What an ignore covers.
enum Scope {
    /// Findings on a line, by its index.
    Line(FileId, usize),
    /// Findings at a value and in it.
    Under(FileId, String),
    /// What an entry of the configuration says.
    At(usize),
}

/// An ignore as it is written.
struct Written<'a> {
    rule: Cow<'a, str>,
    place: Option<Place<'a>>,
    kind: IgnoreKind,
    reason: Cow<'a, str>,
    expires: Option<Date>,
    scope: Scope,
}

/// All ignores of a run, each with what it covers.
struct Ignores<'a, 's> {
    settings: &'s Settings,
    list: Vec<(Ignore<'a>, Scope)>,
    hints: usize,
}

/// Marks findings that are ignored, and tells what became of each ignore.
pub(super) fn apply<'a>(
    project: &'a Project,
    settings: &'a Settings,
    findings: &mut [Finding],
) -> Vec<Ignore<'a>> {
    let mut ignores = Ignores { settings, list: Vec::new(), hints: 0 };
    for tree in project.files().trees() {
        comments::read(&mut ignores, tree.source(), tree.comments(), '#');
        extensions::read(&mut ignores, tree);
    }
    for source in project.code().into_iter().flat_map(|it| it.sources()) {
        comments::read(&mut ignores, source, &comments::in_code(source), '/');
    }
    ignores.configured(project);
    if !ignores.list.is_empty() {
        ignores.mark(project, findings);
    }
    ignores.list.into_iter().map(|it| it.0).collect()
}

impl<'a> Ignores<'a, 'a> {
    fn configured(&mut self, project: &'a Project) {
        for (number, ignore) in self.settings.config.ignores.iter().enumerate() {
            let file = project.settings().map(|it| it.id());
            let (start, end) = (offset(ignore.span.start), offset(ignore.span.end));
            self.add(Written {
                rule: ignore.rule.into(),
                place: file.map(|file| Place::in_file(Span { file, start, end })),
                kind: IgnoreKind::Configuration,
                reason: ignore.reason.as_str().into(),
                expires: ignore.expires,
                scope: Scope::At(number),
            });
        }
    }
}

impl<'a> Ignores<'a, '_> {
    fn add(&mut self, written: Written<'a>) {
        let Some(rule) = find(&written.rule) else {
            return self.unknown(&written);
        };
        let state = match (written.expires, self.settings.config.as_of) {
            _ if written.reason.is_empty() => State::Invalid("the ignore gives no reason".to_owned()),
            (Some(end), Some(today)) if end < today => State::Expired(end),
            _ if !self.settings.rules.iter().any(|it| it.name == rule.name) => State::NotJudged,
            _ => State::Unused,
        };
        self.push(Some(rule), state, written);
    }

    fn unknown(&mut self, written: &Written<'a>) {
        let mut message = format!("no rule is called `{}`", crate::rules::shortened(&written.rule));
        if self.hints < MAX_HINTS {
            self.hints += 1;
            message += &did_you_mean(&written.rule, RULES.iter().map(|it| it.name));
        }
        self.invalid(written.place, written.kind, message);
    }

    fn invalid(&mut self, place: Option<Place<'a>>, kind: IgnoreKind, message: String) {
        let ignored = Ignored { kind, reason: None };
        let ignore = Ignore { rule: None, place, ignored, state: State::Invalid(message) };
        self.list.push((ignore, Scope::At(usize::MAX)));
    }

    fn push(&mut self, rule: Option<&'static Rule>, state: State, written: Written<'a>) {
        let ignored = Ignored { kind: written.kind, reason: Some(written.reason.into_owned()) };
        self.list.push((Ignore { rule, place: written.place, ignored, state }, written.scope));
    }

    fn mark(&mut self, project: &Project, findings: &mut [Finding]) {
        let index = Index::new(&self.list, &self.settings.config);
        let found: Vec<_> = findings.iter().map(|it| index.find(project, it)).collect();
        for (finding, number) in findings.iter_mut().zip(found) {
            let Some((ignore, _)) = number.and_then(|it| self.list.get_mut(it)) else { continue };
            ignore.state = State::Used;
            finding.ignored = Some(ignore.ignored.clone());
        }
    }
}

/// Ignores that hold, by their number in the list, where a finding looks for them.
struct Index<'s> {
    config: &'s config::Config,
    lines: FxHashMap<(&'static str, FileId), FxHashMap<usize, usize>>,
    values: FxHashMap<(&'static str, FileId), FxHashMap<&'s str, usize>>,
    configured: FxHashMap<&'static str, Vec<(usize, &'s config::Ignore)>>,
}

impl<'s> Index<'s> {
    fn new(list: &'s [(Ignore<'_>, Scope)], config: &'s config::Config) -> Self {
        let (lines, values, configured) = Default::default();
        let mut index = Self { config, lines, values, configured };
        for (number, (ignore, scope)) in list.iter().enumerate() {
            let Some(rule) = ignore.rule.filter(|_| ignore.state == State::Unused) else { continue };
            index.add(rule.name, scope, number);
        }
        index
    }

    /// Of several that say the same, the first is of use.
    fn add(&mut self, rule: &'static str, scope: &'s Scope, number: usize) {
        match scope {
            Scope::Line(file, line) => {
                self.lines.entry((rule, *file)).or_default().entry(*line).or_insert(number);
            }
            Scope::Under(file, pointer) => {
                self.values.entry((rule, *file)).or_default().entry(pointer).or_insert(number);
            }
            Scope::At(at) => {
                let ignore = self.config.ignores.get(*at);
                self.configured.entry(rule).or_default().extend(ignore.map(|it| (number, it)));
            }
        }
    }

    fn find(&self, project: &Project, finding: &Finding) -> Option<usize> {
        self.on_line(project, finding)
            .or_else(|| self.around(finding))
            .or_else(|| self.in_configuration(project, finding))
    }

    fn on_line(&self, project: &Project, finding: &Finding) -> Option<usize> {
        let lines = self.lines.get(&(finding.rule, finding.span.file))?;
        let line = project.source(finding.span.file)?.lines().line(finding.span.start);
        lines.get(&line).copied()
    }

    fn around(&self, finding: &Finding) -> Option<usize> {
        let values = self.values.get(&(finding.rule, finding.span.file))?;
        let mut outwards = std::iter::successors(Some(finding.pointer.as_str()), |it| outer(it));
        outwards.find_map(|it| values.get(it).copied())
    }

    fn in_configuration(&self, project: &Project, finding: &Finding) -> Option<usize> {
        let mut entries = self.configured.get(finding.rule)?.iter();
        let covers =
            |ignore: &config::Ignore| ignore.at.as_ref().is_none_or(|at| self.is_at(project, finding, at));
        entries.find(|it| covers(it.1)).map(|it| it.0)
    }

    fn is_at(&self, project: &Project, finding: &Finding, at: &At) -> bool {
        match at {
            At::Endpoint { method, path } => match &finding.endpoint {
                Some(endpoint) => method.is_match(&endpoint.method) && path.is_match(&endpoint.path),
                None => method.as_str() == "*" && path_item(finding).is_some_and(|it| path.is_match(&it)),
            },
            At::Value { files, pointer } => {
                let is_under = |rest: &str| rest.is_empty() || rest.starts_with('/');
                finding.pointer.strip_prefix(pointer.as_str()).is_some_and(is_under)
                    && files.as_ref().is_none_or(|files| {
                        let path = project.source(finding.span.file).map_or("", |it| it.path());
                        self.config.base.relative(path).is_some_and(|path| files.holds(&path))
                    })
            }
        }
    }
}

fn outer(pointer: &str) -> Option<&str> {
    pointer.get(..pointer.rfind('/')?)
}

/// The path whose path item a finding lies in.
fn path_item(finding: &Finding) -> Option<String> {
    let step = finding.pointer.strip_prefix("/paths/")?.split('/').next()?;
    Some(step.replace("~1", "/").replace("~0", "~"))
}
