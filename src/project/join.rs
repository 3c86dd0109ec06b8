//! Documents and services side by side: which operation is answered by which route.
//!
//! Nobody says which document describes which service, nor below which path a service stands behind its gateway. Both
//! are taken from what agrees most: a document belongs to services that answer enough of its operations.

use super::matching::shape;
use super::table::Table;
use super::{Code, Project, ServiceSettings};
use crate::finding::EndpointName;
use crate::handlers::{Route, Segment, Service, Template};
use crate::openapi::{Model, Operation};
use crate::source::{FileId, Span};
use rustc_hash::FxHashSet;

/// Of ten routes or operations, whichever are fewer, how many must agree.
const MIN_TENTHS: usize = 3;

/// Operations that must be found below a prefix that is seen only in the code.
const MIN_BELOW: usize = 3;

/// A method and a path: what the document says of it, what the code does, or both.
#[derive(Clone, Debug)]
pub struct Endpoint<'a> {
    /// Method and path, as the document writes them, or else as the code does.
    pub name: EndpointName,
    /// What the document says.
    pub operation: Option<Operation<'a>>,
    /// What answers.
    pub route: Option<&'a Route>,
    /// The service that answers, or that should.
    pub service: Option<&'a Service>,
    /// Whether a document and the service were found to belong together.
    pub is_paired: bool,
    /// Where the service does not answer the operation: what it answers at its path, to other methods.
    pub near: Vec<&'a Route>,
}

/// A document and a service that belong together.
#[derive(Clone, Debug)]
pub struct Pairing {
    /// The model that the document is in, and its number there.
    pub document: (usize, usize),
    /// The service, by its number.
    pub service: usize,
    /// In front of paths of the document.
    pub prefix: Vec<Segment>,
    /// How many segments routes have more than paths.
    pub skipped: usize,
}

/// All endpoints of a project.
#[derive(Debug, Default)]
pub struct Join<'a> {
    /// Operations in the order of the documents, then routes that no document has, in the order of the services.
    pub endpoints: Vec<Endpoint<'a>>,
    /// Which document belongs to which service.
    pub pairings: Vec<Pairing>,
}

impl<'a> Join<'a> {
    /// Joins the documents of the models, which are those of the project, with its services. What `settings` says of
    /// them is not guessed.
    #[must_use]
    pub fn new(project: &'a Project, models: &[Model<'a>], settings: &[ServiceSettings]) -> Self {
        let services: &'a [Service] = project.code().map_or(&[], Code::services);
        let tables: Vec<Table<'a>> = services.iter().map(Table::new).collect();
        let mut join = Self::default();
        let mut answered = FxHashSet::default();
        for (number, model) in models.iter().enumerate() {
            for (place, document) in model.documents.iter().enumerate() {
                let operations: Vec<&Operation<'a>> =
                    model.operations_of(document.doc).iter().filter(|it| it.is_inbound()).collect();
                let path = document.doc.root().tree().source().path();
                let candidates = Candidates { tables: &tables, settings, path };
                join.document((number, place), &operations, &candidates, &mut answered);
            }
        }
        join.set_aside_other_versions();
        for (number, service) in services.iter().enumerate() {
            for (place, route) in service.routes.iter().enumerate() {
                if !answered.contains(&(number, place)) {
                    join.endpoints.push(Endpoint {
                        name: route.name(),
                        operation: None,
                        route: Some(route),
                        service: Some(service),
                        is_paired: join.pairings.iter().any(|it| it.service == number),
                        near: Vec::new(),
                    });
                }
            }
        }
        join
    }

    /// Of several documents that describe the same routes only the one that fits best is held against the service:
    /// the others are versions of it.
    fn set_aside_other_versions(&mut self) {
        let mut fits: Vec<Fit> = Vec::new();
        for (number, endpoint) in self.endpoints.iter().enumerate() {
            let Some(operation) = &endpoint.operation else { continue };
            let file = operation.doc().root().span().file;
            match fits.last_mut() {
                Some(fit) if fit.file == file => fit.add(number, endpoint),
                _ => {
                    let mut fit = Fit { file, endpoints: Vec::new(), routes: FxHashSet::default() };
                    fit.add(number, endpoint);
                    fits.push(fit);
                }
            }
        }
        let is_other_version = |(number, one): (usize, &Fit)| {
            fits.iter()
                .enumerate()
                .any(|(other, it)| other != number && it.is_better_than(one, other > number))
        };
        let aside = fits.iter().enumerate().filter(|it| is_other_version((it.0, it.1)));
        let aside: Vec<usize> = aside.flat_map(|it| it.1.endpoints.iter().copied()).collect();
        aside.into_iter().for_each(|it| self.endpoints[it].is_paired = false);
    }

    fn document(
        &mut self,
        place: (usize, usize),
        operations: &[&Operation<'a>],
        candidates: &Candidates<'a, '_>,
        answered: &mut FxHashSet<(usize, usize)>,
    ) {
        let tables = candidates.tables;
        let mut routes: Vec<Option<(usize, usize)>> = vec![None; operations.len()];
        let mut first = None;
        while let Some((pairing, found)) = best(place, operations, &routes, candidates, &self.pairings) {
            first = first.or(Some(pairing.service));
            for (operation, route) in found {
                routes[operation] = Some((pairing.service, route));
            }
            self.pairings.push(pairing);
        }
        let first = first.or_else(|| candidates.assigned());
        for (operation, route) in operations.iter().zip(routes) {
            answered.extend(route);
            let service = route.map(|it| it.0).or(first).map(|it| tables[it].service);
            let near = if route.is_none() { self.near(place, operation, tables) } else { Vec::new() };
            self.endpoints.push(Endpoint {
                name: operation.name().clone(),
                operation: Some((*operation).clone()),
                route: route.map(|(service, route)| &tables[service].service.routes[route]),
                service,
                is_paired: service.is_some(),
                near,
            });
        }
    }
}

impl<'a> Join<'a> {
    /// Routes at the path of an operation, in the services of its document.
    fn near(
        &self,
        document: (usize, usize),
        operation: &Operation<'_>,
        tables: &[Table<'a>],
    ) -> Vec<&'a Route> {
        let pairings = self.pairings.iter().filter(|it| it.document == document);
        let near = pairings.flat_map(|it| {
            let own = Template::of_document(&operation.name().path).segments;
            let path = shape(&it.prefix.iter().cloned().chain(own).collect::<Vec<_>>());
            let routes = &tables[it.service].service.routes;
            let is_there = move |route: &&Route| {
                path.is_some() && shape(route.path.segments.get(it.skipped..).unwrap_or_default()) == path
            };
            routes.iter().filter(is_there)
        });
        near.collect()
    }
}

/// The service that answers most of the operations that nobody answers yet, if these are enough.
fn best(
    document: (usize, usize),
    operations: &[&Operation<'_>],
    routes: &[Option<(usize, usize)>],
    candidates: &Candidates<'_, '_>,
    taken: &[Pairing],
) -> Option<(Pairing, Vec<(usize, usize)>)> {
    let open: Vec<(usize, &Operation<'_>)> =
        operations.iter().enumerate().filter(|it| routes[it.0].is_none()).map(|it| (it.0, *it.1)).collect();
    let guesses = operations.first().map(|it| prefixes(it)).unwrap_or_default();
    let mut best: Option<(Pairing, Vec<(usize, usize)>)> = None;
    for (service, table) in candidates.tables.iter().enumerate() {
        let is_taken = taken.iter().any(|it| it.document == document && it.service == service);
        if is_taken || !candidates.may_answer(table.service) {
            continue;
        }
        let is_assigned = candidates.is_assigned(table.service);
        let said = ServiceSettings::prefix_of(candidates.settings, table.service);
        let ways = said.map_or_else(|| ways(&guesses, table), |it| vec![(it, 0)]);
        for (number, (prefix, skipped)) in ways.into_iter().enumerate() {
            let found = table.answers(&open, &prefix, skipped);
            let is_better = best.as_ref().is_none_or(|it| found.len() > it.1.len());
            let is_seen = number >= 2 * guesses.len();
            let is_enough = is_enough(found.len(), open.len(), table.service.routes.len())
                && (!is_seen || found.len() >= MIN_BELOW);
            if is_better && (is_enough || (is_assigned && !found.is_empty())) {
                best = Some((Pairing { document, service, prefix, skipped }, found));
            }
        }
    }
    best
}

fn is_enough(found: usize, operations: usize, routes: usize) -> bool {
    found > 0 && found * 10 >= operations.min(routes) * MIN_TENTHS
}

/// What may stand in front of a document's paths: nothing, or the path of one of its servers.
fn prefixes(operation: &Operation<'_>) -> Vec<Vec<Segment>> {
    let mut prefixes = vec![Vec::new()];
    for server in operation.doc().servers() {
        let url = server.url();
        let path = match url.split_once("://") {
            Some((_, rest)) => rest.split_once('/').map_or("", |it| it.1),
            None => &*url,
        };
        let segments = Template::of_document(path).segments;
        if !prefixes.contains(&segments) {
            prefixes.push(segments);
        }
    }
    prefixes
}

/// What may stand in front of paths, with how many segments of routes are left out. What the document says comes before
/// what is only seen in the code.
fn ways(prefixes: &[Vec<Segment>], table: &Table<'_>) -> Vec<(Vec<Segment>, usize)> {
    let said = prefixes.iter().flat_map(|it| [(it.clone(), 0), (it.clone(), table.common)]);
    let seen = table.beginnings.iter().filter(|it| !prefixes.contains(it)).map(|it| (it.clone(), 0));
    said.chain(seen).collect()
}

/// The services that may answer a document.
struct Candidates<'a, 's> {
    tables: &'s [Table<'a>],
    settings: &'s [ServiceSettings],
    /// The document.
    path: &'s str,
}

impl Candidates<'_, '_> {
    fn may_answer(&self, service: &Service) -> bool {
        service.kind.is_shipped() && ServiceSettings::allows(self.settings, service, self.path)
    }

    fn is_assigned(&self, service: &Service) -> bool {
        ServiceSettings::assigns(self.settings, service, self.path)
    }

    /// The service that is said to answer it, even where it answers nothing: the one with the most routes.
    fn assigned(&self) -> Option<usize> {
        let all = self.tables.iter().enumerate().map(|it| (it.0, it.1.service));
        let assigned = all.filter(|it| it.1.kind.is_shipped() && self.is_assigned(it.1));
        assigned.max_by_key(|it| it.1.routes.len()).map(|it| it.0)
    }
}

/// How a document fits to the services.
struct Fit {
    file: FileId,
    endpoints: Vec<usize>,
    /// Places of the routes that answer its operations.
    routes: FxHashSet<Span>,
}

impl Fit {
    fn add(&mut self, number: usize, endpoint: &Endpoint<'_>) {
        self.endpoints.push(number);
        self.routes.extend(endpoint.route.map(|it| it.handler.span));
    }

    /// Operations that are answered, less those that are not.
    fn score(&self) -> usize {
        (2 * self.routes.len()).saturating_sub(self.endpoints.len())
    }

    /// Whether it describes most of what the other does, and does so better.
    fn is_better_than(&self, other: &Self, is_later: bool) -> bool {
        let shared = other.routes.intersection(&self.routes).count();
        let is_better = self.score() > other.score() || (self.score() == other.score() && is_later);
        shared * 2 > other.routes.len() && is_better
    }
}
