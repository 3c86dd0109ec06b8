//! See `rules/weak-password-schema.md`.

use super::words;
use crate::finding::Confidence;
use crate::openapi::{Directions, Pattern, Reference, Schema, Types};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Schema(schema), Check::Reference(reference)];

/// Least length of a password, and the length that must at least be allowed (SP 800-63B).
const LEAST: u64 = 8;
const MOST: u64 = 64;

/// Names of passwords that people choose.
const CHOSEN: [&str; 14] = [
    "confirmnewpassword",
    "confirmpassword",
    "newpasswd",
    "newpassword",
    "newpasswordconfirm",
    "newpwd",
    "passwd",
    "password",
    "password1",
    "passwordconfirm",
    "passwordconfirmation",
    "passwordnew",
    "pwd",
    "userpassword",
];

/// Last parts of paths under which people get an account or change it.
const ACCOUNTS: [&str; 36] = [
    "account",
    "accounts",
    "administrators",
    "admins",
    "changepassword",
    "createaccount",
    "createuser",
    "customer",
    "customers",
    "employees",
    "forgot",
    "forgotpassword",
    "join",
    "me",
    "member",
    "members",
    "password",
    "passwordreset",
    "passwords",
    "profile",
    "recover",
    "register",
    "registeruser",
    "registration",
    "registrations",
    "reset",
    "resetpassword",
    "selfregister",
    "setpassword",
    "signup",
    "signups",
    "updatepassword",
    "updateuser",
    "user",
    "userregister",
    "users",
];

/// Words in paths under which people sign in with a password they have.
const SIGN_IN: [&str; 8] =
    ["authenticate", "login", "logon", "session", "sessions", "signin", "token", "tokens"];

/// Properties beside which a password is that of another system.
const ELSEWHERE: [&str; 9] =
    ["database", "endpoint", "host", "hostname", "port", "protocol", "server", "ssid", "url"];

/// Parts of descriptions of values that no person types.
const MADE: [&str; 5] = ["encrypted", "hash", "md5", "sha-", "sha256"];

fn schema<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    let node = schema.node();
    if schema.directions().request && is_chosen(node) {
        look(cx, node, schema);
    }
}

/// A property that is a reference: the schema it leads to is visited elsewhere, without the property's name.
fn reference<'a>(cx: &mut Context<'a>, reference: &Reference<'a>) {
    let property = reference.node.parent().filter(|it| is_chosen(*it));
    let (Some(property), Ok(target), Some(any)) = (property, reference.outcome, cx.model.documents.first())
    else {
        return;
    };
    let node = any.doc.resolve(target).filter(|_| cx.model.directions_of(property).request);
    let Some(node) = node else { return };
    look(cx, property, &Schema::new(any.doc, node, Directions::default()));
}

fn is_chosen(node: Node<'_>) -> bool {
    let is_property = node.parent().is_some_and(|it| it.has_key("properties"));
    is_property && node.key().is_some_and(|it| words::is_one_of(&it, &CHOSEN))
}

fn look<'a>(cx: &mut Context<'a>, property: Node<'a>, schema: &Schema<'a>) {
    let (Some(place), true) = (fault(schema), schema.types().has(Types::STRING)) else { return };
    if is_made(schema) || is_elsewhere(property) || !is_set(cx, property) {
        return;
    }
    let name = property.key().unwrap_or_default();
    let Fault { node, length, is_short } = place;
    let message = if is_short {
        format!("password `{name}` may be as short as {length} characters")
    } else {
        format!("password `{name}` may have no more than {length} characters")
    };
    let draft = cx.report(Place::key(node), message).in_requests();
    draft.label(property.name_span(), "the password");
    if is_short && length <= 1 {
        // Often generated to say that the text is not empty, while the length is checked elsewhere.
        draft.confidence(Confidence::Low);
    }
}

/// The keyword that makes passwords weak.
struct Fault<'a> {
    node: Node<'a>,
    length: u64,
    is_short: bool,
}

fn fault<'a>(schema: &Schema<'a>) -> Option<Fault<'a>> {
    let bounds = |key: &'static str| {
        let nodes = schema.members().iter().filter_map(move |it| it.get(key));
        nodes.filter_map(|it| Some((it.as_u64()?, it)))
    };
    let least = bounds("minLength").max_by_key(|it| it.0);
    let most = bounds("maxLength").min_by_key(|it| it.0).or_else(|| longest_match(schema));
    // A text of one length is a code or a hash.
    if least.zip(most).is_some_and(|(least, most)| least.0 >= most.0) {
        return None;
    }
    let short = least.filter(|it| it.0 < LEAST).map(|it| (it, true));
    let long = most.filter(|it| it.0 < MOST).map(|it| (it, false));
    let worst = short.filter(|it| it.0.0 > 1).or(long).or(short);
    worst.map(|((length, node), is_short)| Fault { node, length, is_short })
}

fn longest_match<'a>(schema: &Schema<'a>) -> Option<(u64, Node<'a>)> {
    let node = schema.get("pattern")?;
    let text = node.as_str()?;
    Some((Pattern::parse(&text)?.max_length()?, node))
}

fn is_made(schema: &Schema<'_>) -> bool {
    let tells = |it: Node<'_>| {
        let text = it.text().unwrap_or_default().to_ascii_lowercase();
        MADE.iter().any(|it| text.contains(it))
    };
    schema.get("description").is_some_and(tells) || schema.is_enumerated()
}

fn is_elsewhere(property: Node<'_>) -> bool {
    let mut beside = property.parent().into_iter().flat_map(Node::entries);
    beside.any(|it| it.key().is_some_and(|it| words::has_word_of(&it, &ELSEWHERE)))
}

/// Whether an operation takes the password to keep it, as far as names and the first paths tell.
fn is_set<'a>(cx: &Context<'a>, property: Node<'a>) -> bool {
    if property.key().is_some_and(|it| words::has_word_of(&it, &["new", "confirm", "confirmation"])) {
        return true;
    }
    let affected = cx.model.affected(property, true, false);
    affected.first.iter().any(|it| it.0.method != "DELETE" && keeps_password(&it.0.path))
}

/// Whether the last part of a path that is no template is about accounts.
fn keeps_password(path: &str) -> bool {
    let last = path.rsplit('/').find(|it| !it.is_empty() && !it.contains('{'));
    last.is_some_and(|it| words::is_one_of(it, &ACCOUNTS)) && !words::has_word_of(path, &SIGN_IN)
}
