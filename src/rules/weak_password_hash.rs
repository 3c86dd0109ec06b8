//! See `rules/weak-password-hash.md`.

use super::{bodies, values, words};
use crate::code::Expr;
use crate::flow::{Body, Call, Form};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Function(check)];

/// Hash functions that are made to be fast, by the beginnings of their names in small letters.
const FAST: &[&str] =
    &["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3", "blake2", "blake3", "md4"];

/// Functions and methods that hash what they are given.
const HASHING: &[&str] =
    &["compute", "digest", "hash", "update", "input", "chain", "chain_update", "new_with_prefix"];

/// Fewest rounds of PBKDF2, whatever the hash function.
const LEAST_ROUNDS: u128 = 100_000;

/// Least cost of bcrypt.
const LEAST_COST: u128 = 10;

/// Words in names of functions that hash passwords because another side demands it: a list of leaked passwords, a
/// protocol of a database.
const DEMANDED: &[&str] = &[
    "breach", "breached", "hibp", "leak", "leaked", "legacy", "md5", "mysql", "native", "pwned", "scramble",
    "scram",
];

fn check<'a>(cx: &mut Context<'a>, body: &Body<'a>) {
    if words::has_word_of(body.name(), DEMANDED) {
        return;
    }
    for call in &body.calls {
        if let Some((name, function)) = fast(body, call).filter(|_| !asks_for_leaks(body)) {
            let message = format!("`{name}` is hashed with {function}, which is made to be fast");
            bodies::report(cx, body, call.span, message);
        }
        if let Some(rounds) = rounds(body, call).filter(|it| *it < LEAST_ROUNDS) {
            let message = format!("`{}` derives a key in {rounds} rounds", call.name());
            bodies::report(cx, body, call.span, message);
        }
        if let Some(cost) = cost(body, call).filter(|it| *it < LEAST_COST) {
            bodies::report(cx, body, call.span, format!("`{}` hashes with a cost of {cost}", call.name()));
        }
    }
}

/// Whether the function asks a list of leaked passwords, which knows them by such a hash.
fn asks_for_leaks(body: &Body<'_>) -> bool {
    let text = body.workspace.slice(body.workspace.item(body.item).span).to_ascii_lowercase();
    ["pwned", "hibp"].iter().any(|it| text.contains(it))
}

/// The password that a fast hash function is given, and that function.
fn fast<'a>(body: &Body<'a>, call: &Call<'a>) -> Option<(&'a str, String)> {
    if !HASHING.contains(&call.name()) {
        return None;
    }
    let password =
        call.arguments.iter().find_map(|it| values::name(it).filter(|it| values::is_password(it)))?;
    Some((password, function(body, call)?))
}

fn function<'a>(body: &Body<'a>, call: &Call<'a>) -> Option<String> {
    let is_fast = |it: &str| FAST.iter().any(|fast| words::squash(it).starts_with(fast));
    let fast_in = |path: &[crate::code::Name]| path.iter().find(|it| is_fast(it)).map(|it| format!("`{it}`"));
    let of_argument =
        || call.argument(0).and_then(values::name).filter(|it| is_fast(it)).map(|it| format!("`{it}`"));
    match call.form {
        Form::Function => fast_in(&call.path).or_else(of_argument),
        Form::Method(_) => {
            let receiver = call.receiver?;
            let made = || body.chain(receiver).iter().find_map(|it| fast_in(&it.path));
            fast_in(&body.type_path(receiver)).or_else(made)
        }
        Form::Macro(_) | Form::Struct(_) => None,
    }
}

/// How often PBKDF2 hashes.
fn rounds<'a>(body: &Body<'a>, call: &Call<'a>) -> Option<u128> {
    let integer = |it: &'a Expr| {
        body.integer(it).or_else(|| body.chain(it).iter().find_map(|it| body.integer(it.argument(0)?)))
    };
    let is_pbkdf2 = call.path.iter().any(|it| &**it == "pbkdf2");
    match call.form {
        Form::Function if is_pbkdf2 && call.name() == "derive" => integer(call.argument(1)?),
        Form::Function if is_pbkdf2 => integer(call.argument(2)?),
        Form::Struct(fields) if is_pbkdf2 && call.name() == "Params" => {
            integer(&fields.iter().find(|it| &*it.name == "rounds")?.value)
        }
        _ => None,
    }
}

/// The cost of bcrypt.
fn cost<'a>(body: &Body<'a>, call: &Call<'a>) -> Option<u128> {
    let is_hash =
        ["bcrypt::hash", "bcrypt::hash_with_result", "bcrypt::hash_with_salt"].iter().any(|it| call.is(it));
    call.argument(1).filter(|_| is_hash).and_then(|it| body.integer(it))
}
