//! See `rules/basic-authentication.md`.

use super::public_paths;
use crate::finding::Confidence;
use crate::openapi::{Operation, Scheme, SchemeKind};
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Scheme(check)];

/// Operations that are looked at for one that is no sign-in.
const MOST: usize = 2000;

/// Parts of names and descriptions of generated secrets that travel in the place of a password.
const GENERATED: [&str; 8] =
    ["access token", "api key", "api token", "api-key", "api_key", "api_token", "apikey", "authtoken"];

fn check<'a>(cx: &mut Context<'a>, scheme: &Scheme<'a>) {
    if scheme.kind != SchemeKind::Basic {
        return;
    }
    let Some(named) = scheme.node.get("scheme").or_else(|| scheme.node.get("type")) else { return };
    let Some(affected) = cx.model.requiring(scheme) else { return };
    // Trading the secret for a token is what token endpoints are for.
    if cx.model.operations_requiring(scheme).take(MOST).all(is_sign_in) {
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
    let name = scheme.name.to_ascii_lowercase();
    let is_named = GENERATED.iter().any(|it| description.contains(it) || name.contains(it));
    is_named && !["username and password", "user name and password"].iter().any(|it| description.contains(it))
}
