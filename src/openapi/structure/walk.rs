//! Walks a document and the grammar together.
//!
//! The parent holds each value against its type; objects, references and what is found stand below it.

mod fields;
mod found;
mod references;

use super::super::{Budget, Version};
use super::grammar::{Array, Map, Object, Tagged, Type};
use super::table::Table;
use super::unique::repeated;
use super::words::{any_of, label, quoted, with_article};
use super::{Fault, MAX_VIOLATIONS, Violation, elsewhere};
use crate::syntax::{Node, NodeId, Tree};
use references::is_foreign;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::VecDeque;
use std::rc::Rc;

/// A value, and what it was held against.
type Visit = (*const Tree, NodeId, *const Object);

/// The state of one check.
pub(super) struct Walk<'a, 'f> {
    root: Node<'a>,
    version: Version,
    follow: &'f dyn Fn(Node<'a>) -> Option<Node<'a>>,
    /// Whether the document's schemas follow a dialect that is not ours to judge.
    foreign_dialect: bool,
    /// Tables of the objects that the document has.
    tables: FxHashMap<*const Object, Rc<Table>>,
    /// Objects around the present value. Aliases within aliases can nest deeper than the text does.
    depth: usize,
    /// Targets of references that wait for their turn. A queue, so that files cannot nest without bound.
    pending: VecDeque<(Node<'a>, &'static Type)>,
    /// Targets that are or were in the queue.
    targets: FxHashSet<(*const Tree, NodeId, *const Type)>,
    /// Whether the document is done and its references are followed.
    is_elsewhere: bool,
    /// Objects of other files and of extensions that have been held against a table.
    visited: FxHashSet<Visit>,
    found: Vec<Violation<'a>>,
    has_operation_references: bool,
    /// What is allowed and yet no good.
    remarks: Vec<Violation<'a>>,
}

impl<'a, 'f> Walk<'a, 'f> {
    pub(super) fn new(
        root: Node<'a>,
        version: Version,
        follow: &'f dyn Fn(Node<'a>) -> Option<Node<'a>>,
    ) -> Self {
        let foreign_dialect = root.get("jsonSchemaDialect").is_some_and(is_foreign);
        Self {
            root,
            version,
            follow,
            foreign_dialect,
            tables: FxHashMap::default(),
            depth: 0,
            pending: VecDeque::new(),
            targets: FxHashSet::default(),
            is_elsewhere: false,
            visited: FxHashSet::default(),
            found: Vec::new(),
            has_operation_references: false,
            remarks: Vec::new(),
        }
    }

    pub(super) fn document(mut self, document: &'static Object) -> Vec<Violation<'a>> {
        if self.root.is_mapping() {
            self.object(self.root, document);
        } else {
            self.report(
                self.root,
                format!("the document must be an object, not {}", self.root.kind().with_article()),
            );
        }
        self.is_elsewhere = true;
        while let Some((node, ty)) = self.pending.pop_front() {
            self.value(node, ty);
        }
        self.found.append(&mut self.remarks);
        self.found
    }

    fn value(&mut self, node: Node<'a>, ty: &'static Type) {
        if self.found.len() >= MAX_VIOLATIONS {
            return;
        }
        if !ty.takes(node.kind(), self.version) {
            return self.wrong_kind(node, ty);
        }
        match ty {
            Type::Any | Type::String | Type::Boolean | Type::Number => {}
            Type::True | Type::Positive | Type::Count | Type::Text(_) | Type::OneOf(_) => {
                self.scalar(node, ty);
            }
            Type::Array(array) => self.array(node, array),
            Type::Map(map) => self.map(node, map),
            Type::Object(object) => self.object(node, object),
            Type::Tagged(tagged) => self.tagged(node, tagged),
            Type::Schema => self.schema(node),
            Type::Reference(target) => self.reference(node, target),
            Type::OrReference(versions, inner) if versions.has(self.version) => {
                self.or_reference(node, inner);
            }
            Type::OrReference(_, inner) => self.value(node, inner),
            Type::Either(kind, one, other) => {
                self.value(node, if node.kind() == *kind { one } else { other });
            }
        }
    }

    fn scalar(&mut self, node: Node<'a>, ty: &Type) {
        let text = node.text().unwrap_or_default();
        let wanted = match ty {
            Type::True if node.as_bool() != Some(true) => "`true`".to_owned(),
            Type::Positive if node.as_f64().is_some_and(|it| it <= 0.0) => {
                "a number greater than zero".to_owned()
            }
            Type::Count if node.as_u64().is_none() => "a whole number that is not negative".to_owned(),
            Type::Text(form) if !(form.fits)(&text) => form.name.to_owned(),
            Type::OneOf(names) if !names.contains(&&*text) => any_of(names.iter().copied()),
            _ => return,
        };
        self.report(node, format!("{} must be {wanted}, not {}", label(node), quoted(&text)));
    }

    fn array(&mut self, node: Node<'a>, array: &'static Array) {
        for item in node.items() {
            self.value(item, &array.item);
        }
        if array.least > 0 && node.items().nth(array.least - 1).is_none() {
            self.report(node, format!("{} must not be empty", label(node)));
        }
        if array.unique.has(self.version)
            && let Some(item) = repeated(node, &Budget::unlimited())
        {
            let fault = if array.rule.is_some() { Fault::Repeated } else { Fault::Wrong };
            self.push(item, item.name_span(), format!("{} comes twice", label(item)), fault);
        }
        if let Some(message) = array.rule.and_then(|rule| rule(node)) {
            self.report(node, message.to_owned());
        }
    }

    fn map(&mut self, node: Node<'a>, map: &'static Map) {
        for entry in node.entries() {
            self.map_entry(entry, map);
        }
        if map.single && node.entries().count() != 1 {
            self.report(node, format!("{} must have exactly one entry", label(node)));
        }
    }

    fn map_entry(&mut self, entry: Node<'a>, map: &'static Map) {
        if let Some((versions, form)) = map.keys
            && versions.has(self.version)
            && let Some(key) = entry.key()
            && !(form.fits)(&key)
        {
            self.report(entry, format!("the key {} must be {}", quoted(&key), form.name));
        }
        self.value(entry, &map.value);
    }

    fn tagged(&mut self, node: Node<'a>, tagged: &'static Tagged) {
        let tag = node.get(tagged.tag);
        let text = tag.and_then(Node::as_str);
        let version = self.version;
        let mut cases = tagged.cases.iter().filter(|it| it.versions.has(version));
        if let Some(case) = cases.clone().find(|it| text.as_deref() == Some(it.tag)) {
            return self.value(node, &case.value);
        }
        match (&tagged.otherwise, tag, text) {
            (Some(ty), _, _) => self.value(node, ty),
            (None, None, _) => {
                self.lacks(node, format!("{} needs {}", tagged.name, with_article(tagged.tag)));
            }
            (None, Some(tag), None) => self.wrong_kind(tag, &Type::String),
            (None, Some(tag), Some(text)) => {
                let names = any_of(cases.by_ref().map(|it| it.tag));
                let message = format!("`{}` must be {names}, not {}", tagged.tag, quoted(&text));
                let known = elsewhere::versions_of_case(tagged, &text, version);
                self.push(tag, tag.name_span(), message, known.map_or(Fault::Wrong, Fault::OtherVersion));
            }
        }
    }
}
