//! Values that callers send under a name: parameters, and properties of what they send.

use super::words::{is_one_of, words};
use crate::finding::Affected;
use crate::openapi::{Directions, Document, Parameter, Pattern, Reference, Schema};
use crate::rule::{Context, Place};
use crate::syntax::Node;
use std::borrow::Cow;

/// A text that callers send under a name, or a list of them.
pub(super) struct Sent<'a> {
    pub(super) name: Cow<'a, str>,
    /// The parameter or the property.
    pub(super) node: Node<'a>,
    /// Where the name stands.
    pub(super) place: Place<'a>,
    /// What describes one text.
    pub(super) schema: Schema<'a>,
}

/// Which names are looked at further.
type Test = fn(&str) -> bool;

impl<'a> Sent<'a> {
    pub(super) fn parameter(cx: &Context<'a>, parameter: &Parameter<'a>, is_meant: Test) -> Option<Self> {
        if !parameter.directions().request || !is_meant(parameter.name()) {
            return None;
        }
        let schema = one(parameter.doc(), parameter.doc().resolve(parameter.schema()?)?)?;
        let name = Cow::Owned(parameter.name().to_owned());
        Self { name, node: parameter.node(), place: Place::value(parameter.name_node()), schema }.wanted(cx)
    }

    /// A property that is described where it stands.
    pub(super) fn property(cx: &Context<'a>, schema: &Schema<'a>, is_meant: Test) -> Option<Self> {
        if !schema.directions().request {
            return None;
        }
        let node = schema.node();
        let name = property_name(node).filter(|it| is_meant(it))?;
        Self { name, node, place: Place::key(node), schema: one(schema.doc(), node)? }.wanted(cx)
    }

    /// A property that is a reference: the schema it leads to is visited elsewhere, without the property's name.
    pub(super) fn reference(cx: &Context<'a>, reference: &Reference<'a>, is_meant: Test) -> Option<Self> {
        let node = reference.node.parent().filter(|it| cx.model.directions_of(*it).request)?;
        let name = property_name(node).filter(|it| is_meant(it))?;
        let doc = cx.model.documents.first()?.doc;
        let target = reference.outcome.ok()?;
        Self { name, node, place: Place::key(node), schema: one(doc, doc.resolve(target)?)? }.wanted(cx)
    }

    fn wanted(self, cx: &Context<'_>) -> Option<Self> {
        (!is_one_of(&self.name, &cx.config.words.harmless)).then_some(self)
    }

    pub(super) fn is_parameter(&self) -> bool {
        self.node.has_any(&["in"])
    }

    /// Whether it is a part of the path, and so rather names something that is there.
    pub(super) fn is_in_path(&self) -> bool {
        self.node.get("in").and_then(Node::text).is_some_and(|it| it == "path")
    }

    /// What is said about it, in lower case.
    pub(super) fn description(&self) -> String {
        let holders = self.schema.members().iter().chain([&self.node]);
        let texts =
            holders.flat_map(|it| ["title", "description"].map(|key| it.get(key).and_then(Node::text)));
        texts.flatten().fold(String::new(), |all, it| all + " " + &it.to_lowercase())
    }

    /// Some of the operations that take it.
    pub(super) fn operations(&self, cx: &Context<'a>) -> Affected {
        match cx.model.operation_around(self.node) {
            Some(op) => Affected { count: 1, first: vec![(op.name().clone(), op.span())] },
            None => cx.model.affected(self.node, true, false),
        }
    }

    /// Whether a pattern surely lets none of these texts through.
    pub(super) fn refuses(&self, texts: &[&str]) -> bool {
        let patterns = self.schema.members().iter().filter_map(|it| it.get("pattern")?.as_str());
        let accepts = |it: &Pattern<'_>| texts.iter().any(|text| it.matches(text) == Some(true));
        // One that we do not understand may well be strict.
        patterns.into_iter().any(|it| !Pattern::parse(&it).is_some_and(|it| accepts(&it)))
    }
}

/// What describes a value, or each value of a list.
fn one<'a>(doc: Document<'a>, node: Node<'a>) -> Option<Schema<'a>> {
    let schema = Schema::new(doc, node, Directions::default());
    match schema.get("items") {
        Some(items) => doc.resolve(items).map(|it| Schema::new(doc, it, Directions::default())),
        None => Some(schema),
    }
}

fn property_name(node: Node<'_>) -> Option<Cow<'_, str>> {
    node.key().filter(|_| node.parent().is_some_and(|it| it.has_key("properties")))
}

/// Whether the paths of these operations have one of the words.
pub(super) fn are_about(operations: &Affected, list: &[&str]) -> bool {
    let has_word = |path: &str| words(path).any(|word| list.iter().any(|it| word.eq_ignore_ascii_case(it)));
    operations.first.iter().any(|it| has_word(&it.0.path))
}

/// Whether a name has one of these words, be it in the plural.
pub(super) fn has_word_of(name: &str, list: &[&str]) -> bool {
    words(name).any(|word| list.iter().any(|it| is_word(word, it)))
}

/// Whether a name ends with one of these words, be it in the plural.
pub(super) fn ends_with_word_of(name: &str, list: &[&str]) -> bool {
    words(name).last().is_some_and(|word| list.iter().any(|it| is_word(word, it)))
}

/// Whether a word is this one, be it in the plural.
pub(super) fn is_word(word: &str, wanted: &str) -> bool {
    let singular = word.strip_suffix('s').or_else(|| word.strip_suffix('S')).unwrap_or(word);
    word.eq_ignore_ascii_case(wanted) || singular.eq_ignore_ascii_case(wanted)
}
