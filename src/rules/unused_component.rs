//! See `rules/unused-component.md`.

use super::words;
use crate::finding::{Confidence, Safety};
use crate::openapi::{Document, Version};
use crate::rule::{Check, Context, Place};
use crate::source::FileId;
use crate::syntax::{Node, NodeId, edit};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Where Swagger 2.0 keeps what version 3 has under `components`.
const SECTIONS_2: [&str; 4] = ["definitions", "parameters", "responses", "securityDefinitions"];

type Id = (FileId, NodeId);

/// What refers to components, other than by its place.
#[derive(Default)]
struct Uses {
    /// Components that a reference from outside of them leads to or into.
    targets: FxHashSet<Id>,
    /// Names of schemas that a discriminator maps to.
    mapped: FxHashSet<String>,
    /// Names of components that stand alone in a text of an extension.
    told: FxHashSet<String>,
    /// Names of security schemes that something requires.
    required: FxHashSet<String>,
    has_dynamic_references: bool,
}

fn id(node: Node<'_>) -> Id {
    (node.tree().source().id(), node.id())
}

/// All documents are looked at together with the first, since each may use what others define.
fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let model = cx.model;
    if doc.index() != 0 {
        return;
    }
    let has_operations = |it: &Document<'a>| !model.operations_of(*it).is_empty();
    let docs: Vec<_> = model.documents.iter().map(|it| it.doc).filter(has_operations).collect();
    let components: Vec<_> = docs.iter().flat_map(|it| components(*it)).collect();
    if components.is_empty() {
        return;
    }
    let uses = uses(cx, doc, &components);
    for (entry, section) in components {
        if !is_used(doc, &uses, entry, &section) {
            let name = entry.key().unwrap_or_default();
            let message = format!("nothing refers to `{}` of the `{section}`", super::shortened(&name));
            let draft = cx.report(Place::key(entry), message);
            // Documents elsewhere may refer to it.
            draft.fix(Safety::Unsafe, "take the component out", edit::remove(entry));
            if is_of_webhook(doc, &name) {
                draft.confidence(Confidence::Medium);
            }
        }
    }
}

/// Whether the name says that the service sends it: versions before 3.1 have no other place for what webhooks hold.
fn is_of_webhook(doc: Document<'_>, name: &str) -> bool {
    matches!(doc.version(), Version::V2 | Version::V30) && words::has_word_of(name, &["webhook", "webhooks"])
}

/// Components with the name of their section.
fn components(doc: Document<'_>) -> Vec<(Node<'_>, String)> {
    let sections: Vec<_> = if doc.version() == Version::V2 {
        SECTIONS_2.iter().filter_map(|it| doc.root().get(it)).collect()
    } else {
        doc.root().get("components").into_iter().flat_map(Node::entries).collect()
    };
    let named = sections.into_iter().filter_map(|it| Some((it, it.key()?.into_owned())));
    let own = named.filter(|it| !it.1.starts_with("x-") && it.0.get("$ref").is_none());
    let entries = own.flat_map(|(section, name)| section.entries().map(move |it| (it, name.clone())));
    entries.filter(|it| it.0.key().is_some_and(|it| !it.starts_with("x-"))).collect()
}

fn uses<'a>(cx: &Context<'a>, doc: Document<'a>, components: &[(Node<'a>, String)]) -> Uses {
    let mut uses = Uses::default();
    let candidates: FxHashMap<Id, ()> = components.iter().map(|it| (id(it.0), ())).collect();
    let names: FxHashSet<_> = components.iter().filter_map(|it| it.0.key()).collect();
    let longest = names.iter().map(|it| it.len()).max().unwrap_or_default();
    let trees = cx.model.files.iter().filter_map(|it| cx.files.tree(*it));
    for node in trees.flat_map(|it| it.nodes()) {
        let Some(text) = node.as_str() else {
            if node.is_mapping() && node.has_key("mapping") {
                uses.map(node);
            }
            continue;
        };
        match text {
            // Extensions have references of their own.
            _ if node.has_key("$ref") || text.starts_with("#/") => uses.refer(doc, &candidates, node),
            _ if node.has_key("defaultMapping") => uses.name(node),
            _ if node.has_key("$dynamicRef") => uses.has_dynamic_references = true,
            _ if text.len() <= longest && names.contains(&text) => uses.tell(node, text),
            _ => {}
        }
    }
    for security in &cx.model.securities {
        uses.required
            .extend(security.node.items().flat_map(Node::entries).filter_map(Node::key).map(Into::into));
    }
    uses
}

impl Uses {
    /// Notes the component that a reference leads to or into, unless the reference lies in it itself.
    fn refer<'a>(&mut self, doc: Document<'a>, candidates: &FxHashMap<Id, ()>, reference: Node<'a>) {
        let Some(target) = doc.target(reference) else { return };
        let around = |node: Node<'a>| std::iter::successors(Some(node), |it| it.parent());
        let found = around(target).map(id).find(|it| candidates.contains_key(it));
        if let Some(found) = found
            && !self.targets.contains(&found)
            && !around(reference).any(|it| id(it) == found)
        {
            self.targets.insert(found);
        }
    }

    /// Notes a component whose name is all that a text in an extension says, such as the outline of a portal.
    fn tell(&mut self, node: Node<'_>, name: Cow<'_, str>) {
        let is_extension = |it: Node<'_>| it.key().is_some_and(|key| key.starts_with("x-"));
        if std::iter::successors(Some(node), |it| it.parent()).any(is_extension) {
            self.told.insert(name.into_owned());
        }
    }

    fn map(&mut self, mapping: Node<'_>) {
        if mapping.parent().is_some_and(|it| it.has_key("discriminator")) {
            mapping.entries().for_each(|it| self.name(it));
        }
    }

    /// Notes a schema that is named, or referred to by a plain text.
    fn name(&mut self, node: Node<'_>) {
        let text = node.text().unwrap_or_default();
        let name = text.rsplit('/').next().unwrap_or_default();
        self.mapped.insert(name.replace("~1", "/").replace("~0", "~"));
    }
}

fn is_used(doc: Document<'_>, uses: &Uses, entry: Node<'_>, section: &str) -> bool {
    if uses.targets.contains(&id(entry)) {
        return true;
    }
    let name = entry.key().unwrap_or_default();
    if uses.told.contains(name.as_ref()) {
        return true;
    }
    match section {
        "securitySchemes" | "securityDefinitions" => uses.required.contains(name.as_ref()),
        "schemas" | "definitions" => {
            uses.mapped.contains(name.as_ref())
                || is_variant(doc, entry)
                || (uses.has_dynamic_references && entry.descendants().any(|it| it.has_key("$dynamicAnchor")))
        }
        _ => false,
    }
}

/// Whether a discriminator of one of its parts may name the schema.
fn is_variant(doc: Document<'_>, entry: Node<'_>) -> bool {
    let parts = entry.get("allOf").into_iter().flat_map(Node::items);
    parts.filter_map(|it| doc.resolve(it)).any(|part| {
        // A parent may have its discriminator from its own parent.
        let above = part.get("allOf").into_iter().flat_map(Node::items).filter_map(|it| doc.resolve(it));
        std::iter::once(part).chain(above).any(|it| it.get("discriminator").is_some())
    })
}
