//! See `rules/account-enumeration.md`.

use super::public_paths;
use crate::finding::Confidence;
use crate::openapi::Operation;
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Operation(check)];

/// Words in descriptions of answers that speak of the account and not of the address.
const ACCOUNTS: [&str; 6] = ["account", "customer", "e-mail", "email", "exist", "user"];

/// Words in paths by which people ask for a new password.
const RESETS: [&str; 4] = ["forgot", "recover", "reset", "lost"];

/// Words in paths by which people get an account.
const REGISTRATIONS: [&str; 3] = ["register", "registration", "signup"];

/// Parts of paths in which people who are known already give a second proof.
const SECOND: [&str; 5] = ["2fa", "mfa", "otp", "twofactor", "secondfactor"];

fn check<'a>(cx: &mut Context<'a>, op: &Operation<'a>) {
    let path = op.name().path.to_ascii_lowercase().replace(['-', '_'], "");
    let is_sign_in =
        op.is_inbound() && op.name().method == "POST" && public_paths::is_sign_in(&op.name().path);
    if !is_sign_in || path.contains(['{', ':']) || path.contains("oauth") || path.ends_with("token") {
        return;
    }
    if path.split('/').any(|it| SECOND.contains(&it)) {
        return;
    }
    let has = |words: &[&str]| words.iter().any(|it| path.contains(it));
    if has(&REGISTRATIONS) {
        report(cx, op, "409", "tells that an account exists", &["exist", "taken", "already", "in use"]);
    } else if has(&RESETS) {
        report(cx, op, "404", "tells that there is no such account", &ACCOUNTS);
    } else if ["400", "401", "403"].iter().any(|it| answer(op, it).is_some()) {
        // Frameworks document 404 for everything, without a word about what is not found.
        if speaks_of(op, "404", &ACCOUNTS) {
            report(cx, op, "404", "tells an unknown account from a wrong password", &ACCOUNTS);
        }
    }
}

fn report<'a>(cx: &mut Context<'a>, op: &Operation<'a>, status: &str, fault: &str, words: &[&str]) {
    let Some(answer) = answer(op, status) else { return };
    let is_told = speaks_of(op, status, words);
    let draft = cx.report(Place::key(answer), format!("`{status}` {fault}"));
    if !is_told {
        draft.confidence(Confidence::Low);
    }
}

/// Whether the description of an answer has one of these words.
fn speaks_of(op: &Operation<'_>, status: &str, words: &[&str]) -> bool {
    let description = answer(op, status).and_then(|it| op.doc().resolve(it)?.get("description")?.text());
    description.is_some_and(|it| {
        let text = it.to_ascii_lowercase();
        words.iter().any(|it| text.contains(it))
    })
}

fn answer<'a>(op: &Operation<'a>, status: &str) -> Option<Node<'a>> {
    op.responses().find(|it| it.has_key(status))
}
