//! The one walk: from each operation to everything that its callers send and receive, each thing once in each direction.
//!
//! What a reference leads to is put on a list instead of being entered at once, so the depth of the walk is that of
//! one file's nesting, however long a chain of references is.
//!
//! The parent goes through documents and holds what is collected; each child knows the objects of one kind and what
//! lies within them.

mod marks;
mod messages;
mod operations;
mod references;
mod schemas;
mod unused;

pub(super) use marks::Marks;

use super::model::{ApiDocument, Model};
use super::parts::SchemaSite;
use super::usage::{Graph, Unit};
use super::{Document, Files, OperationPlace, Scheme, Security, Server};
use crate::source::FileId;
use crate::syntax::{Node, NodeId};
use marks::{Met, Role, Way};
use rustc_hash::FxHashSet;
use std::sync::OnceLock;

enum Task<'a> {
    Schema(Node<'a>),
    /// A schema that is a part of others by `allOf`, and whether they describe further properties.
    Part(Node<'a>, bool),
    PathItem(Node<'a>, String, OperationPlace),
}

pub(super) struct Walker<'a> {
    files: &'a Files,
    model: Model<'a>,
    graph: Graph,
    marks: Marks,
    sites: Vec<SchemaSite<'a>>,
    /// References that extensions keep and that were followed all the same.
    kept: FxHashSet<(FileId, NodeId)>,
    tasks: Vec<(Task<'a>, Way, Unit)>,
    doc: Document<'a>,
    way: Way,
    unit: Unit,
}

/// The API documents among some files.
pub(crate) fn documents<'a>(
    files: &'a Files,
    trees: impl Iterator<Item = &'a crate::syntax::Tree>,
) -> Vec<Document<'a>> {
    let roots = trees.filter(|it| Document::new(files, it, 0).is_some());
    roots.enumerate().filter_map(|(index, tree)| Document::new(files, tree, index)).collect()
}

/// Walks the API documents among the given files.
pub(super) fn walk<'a>(files: &'a Files, group: &[FileId]) -> (Model<'a>, Graph) {
    let docs = documents(files, group.iter().filter_map(|&it| files.tree(it)));
    let Some(&first) = docs.first() else { return (Model::default(), Graph::default()) };
    let mut walker = Walker {
        files,
        model: Model::default(),
        graph: Graph::default(),
        marks: Marks::new(files.trees().len()),
        sites: Vec::new(),
        kept: FxHashSet::default(),
        tasks: Vec::new(),
        doc: first,
        way: Way::Request,
        unit: 0,
    };
    for &doc in &docs {
        walker.document(doc);
    }
    for doc in docs {
        walker.unused(doc);
    }
    walker.finish(group)
}

impl<'a> Walker<'a> {
    fn document(&mut self, doc: Document<'a>) {
        self.doc = doc;
        let root = doc.root();
        self.unit = self.graph.unit(root);
        let first = self.model.operations.len();
        self.servers(root);
        self.security(doc.security());
        for entry in doc.paths() {
            self.path_item(entry, entry.key().unwrap_or_default().into_owned(), OperationPlace::Path);
        }
        for entry in entries(root, "webhooks") {
            let name = entry.key().unwrap_or_default().into_owned();
            self.path_item(entry, name, OperationPlace::Webhook);
        }
        self.work();
        self.model.schemes.extend(Scheme::all(doc));
        let operations = first..self.model.operations.len();
        self.model.documents.push(ApiDocument { doc, operations, violations: OnceLock::new() });
    }

    fn security(&mut self, list: Option<Node<'a>>) {
        let list = list.filter(|it| it.is_sequence());
        self.model.securities.extend(list.map(|node| Security { doc: self.doc, node }));
    }

    fn servers(&mut self, object: Node<'a>) {
        self.model.servers.extend(Server::listed(self.doc, object));
    }

    fn work(&mut self) {
        while let Some((task, way, unit)) = self.tasks.pop() {
            let before = std::mem::replace(&mut self.way, way);
            self.unit = unit;
            match task {
                Task::Schema(node) => self.schema(node),
                Task::Part(node, is_composed) => self.part(node, is_composed),
                Task::PathItem(node, path, place) => self.operations(node, &path, place),
            }
            self.way = before;
        }
    }

    fn finish(mut self, group: &[FileId]) -> (Model<'a>, Graph) {
        let marks = self.marks;
        for parameter in &mut self.model.parameters {
            parameter.directions = marks.directions_as(Role::Object, parameter.node());
        }
        let directed =
            |it: SchemaSite<'a>| SchemaSite { directions: marks.directions_as(Role::Schema, it.node), ..it };
        self.model.schemas = self.sites.into_iter().map(directed).collect();
        for pattern in &mut self.model.patterns {
            pattern.directions = marks.directions_as(Role::Part, pattern.schema);
            let place = (pattern.node.tree().source().id(), pattern.node.id());
            self.model.bounds.insert(place, OnceLock::new());
        }
        self.model.files = group.to_vec();
        self.graph.connect_nested(self.files);
        self.model.marks = marks;
        (self.model, self.graph)
    }

    /// Marks a value as met on this way; says what is new about that.
    fn meet(&mut self, node: Node<'a>, role: Role) -> Met {
        self.marks.meet(node, role, self.way)
    }
}

fn entries<'a>(node: Node<'a>, key: &str) -> impl Iterator<Item = Node<'a>> + use<'a> {
    node.get(key).into_iter().flat_map(Node::entries)
}

fn list<'a>(node: Node<'a>, key: &str) -> impl Iterator<Item = Node<'a>> + use<'a> {
    node.get(key).into_iter().flat_map(Node::items)
}
