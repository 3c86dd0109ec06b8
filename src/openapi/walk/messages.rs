//! What callers send and receive: parameters, bodies, responses and headers, down to their schemas.

use super::{Role, Walker, entries};
use crate::openapi::{MediaType, Parameter, Response, Version};
use crate::syntax::Node;

impl<'a> Walker<'a> {
    pub(super) fn parameter(&mut self, node: Node<'a>) {
        self.enter(node, |walker, node| {
            let met = walker.meet(node, Role::Object);
            let Some(parameter) = Parameter::new(walker.doc, node).filter(|_| met.is_new) else { return };
            match parameter.schema() {
                Some(schema) if schema == node => walker.site(node),
                Some(schema) if parameter.content().next().is_none() => walker.schema(schema),
                _ => walker.content(node),
            }
            if met.is_first {
                walker.model.parameters.push(parameter);
            }
        });
    }

    pub(super) fn body(&mut self, node: Node<'a>) {
        if self.meet(node, Role::Object).is_new {
            self.content(node);
        }
    }

    pub(super) fn content(&mut self, node: Node<'a>) {
        for entry in entries(node, "content") {
            let met = self.meet(entry, Role::Object);
            self.enter(entry, |walker, media_type| {
                let schemas = ["schema", "itemSchema"].into_iter().filter_map(|it| media_type.get(it));
                if met.is_first {
                    let schema = schemas.clone().next();
                    walker.model.media_types.push(MediaType { doc: walker.doc, node: entry, schema });
                }
                schemas.for_each(|it| walker.schema(it));
                entries(media_type, "examples").for_each(|it| walker.enter(it, Self::example));
            });
        }
    }

    /// Nothing describes a value here, but where it travels is remembered.
    fn example(&mut self, node: Node<'a>) {
        self.meet(node, Role::Object);
    }

    pub(super) fn response(&mut self, entry: Node<'a>) {
        let status = entry.key().unwrap_or_default();
        if status.starts_with("x-") {
            return;
        }
        self.enter(entry, |walker, node| {
            let met = walker.meet(node, Role::Object);
            if met.is_first {
                walker.model.responses.push(Response { doc: walker.doc, node, status });
            }
            if !met.is_new {
                return;
            }
            walker.content(node);
            node.get("schema").into_iter().for_each(|it| walker.schema(it));
            entries(node, "headers").for_each(|it| walker.enter(it, Self::header));
        });
    }

    pub(super) fn header(&mut self, node: Node<'a>) {
        if !self.meet(node, Role::Object).is_new {
            return;
        }
        match node.get("schema") {
            Some(schema) => self.schema(schema),
            None if node.get("type").is_some() && self.doc.version() == Version::V2 => self.site(node),
            None => self.content(node),
        }
    }
}
