//! What an operation is for, as far as its name tells: whether it hands out a secret on purpose.

use super::Operation;

/// Words in paths and operation ids of what is asked for a secret.
const SECRETS: [&str; 24] = [
    "accesskey",
    "apikey",
    "authenticate",
    "certificate",
    "clientsecret",
    "configurationfile",
    "connectionstring",
    "credential",
    "cvc",
    "cvv",
    "keypair",
    "login",
    "logon",
    "oauth",
    "passphrase",
    "password",
    "pincode",
    "privatekey",
    "reveal",
    "secret",
    "signin",
    "sshkey",
    "storagekey",
    "vault",
];

/// Ends of such paths.
const SECRET_ENDS: [&str; 6] = ["carddetails", "key", "keys", "pan", "pin", "token"];

/// Words of operations that make a secret anew.
const MAKING: [&str; 18] = [
    "activate",
    "console",
    "exchange",
    "export",
    "generate",
    "invite",
    "issue",
    "provision",
    "recover",
    "register",
    "registration",
    "renew",
    "reset",
    "rotate",
    "session",
    "signup",
    "sharedaccess",
    "token",
];

/// Whether callers ask for a secret by the path or the operation's id, or have one made.
pub(super) fn hands_out_secret(op: &Operation<'_>) -> bool {
    let id = op.node().get("operationId").and_then(|it| it.text()).unwrap_or_default();
    is_for_secret(&op.name().path, &id, op.is_safe())
}

/// The same by a path, what people call that which answers, and whether it only reads.
pub(crate) fn is_for_secret(path: &str, name: &str, is_safe: bool) -> bool {
    let (end, id) = (last_words(path), squashed(name));
    let has = |list: &[&str]| list.iter().any(|it| end.contains(it) || id.contains(it));
    has(&SECRETS) || SECRET_ENDS.iter().any(|it| end.ends_with(it)) || (!is_safe && has(&MAKING))
}

/// The last part of a path that is no template.
fn last_words(path: &str) -> String {
    let part = path.rsplit('/').find(|it| !it.is_empty() && !it.starts_with('{'));
    squashed(part.unwrap_or_default())
}

fn squashed(name: &str) -> String {
    name.chars().filter(|it| it.is_alphanumeric()).map(|it| it.to_ascii_lowercase()).collect()
}
