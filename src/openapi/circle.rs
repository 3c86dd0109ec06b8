//! Schemas that lead back to themselves, so that their values nest as deep as a caller likes.

use super::schema::travels;
use super::{Document, Version, reference, reference_in};
use crate::source::FileId;
use crate::syntax::{Node, NodeId};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::VecDeque;

/// Members of a group from which a way is looked for.
const MOST_ENTRIES: usize = 3;

/// Values that are looked at on the search for one way.
const MOST_VALUES: usize = 100_000;

/// A way on which a schema leads back to itself.
#[derive(Clone, Debug)]
pub struct Circle<'a> {
    /// The schema where it begins and ends.
    pub entry: Node<'a>,
    /// From a value to one within it, in order; at least one.
    pub steps: Vec<Step<'a>>,
}

/// A step from a value into one that it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// Into a property, by its entry under `properties`.
    Property(Node<'a>),
    /// Into an item; `true` where nothing limits their number.
    Item(bool),
    /// Into an entry of a map; `true` where nothing limits their number.
    Entry(bool),
}

type Place = (FileId, NodeId);

/// What a way has gone through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Depth {
    /// Only schemas that add to each other.
    Same,
    /// Into a value.
    Within,
    /// Into one of any number of values.
    Broad,
}

/// A schema on the way.
type State = (Place, Depth);

/// Where a state was reached from, and by which step; none where a schema only adds to another.
type Came<'a> = FxHashMap<State, (State, Option<Step<'a>>)>;

struct Search<'a, 'g> {
    doc: Document<'a>,
    group: &'g FxHashSet<Place>,
    came: Came<'a>,
    pending: VecDeque<(Node<'a>, Depth)>,
}

impl<'a> Circle<'a> {
    /// A shortest way through schemas that reach each other; `None` where they only add to each other.
    pub(super) fn among(doc: Document<'a>, group: &[Place]) -> Option<Self> {
        let places: FxHashSet<Place> = group.iter().copied().collect();
        let nodes = group.iter().filter_map(|&(file, node)| Some(doc.files().tree(file)?.node(node)));
        nodes.take(MOST_ENTRIES).find_map(|entry| {
            let search = Search { doc, group: &places, came: Came::default(), pending: VecDeque::new() };
            Some(Self { entry, steps: search.back_to(entry)? })
        })
    }

    /// Whether each level may hold any number of the next, and not just one.
    #[must_use]
    pub fn is_broad(&self) -> bool {
        self.steps.iter().any(|it| matches!(it, Step::Item(true) | Step::Entry(true)))
    }

    /// The last property on the way.
    #[must_use]
    pub fn closing(&self) -> Option<Node<'a>> {
        self.steps.iter().rev().find_map(|it| if let Step::Property(node) = it { Some(*node) } else { None })
    }

    /// The way in words, such as `children[].node`.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::new();
        for step in &self.steps {
            match step {
                Step::Property(node) => {
                    path.push_str(if path.is_empty() { "" } else { "." });
                    path.push_str(&node.key().unwrap_or_default());
                }
                Step::Item(_) => path.push_str("[]"),
                Step::Entry(_) => path.push_str(".*"),
            }
        }
        path
    }
}

fn place(node: Node<'_>) -> Place {
    (node.tree().source().id(), node.id())
}

impl<'a> Search<'a, '_> {
    /// A way that may hold any number of values is worth more than a shorter one.
    fn back_to(mut self, entry: Node<'a>) -> Option<Vec<Step<'a>>> {
        let at = |depth| (place(entry), depth);
        self.pending.push_back((entry, Depth::Same));
        for _ in 0..MOST_VALUES {
            let Some((node, depth)) = self.pending.pop_front() else { break };
            self.schema(node, depth);
            if self.came.contains_key(&at(Depth::Broad)) {
                break;
            }
        }
        let goal = [Depth::Broad, Depth::Within].into_iter().map(at).find(|it| self.came.contains_key(it))?;
        Some(self.steps(goal, at(Depth::Same)))
    }

    fn steps(&self, goal: State, start: State) -> Vec<Step<'a>> {
        let mut steps = Vec::new();
        let mut state = goal;
        while state != start
            && let Some((before, step)) = self.came.get(&state)
        {
            steps.extend(step);
            state = *before;
        }
        steps.reverse();
        steps
    }

    fn schema(&mut self, node: Node<'a>, depth: Depth) {
        let from = (place(node), depth);
        if let Some(reference) = reference_in(node) {
            let target = reference::one_hop(self.doc.files(), reference).ok();
            // Only what lies in the group leads back.
            target
                .filter(|it| self.group.contains(&place(*it)))
                .into_iter()
                .for_each(|it| self.go(from, it, None));
            if self.doc.version() < Version::V31 {
                return;
            }
        }
        for entry in node.entries() {
            self.keyword(from, node, entry);
        }
    }

    fn keyword(&mut self, from: State, schema: Node<'a>, entry: Node<'a>) {
        let Some(key) = entry.key() else { return };
        let items = Some(Step::Item(!schema.has_any(&["maxItems"])));
        let entries = Some(Step::Entry(!schema.has_any(&["maxProperties"])));
        match key.as_ref() {
            "properties" => entry.entries().for_each(|it| self.property(from, it)),
            "allOf" | "oneOf" | "anyOf" => entry.items().for_each(|it| self.go(from, it.target(), None)),
            "then" | "else" => self.go(from, entry.target(), None),
            "dependentSchemas" => entry.entries().for_each(|it| self.go(from, it.target(), None)),
            "items" if entry.is_mapping() => self.go(from, entry.target(), items),
            "items" | "prefixItems" => {
                entry.items().for_each(|it| self.go(from, it.target(), Some(Step::Item(false))));
            }
            "additionalProperties" | "unevaluatedProperties" => self.go(from, entry.target(), entries),
            "patternProperties" => entry.entries().for_each(|it| self.go(from, it.target(), entries)),
            _ => {}
        }
    }

    fn property(&mut self, from: State, property: Node<'a>) {
        if travels(self.doc, property, true) {
            self.go(from, property.target(), Some(Step::Property(property)));
        }
    }

    fn go(&mut self, from: State, to: Node<'a>, step: Option<Step<'a>>) {
        let gone = match step {
            None => Depth::Same,
            Some(Step::Item(true) | Step::Entry(true)) => Depth::Broad,
            Some(_) => Depth::Within,
        };
        let state = (place(to), from.1.max(gone));
        if to.is_mapping() && !self.came.contains_key(&state) {
            self.came.insert(state, (from, step));
            self.pending.push_back((to, state.1));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::openapi::{Files, Model};
    use crate::source::{FileId, SourceFile};
    use crate::syntax::Tree;

    fn ways(schemas: &str) -> Vec<(String, bool)> {
        let body = "content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}";
        let paths = format!("{{/a: {{post: {{requestBody: {{{body}}}}}}}}}");
        let text = format!("{{openapi: 3.1.0, paths: {paths}, components: {{schemas: {{{schemas}}}}}}}");
        let files =
            Files::new(vec![Tree::parse(SourceFile::new(FileId(0), "openapi.yaml", text.into_bytes()))]);
        let model = Model::new(&files, &[FileId(0)]);
        model.circles().iter().map(|it| (it.path(), it.is_broad())).collect()
    }

    #[test]
    fn ways_back() {
        let a = "{$ref: '#/components/schemas/A'}";
        let table = [
            (format!("A: {{properties: {{a: {a}}}}}"), vec![("a", false)]),
            (format!("A: {{properties: {{a: {a}, b: {{items: {a}}}}}}}"), vec![("b[]", true)]),
            (format!("A: {{properties: {{b: {{maxItems: 2, items: {a}}}}}}}"), vec![("b[]", false)]),
            (format!("A: {{additionalProperties: {a}}}"), vec![(".*", true)]),
            (
                format!(
                    "A: {{properties: {{b: {{$ref: '#/components/schemas/B'}}}}}}, B: {{properties: {{c: {a}}}}}"
                ),
                vec![("b.c", false)],
            ),
            (format!("A: {{oneOf: [{{$ref: '#/components/schemas/B'}}]}}, B: {{allOf: [{a}]}}"), vec![]),
            (format!("A: {{properties: {{a: {{readOnly: true, items: {a}}}}}}}"), vec![]),
            ("A: {type: string}".to_owned(), vec![]),
        ];
        for (schemas, expected) in table {
            let expected: Vec<_> = expected.into_iter().map(|(way, broad)| (way.to_owned(), broad)).collect();
            assert_eq!(ways(&schemas), expected, "{schemas}");
        }
    }
}
