//! Components that no operation has led to: what they hold is looked at all the same.

use super::{Role, Walker, Way, entries};
use crate::openapi::{Document, Version};
use crate::syntax::Node;

type Visit = for<'w, 'a> fn(&'w mut Walker<'a>, Node<'a>);

/// Components besides schemas, and how each is entered.
const UNUSED: [(&str, Visit); 4] = [
    ("parameters", |walker, it| walker.parameter(it)),
    ("requestBodies", |walker, it| walker.enter(it, Walker::body)),
    ("responses", |walker, it| walker.unused_response(it)),
    ("headers", |walker, it| walker.enter(it, Walker::header)),
];

impl<'a> Walker<'a> {
    /// Components that no operation has led to.
    pub(super) fn unused(&mut self, doc: Document<'a>) {
        (self.doc, self.way) = (doc, Way::Unused);
        let components =
            if doc.version() == Version::V2 { Some(doc.root()) } else { doc.root().get("components") };
        let Some(components) = components else { return };
        for schema in
            entries(components, if doc.version() == Version::V2 { "definitions" } else { "schemas" })
        {
            self.unit = self.graph.unit(schema);
            self.schema(schema);
        }
        for (key, visit) in UNUSED {
            for entry in entries(components, key) {
                self.unit = self.graph.unit(entry);
                visit(self, entry);
            }
        }
        self.work();
    }

    /// A response that nobody uses has a name, but no status.
    fn unused_response(&mut self, entry: Node<'a>) {
        self.enter(entry, |walker, node| {
            if walker.meet(node, Role::Object).is_new {
                walker.content(node);
                node.get("schema").into_iter().for_each(|it| walker.schema(it));
            }
        });
    }
}
