//! Runs rules over Rust sources: services, what they share with documents, and functions.

use super::{CHUNK, Engine, Settings, each_once, finish, once, texts};
use crate::code::ItemId;
use crate::finding::Finding;
use crate::flow::{Body, Handling};
use crate::handlers::Route;
use crate::openapi::Model;
use crate::project::{Code, Join, Project, Served};
use crate::rule::{Check, Draft, Rule};
use rayon::prelude::*;

/// What services do, and where documents and services disagree.
pub(super) fn analyze(project: &Project, settings: &Settings) -> Vec<Finding> {
    let Some(code) = project.code() else { return Vec::new() };
    let compares = |it: &&Rule| {
        it.checks.iter().any(|it| matches!(it, Check::Endpoint(_) | Check::Join(_) | Check::Served(_)))
    };
    let groups = if settings.rules.iter().any(compares) { project.groups() } else { &[] };
    let models: Vec<Model<'_>> = groups.par_iter().map(|it| Model::new(project.files(), it)).collect();
    let join = Join::new(project, &models, &settings.config.services);
    let served = Served::of(&join.endpoints);
    let packages = code.packages();
    let model = Model::default();
    each_once(project.files(), &model, settings, |cx, check| {
        cx.code = Some(code);
        match check {
            Check::Endpoint(look) => join.endpoints.iter().for_each(|it| look(cx, it)),
            Check::Served(look) => served.iter().for_each(|it| look(cx, it)),
            Check::Join(look) => look(cx, &join),
            Check::Unreadable(look) => code.problems().for_each(|it| look(cx, it)),
            Check::Package(look) => packages.iter().for_each(|it| look(cx, it)),
            Check::Service(look) => code.services().iter().for_each(|it| look(cx, it)),
            _ => {}
        }
    })
}

/// What functions do, each looked at by itself.
pub(super) fn functions(project: &Project, settings: &Settings) -> Vec<Finding> {
    let Some(code) = project.code() else { return Vec::new() };
    let asks = |is_asked: fn(&Check) -> bool| settings.rules.iter().any(|it| it.checks.iter().any(is_asked));
    let (files, model) = (project.files(), Model::default());
    let engine = Engine { files, model: &model, group: &[], settings, words: &texts::Words::default() };
    let mut drafts = Vec::new();
    if asks(|it| matches!(it, Check::Function(_))) {
        drafts.par_extend(code.functions().par_chunks(CHUNK).flat_map_iter(|it| engine.functions(code, it)));
    }
    if asks(|it| matches!(it, Check::Handler(_))) {
        drafts
            .par_extend(code.handlers().par_chunks(CHUNK / 8).flat_map_iter(|it| engine.handlers(code, it)));
    }
    once(drafts).into_iter().map(|draft| finish(&model, &settings.config, draft)).collect()
}

impl<'a> Engine<'a, '_> {
    fn functions(&self, code: &'a Code, functions: &[ItemId]) -> Vec<Draft<'a>> {
        let bodies: Vec<Body<'a>> =
            functions.iter().filter_map(|it| Body::new(code.workspace(), *it)).collect();
        self.each(|cx, check| {
            cx.code = Some(code);
            if let Check::Function(look) = check {
                bodies.iter().for_each(|it| look(cx, it));
            }
        })
    }

    fn handlers(&self, code: &'a Code, handlers: &[(ItemId, Vec<&'a Route>)]) -> Vec<Draft<'a>> {
        let each = handlers.iter();
        let handlers: Vec<Handling<'a>> = each
            .filter_map(|(function, routes)| Handling::new(code.workspace(), *function, routes.clone()))
            .collect();
        self.each(|cx, check| {
            cx.code = Some(code);
            if let Check::Handler(look) = check {
                handlers.iter().for_each(|it| look(cx, it));
            }
        })
    }
}
