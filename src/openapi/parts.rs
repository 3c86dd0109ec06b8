//! The smaller parts of an operation: parameters, bodies, responses, servers.

use super::{Directions, Document, Version};
use crate::syntax::{Kind, Node};
use std::borrow::Cow;

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the path template.
    Path,
    /// One key of the query.
    Query,
    /// The whole query (OpenAPI 3.2).
    Querystring,
    /// A request header.
    Header,
    /// A cookie.
    Cookie,
    /// The body (Swagger 2.0).
    Body,
    /// A field of a form (Swagger 2.0).
    Form,
}

impl Location {
    pub(super) fn of(text: &str) -> Option<Self> {
        Some(match text {
            "path" => Self::Path,
            "query" => Self::Query,
            "querystring" => Self::Querystring,
            "header" => Self::Header,
            "cookie" => Self::Cookie,
            "body" => Self::Body,
            "formData" => Self::Form,
            _ => return None,
        })
    }
}

/// A parameter object.
#[derive(Clone, Debug)]
pub struct Parameter<'a> {
    doc: Document<'a>,
    node: Node<'a>,
    name: Cow<'a, str>,
    location: Location,
    /// Set by those who know which operations use it.
    pub(super) directions: Directions,
}

impl<'a> Parameter<'a> {
    /// The parameter that an object (no reference) describes; `None` without a name or a known place.
    #[must_use]
    pub fn new(doc: Document<'a>, node: Node<'a>) -> Option<Self> {
        let name = node.get("name")?.text()?;
        let location = Location::of(&node.get("in")?.text()?)?;
        Some(Self { doc, node, name, location, directions: Directions::default() })
    }

    /// Who sends it: callers with requests, the provider (to webhooks) with responses; nobody if no operation uses it.
    #[must_use]
    pub const fn directions(&self) -> Directions {
        self.directions
    }

    /// The document it belongs to.
    #[must_use]
    pub const fn doc(&self) -> Document<'a> {
        self.doc
    }

    /// The parameter object.
    #[must_use]
    pub const fn node(&self) -> Node<'a> {
        self.node
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value under `name`: where findings about the name stand.
    #[must_use]
    pub fn name_node(&self) -> Node<'a> {
        self.node.get("name").unwrap_or(self.node)
    }

    /// Where it travels.
    #[must_use]
    pub const fn location(&self) -> Location {
        self.location
    }

    /// What no two parameters of an operation share: place and name, header names without case.
    #[must_use]
    pub fn identity(&self) -> (Location, Cow<'a, str>) {
        let has_capitals = || self.name.bytes().any(|it| it.is_ascii_uppercase());
        let name = if self.location == Location::Header && has_capitals() {
            self.name.to_ascii_lowercase().into()
        } else {
            self.name.clone()
        };
        (self.location, name)
    }

    /// What describes its value: a schema, or in Swagger 2.0 the parameter itself. References are not resolved.
    #[must_use]
    pub fn schema(&self) -> Option<Node<'a>> {
        let is_own_schema = self.doc.version() == Version::V2 && self.location != Location::Body;
        if is_own_schema {
            return self.node.get("type").map(|_| self.node);
        }
        self.node.get("schema").or_else(|| self.content().next()?.get("schema"))
    }

    /// Entries of its `content`.
    pub fn content(&self) -> impl Iterator<Item = Node<'a>> {
        self.node.get("content").into_iter().flat_map(Node::entries)
    }
}

/// An entry of a `content` mapping.
#[derive(Clone, Debug)]
pub struct MediaType<'a> {
    /// The document it belongs to.
    pub doc: Document<'a>,
    /// The entry, whose key is the media type's name.
    pub node: Node<'a>,
    /// What describes the value, references not resolved: `schema`, or `itemSchema` of a stream.
    pub schema: Option<Node<'a>>,
}

impl<'a> MediaType<'a> {
    /// Name such as `application/json`, lower-case, without parameters.
    #[must_use]
    pub fn name(&self) -> String {
        let key = self.node.key().unwrap_or_default();
        key.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// Whether its values are JSON.
    #[must_use]
    pub fn is_json(&self) -> bool {
        let name = self.name();
        name == "application/json" || name == "text/json" || name.ends_with("+json")
    }

    /// Whether its values are forms.
    #[must_use]
    pub fn is_form(&self) -> bool {
        matches!(self.name().as_str(), "application/x-www-form-urlencoded" | "multipart/form-data")
    }
}

/// A response object with the status it is declared for.
#[derive(Clone, Debug)]
pub struct Response<'a> {
    /// The document it belongs to.
    pub doc: Document<'a>,
    /// The response object, references resolved.
    pub node: Node<'a>,
    /// `200`, `4XX`, `default` …; of several, the first.
    pub status: Cow<'a, str>,
}

impl<'a> Response<'a> {
    /// Whether the status is or may be that of an error.
    #[must_use]
    pub fn is_error(&self) -> bool {
        is_error_status(&self.status)
    }

    /// What describes its bodies, references not resolved.
    #[must_use]
    pub fn schemas(&self) -> Vec<Node<'a>> {
        let content = self.node.get("content").into_iter().flat_map(Node::entries);
        let of_content = content.filter_map(|it| self.doc.resolve(it)?.get("schema"));
        of_content.chain(self.node.get("schema")).collect()
    }
}

/// `4xx`, `5xx` and `default`.
#[must_use]
pub fn is_error_status(status: &str) -> bool {
    status.starts_with(['4', '5']) || status == "default"
}

/// A server; in Swagger 2.0 the host.
#[derive(Clone, Debug)]
pub struct Server<'a> {
    /// The document it belongs to.
    pub doc: Document<'a>,
    /// The value that names it: `url`, or `host`.
    pub node: Node<'a>,
    /// The server object; in Swagger 2.0 the document.
    pub object: Node<'a>,
    /// Whether no other stands beside it.
    pub is_only: bool,
}

impl<'a> Server<'a> {
    /// The servers that a document, a path item or an operation lists; in Swagger 2.0 the host of the document.
    pub fn listed(doc: Document<'a>, object: Node<'a>) -> impl Iterator<Item = Self> {
        let is_v2 = doc.version() == Version::V2;
        let host = object.get("host").filter(|_| is_v2 && object == doc.root());
        let list = object.get("servers").filter(|_| !is_v2);
        let named =
            move || list.into_iter().flat_map(Node::items).filter_map(|it| Some((it, it.get("url")?)));
        let is_only = is_v2 || named().nth(1).is_none();
        let all = host.map(|it| (object, it)).into_iter().chain(named());
        all.map(move |(object, node)| Self { doc, node, object, is_only })
    }

    /// The URL as written, with its variables.
    #[must_use]
    pub fn url(&self) -> Cow<'a, str> {
        self.node.text().unwrap_or_default()
    }

    /// Values that a server variable can take: its default and its enumeration.
    pub fn variable_values(&self, name: &str) -> impl Iterator<Item = Node<'a>> {
        let variable = self.object.get("variables").and_then(|it| it.get(name));
        let listed = variable.and_then(|it| it.get("enum")).into_iter().flat_map(Node::items);
        variable.and_then(|it| it.get("default")).into_iter().chain(listed)
    }

    /// The URL with this value for one variable, and for the others their defaults.
    #[must_use]
    pub fn filled_in(&self, variable: &str, value: &str) -> String {
        let url = self.url();
        let mut filled = String::with_capacity(url.len());
        for (index, part) in url.split('{').enumerate() {
            let Some((name, rest)) = part.split_once('}').filter(|_| index > 0) else {
                filled.push_str(part);
                continue;
            };
            let default = || self.variable_values(name).next().and_then(Node::text);
            let value = if name == variable { Some(value.into()) } else { default() };
            filled.extend([value.unwrap_or_else(|| format!("{{{name}}}").into()).as_ref(), rest]);
        }
        filled
    }

    /// Host without user, port and scheme, lower-case, with defaults of variables; empty for a relative URL.
    #[must_use]
    pub fn host(&self) -> String {
        self.host_in(&self.filled_in("", ""))
    }

    /// [`Self::host`] with its variables as written, which differ from one installation to the next.
    #[must_use]
    pub fn written_host(&self) -> String {
        self.host_in(&self.url())
    }

    fn host_in(&self, url: &str) -> String {
        let is_host = self.doc.version() == Version::V2 && !url.contains("://");
        if is_host { host_of(&format!("//{url}")) } else { host_of(url) }
    }

    /// Whether the host is the machine that asks.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.host())
    }

    /// Whether the host is the machine that asks, with this value for one variable.
    #[must_use]
    pub fn is_loopback_with(&self, variable: &str, value: &str) -> bool {
        is_loopback(&host_of(&self.filled_in(variable, value)))
    }
}

/// Host in a URL without user and port, lower-case; empty for a relative one.
#[must_use]
pub fn host_of(url: &str) -> String {
    let Some((_, rest)) = url.split_once("//") else { return String::new() };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let authority = authority.rsplit('@').next().unwrap_or_default();
    let host = if authority.starts_with('[') {
        authority.split_inclusive(']').next().unwrap_or_default()
    } else {
        authority.split(':').next().unwrap_or_default()
    };
    host.to_ascii_lowercase()
}

/// Whether a host is the machine that asks.
#[must_use]
pub fn is_loopback(host: &str) -> bool {
    let is_name = host == "localhost" || host.ends_with(".localhost");
    let is_address = host.parse().is_ok_and(|it: std::net::Ipv4Addr| it.is_loopback() || it.is_unspecified());
    is_name || host == "[::1]" || is_address
}

/// A schema as met by the walk: the object, and the direction in which its values travel.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SchemaSite<'a> {
    pub(crate) doc: Document<'a>,
    pub(crate) node: Node<'a>,
    pub(crate) directions: Directions,
}

impl SchemaSite<'_> {
    /// Whether callers send its values.
    pub(crate) const fn is_sent(&self) -> bool {
        self.directions.request
    }

    /// Whether the keyword stands there, or may be added by a part.
    pub(crate) fn may_have(&self, keyword: &str) -> bool {
        self.node.has_any(&[keyword, "allOf", "$ref"])
    }
}

/// Whether a value is a mapping with `true` under the key.
pub(super) fn is_true(node: Node<'_>, key: &str) -> bool {
    node.get(key).is_some_and(|it| it.kind() == Kind::Bool && it.as_bool() == Some(true))
}
