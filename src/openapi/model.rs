//! Everything that rules look at, gathered by one walk.

use super::access::{Access, Operations};
use super::batch;
use super::circle::Circle;
use super::parts::SchemaSite;
use super::structure::{self, Fault, Violation};
use super::usage::{Graph, Reached};
use super::{
    Directions, Document, Files, Location, MediaType, Operation, Parameter, Pattern, Reference, Response,
    Schema, SchemaPattern, Scheme, Security, Server, walk,
};
use crate::finding::Affected;
use crate::source::{FileId, Span};
use crate::syntax::{Node, NodeId};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;
use std::sync::OnceLock;

/// API documents that share files, and all that they describe: each thing once, where it is defined.
#[derive(Debug, Default)]
pub struct Model<'a> {
    /// The API documents.
    pub documents: Vec<ApiDocument<'a>>,
    /// Operations in the order of the documents.
    pub operations: Vec<Operation<'a>>,
    /// Parameters.
    pub parameters: Vec<Parameter<'a>>,
    /// Entries of `content` mappings.
    pub media_types: Vec<MediaType<'a>>,
    /// Responses.
    pub responses: Vec<Response<'a>>,
    /// Security schemes.
    pub schemes: Vec<Scheme<'a>>,
    /// `security` lists.
    pub securities: Vec<Security<'a>>,
    /// Servers.
    pub servers: Vec<Server<'a>>,
    /// Every `$ref` of the files.
    pub references: Vec<Reference<'a>>,
    /// All files that belong together, API documents or not.
    pub files: Vec<FileId>,
    /// `pattern` keywords, each where it stands, in parts of schemas too.
    pub patterns: Vec<SchemaPattern<'a>>,
    pub(super) schemas: Vec<SchemaSite<'a>>,
    /// Objects beside which other schemas describe properties of the same value.
    pub(super) composed: FxHashSet<(FileId, NodeId)>,
    /// For each pattern whether matching texts have a greatest length; found when first asked for.
    pub(super) bounds: FxHashMap<(FileId, NodeId), OnceLock<bool>>,
    access: Access<'a>,
    pub(super) marks: walk::Marks,
    /// Parameters that callers send, by document, place and name.
    sent: OnceLock<FxHashMap<SentKey, Vec<usize>>>,
    graph: Graph,
    batches: OnceLock<FxHashSet<(FileId, NodeId)>>,
    /// Who reaches what, for requests and for responses; counted when something is reported.
    reached: [OnceLock<Vec<Reached>>; 2],
    /// What is returned though nobody asked for a secret, by any operation, and by one that makes nothing.
    in_passing: [OnceLock<Vec<bool>>; 2],
    /// What operations take that may have a body.
    in_writes: OnceLock<Vec<bool>>,
}

/// A document of a model.
#[derive(Clone, Debug)]
pub struct ApiDocument<'a> {
    /// The document.
    pub doc: Document<'a>,
    /// Its operations, by their numbers in the model.
    pub operations: Range<usize>,
    /// What is wrong with its structure; found when first asked for.
    pub(super) violations: OnceLock<Vec<Known>>,
}

/// A violation without its lifetime: with one, a model could not be lent for a shorter time than it lives.
#[derive(Clone, Debug)]
pub(super) struct Known {
    place: (FileId, NodeId),
    span: Span,
    message: String,
    fault: Fault,
}

impl Known {
    fn new(violation: Violation<'_>) -> Self {
        let Violation { node, span, message, fault } = violation;
        Self { place: (node.tree().source().id(), node.id()), span, message, fault }
    }

    fn at<'a>(&self, files: &'a Files) -> Option<Violation<'a>> {
        let node = files.tree(self.place.0)?.node(self.place.1);
        Some(Violation { node, span: self.span, message: self.message.clone(), fault: self.fault.clone() })
    }
}

/// Document, place and name.
type SentKey = (usize, (Location, String));

fn sent_key(parameter: &Parameter<'_>) -> SentKey {
    let (location, name) = parameter.identity();
    (parameter.doc().index(), (location, name.into_owned()))
}

impl<'a> Model<'a> {
    /// Walks the API documents among these files, which refer to no other files.
    #[must_use]
    pub fn new(files: &'a Files, group: &[FileId]) -> Self {
        let trees = || group.iter().filter_map(|&it| files.tree(it));
        let references = || trees().flat_map(|it| Reference::all(files, it)).collect();
        let ((mut model, graph), mut references): (_, Vec<_>) =
            rayon::join(|| walk::walk(files, group), references);
        references.append(&mut model.references);
        let access = Access::new(&model.operations);
        Self { graph, access, references, ..model }
    }

    /// Schemas where they describe values.
    pub(crate) fn schema_sites(&self) -> &[SchemaSite<'a>] {
        &self.schemas
    }

    /// What is wrong with the structure of a document. Several rules ask: it is looked at once.
    #[must_use]
    pub fn violations_of(&self, doc: Document<'a>) -> Vec<Violation<'a>> {
        let found = || structure::inspect(doc.root(), doc.version(), &|it| doc.target_elsewhere(it));
        let inspect = || found().into_iter().map(Known::new).collect();
        let known = self.documents.get(doc.index()).map(|it| it.violations.get_or_init(inspect));
        known.into_iter().flatten().filter_map(|it| it.at(doc.files())).collect()
    }

    /// Schemas of values that callers both send and receive.
    pub(crate) fn schemas_both_ways(&self) -> impl Iterator<Item = Schema<'a>> {
        let both = self.schemas.iter().filter(|it| it.directions.request && it.directions.response);
        both.map(|it| Schema::at(*it))
    }

    /// Operations of a document.
    #[must_use]
    pub fn operations_of(&self, doc: Document<'a>) -> &[Operation<'a>] {
        self.documents
            .get(doc.index())
            .and_then(|it| self.operations.get(it.operations.clone()))
            .unwrap_or_default()
    }

    /// Servers of a document, of its paths and of its operations.
    #[must_use]
    pub fn servers_of(&self, doc: Document<'a>) -> &[Server<'a>] {
        let index = doc.index();
        let first = self.servers.partition_point(|it| it.doc.index() < index);
        let end = self.servers.partition_point(|it| it.doc.index() <= index);
        self.servers.get(first..end).unwrap_or_default()
    }

    /// `security` lists of a document and of its operations.
    #[must_use]
    pub fn securities_of(&self, doc: Document<'a>) -> &[Security<'a>] {
        let index = doc.index();
        let first = self.securities.partition_point(|it| it.doc.index() < index);
        let end = self.securities.partition_point(|it| it.doc.index() <= index);
        self.securities.get(first..end).unwrap_or_default()
    }

    /// Operations of a document that callers send, with the numbers by which [`Self::affected_operations`] knows them.
    pub fn numbered_operations_of(&self, doc: Document<'a>) -> impl Iterator<Item = (usize, &Operation<'a>)> {
        let first = self.documents.get(doc.index()).map_or(0, |it| it.operations.start);
        let numbered = self.operations_of(doc).iter().enumerate().map(move |(at, it)| (first + at, it));
        numbered.filter(|it| it.1.is_inbound())
    }

    /// Operations of a document that callers send.
    pub fn inbound_operations_of(&self, doc: Document<'a>) -> impl Iterator<Item = &Operation<'a>> {
        self.numbered_operations_of(doc).map(|it| it.1)
    }

    /// Numbers of [`Self::inbound_operations_of`] a document, for [`Self::affected_operations`].
    #[must_use]
    pub fn inbound_numbers_of(&self, doc: Document<'a>) -> Vec<usize> {
        self.numbered_operations_of(doc).map(|it| it.0).collect()
    }

    /// Operations that a value belongs to or that reach it by references, in requests, in responses, or in both.
    #[must_use]
    pub fn affected(&self, node: Node<'a>, request: bool, response: bool) -> Affected {
        let most = match (request, response) {
            (true, false) => self.reached_by(node, 0),
            (false, true) => self.reached_by(node, 1),
            _ => std::cmp::max_by_key(self.reached_by(node, 1), self.reached_by(node, 0), |it| it.count),
        };
        Affected { count: most.count, first: most.first().map(|it| self.named(it)).collect() }
    }

    fn reached_by(&self, node: Node<'a>, direction: usize) -> Reached {
        let all = |direction: usize| self.reached[direction].get_or_init(|| self.graph.reached(direction));
        self.graph.unit_of(node).map_or_else(Reached::default, |it| all(direction)[it as usize])
    }

    /// The first few operations whose callers send the value.
    #[must_use]
    pub fn first_senders(&self, node: Node<'a>) -> Vec<&Operation<'a>> {
        self.reached_by(node, 0).first().filter_map(|it| self.operations.get(it)).collect()
    }

    /// These operations, by their numbers, as affected ones.
    #[must_use]
    pub fn affected_operations(&self, numbers: &[usize]) -> Affected {
        Affected { count: numbers.len(), first: numbers.iter().take(3).map(|&it| self.named(it)).collect() }
    }

    /// Whether an operation returns the value whose purpose is not to hand out a secret. Of secrets that are made for
    /// programs, a `POST` may tell: that is when they are made.
    #[must_use]
    pub fn is_returned_in_passing(&self, node: Node<'a>, is_for_programs: bool) -> bool {
        let is_made = |it: &Operation<'a>| is_for_programs && it.name().method == "POST";
        let is_one = |it: &Operation<'a>| !is_made(it) && !it.hands_out_secret();
        let numbers = || self.operations.iter().enumerate().filter(|it| is_one(it.1)).map(|it| it.0);
        let reached =
            self.in_passing[usize::from(is_for_programs)].get_or_init(|| self.graph.reach(1, numbers()));
        self.graph.unit_of(node).is_some_and(|it| reached.get(it as usize) == Some(&true))
    }

    /// Whether an operation other than a `GET` or `HEAD`, which have no body, takes the value.
    #[must_use]
    pub fn is_sent_by_writes(&self, node: Node<'a>) -> bool {
        let writes = |it: &Operation<'a>| !matches!(it.name().method.as_str(), "GET" | "HEAD");
        let numbers = || self.operations.iter().enumerate().filter(|it| writes(it.1)).map(|it| it.0);
        let reached = self.in_writes.get_or_init(|| self.graph.reach(0, numbers()));
        self.graph.unit_of(node).is_none_or(|it| reached.get(it as usize) == Some(&true))
    }

    /// In which directions the value travels of which a node is a part, such as an example of it.
    #[must_use]
    pub fn directions_around(&self, node: Node<'a>) -> Directions {
        self.marks.directions_around(node)
    }

    /// In which directions values travel that a place describes by reference, such as those of a property.
    #[must_use]
    pub fn directions_of(&self, node: Node<'a>) -> Directions {
        self.marks.directions(node)
    }

    /// Ways on which schemas of requests lead back to themselves, so that values nest without end: one for each group
    /// of schemas that reach each other.
    #[must_use]
    pub fn circles(&self) -> Vec<Circle<'a>> {
        let Some(first) = self.documents.first() else { return Vec::new() };
        let groups = self.graph.circles(0);
        groups.iter().filter_map(|it| Circle::among(first.doc, it)).collect()
    }

    /// Whether a schema describes the list of a batch operation: every item of it is a request of its own.
    #[must_use]
    pub fn is_batch(&self, node: Node<'a>) -> bool {
        let batches = self.batches.get_or_init(|| batch::arrays(&self.operations));
        batches.contains(&(node.tree().source().id(), node.id()))
    }

    /// Whether an operation holds the value or reaches it; components may lie unused.
    #[must_use]
    pub fn is_used(&self, node: Node<'a>) -> bool {
        self.affected(node, true, true).count > 0
    }

    /// Whether texts that match a `pattern` keyword have a greatest length. Many schemas may share one: it is parsed once.
    #[must_use]
    pub fn bounds_length(&self, pattern: Node<'a>) -> bool {
        let is_bounded = || {
            let text = pattern.as_str().unwrap_or_default();
            Pattern::parse(&text).is_some_and(|it| it.max_length().is_some())
        };
        let known = self.bounds.get(&(pattern.tree().source().id(), pattern.id()));
        known.is_some_and(|it| *it.get_or_init(is_bounded))
    }

    /// Whether other schemas add properties to the object somewhere, so that it cannot be closed by itself.
    #[must_use]
    pub fn is_composed(&self, node: Node<'a>) -> bool {
        self.composed.contains(&(node.tree().source().id(), node.id()))
    }

    /// Operations that callers send for which a `security` list holds; `None` if there are none.
    #[must_use]
    pub fn governed_by(&self, security: &Security<'a>) -> Option<Affected> {
        self.some(self.access.governed(security))
    }

    /// The same for all lists of the document that name the same schemes; `None` for each of them but the first.
    #[must_use]
    pub fn governed_alike(&self, security: &Security<'a>) -> Option<Affected> {
        self.some(self.access.governed_alike(security)?)
    }

    /// Operations that callers send for which a scheme is required, alone or not; `None` if there are none.
    #[must_use]
    pub fn requiring(&self, scheme: &Scheme<'a>) -> Option<Affected> {
        self.some(self.access.requiring(scheme))
    }

    /// The operations behind [`Self::requiring`] one by one. Ask for the first few: schemes may share long lists of them.
    pub fn operations_requiring(&self, scheme: &Scheme<'a>) -> impl Iterator<Item = &Operation<'a>> {
        self.access.numbers_requiring(scheme).filter_map(|it| self.operations.get(it))
    }

    /// The `security` lists of a document that hold for operations that callers send, each once.
    pub fn lists_in_force(&self, doc: Document<'a>) -> impl Iterator<Item = &Security<'a>> {
        self.access.in_force(doc)
    }

    /// A `security` list of the document that asks callers for a credential.
    #[must_use]
    pub fn demand(&self, doc: Document<'a>) -> Option<Node<'a>> {
        self.access.demand(doc)
    }

    /// Operations of the document that callers send and no `security` list speaks about; `None` if there are none.
    #[must_use]
    pub fn silent_operations(&self, doc: Document<'a>) -> Option<Affected> {
        self.some(self.access.silent(doc))
    }

    /// Whether most operations that callers send have no `security` list, so that its lack is no oversight.
    #[must_use]
    pub fn is_mostly_silent(&self, doc: Document<'a>) -> bool {
        self.access.is_mostly_silent(doc)
    }

    /// Operations whose callers send a parameter that is described again and again; `None` for each of these
    /// descriptions but the first.
    #[must_use]
    pub fn senders_of(&self, parameter: &Parameter<'a>) -> Option<Affected> {
        let alike = self.sent.get_or_init(|| self.sent_parameters()).get(&sent_key(parameter))?;
        let all = || alike.iter().filter_map(|&it| self.parameters.get(it));
        if all().next()?.node() != parameter.node() {
            return None;
        }
        let mut senders = Affected::default();
        for affected in all().map(|it| self.affected(it.node(), true, false)) {
            senders.count += affected.count;
            senders.first.extend(affected.first.into_iter().take(3 - senders.first.len()));
        }
        Some(senders)
    }

    fn sent_parameters(&self) -> FxHashMap<SentKey, Vec<usize>> {
        let mut sent: FxHashMap<_, Vec<usize>> = FxHashMap::default();
        for (number, parameter) in self.parameters.iter().enumerate().filter(|it| it.1.directions().request) {
            sent.entry(sent_key(parameter)).or_default().push(number);
        }
        sent
    }

    fn some(&self, operations: Operations) -> Option<Affected> {
        let Operations { count, first } = operations;
        (count > 0).then(|| Affected { count, first: first.into_iter().map(|it| self.named(it)).collect() })
    }

    fn named(&self, number: usize) -> (crate::finding::EndpointName, crate::source::Span) {
        let operation = &self.operations[number];
        (operation.name().clone(), operation.span())
    }

    /// The operation that a value lies in.
    #[must_use]
    pub fn operation_around(&self, node: Node<'a>) -> Option<&Operation<'a>> {
        let around = std::iter::successors(Some(node), |it| it.parent());
        let mut places = around.filter(|it| it.parent().is_some());
        places.find_map(|it| self.operation_at(it))
    }

    fn operation_at(&self, node: Node<'a>) -> Option<&Operation<'a>> {
        let number = self.graph.operation_number(node)?;
        self.operations.get(number)
    }
}
