//! Operations that check a password or a code, and what they take.

use super::words;
use crate::openapi::{Location, Operation};
use crate::syntax::Node;
use std::borrow::Cow;

/// Parts of paths under which callers sign in.
const SIGN_IN: [&str; 17] = [
    "accesstoken",
    "auth",
    "authenticate",
    "authentication",
    "authorize",
    "login",
    "logins",
    "logon",
    "session",
    "sessions",
    "signin",
    "signon",
    "token",
    "tokens",
    "userlogin",
    "usersignin",
    "unlock",
];

/// Words in paths under which people choose a password.
const CHOICE: [&str; 12] = [
    "change",
    "create",
    "forgot",
    "new",
    "recover",
    "register",
    "registration",
    "reset",
    "set",
    "signup",
    "unregister",
    "update",
];

/// Words in paths under which callers show a code that was sent to them.
const CODE: [&str; 14] = [
    "2fa",
    "challenge",
    "login",
    "mfa",
    "otp",
    "passcode",
    "signin",
    "totp",
    "twofactor",
    "verification",
    "verifications",
    "verify",
    "verifycode",
    "verifyotp",
];

/// What callers type who sign in.
const PASSWORDS: [&str; 8] =
    ["passcode", "passphrase", "passwd", "password", "pin", "pwd", "userpassword", "pincode"];

/// Codes that are sent to a person or made by a device.
const CODES: [&str; 16] = [
    "2facode",
    "authcode",
    "confirmationcode",
    "mfacode",
    "mfatoken",
    "onetimecode",
    "onetimepassword",
    "otp",
    "otpcode",
    "smscode",
    "totp",
    "totpcode",
    "twofactorcode",
    "verificationcode",
    "verifycode",
    "passcode",
];

/// What a sign-in checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guess {
    Password,
    Code,
}

/// What a caller of the operation can guess at, by its path and by what it takes.
pub(super) fn guess_at(op: &Operation<'_>) -> Option<Guess> {
    let path = &op.name().path;
    let is_sign_in = is_sign_in(path);
    let is_code = words::has_word_of(path, &CODE) || path.split('/').any(|it| words::is_one_of(it, &CODE));
    if !is_sign_in && !is_code {
        return None;
    }
    let names = sent_names(op);
    let takes = |list: &[&str]| names.iter().any(|it| words::is_one_of(it, list));
    match () {
        () if is_sign_in && takes(&PASSWORDS) => Some(Guess::Password),
        () if is_code && takes(&CODES) => Some(Guess::Code),
        () => None,
    }
}

/// Whether callers sign in under a path.
pub(super) fn is_sign_in(path: &str) -> bool {
    let mut parts = path.split('/').filter(|it| !it.contains('{'));
    parts.any(|it| words::is_one_of(it, &SIGN_IN)) && !words::has_word_of(path, &CHOICE)
}

/// Names of what callers send in bodies, forms, the query and headers.
pub(super) fn sent_names<'a>(op: &Operation<'a>) -> Vec<Cow<'a, str>> {
    let mut names: Vec<Cow<'a, str>> = Vec::new();
    for schema in op.body_schemas() {
        names.extend(schema.properties().filter_map(Node::key));
    }
    let parameters = op.parameters();
    let sent = parameters.iter().filter(|it| !matches!(it.location(), Location::Path | Location::Cookie));
    names.extend(sent.filter_map(|it| it.name_node().text()));
    names
}
