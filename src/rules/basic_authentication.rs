//! See `rules/basic-authentication.md`.

use super::{public_paths, words};
use crate::finding::Confidence;
use crate::openapi::{Operation, Scheme, SchemeKind, Server};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Scheme(check)];

/// Operations that are looked at for one that is no sign-in.
const MOST: usize = 2000;

/// Paragraphs of more bytes than these speak of too much.
const LONG: usize = 600;

/// Parts of names and descriptions of generated secrets that travel in the place of a password.
const GENERATED: [&str; 11] = [
    "access token",
    "api credential",
    "api key",
    "api token",
    "api-key",
    "api_key",
    "api_token",
    "apikey",
    "app password",
    "application password",
    "authtoken",
];

fn check<'a>(cx: &mut Context<'a>, scheme: &Scheme<'a>) {
    if scheme.kind != SchemeKind::Basic {
        return;
    }
    let Some(named) = scheme.node.get("scheme").or_else(|| scheme.node.get("type")) else { return };
    let Some(affected) = cx.model.requiring(scheme) else { return };
    // Trading the secret for a token is what token endpoints are for.
    if cx.model.operations_requiring(scheme).take(MOST).all(|it| is_sign_in(it) || is_on_loopback(it)) {
        return;
    }
    let message = format!("`{}` sends the same secret with every request", named.text().unwrap_or_default());
    let draft = cx.report(Place::value(named), message).affects(affected);
    if is_generated(scheme) {
        draft.confidence(Confidence::Low);
    }
}

fn is_sign_in(operation: &Operation<'_>) -> bool {
    let name = operation.name();
    public_paths::is_sign_in(&name.path) || name.path.ends_with("/auth")
}

/// Whether what travels as a password is a key that was made for a program.
fn is_generated(scheme: &Scheme<'_>) -> bool {
    let description = scheme.field("description").unwrap_or_default().to_ascii_lowercase();
    let is_key = words::has_word_of(&description, &["key"]) && !is_of_people(&description);
    is_key
        || tells_generated(&description)
        || tells_generated(&scheme.name.to_ascii_lowercase())
        || is_introduced_so(scheme)
}

fn tells_generated(text: &str) -> bool {
    GENERATED.iter().any(|it| text.contains(it)) && !is_of_people(text)
}

fn is_of_people(text: &str) -> bool {
    ["username and password", "user name and password", "username + password"]
        .iter()
        .any(|it| text.contains(it))
}

/// Whether a paragraph on Basic at the head of the document says so.
fn is_introduced_so(scheme: &Scheme<'_>) -> bool {
    let description = scheme.doc.root().get("info").and_then(|it| it.get("description")?.text());
    let text = description.unwrap_or_default().to_ascii_lowercase();
    text.split("\n\n")
        .filter(|it| it.len() < LONG)
        .any(|it| words::has_word_of(it, &["basic"]) && tells_generated(it))
}

/// Whether all operations that ask for it are sent to the machine of the caller.
fn is_on_loopback(operation: &Operation<'_>) -> bool {
    let mut servers = operation.node().get("servers").into_iter().flat_map(Node::items).peekable();
    let is_loopback = |object: Node<'_>| {
        let node = object.get("url");
        node.is_some_and(|node| Server { doc: operation.doc(), node, object, is_only: false }.is_loopback())
    };
    servers.peek().is_some() && servers.all(is_loopback)
}
