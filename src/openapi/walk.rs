//! The one walk: from each operation to everything that its callers send and receive, each thing once in each direction.
//!
//! What a reference leads to is put on a list instead of being entered at once, so the depth of the walk is that of
//! one file's nesting, however long a chain of references is.

use super::model::{ApiDocument, Model};
use super::operation::METHODS;
use super::parts::SchemaSite;
use super::schema::{adds_to_parts, is_mere_reference, travels};
use super::usage::{Graph, Unit};
use super::{
    Directions, Document, Files, MediaType, Operation, OperationPlace, Parameter, Response, SchemaPattern,
    Security, Server, Version, is_error_status, reference, reference_in,
};
use crate::finding::EndpointName;
use crate::source::FileId;
use crate::syntax::{Kind, Node, NodeId};
use rustc_hash::FxHashSet;
use std::sync::OnceLock;

/// How values travel on the way that the walk has taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Request,
    Response,
    /// Components that no operation reaches.
    Unused,
    /// With a response that says what went wrong.
    Error,
}

impl Way {
    /// Webhooks and callbacks are requests of the provider.
    const fn reversed(self) -> Self {
        match self {
            Self::Request => Self::Response,
            Self::Response | Self::Error => Self::Request,
            Self::Unused => Self::Unused,
        }
    }

    const fn bit(self) -> u16 {
        1 << self as u8
    }

    /// Which edges of the graph of uses belong to it.
    const fn direction(self) -> usize {
        match self {
            Self::Request | Self::Unused => 0,
            Self::Response | Self::Error => 1,
        }
    }
}

/// What the ways say on which a value was met in one role.
const fn directions(mark: u16, role: Role) -> Directions {
    let mark = mark >> (4 * role as u16);
    let error = mark & Way::Error.bit() != 0;
    Directions {
        request: mark & Way::Request.bit() != 0,
        response: error || mark & Way::Response.bit() != 0,
        error,
    }
}

/// What a value was met as. A parameter of Swagger 2.0 is an object and a schema; a schema may be a part of others too.
#[derive(Clone, Copy)]
enum Role {
    Object,
    Schema,
    Part,
}

/// What is new about meeting a value.
struct Met {
    /// Not met on this way before.
    is_new: bool,
    /// Not met at all before.
    is_first: bool,
}

enum Task<'a> {
    Schema(Node<'a>),
    /// A schema that is a part of others by `allOf`, and whether they describe further properties.
    Part(Node<'a>, bool),
    PathItem(Node<'a>, String, OperationPlace),
}

/// What was met, in which ways and as what: kept for questions about single values.
#[derive(Debug, Default)]
pub(super) struct Marks(Vec<Vec<u16>>);

impl Marks {
    /// Ways on which a value was met that is no schema itself, such as a property that refers to one.
    pub(super) fn directions(&self, node: Node<'_>) -> Directions {
        let marks = self.0.get(node.tree().source().id().0 as usize);
        let mark = marks.and_then(|it| it.get(node.id().index())).copied().unwrap_or_default();
        directions(mark, Role::Object)
    }

    /// Ways on which the innermost value was met that holds this one.
    pub(super) fn directions_around(&self, node: Node<'_>) -> Directions {
        let Some(marks) = self.0.get(node.tree().source().id().0 as usize) else {
            return Directions::default();
        };
        let mark_of = |it: Node<'_>| marks.get(it.id().index()).copied().unwrap_or_default();
        let outwards = std::iter::successors(Some(node), |it| it.parent());
        let mark = outwards.map(mark_of).find(|it| *it != 0).unwrap_or_default();
        // Whatever it was met as.
        directions(mark | mark >> 4 | mark >> 8, Role::Object)
    }
}

pub(super) struct Walker<'a> {
    files: &'a Files,
    model: Model<'a>,
    graph: Graph,
    /// For each value of each file that was entered: four bits of ways for each role.
    marks: Vec<Vec<u16>>,
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
        marks: vec![Vec::new(); files.trees().len()],
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
        self.model.schemes.extend(super::Scheme::all(doc));
        let operations = first..self.model.operations.len();
        self.model.documents.push(ApiDocument { doc, operations, violations: OnceLock::new() });
    }

    /// Components that no operation has led to.
    fn unused(&mut self, doc: Document<'a>) {
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
        let marks = &self.marks;
        let directions = |node: Node<'a>, role: Role| {
            directions(marks[node.tree().source().id().0 as usize][node.id().index()], role)
        };
        for parameter in &mut self.model.parameters {
            parameter.directions = directions(parameter.node(), Role::Object);
        }
        let sites =
            self.sites.iter().map(|it| SchemaSite { directions: directions(it.node, Role::Schema), ..*it });
        self.model.schemas = sites.collect();
        for pattern in &mut self.model.patterns {
            pattern.directions = directions(pattern.schema, Role::Part);
            let place = (pattern.node.tree().source().id(), pattern.node.id());
            self.model.bounds.insert(place, OnceLock::new());
        }
        self.model.files = group.to_vec();
        self.graph.connect_nested(self.files);
        self.model.marks = Marks(self.marks);
        (self.model, self.graph)
    }

    /// Marks a value as met on this way; says what is new about that.
    fn meet(&mut self, node: Node<'a>, role: Role) -> Met {
        let marks = &mut self.marks[node.tree().source().id().0 as usize];
        if marks.is_empty() {
            marks.resize(node.tree().len(), 0);
        }
        let mark = &mut marks[node.id().index()];
        let shift = 4 * role as u16;
        let seen = (*mark >> shift) & 0b1111;
        *mark |= self.way.bit() << shift;
        let is_new = if self.way == Way::Unused { seen == 0 } else { seen & self.way.bit() == 0 };
        Met { is_new, is_first: seen == 0 }
    }

    /// What a `$ref` leads to, noted as used by the unit we are in.
    fn follow(&mut self, reference: Node<'a>) -> Option<(Node<'a>, Unit)> {
        self.keep(reference);
        let target = reference::one_hop(self.files, reference).ok()?;
        let unit = self.graph.unit(target);
        if self.way != Way::Unused {
            self.graph.edge(self.way.direction(), self.unit, unit);
        }
        Some((target, unit))
    }

    /// Notes a reference that is no data, although it stands in an extension: what lies there is referred to.
    fn keep(&mut self, reference: Node<'a>) {
        let place = (reference.tree().source().id(), reference.id());
        if reference::is_in_extension(reference) && self.kept.insert(place) {
            self.model.references.push(super::Reference::new(self.files, reference));
        }
    }

    /// Enters what a reference finally leads to, or the value itself.
    fn enter(&mut self, node: Node<'a>, visit: impl FnOnce(&mut Self, Node<'a>)) {
        let outer = self.unit;
        let mut node = node.target();
        for _ in 0..=reference::MAX_HOPS {
            let Some(reference) = reference_in(node) else {
                visit(self, node);
                break;
            };
            let Some((target, unit)) = self.follow(reference) else { break };
            (node, self.unit) = (target, unit);
        }
        self.unit = outer;
    }

    fn path_item(&mut self, node: Node<'a>, path: String, place: OperationPlace) {
        let way = self.way;
        self.way = if place == OperationPlace::Path { Way::Request } else { Way::Response };
        self.enter(node, |walker, item| {
            let unit = walker.graph.unit(item);
            walker.tasks.push((Task::PathItem(item, path, place), walker.way, unit));
        });
        self.work();
        self.way = way;
    }

    fn operations(&mut self, item: Node<'a>, path: &str, place: OperationPlace) {
        // Several paths may share an item: each has its operations, but what they consist of is the same.
        let is_new = self.meet(item, Role::Object).is_new;
        if place == OperationPlace::Callback && !is_new {
            return;
        }
        let item_unit = self.unit;
        if is_new {
            self.servers(item);
        }
        let own = METHODS.iter().filter_map(|it| item.get(it)).filter(|it| it.is_mapping());
        let additional = entries(item, "additionalOperations").filter(|it| it.is_mapping());
        let named = own.map(|it| (it, it.key().unwrap_or_default().to_ascii_uppercase()));
        let additional = additional.map(|it| (it, it.key().unwrap_or_default().into_owned()));
        let mut all: Vec<_> = named.chain(additional).collect();
        all.sort_by_key(|it| it.0.span().start);
        for (node, method) in all {
            let Some(node) = self.operation_object(node) else { continue };
            let name = EndpointName { method, path: path.to_owned() };
            self.operation(Operation { doc: self.doc, node, path_item: item, name, place }, item_unit);
        }
        self.unit = item_unit;
        for parameter in list(item, "parameters").filter(|_| is_new) {
            self.parameter(parameter);
        }
    }

    /// The object itself, or what bundlers would put in its place.
    fn operation_object(&self, node: Node<'a>) -> Option<Node<'a>> {
        let is_reference = node.get("$ref").is_some() && node.get("responses").is_none();
        if is_reference { self.doc.resolve(node).filter(|it| it.is_mapping()) } else { Some(node) }
    }

    fn operation(&mut self, operation: Operation<'a>, item_unit: Unit) {
        let node = operation.node;
        self.unit = self.graph.operation(node);
        for direction in 0..2 {
            self.graph.edge(direction, self.unit, item_unit);
        }
        self.model.operations.push(operation);
        if !self.meet(node, Role::Object).is_new {
            return;
        }
        self.servers(node);
        self.security(node.get("security"));
        list(node, "parameters").for_each(|it| self.parameter(it));
        if let Some(body) = node.get("requestBody") {
            self.enter(body, Self::body);
        }
        self.responses(node);
        for callback in entries(node, "callbacks") {
            self.enter(callback, Self::callback);
        }
    }

    fn responses(&mut self, operation: Node<'a>) {
        let way = self.way;
        let status = |it: &Node<'a>| it.key().unwrap_or_default();
        // Where no success is declared, `default` may well be one.
        let has_success = entries(operation, "responses").any(|it| status(&it).starts_with(['2', '3']));
        let is_error =
            |it: &Node<'a>| is_error_status(&status(it)) && (has_success || status(it) != "default");
        for response in entries(operation, "responses") {
            self.way = way.reversed();
            if self.way == Way::Response && is_error(&response) {
                self.way = Way::Error;
            }
            self.response(response);
        }
        self.way = way;
    }

    fn callback(&mut self, node: Node<'a>) {
        for item in node.entries().filter(|it| !it.key().is_some_and(|key| key.starts_with("x-"))) {
            let expression = item.key().unwrap_or_default().into_owned();
            let way = Way::Response;
            let unit = self.unit;
            self.enter(item, |walker, item| {
                walker.graph.edge(way.direction(), unit, walker.unit);
                let unit = walker.graph.unit(item);
                walker.tasks.push((Task::PathItem(item, expression, OperationPlace::Callback), way, unit));
            });
        }
    }

    fn parameter(&mut self, node: Node<'a>) {
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

    fn body(&mut self, node: Node<'a>) {
        if self.meet(node, Role::Object).is_new {
            self.content(node);
        }
    }

    fn content(&mut self, node: Node<'a>) {
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

    fn response(&mut self, entry: Node<'a>) {
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

    fn header(&mut self, node: Node<'a>) {
        if !self.meet(node, Role::Object).is_new {
            return;
        }
        match node.get("schema") {
            Some(schema) => self.schema(schema),
            None if node.get("type").is_some() && self.doc.version() == Version::V2 => self.site(node),
            None => self.content(node),
        }
    }

    fn schema(&mut self, node: Node<'a>) {
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
    fn site(&mut self, node: Node<'a>) {
        let met = self.meet(node, Role::Schema);
        if met.is_first {
            self.sites.push(SchemaSite { doc: self.doc, node, directions: Directions::default() });
        }
        if met.is_new {
            self.part(node, false);
        }
    }

    /// A schema object, be it the whole or a part of another by `allOf`.
    fn part(&mut self, node: Node<'a>, is_composed: bool) {
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

    fn security(&mut self, list: Option<Node<'a>>) {
        let list = list.filter(|it| it.is_sequence());
        self.model.securities.extend(list.map(|node| Security { doc: self.doc, node }));
    }

    fn servers(&mut self, object: Node<'a>) {
        self.model.servers.extend(Server::listed(self.doc, object));
    }
}

type Visit = for<'w, 'a> fn(&'w mut Walker<'a>, Node<'a>);

/// Components besides schemas, and how each is entered.
const UNUSED: [(&str, Visit); 4] = [
    ("parameters", |walker, it| walker.parameter(it)),
    ("requestBodies", |walker, it| walker.enter(it, Walker::body)),
    ("responses", |walker, it| walker.unused_response(it)),
    ("headers", |walker, it| walker.enter(it, Walker::header)),
];

impl<'a> Walker<'a> {
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

fn entries<'a>(node: Node<'a>, key: &str) -> impl Iterator<Item = Node<'a>> + use<'a> {
    node.get(key).into_iter().flat_map(Node::entries)
}

fn list<'a>(node: Node<'a>, key: &str) -> impl Iterator<Item = Node<'a>> + use<'a> {
    node.get(key).into_iter().flat_map(Node::items)
}
