//! Who may call: security schemes, and the lists that require them.
//!
//! A list is a choice (OR) of requirements; the schemes of one requirement go together (AND). An operation's list
//! replaces the document's. `[]` makes public on purpose; an empty requirement `{}` makes the others optional.

use super::carrier::ApiKey;
use super::{Document, Location, Version};
use crate::syntax::Node;
use std::borrow::Cow;

/// A `security` list.
#[derive(Clone, Debug)]
pub struct Security<'a> {
    /// The document it belongs to.
    pub doc: Document<'a>,
    /// The list.
    pub node: Node<'a>,
}

/// One requirement of a list: schemes that go together.
#[derive(Clone, Debug)]
pub struct Alternative<'a> {
    /// The requirement object.
    pub node: Node<'a>,
    /// The entry of each scheme (its value lists scopes), and the scheme where it is defined.
    pub schemes: Vec<(Node<'a>, Option<Scheme<'a>>)>,
}

impl Alternative<'_> {
    /// Whether it requires nothing, so that anybody may call.
    #[must_use]
    pub const fn is_anonymous(&self) -> bool {
        self.schemes.is_empty()
    }
}

impl<'a> Alternative<'a> {
    /// The schemes that are defined, each with its entry.
    pub fn defined(&self) -> impl Iterator<Item = (Node<'a>, &Scheme<'a>)> {
        self.schemes.iter().filter_map(|it| Some((it.0, it.1.as_ref()?)))
    }

    /// Whom its credentials stand for together: a user who comes with a program is a user, and what we cannot tell may
    /// be either.
    #[must_use]
    pub fn principal(&self) -> Option<Principal> {
        let scheme = |it: &Option<Scheme<'_>>| it.as_ref().and_then(Scheme::principal);
        let all: Vec<_> = self.schemes.iter().map(|it| scheme(&it.1)).collect();
        if all.contains(&Some(Principal::User)) {
            return Some(Principal::User);
        }
        all.into_iter().reduce(|one, other| one.and(other)).flatten()
    }

    /// Whether HTTP Basic alone stands for a user; programs use it as often as people do.
    #[must_use]
    pub fn is_user_by_basic_only(&self) -> bool {
        let mut users = self.defined().filter(|it| it.1.principal() == Some(Principal::User));
        users.all(|it| it.1.kind == SchemeKind::Basic)
    }
}

impl<'a> Security<'a> {
    /// The requirements, each of which suffices.
    #[must_use]
    pub fn alternatives(&self) -> Vec<Alternative<'a>> {
        let scheme = |it: Node<'a>| it.key().and_then(|name| Scheme::named(self.doc, &name));
        let requirements = self.node.items().filter(|it| it.is_mapping());
        requirements
            .map(|node| Alternative { node, schemes: node.entries().map(|it| (it, scheme(it))).collect() })
            .collect()
    }

    /// Whether whoever calls must show something.
    #[must_use]
    pub fn is_demanded(&self) -> bool {
        let mut requirements = self.node.items().filter(|it| it.is_mapping()).peekable();
        requirements.peek().is_some() && requirements.all(|it| it.entries().next().is_some())
    }

    /// Whether nothing is required, on purpose.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.node.items().all(|it| it.is_mapping() && it.entries().next().is_none())
    }
}

/// What a security scheme is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// A key in a header, the query or a cookie.
    ApiKey,
    /// HTTP Basic.
    Basic,
    /// HTTP Bearer.
    Bearer,
    /// Another HTTP authentication scheme.
    OtherHttp,
    /// A client certificate.
    MutualTls,
    /// OAuth 2.
    OAuth2,
    /// OpenID Connect.
    OpenIdConnect,
    /// Anything else.
    Unknown,
}

/// Fields of a scheme or of a flow that hold addresses of an authorization server.
const AUTHORIZATION_URLS: [&str; 6] = [
    "authorizationUrl",
    "deviceAuthorizationUrl",
    "oauth2MetadataUrl",
    "openIdConnectUrl",
    "refreshUrl",
    "tokenUrl",
];

/// Whom a credential stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Principal {
    /// A person.
    User,
    /// A program.
    Software,
}

/// A security scheme object with its name.
#[derive(Clone, Debug)]
pub struct Scheme<'a> {
    /// The document it belongs to.
    pub doc: Document<'a>,
    /// Its name in requirements.
    pub name: Cow<'a, str>,
    /// The scheme object, references resolved.
    pub node: Node<'a>,
    /// What it is.
    pub kind: SchemeKind,
}

impl<'a> Scheme<'a> {
    /// All schemes that a document defines.
    pub fn all(doc: Document<'a>) -> impl Iterator<Item = Self> {
        doc.schemes().filter_map(move |it| Self::new(doc, it))
    }

    /// The scheme that a requirement names.
    #[must_use]
    pub fn named(doc: Document<'a>, name: &str) -> Option<Self> {
        Self::new(doc, doc.scheme(name)?)
    }

    fn new(doc: Document<'a>, entry: Node<'a>) -> Option<Self> {
        let node = doc.resolve(entry)?;
        Some(Self { doc, name: entry.key()?, node, kind: kind_of(node) })
    }

    /// Text of one of its fields.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<Cow<'a, str>> {
        self.node.get(key)?.text()
    }

    /// Where the key of an API key scheme travels.
    #[must_use]
    pub fn location(&self) -> Option<Location> {
        Location::of(&self.field("in")?)
    }

    /// Where it sends a credential by itself: place and name, that of a header in lower case.
    #[must_use]
    pub fn carrier(&self) -> Option<(Location, Cow<'a, str>)> {
        let name = || self.field("name");
        match self.kind {
            SchemeKind::ApiKey => match self.location()? {
                Location::Header => Some((Location::Header, name()?.to_ascii_lowercase().into())),
                place => Some((place, name()?)),
            },
            SchemeKind::MutualTls | SchemeKind::Unknown => None,
            _ => Some((Location::Header, "authorization".into())),
        }
    }

    /// Whether it sends a token the way RFC 6750 does, so that one token may serve several such schemes.
    #[must_use]
    pub const fn is_bearer(&self) -> bool {
        matches!(self.kind, SchemeKind::Bearer | SchemeKind::OAuth2 | SchemeKind::OpenIdConnect)
    }

    /// What an API key scheme asks for.
    pub(super) fn api_key(&self) -> Option<ApiKey> {
        (self.kind == SchemeKind::ApiKey).then(|| ApiKey::of(&self.field("name").unwrap_or_default()))
    }

    /// OAuth flows as (name in the words of version 3, the flow object, whose key or `flow` value names it).
    #[must_use]
    pub fn flows(&self) -> Vec<(Cow<'a, str>, Node<'a>)> {
        if self.kind != SchemeKind::OAuth2 {
            return Vec::new();
        }
        if self.doc.version() == Version::V2 {
            let flow = self.field("flow").map(|it| match it.as_ref() {
                "accessCode" => Cow::Borrowed("authorizationCode"),
                "application" => Cow::Borrowed("clientCredentials"),
                _ => it,
            });
            return flow.into_iter().map(|it| (it, self.node)).collect();
        }
        let flows = self.node.get("flows").into_iter().flat_map(Node::entries);
        flows.filter_map(|it| Some((it.key()?, it))).filter(|it| is_flow(&it.0)).collect()
    }

    /// Where a flow is named: the key of version 3, the `flow` entry of Swagger 2.0.
    #[must_use]
    pub fn flow_place(&self, flow: Node<'a>) -> Node<'a> {
        if self.doc.version() == Version::V2 { self.node.get("flow").unwrap_or(flow) } else { flow }
    }

    /// Scopes that its flows define.
    pub fn scopes(&self) -> impl Iterator<Item = Node<'a>> {
        let flows = self.flows();
        flows.into_iter().filter_map(|it| it.1.get("scopes")).flat_map(Node::entries)
    }

    /// Whether one of its flows defines this scope.
    #[must_use]
    pub fn defines_scope(&self, name: &str) -> bool {
        self.flows().iter().any(|it| it.1.get("scopes").is_some_and(|it| it.get(name).is_some()))
    }

    /// Whom its credentials stand for; `None` where the document does not tell.
    #[must_use]
    pub fn principal(&self) -> Option<Principal> {
        match self.kind {
            // What the browser keeps, and tokens, may be a user's.
            SchemeKind::ApiKey => (self.api_key() == Some(ApiKey::Key)
                && self.location() != Some(Location::Cookie))
            .then_some(Principal::Software),
            SchemeKind::MutualTls => Some(Principal::Software),
            SchemeKind::Basic | SchemeKind::Bearer | SchemeKind::OpenIdConnect => Some(Principal::User),
            SchemeKind::OAuth2 => {
                let is_for_programs = self.flows().iter().all(|it| it.0 == "clientCredentials");
                Some(if is_for_programs { Principal::Software } else { Principal::User })
            }
            SchemeKind::OtherHttp | SchemeKind::Unknown => None,
        }
    }
}

/// Addresses of an authorization server that a scheme, or one of its flows, names itself.
pub fn authorization_urls<'a>(object: Node<'a>) -> impl Iterator<Item = Node<'a>> {
    AUTHORIZATION_URLS.iter().filter_map(move |it| object.get(it))
}

/// Extensions hold flows too, of which OpenAPI knew nothing before 3.2.
fn is_flow(name: &str) -> bool {
    !name.starts_with("x-") || name.starts_with("x-device")
}

fn kind_of(node: Node<'_>) -> SchemeKind {
    let text = |key| node.get(key).and_then(Node::text).unwrap_or_default();
    match text("type").as_ref() {
        "apiKey" => SchemeKind::ApiKey,
        "basic" => SchemeKind::Basic,
        "http" => match text("scheme").to_ascii_lowercase().as_str() {
            "basic" => SchemeKind::Basic,
            "bearer" => SchemeKind::Bearer,
            _ => SchemeKind::OtherHttp,
        },
        "mutualTLS" => SchemeKind::MutualTls,
        "oauth2" => SchemeKind::OAuth2,
        "openIdConnect" => SchemeKind::OpenIdConnect,
        _ => SchemeKind::Unknown,
    }
}
