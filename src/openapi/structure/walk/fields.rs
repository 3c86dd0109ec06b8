//! An object, its fields, and what they have to be to each other.

use super::Walk;
use crate::openapi::structure::grammar::{Object, Others, Tie, Type};
use crate::openapi::structure::objects::OPERATION;
use crate::openapi::structure::table::Table;
use crate::openapi::structure::words::{any_of, label, quoted, with_article};
use crate::openapi::structure::{Fault, Violation, elsewhere};
use crate::syntax::{Kind, MAX_DEPTH, Node};
use std::rc::Rc;

impl<'a> Walk<'a, '_> {
    pub(super) fn object(&mut self, node: Node<'a>, object: &'static Object) {
        if self.depth >= MAX_DEPTH || !self.is_first_visit(node, object) {
            return;
        }
        if std::ptr::eq(object, &OPERATION)
            && let Some(reference) = node.get("$ref").filter(|it| it.kind() == Kind::String)
        {
            return self.operation_reference(reference);
        }
        self.depth += 1;
        let table = self.table(object);
        for entry in node.entries() {
            self.entry(entry, object, &table);
        }
        self.together(node, object, &table);
        self.depth -= 1;
    }

    /// What an object as a whole has to have, or not.
    fn together(&mut self, node: Node<'a>, object: &'static Object, table: &Table) {
        for name in table.needed.iter().filter(|it| node.get(it).is_none()) {
            self.lacks(node, format!("{} needs {}", object.name, with_article(name)));
        }
        for tie in object.ties {
            self.tie(node, object, tie);
        }
        if matches!(object.others, Others::Entries(_, true)) && !node.entries().any(|it| !is_extension(it)) {
            self.lacks(node, format!("{} needs at least one entry", object.name));
        }
    }

    /// The document itself is a tree that is walked once; only other files and extensions can be come upon again.
    fn is_first_visit(&mut self, node: Node<'a>, object: &'static Object) -> bool {
        !self.is_elsewhere
            || self.visited.insert((node.tree(), node.target().id(), std::ptr::from_ref(object)))
    }

    fn table(&mut self, object: &'static Object) -> Rc<Table> {
        let new = || Rc::new(Table::new(object, self.version));
        Rc::clone(self.tables.entry(object).or_insert_with(new))
    }

    fn entry(&mut self, entry: Node<'a>, object: &'static Object, table: &Table) {
        let key = entry.key().unwrap_or_default();
        if let Some(field) = table.find(&key) {
            return self.field(entry, object, &field.value);
        }
        match object.others {
            _ if key.starts_with("x-") => {}
            Others::Entries(map, _) => self.map_entry(entry, map),
            Others::Ignored(versions) if versions.has(self.version) => self.idle(entry, object),
            _ => {
                let message = format!("unknown field {} in {}", quoted(&key), object.name);
                let known = elsewhere::versions(object, entry, self.version);
                let fault = known.map_or(Fault::Wrong, Fault::OtherVersion);
                self.push(entry, entry.name_span(), message, fault);
            }
        }
    }

    /// The value of a field; one that only another version would take is reported as such.
    fn field(&mut self, entry: Node<'a>, object: &'static Object, ty: &'static Type) {
        let from = self.found.len();
        self.value(entry, ty);
        let is_of_field = |it: &&mut Violation<'a>| it.node == entry && it.fault == Fault::Wrong;
        if let Some(violation) = self.found.iter_mut().skip(from).find(is_of_field)
            && !elsewhere::fits(ty, entry, self.version)
            && let Some(known) = elsewhere::versions(object, entry, self.version)
        {
            violation.fault = Fault::OtherVersion(known);
        }
    }

    /// A field that this version passes over and others know. What is `false` would change nothing anyway.
    fn idle(&mut self, entry: Node<'a>, object: &'static Object) {
        if entry.as_bool() == Some(false) {
            return;
        }
        if let Some(known) = elsewhere::versions(object, entry, self.version) {
            self.remark(entry, Fault::Idle(known));
        }
    }

    fn tie(&mut self, node: Node<'a>, object: &'static Object, tie: &'static Tie) {
        match tie {
            Tie::Excludes(versions, first, others)
                if versions.has(self.version) && node.get(first).is_some() =>
            {
                for other in others.iter().filter_map(|it| node.get(it)) {
                    self.report(other, format!("{} must not stand beside `{first}`", label(other)));
                }
            }
            Tie::Needs(versions, names)
                if versions.has(self.version) && names.iter().all(|it| node.get(it).is_none()) =>
            {
                self.lacks(node, format!("{} needs {}", object.name, any_of(names.iter().copied())));
            }
            Tie::Only(versions, name, other, test, message) if versions.has(self.version) => {
                let text = node.get(other).and_then(Node::text);
                if let Some(field) = node.get(name).filter(|_| !test(text.as_deref())) {
                    self.report(field, (*message).to_owned());
                }
            }
            _ => {}
        }
    }
}

fn is_extension(entry: Node<'_>) -> bool {
    entry.key().is_some_and(|it| it.starts_with("x-"))
}
