//! Fields of request bodies by which callers show who they are, and paths where such fields mean something else.

use super::words;
use crate::openapi::Document;
use crate::syntax::Node;

/// Names of fields by which a caller shows who it is, without case and separators.
const CREDENTIALS: [&str; 13] = [
    "accesstoken",
    "apikey",
    "apisecret",
    "apitoken",
    "appsecret",
    "authkey",
    "authtoken",
    "bearertoken",
    "clientsecret",
    "sessionkey",
    "sessiontoken",
    "useraccesstoken",
    "usertoken",
];

/// What descriptions call a field that is named `token` and nothing more.
const TOKENS: [&str; 5] =
    ["access token", "api token", "authentication token", "authorization token", "bearer token"];

/// Words, without an `s` at their end, in paths of operations that hand out credentials, keep them, or are about them.
const ABOUT_CREDENTIALS: [&str; 52] = [
    "apikey",
    "app",
    "application",
    "auth",
    "authenticate",
    "authentication",
    "authorization",
    "authorize",
    "bot",
    "channel",
    "client",
    "config",
    "configuration",
    "connect",
    "connection",
    "connector",
    "credential",
    "destination",
    "device",
    "export",
    "grant",
    "hook",
    "idp",
    "import",
    "integration",
    "introspect",
    "key",
    "login",
    "logoff",
    "logout",
    "oauth",
    "oauth2",
    "password",
    "provider",
    "provision",
    "refresh",
    "register",
    "registration",
    "revoke",
    "secret",
    "service",
    "session",
    "setting",
    "setup",
    "sign",
    "signin",
    "signup",
    "source",
    "sso",
    "token",
    "vault",
    "webhook",
];

/// Whether a field, which an object describes, holds a credential of the caller.
pub(super) fn is_one<'a>(doc: Document<'a>, name: &str, object: Node<'a>) -> bool {
    words::is_one_of(name, &CREDENTIALS) || (words::same(name, "token") && is_described_as_token(doc, object))
}

fn is_described_as_token<'a>(doc: Document<'a>, object: Node<'a>) -> bool {
    let description = doc.resolve(object).and_then(|it| it.get("description")?.text());
    description.is_some_and(|it| {
        let text = it.to_ascii_lowercase();
        TOKENS.iter().any(|it| text.contains(it))
    })
}

/// Whether the operations of a path hand out credentials, keep them, or are about them.
pub(super) fn is_about(path: &str) -> bool {
    let is_listed = |word: &str| {
        let word = word.to_ascii_lowercase();
        ABOUT_CREDENTIALS.contains(&word.strip_suffix('s').unwrap_or(&word))
    };
    words::words(path).any(is_listed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_about_credentials() {
        for path in [
            "/oauth/token",
            "/generateNewToken",
            "/users/{id}/api-keys",
            "/webhooks",
            "/shops/{id}/connections",
        ] {
            assert!(is_about(path), "{path}");
        }
        for path in
            ["/texts/translate", "/orders/{id}", "/tokenize", "/keyboards", "/1.0/SentimentAnalysis.json"]
        {
            assert!(!is_about(path), "{path}");
        }
    }
}
