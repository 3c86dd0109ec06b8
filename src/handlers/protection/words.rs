//! Names by which code tells what it does.

use super::signs::Signs;

/// Methods that take an extractor's type.
pub(super) const EXTRACTS: &[&str] =
    &["extract", "extract_parts", "extract_with_state", "extract_parts_with_state", "guard"];

/// Macros that list handlers, which are not called by that.
pub(super) const LISTING: &[&str] = &["routes", "catchers", "openapi_get_routes", "openapi_get_routes_spec"];

/// Headers that hold credentials, in lower case.
const CREDENTIAL_HEADERS: &[&str] = &[
    "authorization",
    "proxy-authorization",
    "x-api-key",
    "api-key",
    "apikey",
    "x-auth-token",
    "x-access-token",
    "x-authorization",
    "x-token",
    "x-service-token",
    "x-session-token",
    "x-admin-token",
    "x-auth-key",
    "private-token",
];

/// Types and constants that stand for such headers, and methods that read them.
const CREDENTIALS: &[&str] = &[
    "AUTHORIZATION",
    "PROXY_AUTHORIZATION",
    "Bearer",
    "BearerAuth",
    "BasicAuth",
    "bearer_auth",
    "basic_auth",
];

/// Types, constants and methods of cookies and sessions.
const SESSIONS: &[&str] = &[
    "COOKIE",
    "CookieJar",
    "PrivateCookieJar",
    "SignedCookieJar",
    "Cookies",
    "cookie",
    "cookies",
    "get_session",
    "get_private",
    "get_identity",
    "cookie_jar",
];

/// Words of names for who asks, and what they may do.
const PRINCIPALS: &[&str] = &[
    "account",
    "actor",
    "admin",
    "apikey",
    "auth",
    "authenticated",
    "authenticator",
    "authorizer",
    "bearer",
    "biscuit",
    "caller",
    "claim",
    "claims",
    "credential",
    "credentials",
    "identity",
    "jwt",
    "login",
    "permission",
    "permissions",
    "principal",
    "role",
    "roles",
    "session",
    "subject",
    "token",
    "user",
];

/// Names, in lower case and without `_`, of what answers 401.
const UNAUTHORIZED: &[&str] = &[
    "unauthorized",
    "unauthorised",
    "unauthenticated",
    "errorunauthorized",
    "notauthenticated",
    "notloggedin",
    "authenticationrequired",
    "authenticationfailed",
    "authenticationerror",
    "authrequired",
    "loginrequired",
    "missingcredentials",
    "invalidcredentials",
    "wrongcredentials",
    "missingtoken",
    "invalidtoken",
    "invalidapikey",
    "missingapikey",
    "missingauthorization",
    "missingauthheader",
    "tokenexpired",
    "invalidsession",
    "notokenprovided",
];

/// The same for 403.
const FORBIDDEN: &[&str] = &[
    "forbidden",
    "errorforbidden",
    "accessdenied",
    "permissiondenied",
    "insufficientpermissions",
    "insufficientscope",
    "notauthorized",
    "missingpermission",
    "missingpermissions",
    "insufficientprivileges",
    "operationnotpermitted",
    "notallowed",
];

/// Names of variants of errors that say so only among errors.
const AMONG_ERRORS: &[(&str, Signs)] = &[
    ("authentication", Signs::UNAUTHORIZED),
    ("authorization", Signs::UNAUTHORIZED),
    ("auth", Signs::UNAUTHORIZED),
    ("permission", Signs::FORBIDDEN),
    ("session", Signs::UNAUTHORIZED),
    ("token", Signs::UNAUTHORIZED),
];

/// Words of functions that decide what somebody may do.
const DECISIONS: &[&str] = &[
    "access",
    "allow",
    "allowed",
    "authorize",
    "authorized",
    "permission",
    "permissions",
    "privilege",
    "role",
    "roles",
    "scope",
    "scopes",
    "admin",
    "owner",
];

/// Words in front of what a function makes sure of.
const CHECKS: &[&str] = &[
    "assert",
    "authorize",
    "check",
    "enforce",
    "ensure",
    "has",
    "is",
    "require",
    "validate",
    "verify",
    "can",
];

/// Names of functions that make sure of who asks.
const AUTHENTICATES: &[&str] = &[
    "authenticate",
    "authorize",
    "check_auth",
    "check_authentication",
    "check_authorization",
    "require_auth",
    "require_login",
    "require_user",
    "validate_token",
    "verify_token",
    "verify_jwt",
    "check_token",
];

/// What a string literal shows.
pub(super) fn of_text(text: &str) -> Signs {
    let is = |it: &&str| text.eq_ignore_ascii_case(it);
    match () {
        () if CREDENTIAL_HEADERS.iter().any(is) => Signs::CREDENTIAL,
        () if text.eq_ignore_ascii_case("cookie") => Signs::SESSION,
        () => Signs::NONE,
    }
}

/// What a single name of a path, field or method shows.
pub(super) fn of_name(name: &str) -> Signs {
    match () {
        () if CREDENTIALS.contains(&name) => Signs::CREDENTIAL.and(Signs::PRINCIPAL),
        () if SESSIONS.contains(&name) => Signs::SESSION,
        () if is_principal(name) => Signs::PRINCIPAL,
        () => Signs::NONE,
    }
}

/// What the last name of a status, error or function that makes one says.
pub(super) fn of_refusal(name: &str) -> Signs {
    let plain: String = name.chars().filter(|it| *it != '_').map(|it| it.to_ascii_lowercase()).collect();
    match plain.as_str() {
        "toomanyrequests" | "ratelimited" | "ratelimitexceeded" | "ratelimiterror" => Signs::TOO_MANY,
        it if UNAUTHORIZED.contains(&it) => Signs::UNAUTHORIZED,
        it if FORBIDDEN.contains(&it) => Signs::FORBIDDEN,
        _ => Signs::NONE,
    }
}

/// What the variant of an error says.
pub(super) fn of_variant(error: &str, variant: &str) -> Signs {
    if !["Error", "Rejection", "Failure", "Err"].iter().any(|it| error.ends_with(it)) {
        return Signs::NONE;
    }
    let is_of_authentication =
        has_word(error, &["auth", "authentication", "token", "session", "jwt", "login"]);
    let among = AMONG_ERRORS.iter().find(|it| has_word(variant, &[it.0])).map(|it| it.1);
    among.unwrap_or(if is_of_authentication { Signs::UNAUTHORIZED } else { Signs::NONE })
}

/// What a status by its number says.
pub(super) const fn of_number(number: u128) -> Signs {
    match number {
        401 => Signs::UNAUTHORIZED,
        403 => Signs::FORBIDDEN,
        429 => Signs::TOO_MANY,
        _ => Signs::NONE,
    }
}

/// Whether the name is that of who asks: `CurrentUser`, `Claims`.
pub(super) fn is_principal(name: &str) -> bool {
    !is_user_agent(name) && has_word(name, PRINCIPALS)
}

fn is_user_agent(name: &str) -> bool {
    let plain = name.replace(['_', '-'], "").to_ascii_lowercase();
    plain.contains("useragent")
}

/// Whether a function by its name makes sure of who asks.
pub(super) fn authenticates(name: &str) -> bool {
    AUTHENTICATES.contains(&name)
}

/// Whether a function by its name makes sure of what somebody may do: `check_permission`, `require_admin`.
pub(super) fn authorizes(name: &str) -> bool {
    let first = words(name).next();
    first.is_some_and(|it| CHECKS.contains(&it.as_str())) && has_word(name, DECISIONS)
}

/// Whether the name has to do with what somebody may do.
pub(super) fn decides(name: &str) -> bool {
    has_word(name, DECISIONS)
}

/// Whether an attribute by its name stands in front of a handler to guard it.
pub(super) fn guards(name: &str) -> bool {
    let is = |it: String| {
        [
            "auth",
            "authorized",
            "authorize",
            "authenticated",
            "protect",
            "protected",
            "secured",
            "permission",
            "permissions",
            "guard",
            "role",
            "roles",
            "login",
            "session",
            "authentication",
        ]
        .contains(&it.as_str())
    };
    words(name).any(is)
}

fn has_word(name: &str, list: &[&str]) -> bool {
    words(name).any(|it| list.contains(&it.as_str()))
}

/// The words of `camelCase`, `PascalCase`, `snake_case`, in lower case.
fn words(name: &str) -> impl Iterator<Item = String> {
    let mut found = vec![String::new()];
    let mut was_lower = false;
    for character in name.chars() {
        if !character.is_alphanumeric() || (character.is_uppercase() && was_lower) {
            found.push(String::new());
        }
        was_lower = character.is_lowercase() || character.is_numeric();
        if let Some(last) = found.last_mut().filter(|_| character.is_alphanumeric()) {
            last.extend(character.to_lowercase());
        }
    }
    found.into_iter().filter(|it| !it.is_empty())
}
