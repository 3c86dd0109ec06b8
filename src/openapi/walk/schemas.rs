//! From a schema to the schemas within it, as wholes that describe a value and as parts of others.

use super::{Role, Task, Walker, Way, list};
use crate::openapi::parts::SchemaSite;
use crate::openapi::schema::{adds_to_parts, is_mere_reference, travels};
use crate::openapi::{Directions, SchemaPattern, Version, reference, reference_in};
use crate::syntax::{Kind, Node};

impl<'a> Walker<'a> {
    pub(super) fn schema(&mut self, node: Node<'a>) {
        let node = node.target();
        if let Some(reference) = reference_in(node)
            && is_mere_reference(self.doc.version(), node)
        {
            // References may lead in a circle.
            let is_new = self.meet(node, Role::Object).is_new;
            if let Some((target, unit)) = self.follow(reference).filter(|_| is_new) {
                self.tasks.push((Task::Schema(target), self.way, unit));
            }
            return;
        }
        if node.is_mapping() || node.kind() == Kind::Bool {
            self.site(node);
        }
    }

    /// A schema object that describes a value.
    pub(super) fn site(&mut self, node: Node<'a>) {
        let met = self.meet(node, Role::Schema);
        if met.is_first {
            self.sites.push(SchemaSite { doc: self.doc, node, directions: Directions::default() });
        }
        if met.is_new {
            self.part(node, false);
        }
    }

    /// A schema object, be it the whole or a part of another by `allOf`.
    pub(super) fn part(&mut self, node: Node<'a>, is_composed: bool) {
        let met = self.meet(node, Role::Part);
        let is_newly_composed = is_composed && self.compose(node);
        if !met.is_new && !is_newly_composed {
            return;
        }
        if met.is_first {
            let pattern = node.get("pattern");
            self.model.patterns.extend(pattern.map(|it| SchemaPattern::new(self.doc, node, it)));
        }
        let is_composed = is_composed || adds_to_parts(node);
        if let Some(reference) = reference_in(node) {
            if let Some((target, unit)) = self.follow(reference) {
                self.tasks.push((Task::Part(target, is_composed), self.way, unit));
            }
            if self.doc.version() < Version::V31 {
                return;
            }
        }
        list(node, "allOf").for_each(|it| self.part(it.target(), is_composed));
        for entry in node.entries() {
            self.subschemas(entry);
        }
    }

    fn subschemas(&mut self, entry: Node<'a>) {
        let Some(key) = entry.key() else { return };
        match key.as_ref() {
            "properties" => entry.entries().for_each(|it| self.property(it)),
            "patternProperties" | "dependentSchemas" => entry.entries().for_each(|it| self.schema(it)),
            "oneOf" | "anyOf" if entry.is_sequence() => entry.items().for_each(|it| self.choice(entry, it)),
            "items" | "prefixItems" if entry.is_sequence() => entry.items().for_each(|it| self.schema(it)),
            "items" | "then" | "else" => self.schema(entry),
            "additionalProperties" | "unevaluatedProperties" | "unevaluatedItems"
                if entry.children().next().is_some() =>
            {
                self.schema(entry);
            }
            _ => {}
        }
    }

    fn choice(&mut self, list: Node<'a>, choice: Node<'a>) {
        if list.parent().is_some_and(|it| it.has_any(&["properties", "allOf"])) {
            let target = reference_in(choice).and_then(|it| reference::one_hop(self.files, it).ok());
            self.compose(target.unwrap_or(choice.target()));
        }
        self.schema(choice);
    }

    /// Notes that others describe further properties of an object; says whether that is new.
    fn compose(&mut self, node: Node<'a>) -> bool {
        self.model.composed.insert((node.tree().source().id(), node.id()))
    }

    fn property(&mut self, property: Node<'a>) {
        let does_travel = self.way == Way::Unused || travels(self.doc, property, self.way == Way::Request);
        if does_travel {
            self.schema(property);
        }
    }
}
