//! The routes of a service, by what they answer.

use super::matching::{may_match, shape};
use crate::finding::EndpointName;
use crate::handlers::{Route, Segment, Service, Template};
use crate::openapi::Operation;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Segments in front of a document's paths that are seen only in the code, at most.
const MAX_PREFIX: usize = 3;

/// Beginnings of routes that are tried, at most.
const MAX_BEGINNINGS: usize = 24;

/// The routes of a service, ready to be looked up.
pub(super) struct Table<'a> {
    pub(super) service: &'a Service,
    /// By method and shape; any method is the empty one.
    exact: FxHashMap<(String, String), usize>,
    /// The same without the segments that all routes begin with.
    shortened: FxHashMap<(String, String), usize>,
    /// Routes of which not every segment is known.
    open: Vec<usize>,
    /// Segments that all routes begin with.
    pub(super) common: usize,
    /// What several routes begin with, below which a document's paths may stand.
    pub(super) beginnings: Vec<Vec<Segment>>,
}

impl<'a> Table<'a> {
    pub(super) fn new(service: &'a Service) -> Self {
        let common = common_segments(&service.routes);
        let mut table = Self {
            service,
            exact: FxHashMap::default(),
            shortened: FxHashMap::default(),
            open: Vec::new(),
            common,
            beginnings: beginnings(&service.routes),
        };
        for (number, route) in service.routes.iter().enumerate() {
            let method = route.method.as_deref().unwrap_or_default().to_owned();
            match shape(&route.path.segments) {
                Some(whole) => {
                    let short =
                        shape(route.path.segments.get(common..).unwrap_or_default()).unwrap_or_default();
                    table.exact.entry((method.clone(), whole)).or_insert(number);
                    table.shortened.entry((method, short)).or_insert(number);
                }
                // What takes every path says nothing of any.
                None if !has_literal(&route.path.segments) => {}
                None => table.open.push(number),
            }
        }
        table
    }

    /// Operations with the routes that answer them.
    pub(super) fn answers(
        &self,
        operations: &[(usize, &Operation<'_>)],
        prefix: &[Segment],
        skipped: usize,
    ) -> Vec<(usize, usize)> {
        let answer = |(number, operation): &(usize, &Operation<'_>)| {
            let EndpointName { method, path } = operation.name();
            let own = Template::of_document(path).segments;
            let segments: Vec<Segment> = prefix.iter().cloned().chain(own).collect();
            Some((*number, self.route(method, &segments, skipped)?))
        };
        operations.iter().filter_map(answer).collect()
    }

    fn route(&self, method: &str, segments: &[Segment], skipped: usize) -> Option<usize> {
        let known = if skipped == 0 { &self.exact } else { &self.shortened };
        let shape = shape(segments)?;
        // A service that answers GET answers HEAD too.
        let methods = [method, "", if method == "HEAD" { "GET" } else { "" }];
        let found = methods.iter().find_map(|it| known.get(&((*it).to_owned(), shape.clone())).copied());
        found.or_else(|| {
            let is_answer = |it: &&usize| {
                let route = &self.service.routes[**it];
                route.method.as_deref().is_none_or(|it| it == method) && may_match(segments, &route.path)
            };
            self.open.iter().find(is_answer).copied()
        })
    }
}

fn has_literal(segments: &[Segment]) -> bool {
    segments.iter().any(|it| matches!(it, Segment::Literal(_)))
}

/// Fixed segments that the most routes begin with, those of the most routes first.
fn beginnings(routes: &[Route]) -> Vec<Vec<Segment>> {
    let mut counts: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
    for route in routes {
        let fixed: Vec<&str> = route.path.segments.iter().map_while(Segment::literal).collect();
        // What stands in front of a path leaves something of it.
        let longest = fixed.len().min(route.path.segments.len().saturating_sub(1)).min(MAX_PREFIX);
        (1..=longest).for_each(|it| *counts.entry(fixed[..it].to_vec()).or_default() += 1);
    }
    let mut found: Vec<_> = counts.into_iter().filter(|it| it.1 > 1).collect();
    found.sort_by_key(|it| std::cmp::Reverse(it.1));
    let segments = |it: Vec<&str>| it.into_iter().map(|it| Segment::Literal(it.to_owned())).collect();
    found.into_iter().take(MAX_BEGINNINGS).map(|it| segments(it.0)).collect()
}

/// How many segments all routes begin with.
fn common_segments(routes: &[Route]) -> usize {
    let Some(first) = routes.first() else { return 0 };
    let is_shared = |at: &usize| {
        let segment = first.path.segments.get(*at);
        matches!(segment, Some(Segment::Literal(_) | Segment::Unknown(_)))
            && routes.iter().all(|it| it.path.segments.get(*at) == segment)
    };
    (0..first.path.segments.len()).take_while(is_shared).count()
}
