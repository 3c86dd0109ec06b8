//! See `rules/distinct-sign-in-errors.md`.

use super::refusals::{self, Refusal};
use super::{bodies, passwords, routes};
use crate::finding::Confidence;
use crate::flow::{Body, Call, Handling};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Handler(check)];

/// What somebody is who signs in.
const ACCOUNTS: [&str; 7] = ["account", "customer", "email", "login", "member", "user", "username"];

/// That there is no such one.
const ABSENT: [&str; 8] = [
    "does not exist",
    "doesn t exist",
    "no account",
    "no such",
    "no user",
    "not exist",
    "not found",
    "unknown",
];

/// What is wrong with a password.
const WRONG: [&str; 9] = [
    "bad",
    "did not match",
    "does not match",
    "doesn t match",
    "failed",
    "incorrect",
    "invalid",
    "mismatch",
    "wrong",
];

/// Beginnings of functions that compare a password with what is stored.
const COMPARING: [&str; 6] = ["check", "compare", "is_valid", "matches", "validate", "verify"];

fn check<'a>(cx: &mut Context<'a>, handling: &Handling<'a>) {
    let is_sign_in = handling.routes.iter().any(|it| passwords::is_sign_in(&it.path.to_string()));
    if !is_sign_in {
        return;
    }
    let own = std::iter::once(&handling.body);
    for body in own.chain(handling.called.iter().map(|it| &it.0)) {
        if body.calls.iter().any(compares_password) {
            look(cx, handling, body);
        }
    }
}

fn compares_password(call: &Call<'_>) -> bool {
    let name = call.name();
    let is_comparing = COMPARING.iter().any(|it| name.starts_with(it));
    let crate_name = call.crate_name();
    let is_hash = ["argon2", "bcrypt", "scrypt", "pwhash"].contains(&crate_name);
    is_comparing && (name.contains("password") || name.contains("hash") || is_hash)
}

fn look<'a>(cx: &mut Context<'a>, handling: &Handling<'a>, body: &Body<'a>) {
    let told = refusals::of(body);
    let Some((unknown, is_sure)) = best(&told, is_unknown, 404) else { return };
    let Some((wrong, is_surer)) =
        best(&told, is_wrong, 401).filter(|it| it.0.span != unknown.span && it.0.words != unknown.words)
    else {
        return;
    };
    let place = routes::one_line(cx, wrong.span);
    let message = "the answer for an unknown account is another than that for a wrong password";
    let draft = bodies::report_handling(cx, handling, body, unknown.span, message);
    draft.label(place, "the answer for a wrong password");
    if !(is_sure && is_surer) {
        draft.confidence(Confidence::Low);
    }
}

/// The refusal that says it by its words, or else the one with the status; and whether it says so by words.
fn best(told: &[Refusal], says: fn(&str) -> bool, status: u16) -> Option<(&Refusal, bool)> {
    let by_words = told.iter().find(|it| says(&it.words)).map(|it| (it, true));
    by_words.or_else(|| told.iter().find(|it| it.status == Some(status)).map(|it| (it, false)))
}

fn is_unknown(words: &str) -> bool {
    has_account(words) && ABSENT.iter().any(|it| words.contains(it))
}

fn is_wrong(words: &str) -> bool {
    words.contains("password") && !has_account(words) && WRONG.iter().any(|it| words.contains(it))
}

fn has_account(words: &str) -> bool {
    words.split(' ').any(|it| ACCOUNTS.contains(&it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_sign_ins() {
        assert!(is_unknown("user not found"));
        assert!(is_unknown("no such account"));
        assert!(is_wrong("wrong password"));
        assert!(!is_wrong("invalid username or password"));
        assert!(!is_unknown("invalid username or password"));
    }
}
