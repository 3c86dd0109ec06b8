//! How much a credential is worth, as far as its scheme tells, and what makes two schemes the same.

use super::carrier::ApiKey;
use super::{Location, Scheme, SchemeKind};
use crate::syntax::Node;

/// Kinds of credentials, from those that are stolen or guessed most easily.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// It stands in URLs, and so in logs and histories.
    InUrl,
    /// A name and a password with every request.
    Password,
    /// A key that does not expire.
    Key,
    /// A token, which expires and can be withdrawn.
    Token,
    /// A certificate: the secret is never sent.
    Certificate,
}

impl Strength {
    /// In words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InUrl => "a key in the URL",
            Self::Password => "HTTP Basic",
            Self::Key => "an API key",
            Self::Token => "a token",
            Self::Certificate => "a client certificate",
        }
    }
}

impl Scheme<'_> {
    /// What its credentials are worth; `None` where the document does not tell.
    #[must_use]
    pub fn strength(&self) -> Option<Strength> {
        match self.kind {
            SchemeKind::MutualTls => Some(Strength::Certificate),
            SchemeKind::OAuth2 | SchemeKind::OpenIdConnect | SchemeKind::Bearer => Some(Strength::Token),
            SchemeKind::Basic => Some(Strength::Password),
            SchemeKind::ApiKey => self.strength_of_key(),
            SchemeKind::OtherHttp | SchemeKind::Unknown => None,
        }
    }

    fn strength_of_key(&self) -> Option<Strength> {
        match (self.location()?, self.api_key()?) {
            (Location::Query, _) => Some(Strength::InUrl),
            (_, ApiKey::Other) => None,
            (Location::Header, ApiKey::Token | ApiKey::Header) => Some(Strength::Token),
            (Location::Header | Location::Cookie, _) => Some(Strength::Key),
            _ => None,
        }
    }

    /// What it is, whatever it is called and however it is described: the same for two schemes that can stand for each other.
    #[must_use]
    pub fn definition(&self) -> String {
        let field = |key| self.field(key).unwrap_or_default().to_lowercase();
        let flows = self.flows();
        let mut flows: Vec<_> = flows.iter().map(|(name, flow)| format!("{name} {}", urls(*flow))).collect();
        flows.sort_unstable();
        // Swagger 2.0 and version 3 call Basic by different names.
        let http = if self.kind == SchemeKind::OtherHttp { field("scheme") } else { String::new() };
        let url = urls(self.node);
        let url = if self.flows().iter().any(|it| it.1 == self.node) { "" } else { &url };
        format!("{:?} {http} {} {} {url} {flows:?}", self.kind, field("in"), field("name"))
    }
}

/// Fields that name the authorization server.
const URLS: [&str; 5] =
    ["authorizationUrl", "deviceAuthorizationUrl", "openIdConnectUrl", "refreshUrl", "tokenUrl"];

fn urls(node: Node<'_>) -> String {
    let urls = URLS.iter().filter_map(|key| Some(format!("{key} {}", node.get(key)?.text()?)));
    urls.collect::<Vec<_>>().join(" ")
}
