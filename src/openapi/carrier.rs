//! Which kind of credential a scheme asks for, and where it travels.

use super::{Alternative, Location, Scheme, SchemeKind};

/// What the value of an API key scheme is, as far as its name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ApiKey {
    /// The key of a program.
    Key,
    /// A token, as others send in the `Authorization` header.
    Token,
    /// The whole `Authorization` header, which may hold anything.
    Header,
    /// Something that goes with another credential, or the session of a browser.
    Other,
}

impl ApiKey {
    pub(super) fn of(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        let has = |words: &[&str]| words.iter().any(|it| name.contains(it));
        match name.as_str() {
            "authorization" | "x-authorization" => Self::Header,
            "sid" | "connect.sid" => Self::Other,
            _ if has(&["client", "csrf", "sess", "sudo", "xsrf"]) => Self::Other,
            _ if has(&["api", "app"]) => Self::Key,
            _ if has(&["token", "jwt", "bearer"]) => Self::Token,
            _ => Self::Key,
        }
    }
}

/// For keys and for tokens the places they travel in, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Carriers {
    keys: u8,
    tokens: u8,
}

const HEADER: u8 = 1;
const QUERY: u8 = 2;
const COOKIE: u8 = 4;

impl Carriers {
    /// Of the schemes that go together.
    #[must_use]
    pub fn of(alternative: &Alternative<'_>) -> Self {
        let schemes = alternative.schemes.iter().filter_map(|it| it.1.as_ref());
        schemes.map(Self::of_scheme).fold(Self::default(), |one, other| Self {
            keys: one.keys | other.keys,
            tokens: one.tokens | other.tokens,
        })
    }

    fn of_scheme(scheme: &Scheme<'_>) -> Self {
        match scheme.kind {
            SchemeKind::ApiKey => Self::of_key(scheme),
            SchemeKind::Bearer | SchemeKind::OAuth2 | SchemeKind::OpenIdConnect => {
                Self { keys: 0, tokens: HEADER }
            }
            _ => Self::default(),
        }
    }

    fn of_key(scheme: &Scheme<'_>) -> Self {
        let place = match scheme.location() {
            Some(Location::Header) => HEADER,
            Some(Location::Query) => QUERY,
            Some(Location::Cookie) => COOKIE,
            _ => return Self::default(),
        };
        match scheme.api_key() {
            Some(ApiKey::Key) => Self { keys: place, tokens: 0 },
            Some(ApiKey::Token) => Self { keys: 0, tokens: place },
            Some(ApiKey::Header) => Self { keys: place, tokens: place },
            Some(ApiKey::Other) | None => Self::default(),
        }
    }

    /// Whether both have credentials of the same kind, and no place in common for them.
    #[must_use]
    pub fn differ(self, other: Self) -> bool {
        let are_apart = |one: u8, other: u8| one != 0 && other != 0 && one & other == 0;
        are_apart(self.keys, other.keys) || are_apart(self.tokens, other.tokens)
    }
}
