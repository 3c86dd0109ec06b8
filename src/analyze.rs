//! Runs rules over a project: the engine walks, rules look.

mod changed;
mod code;
mod ignores;
mod known;
mod texts;

use crate::baseline::Baseline;
use crate::change::{ApiPair, Pair, pairs};
use crate::config::Config;
use crate::finding::{Affected, Confidence, Finding, Label, Occurrences, Report, Scope, Severity};
use crate::openapi::{Files, Model, Schema, documents};
use crate::project::{Code, Project};
use crate::rule::{Check, Context, Draft, Ignore, Rule};
use crate::rules::masked;
use crate::source::{Changes, FileId, Span};
use crate::syntax::Tree;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Nodes that one thread looks at before it asks for more.
const CHUNK: usize = 256;

/// What to run and what to show.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Rules to run, by name.
    pub rules: Vec<&'static Rule>,
    /// Milder findings are counted, not shown.
    pub min_severity: Severity,
    /// Less sure findings are counted, not shown.
    pub min_confidence: Confidence,
    /// What the project decides for itself.
    pub config: Config,
    /// Paths of files that nothing is reported in.
    pub silent: BTreeSet<String>,
    /// Findings that are known.
    pub baseline: Option<Baseline>,
    /// What a branch changed; what was there before is not shown.
    pub changes: Option<Changes>,
}

impl Settings {
    /// All that these rules have to say.
    #[must_use]
    pub fn strict(rules: Vec<&'static Rule>) -> Self {
        Self {
            rules,
            min_severity: Severity::Low,
            min_confidence: Confidence::Low,
            config: Config::default(),
            silent: BTreeSet::new(),
            baseline: None,
            changes: None,
        }
    }
}

/// Runs the rules over every document of the project.
#[must_use]
pub fn run(project: &Project, settings: &Settings) -> Report {
    let words = texts::Words::of(&settings.rules);
    let analyze = |group: &Vec<FileId>| analyze_group(project.files(), group, settings, &words);
    let parts: Vec<(Vec<Finding>, Scope)> = project.groups().par_iter().map(analyze).collect();
    let mut report = Report::default();
    for (findings, scope) in parts {
        report.scope.documents += scope.documents;
        report.scope.fragments += scope.fragments;
        report.scope.operations += scope.operations;
        report.findings.extend(findings);
    }
    report.scope.routes = project.code().map_or(0, Code::shipped_routes);
    report.findings.extend(analyze_project(project, settings));
    report.findings.extend(code::analyze(project, settings));
    report.findings.extend(code::functions(project, settings));
    let ignores = ignores::apply(project, settings, &mut report.findings);
    report.findings.extend(analyze_ignores(project, settings, &ignores));
    tidy(project, &mut report, settings);
    report
}

/// Leaves out what is not wanted, and puts the rest in order.
fn tidy(project: &Project, report: &mut Report, settings: &Settings) {
    if !settings.silent.is_empty() {
        let path = |it: &Finding| project.source(it.span.file).map_or("", |it| it.path());
        report.findings.retain(|it| !settings.silent.contains(path(it)));
    }
    sort(project, &mut report.findings);
    number(&mut report.findings);
    known::apply(project, settings, report);
    if let Some(changes) = &settings.changes {
        report.unchanged = changed::keep(project, changes, &mut report.findings);
    }
    hide(report, settings);
}

/// Compares the two versions of a project. `named` is what was named on each side: a file, or a folder.
#[must_use]
pub fn compare(project: &Project, named: &Pair<String>, settings: &Settings) -> Report {
    let files = project.files();
    let models =
        |groups: &[Vec<FileId>]| groups.par_iter().map(|it| Model::new(files, it)).collect::<Vec<_>>();
    let (base, head) = (models(project.base_groups()), models(project.groups()));
    let fragments = project.groups().iter().map(Vec::len).sum::<usize>();
    let documents = head.iter().map(|it| it.documents.len()).sum();
    let operations = head.iter().map(|it| it.operations.len()).sum();
    let scope = Scope { documents, fragments: fragments - documents, operations, routes: 0 };
    let found = pairs(&base, &head, named);
    let findings = found.par_iter().flat_map(|it| compare_documents(files, it, settings)).collect();
    let mut report = Report { findings, scope, ..Report::default() };
    ignores::apply(project, settings, &mut report.findings);
    tidy(project, &mut report, settings);
    report
}

fn compare_documents<'a>(files: &'a Files, api: &ApiPair<'a>, settings: &'a Settings) -> Vec<Finding> {
    let model = api.model;
    let engine = Engine { files, model, group: &[], settings, words: &texts::Words::default() };
    let mut drafts = engine.each(|cx, check| match check {
        Check::ChangedApi(look) => look(cx, api),
        Check::ChangedOperation(look) => api.operations.iter().for_each(|it| look(cx, it)),
        Check::ChangedScheme(look) => api.schemes.iter().for_each(|it| look(cx, it)),
        _ => {}
    });
    let starts: Vec<_> = (0..api.schemas.len()).step_by(CHUNK).collect();
    drafts.par_extend(starts.into_par_iter().flat_map_iter(|start| {
        let schemas: Vec<_> = api.schemas.range(start..(start + CHUNK).min(api.schemas.len())).collect();
        engine.each(|cx, check| {
            if let Check::ChangedSchema(look) = check {
                schemas.iter().for_each(|it| look(cx, it));
            }
        })
    }));
    drafts.into_par_iter().map(|draft| finish(model, &settings.config, draft)).collect()
}

fn analyze_group(
    files: &Files,
    group: &[FileId],
    settings: &Settings,
    words: &texts::Words,
) -> (Vec<Finding>, Scope) {
    let model = Model::new(files, group);
    let scope = Scope {
        documents: model.documents.len(),
        fragments: group.len() - model.documents.len(),
        operations: model.operations.len(),
        routes: 0,
    };
    let engine = Engine { files, model: &model, group, settings, words };
    let mut drafts = engine.drafts();
    drafts.retain(|it| !it.node.is_some_and(crate::syntax::Node::is_cut_off));
    (drafts.into_par_iter().map(|draft| finish(&model, &settings.config, draft)).collect(), scope)
}

/// What shows only when documents that share no files are seen side by side.
fn analyze_project(project: &Project, settings: &Settings) -> Vec<Finding> {
    let (files, model) = (project.files(), Model::default());
    let documents = documents(files, files.trees().iter());
    each_once(files, &model, settings, |cx, check| {
        if let Check::Project(look) = check {
            look(cx, &documents);
        }
    })
}

/// What is wrong with the ignores themselves.
fn analyze_ignores<'a>(project: &'a Project, settings: &'a Settings, ignores: &[Ignore<'a>]) -> Vec<Finding> {
    let model = Model::default();
    each_once(project.files(), &model, settings, |cx, check| {
        if let Check::Ignore(look) = check {
            ignores.iter().for_each(|it| look(cx, it));
        }
    })
}

/// Runs something with each check, with all files in sight and an empty model.
fn each_once<'a>(
    files: &'a Files,
    model: &'a Model<'a>,
    settings: &'a Settings,
    run: impl Fn(&mut Context<'a>, Check),
) -> Vec<Finding> {
    let engine = Engine { files, model, group: &[], settings, words: &texts::Words::default() };
    engine.each(run).into_iter().map(|draft| finish(model, &settings.config, draft)).collect()
}

struct Engine<'a, 'g> {
    files: &'a Files,
    model: &'a Model<'a>,
    group: &'g [FileId],
    settings: &'a Settings,
    words: &'g texts::Words,
}

impl<'a> Engine<'a, '_> {
    fn drafts(&self) -> Vec<Draft<'a>> {
        let (mut schemas, rest) = rayon::join(|| self.schemas(), || self.rest());
        schemas.extend(rest);
        schemas
    }

    fn schemas(&self) -> Vec<Draft<'a>> {
        let sites = self.model.schema_sites();
        let look = |chunk: &[_]| {
            let schemas: Vec<_> = chunk.iter().map(|&it| Schema::at(it)).collect();
            self.each(|cx, check| {
                if let Check::Schema(look) = check {
                    schemas.iter().for_each(|it| look(cx, it));
                }
            })
        };
        once(sites.par_chunks(CHUNK).flat_map_iter(look).collect())
    }

    fn rest(&self) -> Vec<Draft<'a>> {
        let documents = || self.each(|cx, it| self.document(cx, it));
        let parts = || self.each(|cx, it| self.part(cx, it));
        let ((mut all, parts), texts) = rayon::join(|| rayon::join(documents, parts), || self.texts());
        all.extend(parts);
        all.extend(texts);
        all
    }

    fn texts(&self) -> Vec<Draft<'a>> {
        let trees = self.group.par_iter().filter_map(|&it| self.files.tree(it));
        trees.flat_map_iter(|it| self.texts_of(it)).collect()
    }

    fn texts_of(&self, tree: &'a Tree) -> Vec<Draft<'a>> {
        let mut drafts = Vec::new();
        let checks: Vec<_> = texts::checks(&self.settings.rules).collect();
        for (number, texts) in self.words.texts(tree) {
            let Some((rule, _, look)) = checks.get(number) else { continue };
            let mut cx = Context::new(self.model, self.files, &self.settings.config, rule);
            look(&mut cx, &texts);
            drafts.extend(cx.drafts);
        }
        drafts
    }

    fn document(&self, cx: &mut Context<'a>, check: Check) {
        let trees = || self.group.iter().filter_map(|&it| self.files.tree(it));
        match check {
            Check::Model(look) => look(cx),
            Check::File(look) => trees().for_each(|it| look(cx, it)),
            Check::Document(look) => self.model.documents.iter().for_each(|it| look(cx, it.doc)),
            _ => {}
        }
    }

    fn part(&self, cx: &mut Context<'a>, check: Check) {
        let model = self.model;
        match check {
            Check::Operation(look) => model.operations.iter().for_each(|it| look(cx, it)),
            Check::Parameter(look) => model.parameters.iter().for_each(|it| look(cx, it)),
            Check::MediaType(look) => model.media_types.iter().for_each(|it| look(cx, it)),
            Check::Response(look) => model.responses.iter().for_each(|it| look(cx, it)),
            Check::Pattern(look) => model.patterns.iter().for_each(|it| look(cx, it)),
            Check::Security(look) => model.securities.iter().for_each(|it| look(cx, it)),
            Check::Scheme(look) => model.schemes.iter().for_each(|it| look(cx, it)),
            Check::Server(look) => model.servers.iter().for_each(|it| look(cx, it)),
            Check::Reference(look) => model.references.iter().for_each(|it| look(cx, it)),
            _ => {}
        }
    }

    /// Runs something with each check of each rule and collects what they report.
    fn each(&self, run: impl Fn(&mut Context<'a>, Check)) -> Vec<Draft<'a>> {
        let checks =
            self.settings.rules.iter().flat_map(|rule| rule.checks.iter().map(move |check| (*rule, *check)));
        let report = |(rule, check)| {
            let mut cx = Context::new(self.model, self.files, &self.settings.config, rule);
            run(&mut cx, check);
            cx.drafts
        };
        checks.flat_map(report).collect()
    }
}

/// What two schemas are told of a part that they share is told once, by the one that is surer.
fn once<'a>(drafts: Vec<Draft<'a>>) -> Vec<Draft<'a>> {
    let mut places: FxHashMap<(&str, Span), usize> = FxHashMap::default();
    let mut kept: Vec<Draft<'a>> = Vec::with_capacity(drafts.len());
    let sureness = |it: &Draft<'a>| it.confidence.unwrap_or(Confidence::High);
    for draft in drafts {
        let at = *places.entry((draft.rule.name, draft.span)).or_insert(kept.len());
        match kept.get_mut(at) {
            Some(first) if sureness(&draft) > sureness(first) => *first = draft,
            Some(_) => {}
            None => kept.push(draft),
        }
    }
    kept
}

fn finish<'a>(model: &Model<'a>, config: &Config, draft: Draft<'a>) -> Finding {
    let around = draft.node.and_then(|it| model.operation_around(it)).map(|it| it.name().clone());
    let affected = draft.affected.unwrap_or_else(|| match draft.node {
        Some(node) if around.is_none() => model.affected(node, draft.request, draft.response),
        _ => Affected::default(),
    });
    let only = || affected.first.first().filter(|_| affected.count == 1).map(|it| it.0.clone());
    let usual = draft.rule.metadata().confidence;
    let endpoint = draft.endpoint.or_else(|| around.clone()).or_else(only);
    Finding {
        rule: draft.rule.name,
        message: without_secrets(draft.message),
        span: draft.span,
        pointer: draft.node.map_or(draft.item, crate::syntax::Node::pointer),
        occurrence: 0,
        labels: draft.labels.into_iter().map(|it| Label { text: without_secrets(it.text), ..it }).collect(),
        help: draft.help.map(without_secrets),
        severity: draft.rule.severity(config),
        ignored: None,
        fix: draft.fix,
        confidence: draft.confidence.map_or(usual, |it| it.min(usual)),
        endpoint,
        // The operation that the finding lies in needs no mention.
        affected: if around.is_some() && affected.count == 1 { Affected::default() } else { affected },
    }
}

fn without_secrets(text: String) -> String {
    match masked(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(it) => it,
    }
}

/// By path, place and rule; what is said twice of one place is said once.
fn sort(project: &Project, findings: &mut Vec<Finding>) {
    let path = |it: &Finding| project.source(it.span.file).map_or("", |it| it.path());
    findings.par_sort_by(|one, other| {
        let place = |it: &Finding| (it.span.start, it.span.end);
        let by_path = || {
            if one.span.file == other.span.file {
                std::cmp::Ordering::Equal
            } else {
                path(one).cmp(path(other))
            }
        };
        let by_text =
            || (one.rule, &one.message, &one.pointer).cmp(&(other.rule, &other.message, &other.pointer));
        by_path().then_with(|| place(one).cmp(&place(other))).then_with(by_text)
    });
    findings.dedup_by(|later, first| {
        (later.rule, later.span, &later.message) == (first.rule, first.span, &first.message)
    });
}

/// Tells findings apart that stand at the same value.
fn number(findings: &mut [Finding]) {
    let mut occurrences = Occurrences::default();
    let numbers: Vec<_> = findings.iter().map(|it| occurrences.number(it)).collect();
    findings.iter_mut().zip(numbers).for_each(|(finding, number)| finding.occurrence = number);
}

/// Takes out what is ignored or below the thresholds; what is both is not worth a word.
fn hide(report: &mut Report, settings: &Settings) {
    let is_shown =
        |it: &Finding| it.severity >= settings.min_severity && it.confidence >= settings.min_confidence;
    let Report { findings, ignored, hidden, .. } = report;
    ignored.extend(findings.extract_if(.., |it| it.ignored.is_some()).filter(is_shown));
    findings.retain(|it| {
        if !is_shown(it) {
            hidden.add(it.severity);
        }
        is_shown(it)
    });
}
