//! Operations: what can be called, and what calls out.

use super::{Directions, Document, Location, MediaType, Parameter, Response, Schema, Security, Version};
use crate::finding::EndpointName;
use crate::source::Span;
use crate::syntax::Node;
use rustc_hash::FxHashSet;

/// Methods that have a field of their own in a path item; `query` since OpenAPI 3.2.
pub const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Where an operation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationPlace {
    /// Under `paths`: callers send the request.
    Path,
    /// Under `webhooks`: the provider sends the request.
    Webhook,
    /// Under `callbacks` of another operation: the provider sends the request.
    Callback,
}

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation<'a> {
    pub(super) doc: Document<'a>,
    pub(super) node: Node<'a>,
    pub(super) path_item: Node<'a>,
    pub(super) name: EndpointName,
    pub(super) place: OperationPlace,
}

impl<'a> Operation<'a> {
    /// The document it belongs to.
    #[must_use]
    pub const fn doc(&self) -> Document<'a> {
        self.doc
    }

    /// The operation object.
    #[must_use]
    pub const fn node(&self) -> Node<'a> {
        self.node
    }

    /// The path item it stands in, references resolved.
    #[must_use]
    pub const fn path_item(&self) -> Node<'a> {
        self.path_item
    }

    /// Method and path.
    #[must_use]
    pub const fn name(&self) -> &EndpointName {
        &self.name
    }

    /// Where it stands.
    #[must_use]
    pub const fn place(&self) -> OperationPlace {
        self.place
    }

    /// Whether callers of the API send it.
    #[must_use]
    pub fn is_inbound(&self) -> bool {
        self.place == OperationPlace::Path
    }

    /// Place of the method.
    #[must_use]
    pub fn span(&self) -> Span {
        self.node.name_span()
    }

    /// Whether the method only reads (RFC 9110 section 9.2.1, RFC 10008).
    #[must_use]
    pub fn is_safe(&self) -> bool {
        matches!(self.name.method.as_str(), "GET" | "HEAD" | "OPTIONS" | "TRACE" | "QUERY")
    }

    /// The `security` list that holds for it: its own, or else the document's.
    #[must_use]
    pub fn security(&self) -> Option<Security<'a>> {
        let own = self.node.get("security").filter(|it| it.is_sequence());
        own.or_else(|| self.doc.security()).map(|node| Security { doc: self.doc, node })
    }

    /// Whether callers send it, and neither it nor the document says what they must show.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.is_inbound() && self.security().is_none()
    }

    /// Parameters of the operation and of its path item, which the operation's own override.
    #[must_use]
    pub fn parameters(&self) -> Vec<Parameter<'a>> {
        let directions =
            Directions { request: self.is_inbound(), response: !self.is_inbound(), error: false };
        let mut seen = FxHashSet::default();
        let mut found: Vec<Parameter<'a>> = Vec::new();
        for mut parameter in self.listed_parameters().flatten() {
            if seen.insert(parameter.identity()) {
                parameter.directions = directions;
                found.push(parameter);
            }
        }
        found
    }

    /// Whether every parameter listed for it can be read, so that one that is not there is truly missing.
    #[must_use]
    pub fn knows_its_parameters(&self) -> bool {
        self.listed_parameters().all(|it| it.is_some())
    }

    /// Its own parameters, then those of the path item; `None` for a reference or an object that names none.
    fn listed_parameters(&self) -> impl Iterator<Item = Option<Parameter<'a>>> + '_ {
        let listed = |holder: Node<'a>| holder.get("parameters").into_iter().flat_map(Node::items);
        let all = listed(self.node).chain(listed(self.path_item));
        all.map(|it| Parameter::new(self.doc, self.doc.resolve(it)?))
    }

    /// Whether it is there to hand out a secret, as far as its path and its id tell.
    #[must_use]
    pub fn hands_out_secret(&self) -> bool {
        super::purpose::hands_out_secret(self)
    }

    /// What describes its JSON bodies, references not resolved; in Swagger 2.0 the body, unless it is something else.
    #[must_use]
    pub fn json_schemas(&self) -> Vec<Node<'a>> {
        if self.doc.version() == Version::V2 {
            let is_body = |it: &Parameter<'a>| it.location() == Location::Body;
            let parameters = self.parameters();
            return parameters.iter().filter(|it| is_body(it)).filter_map(Parameter::schema).collect();
        }
        let body = self.node.get("requestBody").and_then(|it| self.doc.resolve(it));
        let content = body.and_then(|it| it.get("content")).into_iter().flat_map(Node::entries);
        let json = content.filter(|&node| MediaType { doc: self.doc, node, schema: None }.is_json());
        json.filter_map(|it| self.doc.resolve(it)?.get("schema")).collect()
    }

    /// What describes its bodies, references resolved: for each media type a schema and its choices.
    #[must_use]
    pub fn body_schemas(&self) -> Vec<Schema<'a>> {
        let doc = self.doc;
        let body = self.node.get("requestBody").and_then(|it| doc.resolve(it));
        let content = body.and_then(|it| it.get("content")).into_iter().flat_map(Node::entries);
        let of_content = content.filter_map(|it| doc.resolve(it)?.get("schema"));
        let bodies = self.listed_parameters().flatten().filter(|it| it.location() == Location::Body);
        let all = of_content.chain(bodies.filter_map(|it| it.schema()));
        let schemas = all.filter_map(|it| Some(Schema::new(doc, doc.resolve(it)?, Directions::default())));
        schemas.flat_map(Schema::with_choices).collect()
    }

    /// Responses by status, as declared: the value may be a reference.
    pub fn responses(&self) -> impl Iterator<Item = Node<'a>> {
        self.node.get("responses").into_iter().flat_map(Node::entries)
    }

    /// Responses, references resolved.
    pub fn resolved_responses(&self) -> impl Iterator<Item = Response<'a>> {
        let doc = self.doc;
        self.responses().filter_map(move |entry| {
            let status = entry.key().unwrap_or_default();
            doc.resolve(entry).map(|node| Response { doc, node, status })
        })
    }

    /// Whether a response is declared for a status that satisfies the test; keys come as written (`404`, `4XX`, `default`).
    #[must_use]
    pub fn has_response(&self, test: impl Fn(&str) -> bool) -> bool {
        self.responses().any(|it| it.key().is_some_and(|status| test(&status)))
    }
}
