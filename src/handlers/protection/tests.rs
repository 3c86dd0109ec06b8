//! Names that say something, and names that only look so.

use super::signs::Signs;
use super::words;
use super::{BodyLimit, BodyLimitKind, Evidence, EvidenceKind, Protection, Strength};
use crate::source::{FileId, Span};

#[test]
fn names_of_refusals() {
    for name in ["UNAUTHORIZED", "Unauthorized", "ErrorUnauthorized", "not_authenticated", "MissingToken"] {
        assert_eq!(words::of_refusal(name), Signs::UNAUTHORIZED, "{name}");
    }
    for name in ["FORBIDDEN", "permission_denied", "InsufficientScope"] {
        assert_eq!(words::of_refusal(name), Signs::FORBIDDEN, "{name}");
    }
    for name in ["NOT_FOUND", "AUTHORIZATION", "authorization_url", "Authenticated"] {
        assert_eq!(words::of_refusal(name), Signs::NONE, "{name}");
    }
}

#[test]
fn names_of_who_asks() {
    for name in ["CurrentUser", "user", "JwtClaims", "session_id", "AdminRole"] {
        assert!(words::is_principal(name), "{name}");
    }
    for name in ["UserAgent", "USER_AGENT", "Tokenizer", "Pagination", "ClientIp", "superuserless"] {
        assert!(!words::is_principal(name), "{name}");
    }
}

#[test]
fn names_of_checks() {
    assert!(words::authorizes("check_permission"));
    assert!(words::authorizes("require_admin"));
    assert!(!words::authorizes("check_health"));
    assert!(!words::authorizes("permission_list"));
    assert!(words::authenticates("verify_token"));
}

#[test]
fn strength_of_signs() {
    let strong = Signs::UNAUTHORIZED.and(Signs::CREDENTIAL);
    assert_eq!(strong.strength(), Some(Strength::Strong));
    assert_eq!(Signs::UNAUTHORIZED.strength(), Some(Strength::Weak));
    assert_eq!(Signs::SESSION.and(Signs::INFALLIBLE).strength(), Some(Strength::Optional));
    assert_eq!(Signs::PRINCIPAL.strength(), None);
    let counts = Signs::TOO_MANY.and(Signs::UNAUTHORIZED).and(Signs::PRINCIPAL);
    assert_eq!(counts.strength_of_layer(), Some(Strength::Weak));
}

#[test]
fn one_line() {
    let span = Span { file: FileId(0), start: 0, end: 0 };
    let evidence = Evidence {
        kind: EvidenceKind::Extractor,
        strength: Strength::Strong,
        what: "User".to_owned(),
        scopes: vec!["read".to_owned()],
        span,
    };
    let body_limit = BodyLimit { kind: BodyLimitKind::Set, bytes: Some(4096), span: None };
    let protection = Protection { authentication: vec![evidence], body_limit, ..Protection::default() };
    assert_eq!(protection.to_string(), "auth: strong extractor User; scope: read | body: 4096");
    assert!(protection.is_guarded() && protection.may_be_guarded());
}
