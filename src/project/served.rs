//! A service with all that it answers, or should.

use super::Endpoint;
use crate::handlers::Service;
use rustc_hash::FxHashMap;

/// A service with its endpoints, in the order of the join.
#[derive(Clone, Debug)]
pub struct Served<'a> {
    /// The service.
    pub service: &'a Service,
    /// What it answers, or should.
    pub endpoints: Vec<&'a Endpoint<'a>>,
}

impl<'a> Served<'a> {
    /// The services of endpoints, in the order in which these name them.
    #[must_use]
    pub fn of(endpoints: &'a [Endpoint<'a>]) -> Vec<Self> {
        let mut places: FxHashMap<usize, usize> = FxHashMap::default();
        let mut found: Vec<Self> = Vec::new();
        for endpoint in endpoints {
            let Some(service) = endpoint.service else { continue };
            let place = *places.entry(std::ptr::from_ref(service).addr()).or_insert(found.len());
            match found.get_mut(place) {
                Some(served) => served.endpoints.push(endpoint),
                None => found.push(Self { service, endpoints: vec![endpoint] }),
            }
        }
        found
    }
}
