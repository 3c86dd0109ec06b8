//! See `rules/no-authentication-declared.md`.

use super::{openness, public_paths, words};
use crate::finding::Confidence;
use crate::openapi::{Document, Operation, Parameter, Scheme, Server};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// What descriptions of public APIs say.
const PUBLIC: [&str; 11] = [
    "authentication is not required",
    "does not require authentication",
    "does not require any authentication",
    "for public use",
    "free public access",
    "no api key",
    "no authentication",
    "no authorization",
    "public api",
    "public users",
    "without authentication",
];

/// So few posts may be what a public tool is for, such as one that shortens addresses or converts files.
const FEW: usize = 2;

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    if cx.model.demand(doc).is_some() {
        return;
    }
    let Some(affected) = cx.model.silent_operations(doc) else { return };
    let credential = cx.model.inbound_operations_of(doc).find_map(credential_of);
    let has_common_key = || openness::take_common_key(cx.model.inbound_operations_of(doc));
    let is_doubtful =
        credential.is_some() || is_called_public(doc) || !has_owners(cx, doc) || has_common_key();
    let message = "no operation of the document requires a security scheme";
    let draft = cx.report(Place::key(doc.version_node()), message).affects(affected);
    if let Some(credential) = credential {
        draft.label(credential.span(), "a credential, described as an ordinary value");
    }
    if is_doubtful {
        draft.confidence(Confidence::Low);
    }
}

/// Whether something shows that not everybody may do everything: what is changed or deleted belongs to somebody.
fn has_owners<'a>(cx: &Context<'a>, doc: Document<'a>) -> bool {
    let meant =
        || cx.model.inbound_operations_of(doc).filter(|it| !public_paths::is_sign_in(&it.name().path));
    let operations = || meant().filter(|it| !it.is_safe());
    let refuses = |it: &Operation<'a>| it.has_response(|status| status == "401" || status == "403");
    let posts = operations().filter(|it| it.name().method == "POST").count();
    operations().next().is_some()
        && (posts > FEW
            || operations().any(|it| it.name().method != "POST")
            || Scheme::all(doc).next().is_some()
            || meant().any(refuses))
}

/// Where an operation asks for a credential without calling it one.
fn credential_of<'a>(operation: &Operation<'a>) -> Option<Node<'a>> {
    let parameters = operation.parameters();
    let parameter = parameters.iter().find(|it| openness::is_credential(it)).map(Parameter::name_node);
    parameter.or_else(|| operation.doc().servers().find_map(|it| key_in(&it)))
}

/// A variable in the address by which callers are known.
fn key_in<'a>(server: &Server<'a>) -> Option<Node<'a>> {
    let mut variables = server.object.get("variables").into_iter().flat_map(Node::entries);
    variables.find(|it| it.key().is_some_and(|it| words::has_word_of(&it, &["apikey", "token"])))
}

fn is_called_public(doc: Document<'_>) -> bool {
    let description = doc.root().get("info").and_then(|it| it.get("description")).and_then(Node::text);
    let text = description.unwrap_or_default().to_ascii_lowercase();
    PUBLIC.iter().any(|it| text.contains(it))
}
