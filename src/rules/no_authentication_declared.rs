//! See `rules/no-authentication-declared.md`.

use super::{url_credentials, words};
use crate::finding::Confidence;
use crate::openapi::{Document, Location, Operation, Parameter};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// What descriptions of public APIs say.
const PUBLIC: [&str; 9] = [
    "authentication is not required",
    "does not require authentication",
    "does not require any authentication",
    "free public access",
    "no api key",
    "no authentication",
    "no authorization",
    "public api",
    "without authentication",
];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    if cx.model.demand(doc).is_some() {
        return;
    }
    let Some(affected) = cx.model.silent_operations(doc) else { return };
    let credential = cx.model.inbound_operations_of(doc).find_map(credential_of);
    let reads_only = || cx.model.inbound_operations_of(doc).all(Operation::is_safe);
    let is_doubtful = credential.is_some() || is_called_public(doc) || reads_only();
    let message = "no operation of the document requires a security scheme";
    let draft = cx.report(Place::key(doc.version_node()), message).affects(affected);
    if let Some(credential) = credential {
        draft.label(credential.span(), "a credential, described as an ordinary parameter");
    }
    if is_doubtful {
        draft.confidence(Confidence::Low);
    }
}

/// Where an operation asks for a credential without calling it one.
fn credential_of<'a>(operation: &Operation<'a>) -> Option<Node<'a>> {
    operation.parameters().iter().find(|it| is_credential(it)).map(Parameter::name_node)
}

fn is_credential(parameter: &Parameter<'_>) -> bool {
    let name = parameter.name().to_ascii_lowercase();
    let description = parameter.node().get("description").and_then(Node::text).unwrap_or_default();
    let is_header = parameter.location() == Location::Header;
    let is_named = name.contains("authorization") || name.contains("api-key") || words::has_word_of(&name, &["auth"]);
    let may_carry = matches!(parameter.location(), Location::Header | Location::Query | Location::Cookie);
    (is_header && is_named) || (may_carry && url_credentials::evidence(&name, &description).is_some())
}

fn is_called_public(doc: Document<'_>) -> bool {
    let description = doc.root().get("info").and_then(|it| it.get("description")).and_then(Node::text);
    let text = description.unwrap_or_default().to_ascii_lowercase();
    PUBLIC.iter().any(|it| text.contains(it))
}
