//! See `rules/shared-read-write-scope.md`.

use super::administration::names_admin;
use super::rights::{Lists, Rights, lists, object, only_reads};
use super::words::is_one_of;
use crate::finding::Confidence;
use crate::openapi::{Document, Model, PathTemplate, Scheme, SchemeKind};
use crate::rule::{Check, Context, Place};
use crate::source::Span;
use crate::syntax::Node;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Alternatives of one resource beyond which it is not looked at, since each is compared with each.
const MAX_ALTERNATIVES: usize = 512;

/// Names of scopes that are meant for everything.
const FULL: [&str; 4] = ["all", "everything", "full", "fullaccess"];

/// Operations on one resource by the `security` list that holds for them.
#[derive(Default)]
struct Resource {
    reads: BTreeMap<Span, Vec<usize>>,
    writes: BTreeMap<Span, Vec<usize>>,
}

/// Operations for which one scope suffices, and the first two that should not share it.
struct Shared {
    read: usize,
    write: usize,
    all: BTreeSet<usize>,
}

/// By scheme and scope.
type Found<'a> = BTreeMap<(Cow<'a, str>, Cow<'a, str>), Shared>;

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let schemes: Vec<_> = Scheme::all(doc).filter(|it| it.kind == SchemeKind::OAuth2).collect();
    if schemes.is_empty() {
        return;
    }
    let (lists, resources, mut found) = (lists(cx.model, doc), resources(cx.model, doc), Found::new());
    if !tells_apart(&lists, &resources) {
        return;
    }
    resources.values().for_each(|it| add_shared(&mut found, &lists, it));
    for scheme in schemes {
        let lesser = lesser(&scheme);
        let is_only = scheme.scopes().filter_map(Node::key).collect::<BTreeSet<_>>().len() == 1;
        for scope in scheme.scopes().filter(|it| it.key().is_some_and(|it| is_meant(&it, &lesser))) {
            let key = (scheme.name.clone(), scope.key().unwrap_or_default());
            // Of several flows that define a scope, the first.
            if let Some(shared) = found.remove(&key) {
                report(cx, scope, &shared, is_only);
            }
        }
    }
}

/// What scopes of the scheme permit to read and nothing else.
fn lesser(scheme: &Scheme<'_>) -> BTreeSet<String> {
    scheme.scopes().filter_map(Node::key).filter(|it| only_reads(it)).map(|it| object(&it)).collect()
}

/// Not one for administrators, who may do both, nor one to read, or one that has a smaller one beside it: there the
/// operations ask for the wrong one.
fn is_meant(scope: &str, lesser: &BTreeSet<String>) -> bool {
    !names_admin(scope) && !only_reads(scope) && !lesser.contains(&object(scope))
}

/// Whether scopes tell operations apart. Where all of them ask for the same, it is but a sign that a token is needed.
fn tells_apart(lists: &Lists<'_>, resources: &BTreeMap<String, Resource>) -> bool {
    let in_force = resources.values().flat_map(|it| it.reads.keys().chain(it.writes.keys()));
    let asking =
        in_force.filter_map(|it| lists.get(it)).filter(|it| it.iter().flatten().any(|it| it.1.is_some()));
    asking.collect::<BTreeSet<_>>().len() > 1
}

fn resources<'a>(model: &Model<'a>, doc: Document<'a>) -> BTreeMap<String, Resource> {
    let mut resources: BTreeMap<String, Resource> = BTreeMap::new();
    for (number, operation) in model.numbered_operations_of(doc) {
        let Some(list) = operation.security().map(|it| it.node.span()) else { continue };
        let key = PathTemplate::new(&operation.name().path).resource();
        let resource = resources.entry(key).or_default();
        let operations = match operation.name().method.as_str() {
            "GET" | "HEAD" | "QUERY" => &mut resource.reads,
            "OPTIONS" | "TRACE" => continue,
            _ => &mut resource.writes,
        };
        operations.entry(list).or_default().push(number);
    }
    resources
}

fn add_shared<'a>(found: &mut Found<'a>, lists: &Lists<'a>, resource: &Resource) {
    let alternatives = |it: &Span| lists.get(it).map_or(&[][..], Vec::as_slice);
    let all = resource.reads.keys().chain(resource.writes.keys());
    if all.map(|it| alternatives(it).len()).sum::<usize>() > MAX_ALTERNATIVES {
        return;
    }
    let of_list = |(list, numbers)| alternatives(list).iter().map(move |it| (it, numbers));
    let writes: Vec<(&Rights<'a>, &Vec<usize>)> =
        resource.writes.iter().flat_map(of_list).filter(|it| !it.0.is_empty()).collect();
    for (list, reads) in &resource.reads {
        // Whoever only reads can ask for less: then it is fine that those who write may read as well.
        let is_lesser = |it: &Rights<'a>| !writes.iter().any(|write| write.0.is_subset(it));
        if alternatives(list).iter().any(is_lesser) {
            continue;
        }
        for scope in alternatives(list) {
            let same = writes.iter().filter(|it| it.0 == scope);
            same.for_each(|(_, writes)| add(found, scope, reads, writes));
        }
    }
}

fn add<'a>(found: &mut Found<'a>, rights: &Rights<'a>, reads: &[usize], writes: &[usize]) {
    let (Some(key), Some(&read), Some(&write)) = (lone_scope(rights), reads.first(), writes.first()) else {
        return;
    };
    let shared = found.entry(key).or_insert_with(|| Shared { read, write, all: BTreeSet::new() });
    shared.all.extend(reads.iter().chain(writes));
}

/// The scope that is all an alternative asks for.
fn lone_scope<'a>(rights: &Rights<'a>) -> Option<(Cow<'a, str>, Cow<'a, str>)> {
    let mut scopes = rights.iter().filter_map(|(scheme, scope)| Some((scheme.clone(), scope.clone()?)));
    scopes.next().filter(|_| rights.len() == 2)
}

fn report<'a>(cx: &mut Context<'a>, scope: Node<'a>, shared: &Shared, is_only: bool) {
    let model = cx.model;
    let (Some(read), Some(write)) = (model.operations.get(shared.read), model.operations.get(shared.write))
    else {
        return;
    };
    let all: Vec<_> = shared.all.iter().copied().collect();
    let name = scope.key().unwrap_or_default();
    let message = format!("`{name}` alone suffices both for `{}` and for `{}`", read.name(), write.name());
    let draft = cx.report(Place::key(scope), message);
    draft.label(read.span(), "nothing less suffices to read");
    draft.label(write.span(), "the same suffices to write").affects(model.affected_operations(&all));
    // A scheme with one scope rather tells which API a token is for; who asks for everything wants it all.
    if is_only || is_one_of(&name, &FULL) {
        draft.confidence(Confidence::Low);
    }
}
