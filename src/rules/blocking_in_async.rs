//! See `rules/blocking-in-async.md`.

use super::bodies;
use crate::finding::Confidence;
use crate::flow::{Body, Call, Form, Handling};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Handler(check)];

/// Functions that hold the thread, by the beginnings of their paths: what they do, and how long that may take.
const FUNCTIONS: &[(&[&str], &str, Confidence)] = &[
    (&["std", "thread", "sleep"], "sleeps", Confidence::High),
    (&["reqwest", "blocking"], "waits for another service", Confidence::High),
    (&["ureq"], "waits for another service", Confidence::Medium),
    (&["bcrypt", "hash"], "hashes a password", Confidence::Medium),
    (&["bcrypt", "verify"], "hashes a password", Confidence::Medium),
    (&["argon2", "hash_encoded"], "hashes a password", Confidence::Medium),
    (&["argon2", "verify_encoded"], "hashes a password", Confidence::Medium),
    (&["password_auth"], "hashes a password", Confidence::Medium),
    (&["pbkdf2", "pbkdf2_hmac"], "hashes a password", Confidence::Medium),
    (&["scrypt", "scrypt"], "hashes a password", Confidence::Medium),
    (&["std", "fs"], "waits for the disk", Confidence::Low),
];

/// Methods that do the same, and the crates of what they are called on.
const METHODS: &[(&str, &[&str], &str)] = &[
    ("hash_password", &["argon2", "scrypt", "pbkdf2"], "hashes a password"),
    ("verify_password", &["argon2", "scrypt", "pbkdf2", "password_hash"], "hashes a password"),
];

/// Methods that run another program and wait for it.
const RUNNING: &[&str] = &["output", "status", "wait", "wait_with_output"];

/// Functions whose closures may take their time.
const ELSEWHERE: &[&str] = &[
    "spawn_blocking",
    "block_in_place",
    "unblock",
    "spawn",
    "block",
    "run_blocking",
    "asyncify",
    "interact",
    "install",
];

fn check<'a>(cx: &mut Context<'a>, handling: &Handling<'a>) {
    for (body, _, call) in handling.calls().filter(|it| it.0.function.is_async) {
        let Some((what, confidence)) = blocking(body, call) else { continue };
        let is_elsewhere = body.is_given_to(call.expr.span, |it| {
            ELSEWHERE.contains(&it.name()) && !matches!(it.form, Form::Macro(_))
        });
        if is_elsewhere {
            continue;
        }
        let message = format!("`{}` {what} on a thread that other requests wait for", name(call));
        bodies::report_handling(cx, handling, body, call.span, message).confidence(confidence);
    }
}

/// What a call does that holds the thread, and how sure that it takes long.
fn blocking<'a>(body: &Body<'a>, call: &Call<'a>) -> Option<(&'static str, Confidence)> {
    match call.form {
        Form::Function => {
            FUNCTIONS.iter().find(|it| call.path.len() > 1 && begins(call, it.0)).map(|it| (it.1, it.2))
        }
        Form::Method(_) => {
            let crates = crates(body, call);
            let is_of = |all: &[&str]| crates.iter().any(|it| all.contains(&it.as_str()));
            let known = METHODS.iter().find(|it| call.name() == it.0 && is_of(it.1)).map(|it| it.2);
            let runs = || {
                let made = call.receiver.map(|it| body.chain(it)).unwrap_or_default();
                (RUNNING.contains(&call.name())
                    && made.iter().any(|it| it.path.len() > 2 && begins(it, &["std", "process"])))
                .then_some("waits for a program")
            };
            known.or_else(runs).map(|it| (it, Confidence::Medium))
        }
        Form::Macro(_) | Form::Struct(_) => None,
    }
}

fn begins(call: &Call<'_>, path: &[&str]) -> bool {
    path.len() <= call.path.len() && path.iter().zip(&call.path).all(|it| **it.0 == **it.1)
}

/// The crates of what a method is called on, and of the functions that made it.
fn crates<'a>(body: &Body<'a>, call: &Call<'a>) -> Vec<String> {
    let Some(receiver) = call.receiver else { return Vec::new() };
    let of_type = body.type_path(receiver).first().map(|it| it.to_string());
    let made = body.chain(receiver);
    of_type.into_iter().chain(made.iter().map(|it| it.crate_name().to_owned())).collect()
}

/// `fs::read` of its path.
fn name(call: &Call<'_>) -> String {
    let from = call.path.len().saturating_sub(2);
    call.path.get(from..).unwrap_or_default().join("::")
}
