//! Services of the code as they are, before documents are held against them.

use super::{Gap, Place, conditions, gap, place};
use crate::code::TargetKind;
use crate::handlers::{Evidence, EvidenceKind, Route, Service, Strength};
use crate::project::Project;
use serde::Serialize;

/// One service.
#[derive(Debug, Serialize)]
pub(super) struct Entry {
    package: String,
    kind: &'static str,
    framework: &'static str,
    /// The function that puts it together.
    entry: String,
    /// Where its outermost router is made.
    location: Place,
    routes: Vec<Answer>,
    unresolved: Vec<Gap>,
}

/// Something that it answers.
#[derive(Debug, Serialize)]
struct Answer {
    method: String,
    path: String,
    handler: String,
    framework: &'static str,
    location: Place,
    conditions: Vec<String>,
    authentication: Vec<Proof>,
}

/// What makes sure of who asks.
#[derive(Debug, Serialize)]
struct Proof {
    kind: &'static str,
    strength: &'static str,
    name: String,
}

/// Every service of the project, examples and tests too.
pub(super) fn services(project: &Project) -> Vec<Entry> {
    let Some(code) = project.code() else { return Vec::new() };
    let entry = |it: &Service| Entry {
        package: it.package.to_string(),
        kind: kind(it.kind),
        framework: it.framework,
        entry: code.workspace().item(it.entry).name.to_string(),
        location: place(project, it.span),
        routes: it.routes.iter().map(|it| answer(project, it)).collect(),
        unresolved: it.unresolved.iter().map(|gap| self::gap(project, it, gap)).collect(),
    };
    code.services().iter().map(entry).collect()
}

fn answer(project: &Project, route: &Route) -> Answer {
    Answer {
        method: route.method.as_deref().unwrap_or("ANY").to_owned(),
        path: route.path.to_string(),
        handler: route.handler.name.clone(),
        framework: route.framework,
        location: place(project, route.span),
        conditions: conditions(route),
        authentication: route.protection.authentication.iter().map(proof).collect(),
    }
}

fn proof(evidence: &Evidence) -> Proof {
    let kind = match evidence.kind {
        EvidenceKind::Extractor => "extractor",
        EvidenceKind::Layer => "layer",
        EvidenceKind::Guard => "guard",
        EvidenceKind::Call => "call",
        EvidenceKind::Attribute => "attribute",
        EvidenceKind::Library => "library",
    };
    let strength = match evidence.strength {
        Strength::Weak => "weak",
        Strength::Optional => "optional",
        Strength::Conditional => "conditional",
        Strength::Strong => "strong",
    };
    Proof { kind, strength, name: evidence.what.clone() }
}

const fn kind(kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::Library => "library",
        TargetKind::Binary => "binary",
        TargetKind::Example => "example",
        TargetKind::Test => "test",
        TargetKind::Bench => "benchmark",
        TargetKind::Build => "build script",
    }
}
