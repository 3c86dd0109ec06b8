//! See `rules/unbounded-upload.md`.

use super::{called, limits, type_place};
use crate::config::Config;
use crate::openapi::{Directions, Document, Location, Operation, Schema, Types};
use crate::rule::{Check, Context, Place};
use crate::source::FileId;
use crate::syntax::{Node, NodeId};
use rustc_hash::FxHashSet;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Beginnings of media types whose bodies are files.
const FILES: [&str; 4] = ["image/", "audio/", "video/", "font/"];

/// Other such media types.
const OTHER_FILES: [&str; 12] = [
    "application/gzip",
    "application/octet-stream",
    "application/pdf",
    "application/vnd.ms-excel",
    "application/x-gzip",
    "application/x-tar",
    "application/x-zip",
    "application/x-zip-compressed",
    "application/zip",
    "application/zstd",
    "binary/octet-stream",
    "text/csv",
];

/// Places where a file may be, yet to be looked at; many operations share some.
struct Search<'a> {
    doc: Document<'a>,
    pending: Vec<Node<'a>>,
    seen: FxHashSet<(FileId, NodeId)>,
    found: Vec<Upload<'a>>,
    /// Operations that take one.
    operations: Vec<usize>,
    /// Whether some operation says how large its upload may be.
    is_limited_elsewhere: bool,
}

/// A file without a limit.
struct Upload<'a> {
    place: Place<'a>,
    what: String,
}

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let mut search = Search::new(doc);
    let model = cx.model;
    for (number, operation) in model.numbered_operations_of(doc) {
        if refuses_large_ones(cx.config, operation) {
            search.is_limited_elsewhere |= operation.has_response(|it| it == "413");
        } else {
            search.operation(cx.config, number, operation);
        }
    }
    let Search { found, operations, is_limited_elsewhere, .. } = search;
    if found.len() > 1 && !is_limited_elsewhere {
        report_all(cx, &found, &operations);
    } else {
        found.iter().for_each(|it| report(cx, it));
    }
}

fn report<'a>(cx: &mut Context<'a>, upload: &Upload<'a>) {
    cx.report(upload.place, format!("{} has no limit on its size", upload.what)).in_requests();
}

/// Where no upload of the document has a limit, one decision is missing and not many.
fn report_all<'a>(cx: &mut Context<'a>, found: &[Upload<'a>], operations: &[usize]) {
    let Some(first) = found.first() else { return };
    let message =
        format!("{} has no limit on its size, nor has any other upload ({} in all)", first.what, found.len());
    let affected = cx.model.affected_operations(operations);
    cx.report(first.place, message).affects(affected);
}

/// Whether the operation says how large its body may be, or what happens to one that is larger.
fn refuses_large_ones(config: &Config, operation: &Operation<'_>) -> bool {
    operation.has_response(|it| it == "413")
        || states_size(config, operation.node())
        || states_size(config, operation.path_item())
}

/// Whether an object states a size, in words or by an extension.
fn states_size(config: &Config, node: Node<'_>) -> bool {
    let texts = ["description", "summary", "title"].iter().filter_map(|key| node.get(key)?.as_str());
    config.annotations.max_size.iter().any(|it| node.get(it).is_some())
        || texts.into_iter().any(|it| limits::states_size(&it))
}

impl<'a> Search<'a> {
    fn new(doc: Document<'a>) -> Self {
        Self {
            doc,
            pending: Vec::new(),
            seen: FxHashSet::default(),
            found: Vec::new(),
            operations: Vec::new(),
            is_limited_elsewhere: false,
        }
    }

    fn operation(&mut self, config: &Config, number: usize, operation: &Operation<'a>) {
        let before = self.found.len();
        for parameter in operation.parameters() {
            let node = parameter.node();
            match parameter.location() {
                Location::Form if node.get("type").and_then(Node::text).is_some_and(|it| it == "file") => {
                    self.look(config, node);
                }
                Location::Body if !states_size(config, node) => self.pending.extend(parameter.schema()),
                _ => {}
            }
        }
        let body = operation.node().get("requestBody").and_then(|it| self.doc.resolve(it));
        if let Some(body) = body.filter(|it| !states_size(config, *it)) {
            body.get("content")
                .into_iter()
                .flat_map(Node::entries)
                .for_each(|it| self.media_type(config, it));
        }
        self.work(config);
        if self.found.len() > before {
            self.operations.push(number);
        }
    }

    fn media_type(&mut self, config: &Config, entry: Node<'a>) {
        let Some(media_type) = self.doc.resolve(entry).filter(|it| !states_size(config, *it)) else { return };
        let schema = media_type.get("schema");
        let name = entry.key().unwrap_or_default().to_ascii_lowercase();
        let says_nothing = schema.is_none_or(|it| it.is_mapping() && it.children().next().is_none());
        // Whoever shows an example of a file means a text.
        let is_shown = media_type.has_any(&["example", "examples"]);
        if is_file(&name) && says_nothing && !is_shown && self.is_new(entry) {
            let what = format!("a body of `{}`", entry.key().unwrap_or_default());
            self.found.push(Upload { place: Place::key(entry), what });
        }
        self.pending.extend(schema);
    }

    /// Goes from schema to schema, by a list as references may lead anywhere.
    fn work(&mut self, config: &Config) {
        while let Some(node) = self.pending.pop() {
            let Some(node) = self.doc.resolve(node) else { continue };
            self.look(config, node);
        }
    }

    fn look(&mut self, config: &Config, node: Node<'a>) {
        if !self.is_new(node) {
            return;
        }
        let schema = Schema::new(self.doc, node, Directions::REQUEST);
        if is_upload(&schema) && !is_bounded(config, &schema) {
            self.found.push(Upload { place: place(&schema), what: called("upload", &schema) });
        }
        if !schema.is_limited_if(|it| states_size(config, *it)) {
            schema.members().iter().for_each(|it| self.parts(*it));
        }
    }

    fn parts(&mut self, member: Node<'a>) {
        let sent = |it: &Node<'a>| it.get("readOnly").and_then(Node::as_bool) != Some(true);
        self.pending.extend(member.get("properties").into_iter().flat_map(Node::entries).filter(sent));
        self.pending.extend(
            ["items", "additionalProperties"]
                .iter()
                .filter_map(|key| member.get(key))
                .filter(|it| it.is_mapping()),
        );
        self.pending
            .extend(["oneOf", "anyOf"].iter().filter_map(|key| member.get(key)).flat_map(Node::items));
    }

    fn is_new(&mut self, node: Node<'a>) -> bool {
        self.seen.insert((node.tree().source().id(), node.id()))
    }
}

fn place<'a>(schema: &Schema<'a>) -> Place<'a> {
    let file = schema.get("type").filter(|it| it.text().is_some_and(|it| it == "file"));
    file.map_or_else(|| type_place(schema, Types::STRING, "format"), Place::value)
}

fn is_file(media_type: &str) -> bool {
    FILES.iter().any(|it| media_type.starts_with(it))
        || OTHER_FILES.iter().any(|it| media_type.split(';').next() == Some(it))
}

/// Whether a value is a file: bytes as they are, or as text.
fn is_upload(schema: &Schema<'_>) -> bool {
    let has = |key: &str, test: &dyn Fn(&str) -> bool| {
        schema.get(key).and_then(Node::text).is_some_and(|it| test(&it.to_ascii_lowercase()))
    };
    has("type", &|it| it == "file")
        || has("format", &|it| it == "binary" || it == "file")
        || has("contentEncoding", &|it| it.starts_with("base"))
        || has("contentMediaType", &is_file)
}

fn is_bounded(config: &Config, schema: &Schema<'_>) -> bool {
    schema.is_limited_by(&["maxLength", "enum", "const"])
        || schema.is_limited_if(|it| states_size(config, *it))
}
