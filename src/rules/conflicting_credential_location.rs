//! See `rules/conflicting-credential-location.md`.

use super::credentials;
use crate::openapi::{Document, Location, Operation, Parameter, Scheme, Security};
use crate::rule::{Check, Context, Place};
use crate::source::FileId;
use crate::syntax::{Node, NodeId};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

pub(super) const CHECKS: &[Check] = &[Check::Security(together), Check::Document(described_again)];

fn together<'a>(cx: &mut Context<'a>, security: &Security<'a>) {
    let Some((one, other)) = security.alternatives().iter().find_map(credentials::clash) else { return };
    let Some(affected) = cx.model.governed_alike(security) else { return };
    let name = other.key().unwrap_or_default();
    cx.report(
        Place::key(other),
        format!("`{name}` is sent in the same place as another credential of this requirement"),
    )
    .label(one.name_span(), "sent there as well")
    .affects(affected);
}

/// A parameter that a scheme sends already, and the operations that describe it.
struct Again<'a> {
    parameter: Parameter<'a>,
    scheme: Node<'a>,
    numbers: Vec<usize>,
}

fn described_again<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let carriers: FxHashMap<_, _> = Scheme::all(doc).filter_map(|it| Some((carrier(&it)?, it))).collect();
    if carriers.is_empty() {
        return;
    }
    let (model, mut found) = (cx.model, Vec::<Again<'a>>::new());
    let mut known: FxHashMap<(Location, Cow<'a, str>), usize> = FxHashMap::default();
    let mut lists = Lists::default();
    for (number, operation) in model.numbered_operations_of(doc) {
        for parameter in operation.parameters() {
            let identity = parameter.identity();
            let Some(scheme) = carriers.get(&identity).filter(|it| lists.require(operation, it)) else {
                continue;
            };
            let next = found.len();
            let at = *known.entry(identity).or_insert(next);
            if at == next {
                found.push(Again { parameter, scheme: scheme.node, numbers: Vec::new() });
            }
            found.get_mut(at).into_iter().for_each(|it| it.numbers.push(number));
        }
    }
    for Again { parameter, scheme, numbers } in found {
        let affected = cx.model.affected_operations(&numbers);
        let message =
            format!("parameter `{}` describes again what a security scheme sends", parameter.name());
        let place = scheme.get("name").unwrap_or(scheme);
        cx.report(Place::value(parameter.name_node()), message)
            .label(place.first_line(), "sent by this scheme")
            .affects(affected);
    }
}

/// Where a key travels; a parameter named `Authorization` has a rule of its own.
fn carrier<'a>(scheme: &Scheme<'a>) -> Option<(Location, Cow<'a, str>)> {
    scheme.carrier().filter(|it| !credentials::is_authorization(&it.1))
}

/// Names of the schemes in each `security` list; many operations share the list of the document.
#[derive(Default)]
struct Lists<'a>(FxHashMap<(FileId, NodeId), FxHashSet<Cow<'a, str>>>);

impl<'a> Lists<'a> {
    fn require(&mut self, operation: &Operation<'a>, scheme: &Scheme<'a>) -> bool {
        let Some(security) = operation.security() else { return false };
        let list = security.node.target();
        let names = || list.items().flat_map(Node::entries).filter_map(Node::key).collect();
        let place = (list.tree().source().id(), list.id());
        self.0.entry(place).or_insert_with(names).contains(&scheme.name)
    }
}
