//! See `rules/api-key-in-cookie.md`.

use crate::openapi::{Alternative, Location, Model, Operation, Scheme, SchemeKind};
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Scheme(check)];

/// Operations that are looked at for one that changes something.
const MOST: usize = 2000;

/// Parts of names of tokens that other sites cannot send.
const TOKENS: [&str; 2] = ["csrf", "xsrf"];

/// Parts of descriptions that name a defence.
const DEFENCES: [&str; 6] = ["csrf", "same origin", "same-origin", "same-site", "samesite", "xsrf"];

fn check<'a>(cx: &mut Context<'a>, scheme: &Scheme<'a>) {
    let is_cookie = scheme.kind == SchemeKind::ApiKey && scheme.location() == Some(Location::Cookie);
    if !is_cookie || scheme.field("description").is_some_and(|it| tells_defence(&it)) {
        return;
    }
    let Some(place) = scheme.node.get("in").filter(|_| is_forgeable(cx.model, scheme)) else { return };
    let Some(affected) = cx.model.requiring(scheme) else { return };
    let message = "the credential is a `cookie`, which browsers send along with requests of other sites";
    cx.report(Place::value(place), message).affects(affected);
}

/// Whether the description of the cookie says how requests of other sites are kept out.
fn tells_defence(description: &str) -> bool {
    let text = description.to_ascii_lowercase();
    DEFENCES.iter().any(|it| text.contains(it))
}

/// Whether the cookie alone lets an operation change something.
fn is_forgeable<'a>(model: &Model<'a>, scheme: &Scheme<'a>) -> bool {
    let suffices = |it: &Operation<'a>| {
        let alternatives = it.security().into_iter().flat_map(|it| it.alternatives());
        alternatives.into_iter().any(|it| is_alone(&it, scheme))
    };
    let mut operations = model.operations_requiring(scheme).take(MOST);
    operations.any(|it| !it.is_safe() && suffices(it) && !has_csrf_token(it))
}

/// Whether a requirement asks for the cookie and nothing else but cookies.
fn is_alone(alternative: &Alternative<'_>, scheme: &Scheme<'_>) -> bool {
    let mut schemes = alternative.schemes.iter().filter_map(|it| it.1.as_ref());
    let is_named = alternative.node.get(&scheme.name).is_some();
    is_named && schemes.all(|it| it.location() == Some(Location::Cookie))
}

fn has_csrf_token(operation: &Operation<'_>) -> bool {
    operation.parameters().iter().any(|it| {
        let name = it.name().to_ascii_lowercase();
        it.location() != Location::Cookie && TOKENS.iter().any(|token| name.contains(token))
    })
}
