//! See `rules/parallel-versions.md`.

use super::{hosts, shortened, sunset, versions};
use crate::openapi::{Document, Operation};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::collections::BTreeMap;

pub(super) const CHECKS: &[Check] = &[Check::Document(document), Check::Project(project)];

/// What is the same in each version: the method, and the path without its version.
type Endpoint<'a> = (Cow<'a, str>, String);

/// An operation with the version in its path.
struct Versioned<'a> {
    version: u32,
    endpoint: Endpoint<'a>,
    number: usize,
    operation: &'a Operation<'a>,
}

/// Operations of an older version that a newer one has as well.
#[derive(Default)]
struct Older<'a> {
    numbers: Vec<usize>,
    /// The path of the first of them, and of what has come after it.
    first: Option<(Node<'a>, Node<'a>)>,
}

fn document<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let model = cx.model;
    let all: Vec<_> = model.numbered_operations_of(doc).filter_map(versioned).collect();
    let mut newest: FxHashMap<&Endpoint<'a>, &Versioned<'a>> = FxHashMap::default();
    for it in &all {
        let known = newest.entry(&it.endpoint).or_insert(it);
        if known.version < it.version {
            *known = it;
        }
    }
    let mut older: BTreeMap<u32, Older<'a>> = BTreeMap::new();
    for it in &all {
        let successor = newest.get(&it.endpoint).filter(|new| it.version < new.version);
        let Some(successor) = successor.filter(|_| !is_retired(it.operation)) else { continue };
        let older = older.entry(it.version).or_default();
        older.numbers.push(it.number);
        older.first = older.first.or_else(|| Some((path_of(it.operation)?, path_of(successor.operation)?)));
    }
    older.into_values().for_each(|it| report(cx, &it));
}

fn versioned<'a>((number, operation): (usize, &'a Operation<'a>)) -> Option<Versioned<'a>> {
    let name = operation.name();
    let (version, path) = versions::split(&name.path);
    Some(Versioned { version: version?, endpoint: (name.method.as_str().into(), path), number, operation })
}

fn report<'a>(cx: &mut Context<'a>, older: &Older<'a>) {
    let Some((path, successor)) = older.first else { return };
    let others = match older.numbers.len() {
        1 => String::new(),
        count => format!(", like {} further operations", count - 1),
    };
    let name = path.key().unwrap_or_default();
    let message =
        format!("`{}` has a newer version beside it, and is not deprecated{others}", shortened(&name));
    let affected = cx.model.affected_operations(&older.numbers);
    cx.report(Place::key(path), message).label(successor.name_span(), "the newer version").affects(affected);
}

fn path_of<'a>(operation: &Operation<'a>) -> Option<Node<'a>> {
    operation.doc().path(&operation.name().path)
}

fn is_retired(operation: &Operation<'_>) -> bool {
    sunset::tells_of_end(operation.node()) || sunset::tells_of_end(operation.path_item())
}

/// A document that describes one version of an API.
struct Edition<'a> {
    version: u32,
    doc: Document<'a>,
    /// Where the version stands.
    base: Node<'a>,
}

fn project<'a>(cx: &mut Context<'a>, documents: &[Document<'a>]) {
    let mut apis: BTreeMap<(String, String, String), Vec<Edition<'a>>> = BTreeMap::new();
    for (api, edition) in documents.iter().filter_map(|it| edition(*it)) {
        apis.entry(api).or_default().push(edition);
    }
    for editions in apis.values() {
        let newest =
            editions.iter().reduce(|one, other| if one.version < other.version { other } else { one });
        let Some(newest) = newest else { continue };
        let older: Vec<_> =
            editions.iter().filter(|it| it.version < newest.version && !is_over(it.doc)).collect();
        if !older.is_empty() {
            let endpoints: FxHashSet<Endpoint<'a>> = endpoints(newest.doc).map(|it| it.0).collect();
            older.into_iter().for_each(|it| report_edition(cx, it, newest, &endpoints));
        }
    }
}

/// The API that a document belongs to (title, host, path without version), and the edition that it is.
fn edition<'a>(doc: Document<'a>) -> Option<((String, String, String), Edition<'a>)> {
    let (host, path, base) = versions::base(doc)?;
    let (version, rest) = versions::split(&path);
    let title = versions::unversioned_title(&doc.info()?.get("title")?.text()?);
    // A relative address, and one that many share, says nothing; then documents lie together.
    let folder = || versions::unversioned_folder(doc.root().tree().source().path());
    let place = if hosts::is_public(&host) { host } else { folder() };
    Some(((title, place, rest), Edition { version: version?, doc, base }))
}

fn is_over(doc: Document<'_>) -> bool {
    sunset::tells_of_end(doc.root()) || doc.info().is_some_and(sunset::tells_of_end)
}

/// What a document serves, with the operation objects and the entries of their paths.
fn endpoints<'a>(doc: Document<'a>) -> impl Iterator<Item = (Endpoint<'a>, Node<'a>, Node<'a>)> {
    doc.operation_objects().map(|(path, operation)| {
        let name = versions::split(&path.key().unwrap_or_default()).1;
        ((operation.key().unwrap_or_default(), name), path, operation)
    })
}

fn report_edition<'a>(
    cx: &mut Context<'a>,
    older: &Edition<'a>,
    newest: &Edition<'a>,
    served: &FxHashSet<Endpoint<'a>>,
) {
    let is_current = |node: Node<'a>| !sunset::tells_of_end(node);
    let shared =
        endpoints(older.doc).filter(|it| served.contains(&it.0) && is_current(it.1) && is_current(it.2));
    let count = shared.count();
    if count > 0 {
        let base = older.base.text().unwrap_or_default();
        let message = format!(
            "`{}` is not deprecated, though a newer version serves {count} of its operations",
            shortened(&base)
        );
        cx.report(Place::value(older.base), message).label(newest.base.first_line(), "the newer version");
    }
}
