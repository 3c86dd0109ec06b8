//! Where schemas begin: what paired operations send and receive, parameter by parameter and form by form.

use super::Walker;
use crate::change::{OperationPair, Pair, pair_by};
use crate::openapi::{Directions, Document, Location, Operation, Parameter, PathTemplate};
use crate::syntax::Node;
use std::borrow::Cow;

impl<'a> Walker<'a> {
    pub(super) fn operation(&mut self, pair: &OperationPair<'a>) {
        let sent = Directions {
            request: pair.head.is_inbound(),
            response: !pair.head.is_inbound(),
            ..Directions::default()
        };
        let received = Directions { request: sent.response, response: sent.request, ..sent };
        self.parameters(pair, sent);
        let bodies = |it: &Operation<'a>| contents(it.doc(), it.node().get("requestBody"), it);
        self.contents(bodies(pair.base), bodies(pair.head), sent);
        let responses = |it: &Operation<'a>| it.resolved_responses().collect::<Vec<_>>();
        let (mut base, mut head) = (responses(pair.base), responses(pair.head));
        for both in pair_by(&mut base, &mut head, |it, _| Some(it.status)) {
            let schemas = |doc: Document<'a>, it: Node<'a>| {
                let plain = it.get("schema").map(|schema| Content::new("", it, Some(schema)));
                media(doc, it).into_iter().chain(plain).collect::<Vec<_>>()
            };
            let (base, head) = (&both.base, &both.head);
            self.contents(schemas(base.doc, base.node), schemas(head.doc, head.node), received);
        }
    }

    /// Parameters by place and name; those of the path by their position in it.
    fn parameters(&mut self, pair: &OperationPair<'a>, directions: Directions) {
        let (mut base, mut head) = (parameters(pair.base), parameters(pair.head));
        let both = pair_by(&mut base, &mut head, |it, _| Some(it.0));
        for Pair { base, head } in both {
            let content = |it: &Parameter<'a>| Content::new("", it.node(), it.schema());
            self.content(&content(&base.1), &content(&head.1), directions);
        }
    }

    /// Bodies by media type as written, and without parameters; where one is left on each side, these.
    fn contents(&mut self, mut base: Vec<Content<'a>>, mut head: Vec<Content<'a>>, directions: Directions) {
        let mut both = pair_by(&mut base, &mut head, |it, _| Some(it.media_type));
        both.extend(pair_by(&mut base, &mut head, |it, _| Some(essence(&it.media_type))));
        if base.len() == 1 && head.len() == 1 {
            both.extend(pair_by(&mut base, &mut head, |_, _| Some(())));
        }
        both.iter().for_each(|it| self.content(&it.base, &it.head, directions));
    }

    fn content(&mut self, base: &Content<'a>, head: &Content<'a>, directions: Directions) {
        match (base.schema, head.schema) {
            (Some(base), Some(head)) => self.meet(base, head, directions),
            (Some(base), None) => self.lose(base, head.holder, directions),
            (None, _) => {}
        }
    }
}

/// One form of a body, or a parameter.
#[derive(Clone)]
struct Content<'a> {
    media_type: Cow<'a, str>,
    holder: Node<'a>,
    schema: Option<Node<'a>>,
}

impl<'a> Content<'a> {
    fn new(media_type: impl Into<Cow<'a, str>>, holder: Node<'a>, schema: Option<Node<'a>>) -> Self {
        Self { media_type: media_type.into(), holder, schema }
    }
}

/// Schemas of a body by media type; in Swagger 2.0 the one of the parameter in the body.
fn contents<'a>(doc: Document<'a>, body: Option<Node<'a>>, operation: &Operation<'a>) -> Vec<Content<'a>> {
    if let Some(body) = body.and_then(|it| doc.resolve(it)) {
        return media(doc, body);
    }
    let bodies = operation.parameters().into_iter().filter(|it| it.location() == Location::Body);
    bodies.map(|it| Content::new("", it.node(), it.schema())).collect()
}

fn media<'a>(doc: Document<'a>, holder: Node<'a>) -> Vec<Content<'a>> {
    let content = holder.get("content").into_iter().flat_map(Node::entries);
    let schema = |it| doc.resolve(it)?.get("schema");
    content.filter_map(|it| Some(Content::new(it.key()?, it, schema(it)))).collect()
}

fn parameters<'a>(operation: &Operation<'a>) -> Vec<((Location, Cow<'a, str>), Parameter<'a>)> {
    let expressions = PathTemplate::new(&operation.name().path).expressions();
    let key = |it: &Parameter<'a>| {
        let position = expressions.iter().position(|known| known.names().contains(&it.name()));
        match position.filter(|_| it.location() == Location::Path) {
            Some(position) => (Location::Path, position.to_string().into()),
            None => it.identity(),
        }
    };
    let all = operation.parameters().into_iter().filter(|it| it.location() != Location::Body);
    all.map(|it| (key(&it), it)).collect()
}

/// A media type without parameters, as it is compared.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
