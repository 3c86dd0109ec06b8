//! See `rules/wildcard-cors.md`.

use super::headers;
use crate::finding::Confidence;
use crate::openapi::{Document, Location, Operation, SchemeKind, Security};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

const ORIGIN: &str = "access-control-allow-origin";
const CREDENTIALS: &str = "access-control-allow-credentials";

/// Where gateways are told which origins may call: an extension, and keys in it.
const GATEWAYS: [(&str, &[&str]); 4] = [
    ("x-amazon-apigateway-cors", &["allowOrigins"]),
    ("x-kusk", &["cors", "origins"]),
    ("x-yc-apigateway", &["cors", "origin"]),
    ("x-wso2-cors", &["accessControlAllowOrigins"]),
];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let model = cx.model;
    let guarded: Vec<_> = model.numbered_operations_of(doc).filter(|it| is_guarded(it.1)).collect();
    let mut first = gateway_wildcard(doc.root()).filter(|_| !guarded.is_empty());
    let is_for_all = first.is_some();
    let mut open = Vec::new();
    let mut sends_credentials = false;
    for (number, op) in guarded {
        let wildcard = wildcard_of(op);
        if wildcard.is_some() || is_for_all {
            open.push(number);
            sends_credentials |= browsers_send_credentials(op);
        }
        first = first.or(wildcard);
    }
    let Some(place) = first else { return };
    let message = "`*` lets the pages of every web site read what the caller may read";
    let draft = cx.report(Place::value(place), message);
    draft.affects(model.affected_operations(&open));
    if !sends_credentials {
        draft.confidence(Confidence::Low);
    }
}

/// Whether callers must show something, or, of the question that browsers ask first, for one of its neighbors.
fn is_guarded(op: &Operation<'_>) -> bool {
    let asks = |node: Node<'_>| {
        let list = node.get("security").filter(|it| it.is_sequence()).or(op.doc().security());
        list.is_some_and(|node| !Security { doc: op.doc(), node }.is_public())
    };
    let is_method = |it: &Node<'_>| it.get("responses").is_some();
    let is_question = op.name().method == "OPTIONS";
    asks(op.node()) || (is_question && op.path_item().entries().filter(is_method).any(asks))
}

/// Where an operation says that every origin may read its answers.
fn wildcard_of<'a>(op: &Operation<'a>) -> Option<Node<'a>> {
    let in_header = || {
        op.resolved_responses().find_map(|it| {
            let header = headers::find(&it, ORIGIN)?;
            headers::stated_values(op.doc(), header).into_iter().find(|it| is_wildcard(*it))
        })
    };
    let holders = || [op.node(), op.path_item()].into_iter();
    in_header().or_else(|| integration_wildcard(op)).or_else(|| holders().find_map(gateway_wildcard))
}

/// What Amazon's gateway puts into the answer.
fn integration_wildcard<'a>(op: &Operation<'a>) -> Option<Node<'a>> {
    let integration = op.node().get("x-amazon-apigateway-integration")?;
    let responses = integration.get("responses").into_iter().flat_map(Node::entries);
    let mut parameters = responses.filter_map(|it| it.get("responseParameters")).flat_map(Node::entries);
    parameters.find(|it| {
        let is_origin = it.key().is_some_and(|key| key.to_ascii_lowercase().ends_with(ORIGIN));
        is_origin && is_wildcard(*it)
    })
}

fn gateway_wildcard(node: Node<'_>) -> Option<Node<'_>> {
    GATEWAYS.iter().find_map(|(extension, keys)| {
        let found = keys.iter().try_fold(node.get(extension)?, |it, key| it.get(key))?;
        found.items().chain([found]).find(|it| is_wildcard(*it))
    })
}

fn is_wildcard(value: Node<'_>) -> bool {
    value.text().is_some_and(|it| matches!(it.as_ref(), "*" | "'*'"))
}

/// Whether browsers add a credential by themselves, so that other sites call in the user's name.
fn browsers_send_credentials(op: &Operation<'_>) -> bool {
    let is_sent = |kind, location| match kind {
        SchemeKind::Basic | SchemeKind::MutualTls => true,
        SchemeKind::ApiKey => location == Some(Location::Cookie),
        _ => false,
    };
    let alternatives = op.security().map(|it| it.alternatives()).unwrap_or_default();
    let schemes = alternatives.iter().flat_map(|it| &it.schemes).filter_map(|it| it.1.as_ref());
    schemes.into_iter().any(|it| is_sent(it.kind, it.location()))
        || op.resolved_responses().any(|it| headers::find(&it, CREDENTIALS).is_some())
}
