//! Paths of operations that cannot ask for a credential, or that are open nearly everywhere.

/// Parts of a path in which callers get their first credential.
const SIGN_IN: [&str; 4] = ["login", "signin", "signon", "signup"];

/// Beginnings of such parts.
const SIGN_IN_STARTS: [&str; 6] =
    ["authenticate", "forgotpassword", "forgotusername", "passwordreset", "recoverpassword", "resetpassword"];

/// Where accounts are recovered, as two parts.
const RECOVERY: [&str; 3] = ["/auth/forgot", "/auth/recover", "/auth/reset"];

/// Ends of paths that do the same.
const SIGN_IN_ENDS: [&str; 7] =
    ["accesstoken", "authorize", "refreshtoken", "register", "registration", "requesttoken", "token"];

/// Ends of paths that tell how the service is, and what it is.
const SERVICE: [&str; 22] = [
    "about",
    "health",
    "healthcheck",
    "healthz",
    "heartbeat",
    "ipranges",
    "jwks",
    "jwksjson",
    "liveness",
    "livez",
    "openapi",
    "openapijson",
    "openapiyaml",
    "outboundips",
    "ping",
    "publiciplist",
    "readiness",
    "readyz",
    "servicestatus",
    "swaggerjson",
    "timestamp",
    "version",
];

/// Whether the operations of a path hand out credentials, so that callers come without one.
pub(super) fn is_sign_in(path: &str) -> bool {
    let is_part = |part: &str| {
        let part = squashed(part);
        SIGN_IN.contains(&part.as_str()) || SIGN_IN_STARTS.iter().any(|it| part.starts_with(it))
    };
    let is_oauth = |part: &str| squashed(part).starts_with("oauth");
    let lower = path.to_ascii_lowercase();
    path.split('/').any(is_part)
        || RECOVERY.iter().any(|it| lower.contains(it))
        || (!path.contains('{') && path.split('/').any(is_oauth))
        || ends_with_one_of(path, &SIGN_IN_ENDS)
}

/// Whether the operations of a path tell about the service itself.
pub(super) fn is_about_service(path: &str) -> bool {
    path.contains("/.well-known/")
        || ["/schema", "/status"].contains(&path)
        || ["/health/ready", "/health/live", "/jwks", "/jwks.json"].iter().any(|it| path.ends_with(it))
        || ends_with_one_of(path, &SERVICE)
}

fn ends_with_one_of(path: &str, ends: &[&str]) -> bool {
    let end = squashed(path.trim_end_matches('/').rsplit('/').next().unwrap_or_default());
    !path.contains('{') && ends.contains(&end.as_str())
}

fn squashed(part: &str) -> String {
    part.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        for path in [
            "/login",
            "/api/v1/auth/reset",
            "/auth/sign-in/apple",
            "/oauth2/token",
            "/oauth/device/code",
            "/v1/token/",
        ] {
            assert!(is_sign_in(path), "{path}");
        }
        for path in [
            "/devices/{id}/token",
            "/login-attempts",
            "/oauth/clients/{id}",
            "/author",
            "/tokenizer",
            "/cash/register/open",
        ] {
            assert!(!is_sign_in(path), "{path}");
        }
        for path in
            ["/health", "/.well-known/jwks.json", "/api/version", "/openapi.json", "/schema", "/outbound-ips"]
        {
            assert!(is_about_service(path), "{path}");
        }
        for path in ["/apps/{id}/version", "/healthcare", "/versions", "/ips", "/tables/schema"] {
            assert!(!is_about_service(path), "{path}");
        }
    }
}
