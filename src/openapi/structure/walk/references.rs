//! References, and schemas, in which they mean something else from version to version.

use super::Walk;
use crate::openapi::reference::is_in_extension;
use crate::openapi::structure::grammar::{FROM_31, Type};
use crate::openapi::structure::objects::OPERATION;
use crate::openapi::structure::schemas::SCHEMA;
use crate::openapi::structure::{Fault, Violation, elsewhere};
use crate::syntax::{Kind, Node};

/// The Schema Object of the document's version.
static SCHEMA_OBJECT: Type = Type::Object(&SCHEMA);

/// What a path item holds for each method.
static OPERATION_OBJECT: Type = Type::Object(&OPERATION);

impl<'a> Walk<'a, '_> {
    /// From 3.1 on a `$ref` is a keyword among others; before, it makes the whole object a reference.
    pub(super) fn schema(&mut self, node: Node<'a>) {
        match () {
            () if !FROM_31.has(self.version) => self.or_reference(node, &SCHEMA_OBJECT),
            () if self.foreign_dialect || node.get("$schema").is_some_and(is_foreign) => {}
            () => self.object_or_boolean(node),
        }
    }

    fn object_or_boolean(&mut self, node: Node<'a>) {
        if node.is_mapping() {
            self.object(node, &SCHEMA);
        }
    }

    pub(super) fn or_reference(&mut self, node: Node<'a>, inner: &'static Type) {
        let Some(reference) = node.get("$ref") else { return self.value(node, inner) };
        if reference.kind() != Kind::String {
            return self.wrong_kind(reference, &Type::String);
        }
        self.reference(reference, inner);
        if !FROM_31.has(self.version) {
            elsewhere::beside_reference(node).for_each(|it| self.remark(it, Fault::BesideReference));
        }
        if FROM_31.has(self.version) {
            for name in ["summary", "description"] {
                node.get(name).into_iter().for_each(|it| self.value(it, &Type::String));
            }
        }
    }

    /// OpenAPI has no references in the place of operations, bundlers do: one finding tells of all in a document.
    pub(super) fn operation_reference(&mut self, reference: Node<'a>) {
        if !std::mem::replace(&mut self.has_operation_references, true) {
            let message = "an operation cannot be a `$ref`, which some tools do not follow".to_owned();
            self.push(reference, reference.name_span(), message, Fault::Wrong);
        }
        self.reference(reference, &OPERATION_OBJECT);
    }

    pub(super) fn reference(&mut self, reference: Node<'a>, ty: &'static Type) {
        if let Some(message) = elsewhere::wrong_target(reference, ty) {
            let span = reference.first_line();
            self.remarks.push(Violation { node: reference, span, message, fault: Fault::WrongTarget });
            return;
        }
        let Some(target) = (self.follow)(reference) else { return };
        // What the document itself holds is walked anyway, but for what stands in its extensions.
        let is_elsewhere = !std::ptr::eq(target.tree(), self.root.tree()) || is_in_extension(target);
        if is_elsewhere && self.targets.insert((target.tree(), target.target().id(), ty)) {
            self.pending.push_back((target, ty));
        }
    }
}

/// Whether a dialect is neither JSON Schema 2020-12 nor the one that OpenAPI builds on it.
pub(super) fn is_foreign(dialect: Node<'_>) -> bool {
    let is_ours =
        |it: &str| it.contains("json-schema.org/draft/2020-12/") || it.contains("spec.openapis.org/oas/3.");
    dialect.as_str().is_some_and(|it| !is_ours(&it))
}
