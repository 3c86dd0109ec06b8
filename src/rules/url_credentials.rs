//! Names and descriptions of parameters whose value is a credential.

use super::words;

/// Last words of names that say so by themselves.
const ENDS: [&[&str]; 39] = [
    &["access", "key"],
    &["access", "token"],
    &["accesskey"],
    &["accesstoken"],
    &["api", "key"],
    &["api", "secret"],
    &["api", "token"],
    &["apikey"],
    &["apisecret"],
    &["apitoken"],
    &["app", "secret"],
    &["auth", "key"],
    &["auth", "token"],
    &["authentication", "token"],
    &["authkey"],
    &["authtoken"],
    &["bearer", "token"],
    &["client", "secret"],
    &["consumer", "secret"],
    &["id", "token"],
    &["identity", "token"],
    &["jsessionid"],
    &["jwt"],
    &["oauth", "token"],
    &["oauthtoken"],
    &["passphrase"],
    &["passwd"],
    &["password"],
    &["phpsessid"],
    &["private", "key"],
    &["privatekey"],
    &["refresh", "token"],
    &["secret"],
    &["secret", "key"],
    &["secretkey"],
    &["session", "token"],
    &["shared", "secret"],
    &["subscription", "key"],
    &["token", "secret"],
];

/// Last words of names that may say anything, until the description tells.
const VAGUE: [&str; 9] = ["auth", "id", "key", "session", "sessionid", "sid", "ticket", "token", "usertoken"];

/// Vague names that end in `id` are sessions.
const SESSION: &str = "session";

/// Words in names of values that only speak of a credential, or are none.
const OTHER: [&str; 54] = [
    "activation",
    "append",
    "batch",
    "captcha",
    "change",
    "client",
    "confirm",
    "confirmation",
    "continuation",
    "csrf",
    "delete",
    "device",
    "encryption",
    "exclude",
    "fcm",
    "forgot",
    "forgotten",
    "has",
    "hash",
    "hide",
    "idempotency",
    "include",
    "invitation",
    "invite",
    "is",
    "next",
    "nft",
    "no",
    "order",
    "page",
    "pagination",
    "partition",
    "previous",
    "public",
    "publishable",
    "push",
    "recaptcha",
    "refund",
    "registration",
    "request",
    "require",
    "reset",
    "rotate",
    "show",
    "skip",
    "sort",
    "start",
    "state",
    "sync",
    "time",
    "unsubscribe",
    "verification",
    "verify",
    "xsrf",
];

/// What descriptions call a credential.
const CREDENTIALS: [&str; 28] = [
    "access key",
    "access token",
    "access_token",
    "accesstoken",
    "an application key",
    "api key",
    "api token",
    "api-key",
    "api_key",
    "apikey",
    "auth key",
    "auth token",
    "authentication key",
    "authentication token",
    "authorization token",
    "bearer token",
    "developer key",
    "json web token",
    "jwt",
    "license key",
    "login token",
    "oauth token",
    "private token",
    "private user token",
    "secret key",
    "security key",
    "session token",
    "your application key",
];

/// What descriptions say of values that are no credential, or one that works once.
const HARMLESS: [&str; 23] = [
    "be deleted",
    "confirmation",
    "email verification",
    "filter",
    "id of the",
    "idempoten",
    "identifier of the api key",
    "identifier of the key",
    "invit",
    "name of the",
    "next page",
    "one time",
    "one-time",
    "pagina",
    "public key",
    "publishable",
    "reset",
    "single-use",
    "the unique identifier",
    "to delete",
    "to manage",
    "unsubscribe",
    "whether",
];

/// How a parameter shows that it is a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Evidence {
    /// By its name.
    Name,
    /// By a name of many meanings.
    Hint,
    /// By its description.
    Description,
}

/// Whether a name only speaks of a credential, or means another token, as for paging.
pub(super) fn is_about_other(name: &str) -> bool {
    words::has_word_of(name, &OTHER)
}

/// Whether a value of this name, which can be text, is a credential.
pub(super) fn evidence(name: &str, description: &str) -> Option<Evidence> {
    if words::has_word_of(name, &OTHER) {
        return None;
    }
    let named: Vec<&str> = words::words(name).collect();
    let tells = |list: &[&str]| {
        let text = description.to_ascii_lowercase();
        list.iter().any(|it| text.contains(it))
    };
    if ENDS.iter().any(|it| ends_with(&named, it)) {
        let is_bare = words::same(name, "secret");
        return (!tells(&HARMLESS)).then_some(if is_bare { Evidence::Hint } else { Evidence::Name });
    }
    (is_vague(&named) && tells(&CREDENTIALS) && !tells(&HARMLESS)).then_some(Evidence::Description)
}

fn is_vague(named: &[&str]) -> bool {
    let Some((last, before)) = named.split_last() else { return false };
    let is_session = || before.last().is_some_and(|it| it.eq_ignore_ascii_case(SESSION));
    words::is_one_of(last, &VAGUE) && (!last.eq_ignore_ascii_case("id") || is_session())
}

fn ends_with(named: &[&str], end: &[&str]) -> bool {
    let from = named.len().checked_sub(end.len());
    let last = from.and_then(|it| named.get(it..)).unwrap_or_default();
    last.len() == end.len() && last.iter().zip(end).all(|it| it.0.eq_ignore_ascii_case(it.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for name in [
            "access_token",
            "apiKey",
            "api_key",
            "X-Api-Key",
            "new_password",
            "jwt",
            "auth_token",
            "JSESSIONID",
        ] {
            assert_eq!(evidence(name, ""), Some(Evidence::Name), "{name}");
        }
        for name in [
            "page_token",
            "nextToken",
            "key",
            "token",
            "has_password",
            "api_key_id",
            "include_secret",
            "reset_token",
            "",
        ] {
            assert_eq!(evidence(name, ""), None, "{name}");
        }
    }

    #[test]
    fn descriptions() {
        assert_eq!(evidence("key", "API key. Identifies your project."), Some(Evidence::Description));
        assert_eq!(evidence("token", "Access token to use"), Some(Evidence::Description));
        assert_eq!(evidence("session_id", "A session token"), Some(Evidence::Description));
        assert_eq!(evidence("token", "Continue fetching logs"), None);
        assert_eq!(evidence("project_id", "Project that the API key belongs to"), None);
        assert_eq!(evidence("password", "Whether to ask for one"), None);
    }
}
