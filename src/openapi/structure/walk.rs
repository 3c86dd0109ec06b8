//! Walks a document and the grammar together.

use super::super::reference::is_in_extension;
use super::super::{Budget, Version};
use super::grammar::{Array, FROM_31, Map, Object, Others, Tagged, Tie, Type};
use super::objects::OPERATION;
use super::schemas::SCHEMA;
use super::table::Table;
use super::unique::repeated;
use super::words::{a_kind, any_of, label, quoted, wanted, with_article};
use super::{Fault, MAX_VIOLATIONS, Violation, elsewhere};
use crate::source::Span;
use crate::syntax::{Kind, MAX_DEPTH, Node, NodeId, Tree};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::VecDeque;
use std::rc::Rc;

/// The Schema Object of the document's version.
static SCHEMA_OBJECT: Type = Type::Object(&SCHEMA);

/// What a path item holds for each method.
static OPERATION_OBJECT: Type = Type::Object(&OPERATION);

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
                format!("the document must be an object, not {}", a_kind(self.root.kind())),
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

    fn object(&mut self, node: Node<'a>, object: &'static Object) {
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

    /// From 3.1 on a `$ref` is a keyword among others; before, it makes the whole object a reference.
    fn schema(&mut self, node: Node<'a>) {
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

    fn or_reference(&mut self, node: Node<'a>, inner: &'static Type) {
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
    fn operation_reference(&mut self, reference: Node<'a>) {
        if !std::mem::replace(&mut self.has_operation_references, true) {
            let message = "an operation cannot be a `$ref`, which some tools do not follow".to_owned();
            self.push(reference, reference.name_span(), message, Fault::Wrong);
        }
        self.reference(reference, &OPERATION_OBJECT);
    }

    fn reference(&mut self, reference: Node<'a>, ty: &'static Type) {
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

    fn wrong_kind(&mut self, node: Node<'a>, ty: &Type) {
        let wanted = wanted(ty, self.version);
        let message = format!("{} must be {wanted}, not {}", label(node), a_kind(node.kind()));
        let fault = if node.kind() == Kind::Null { Fault::Missing } else { Fault::Wrong };
        self.push(node, node.name_span(), message, fault);
    }

    /// Reports an object for what it has not; a document is shown by the line that says what it is.
    fn lacks(&mut self, node: Node<'a>, message: String) {
        let is_root = node == self.root;
        let version_key = || node.get("openapi").or_else(|| node.get("swagger"));
        let shown = if is_root { version_key().unwrap_or(node) } else { node };
        self.push(node, shown.name_span(), message, Fault::Missing);
    }

    fn report(&mut self, node: Node<'a>, message: String) {
        self.push(node, node.name_span(), message, Fault::Wrong);
    }

    /// An alias leads to the same place again, which is still one thing that is wrong.
    fn push(&mut self, node: Node<'a>, span: Span, message: String, fault: Fault) {
        let is_known = |it: &Violation<'_>| it.span == span && it.message == message;
        if self.found.len() < MAX_VIOLATIONS && !self.found.iter().any(is_known) {
            self.found.push(Violation { node, span, message, fault });
        }
    }

    fn remark(&mut self, node: Node<'a>, fault: Fault) {
        self.remarks.push(Violation {
            node,
            span: node.name_span(),
            message: label(node).into_owned(),
            fault,
        });
    }
}

fn is_extension(entry: Node<'_>) -> bool {
    entry.key().is_some_and(|it| it.starts_with("x-"))
}

/// Whether a dialect is neither JSON Schema 2020-12 nor the one that OpenAPI builds on it.
fn is_foreign(dialect: Node<'_>) -> bool {
    let is_ours =
        |it: &str| it.contains("json-schema.org/draft/2020-12/") || it.contains("spec.openapis.org/oas/3.");
    dialect.as_str().is_some_and(|it| !is_ours(&it))
}
