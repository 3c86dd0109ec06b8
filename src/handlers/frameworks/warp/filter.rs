//! What filters do to each other, and what they come to where they are served.

use super::WARP;
use crate::handlers::condition::Conditions;
use crate::handlers::machine::Machine;
use crate::handlers::router::{Entry, EntryKind, Filter, RouterId, Step};
use crate::handlers::text::Text;
use crate::handlers::value::{FunctionRef, Layer, Value};
use crate::source::Span;

impl<'w> Machine<'w> {
    pub(super) fn is_filter(&self, router: RouterId) -> bool {
        std::ptr::eq(self.routers.get(router).framework, &WARP)
    }

    /// The same once more; the first counts as used.
    pub(super) fn copied(&mut self, router: RouterId) -> RouterId {
        if self.spend(self.weight(router) / 4) { self.routers.copy(router) } else { router }
    }

    /// What it costs to copy a filter.
    fn weight(&self, router: RouterId) -> usize {
        let weight = |it: &Entry<'w>| 1 + (it.layers.len() + it.path.size() / 8) / 8;
        self.routers.get(router).entries.iter().map(weight).sum()
    }

    /// Every way through the first, and then every way through the second.
    pub(super) fn product(&mut self, first: RouterId, second: RouterId) -> RouterId {
        if !self.spend(self.weight(first).saturating_mul(self.weight(second))) {
            return first;
        }
        let (a, b) = (self.routers.get(first), self.routers.get(second));
        let entries =
            a.entries.iter().flat_map(|a| b.entries.iter().filter_map(|b| both(self, a, b))).collect();
        self.routers.get_mut(second).is_mounted = true;
        let product = self.copied(first);
        self.routers.get_mut(product).entries = entries;
        product
    }

    /// Adds the ways through another filter.
    pub(super) fn union(&mut self, router: RouterId, other: RouterId) {
        if !self.spend(self.weight(other) / 4) {
            return;
        }
        let more = self.routers.get(other).entries.clone();
        self.routers.get_mut(other).is_mounted = true;
        let conditions = self.conditions.clone();
        let more = more.into_iter().map(|it| Entry { conditions: conditions.and(&it.conditions), ..it });
        self.routers.get_mut(router).entries.extend(more);
    }

    /// Hands what every way through a filter took to a function.
    pub(super) fn followed_by(&mut self, router: RouterId, step: &Step<'w>) -> RouterId {
        let copy = self.copied(router);
        for entry in &mut self.routers.get_mut(copy).entries {
            if let EntryKind::Filter(filter) = &mut entry.kind {
                filter.steps.push(step.clone());
            }
        }
        copy
    }

    /// One filter for several that a value may be: what all of them answer is answered without a condition.
    pub(in crate::handlers) fn gathered(&mut self, value: Value<'w>) -> Value<'w> {
        let Value::Either(all) = &value else { return value };
        let Some(span) = all.iter().find_map(|it| self.span_of(&it.1)) else { return value };
        let router = self.new_router(&WARP, span);
        let lists: Vec<_> = all.iter().map(|(conditions, it)| (conditions, self.ways(it))).collect();
        let mut gathered: Vec<Entry<'w>> = Vec::new();
        let count: usize = lists.iter().map(|it| it.1.len()).sum();
        if !self.spend(count.saturating_mul(count) / 64) {
            return Value::Router(router);
        }
        for (conditions, entries) in &lists {
            for entry in entries {
                let is_in_all = lists.iter().all(|it| it.1.iter().any(|it| is_same(it, entry)));
                match is_in_all {
                    true if gathered.iter().any(|it| is_same(it, entry)) => {}
                    true => gathered.push(entry.clone()),
                    false => gathered
                        .push(Entry { conditions: conditions.and(&entry.conditions), ..entry.clone() }),
                }
            }
        }
        self.routers.get_mut(router).entries = gathered;
        Value::Router(router)
    }

    fn span_of(&self, value: &Value<'w>) -> Option<Span> {
        match value {
            Value::Router(router) if self.is_filter(*router) => Some(self.routers.get(*router).span),
            _ => None,
        }
    }

    /// The ways through one filter, which counts as used.
    fn ways(&mut self, value: &Value<'w>) -> Vec<Entry<'w>> {
        match value {
            Value::Router(router) if self.is_filter(*router) => {
                let used = self.routers.get_mut(*router);
                used.is_mounted = true;
                used.entries.clone()
            }
            _ => Vec::new(),
        }
    }

    /// Remembers that a function of the workspace made something that stands in front of handlers.
    pub(in crate::handlers) fn made_by(&mut self, value: &Value<'w>, function: FunctionRef, span: Span) {
        for (_, value) in value.alternatives() {
            if let Value::Router(router) = value
                && self.is_filter(router)
                && self.routers.get(router).entries.iter().all(|it| is_guard(it, function))
            {
                self.cover(router, Value::Function(function), span, |_| true);
            }
        }
    }

    /// Makes routes of a filter.
    pub(super) fn serve_filter(&mut self, filter: &Value<'w>, span: Span) -> Value<'w> {
        let service = self.new_router(&WARP, span);
        match self.gathered(filter.clone()) {
            Value::Router(filter) if self.is_filter(filter) => {
                let entries = self.ways(&Value::Router(filter));
                let is_only = entries.len() == 1;
                let entries = if self.spend(entries.len().saturating_mul(entries.len()) / 64) {
                    entries
                } else {
                    Vec::new()
                };
                let routes = entries.into_iter().map(|it| self.finished(it, is_only));
                self.routers.get_mut(service).entries = routes.fold(Vec::new(), with_route);
            }
            Value::Router(other) => return Value::Router(other),
            _ => {
                let here = [(Conditions::default(), Text::default())];
                self.unresolved(service, &here, "the filter that is served could not be followed", span);
            }
        }
        Value::Router(service)
    }

    /// Makes routes of filters that nobody took in since there were `from` routers, if none was served: a library leaves
    /// that to others.
    pub(in crate::handlers) fn serve_filters(&mut self, from: usize) {
        let filters: Vec<RouterId> =
            self.routers.roots(from).into_iter().filter(|it| self.is_filter(*it)).collect();
        let (open, served): (Vec<_>, Vec<_>) = filters.into_iter().partition(|it| self.is_open(*it));
        for router in open {
            self.routers.get_mut(router).entries.retain(|it| match &it.kind {
                EntryKind::Filter(filter) => filter.is_placed && !filter.steps.is_empty(),
                _ => true,
            });
            let span = self.routers.get(router).span;
            match served.is_empty() {
                true => drop(self.serve_filter(&Value::Router(router), span)),
                false => self.routers.get_mut(router).is_mounted = true,
            }
        }
    }

    fn is_open(&self, router: RouterId) -> bool {
        self.routers.get(router).entries.iter().any(|it| matches!(it.kind, EntryKind::Filter(_)))
    }

    fn finished(&self, mut entry: Entry<'w>, is_only: bool) -> Entry<'w> {
        let EntryKind::Filter(filter) = &mut entry.kind else { return entry };
        let Filter { method, is_placed, is_ended, mut steps } = std::mem::take(filter);
        let handler = answering(&steps).map_or(Value::Unknown, |it| steps.remove(it).function);
        entry.layers.splice(0..0, self.guards(&steps, &entry));
        let is_anywhere = !is_placed && !is_ended;
        if is_anywhere && method.is_none() && !is_only {
            entry.kind = EntryKind::Fallback(handler);
            return entry;
        }
        if is_anywhere {
            entry.path = Text::known("/{*path}");
        }
        entry.kind = EntryKind::Route(method, handler);
        entry
    }

    /// Functions of the workspace that requests go through before they come to the handler.
    fn guards(&self, steps: &[Step<'w>], entry: &Entry<'w>) -> Vec<Layer<'w>> {
        let is_guard = |it: &&Step<'w>| it.is_async && self.function_in(&it.function).is_some();
        let layer = |it: &Step<'w>| Layer {
            value: it.function.clone(),
            span: entry.span,
            conditions: entry.conditions.clone(),
        };
        steps.iter().rev().filter(is_guard).map(layer).collect()
    }
}

/// Several ways to one handler are one route; only what stands in all of them stands in front of it.
fn with_route<'w>(mut routes: Vec<Entry<'w>>, route: Entry<'w>) -> Vec<Entry<'w>> {
    match routes.iter_mut().find(|it| answers_same(it, &route)) {
        Some(known) => known.layers.retain(|it| route.layers.iter().any(|other| other.span == it.span)),
        None => routes.push(route),
    }
    routes
}

fn answers_same(one: &Entry<'_>, other: &Entry<'_>) -> bool {
    let (EntryKind::Route(method, handler), EntryKind::Route(other_method, other_handler)) =
        (&one.kind, &other.kind)
    else {
        return false;
    };
    let is_same_place =
        one.span == other.span && one.path == other.path && one.conditions == other.conditions;
    is_same_place && method == other_method && handler.is_same(other_handler)
}

/// The step that is the handler: those behind it shape its answer, those in front of it its inputs.
fn answering(steps: &[Step<'_>]) -> Option<usize> {
    let last = steps.len().checked_sub(1)?;
    let is_named = |it: &Step<'_>| matches!(it.function, Value::Function(_));
    steps.iter().rposition(|it| it.is_async).or_else(|| steps.iter().position(is_named)).or(Some(last))
}

fn is_guard(entry: &Entry<'_>, function: FunctionRef) -> bool {
    let is_known = |it: &Layer<'_>| matches!(it.value, Value::Function(known) if known == function);
    let is_bare = matches!(&entry.kind, EntryKind::Filter(it) if !it.is_placed && it.method.is_none());
    is_bare && !entry.layers.iter().any(is_known)
}

fn is_same(one: &Entry<'_>, other: &Entry<'_>) -> bool {
    let shape = |it: &Entry<'_>| match &it.kind {
        EntryKind::Filter(filter) => (filter.method.clone(), filter.steps.len()),
        _ => (None, 0),
    };
    one.span == other.span
        && one.path == other.path
        && one.layers.len() == other.layers.len()
        && shape(one) == shape(other)
}

/// First one way, then the other; `None` where no request goes both.
fn both<'w>(cx: &Machine<'w>, a: &Entry<'w>, b: &Entry<'w>) -> Option<Entry<'w>> {
    if a.conditions.exclude(&b.conditions) {
        return None;
    }
    let mut entry = Entry {
        missed: 0,
        kind: a.kind.clone(),
        path: a.path.clone().followed_by(b.path.clone()),
        layers: b.layers.iter().chain(&a.layers).cloned().collect(),
        conditions: a.conditions.and(&b.conditions),
        is_unpublished: a.is_unpublished || b.is_unpublished,
        span: a.span,
        named: a.named,
    };
    match (&a.kind, &b.kind) {
        (EntryKind::Filter(first), EntryKind::Filter(second)) => {
            entry.kind = EntryKind::Filter(joined(cx, first, second, &mut entry.layers, b.span)?);
            if first.is_ended && !b.path.pieces().is_empty() {
                entry.kind = EntryKind::Unresolved(
                    "the path ends in front of this filter, which no request gets to".to_owned(),
                );
            }
            if second.is_placed && !b.path.pieces().is_empty() {
                (entry.span, entry.named) = (b.span, b.named);
            }
        }
        (EntryKind::Filter(_), other) => entry.kind = other.clone(),
        _ => {}
    }
    Some(entry)
}

fn joined<'w>(
    cx: &Machine<'w>,
    first: &Filter<'w>,
    second: &Filter<'w>,
    layers: &mut Vec<Layer<'w>>,
    span: Span,
) -> Option<Filter<'w>> {
    let method = match (&first.method, &second.method) {
        (Some(one), Some(other)) if one != other => return None,
        (one, other) => one.as_ref().or(other.as_ref()).cloned(),
    };
    // Whichever has a place of its own answers; what the other does is done in front of it.
    let (steps, guards) = match (first.is_placed, second.is_placed) {
        (true, false) => (first.steps.clone(), [&second.steps[..], &[]]),
        (_, true) => (second.steps.clone(), [&first.steps[..], &[]]),
        (false, false) => (Vec::new(), [&first.steps[..], &second.steps[..]]),
    };
    let guards = guards.into_iter().flatten().filter(|it| cx.function_in(&it.function).is_some());
    let layer = |it: &Step<'w>| Layer { value: it.function.clone(), span, conditions: cx.conditions.clone() };
    layers.extend(guards.map(layer));
    let is_placed = first.is_placed || second.is_placed;
    Some(Filter { method, is_placed, is_ended: first.is_ended || second.is_ended, steps })
}
