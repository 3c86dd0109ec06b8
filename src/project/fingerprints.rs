//! Fingerprints: who a finding is, whatever lines it stands on.
//!
//! A place is named by the pointer to it, in which items of lists are called by what they are and not by their index:
//! parameters by `in` and `name`, servers by `url`, tags by `name`, references by their target, security requirements
//! by their schemes, plain values by themselves. Other items are numbered among those that have no name either.

use super::Project;
use crate::finding::{Finding, Fingerprint};
use crate::source::FileId;
use crate::syntax::{Kind, Node, NodeId};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Longest name of an item, in bytes.
const MAX_NAME: usize = 200;

/// Names the places of findings; lists that many findings lie in are read once.
#[derive(Debug)]
pub struct Fingerprints<'a> {
    project: &'a Project,
    lists: FxHashMap<(FileId, NodeId), Vec<(Node<'a>, String)>>,
}

impl<'a> Fingerprints<'a> {
    /// Of findings in this project.
    #[must_use]
    pub fn new(project: &'a Project) -> Self {
        Self { project, lists: FxHashMap::default() }
    }

    /// The fingerprint of a finding.
    pub fn of(&mut self, finding: &Finding) -> Fingerprint {
        let path = self.project.source(finding.span.file).map_or("", |it| it.path());
        Fingerprint::new(finding.rule, path, &self.place(finding), finding.occurrence)
    }

    /// The pointer of a finding with names in place of indexes.
    pub fn place(&mut self, finding: &Finding) -> String {
        let mut place = String::with_capacity(finding.pointer.len());
        let mut node = self.project.files().tree(finding.span.file).and_then(|it| it.root());
        for step in finding.pointer.split('/').skip(1) {
            let (next, name) = match node {
                Some(list) if list.is_sequence() => self.item(list, step),
                Some(map) if step.contains('~') => {
                    (map.get(&step.replace("~1", "/").replace("~0", "~")), None)
                }
                Some(map) => (map.get(step), None),
                None => (None, None),
            };
            place.push('/');
            place.push_str(name.as_deref().unwrap_or(step));
            node = next;
        }
        place
    }

    fn item(&mut self, list: Node<'a>, step: &str) -> (Option<Node<'a>>, Option<String>) {
        let list = list.target();
        let key = (list.tree().source().id(), list.id());
        let items = self.lists.entry(key).or_insert_with(|| named(list));
        let item = step.parse().ok().and_then(|it: usize| items.get(it));
        (item.map(|it| it.0), item.map(|it| it.1.clone()))
    }
}

/// The items of a list by names that differ.
fn named(list: Node<'_>) -> Vec<(Node<'_>, String)> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let name = |item| {
        let name = name(item);
        let count = seen.entry(name.clone()).or_default();
        *count += 1;
        let name = name.replace('~', "~0").replace('/', "~1");
        (item, if *count == 1 && !name.is_empty() { format!("[{name}]") } else { format!("[{name}]{count}") })
    };
    list.children().map(name).collect()
}

/// What an item is called; empty for one without a name.
fn name(item: Node<'_>) -> String {
    let text = |key: &str| item.get(key).and_then(Node::text);
    let is_requirement = || item.parent().is_some_and(|it| it.has_key("security"));
    let name = match item.kind() {
        Kind::Sequence => String::new(),
        Kind::Mapping if is_requirement() => schemes(item),
        Kind::Mapping => match (text("$ref"), text("in"), text("name"), text("url")) {
            (Some(target), ..) => format!("$ref {target}"),
            (_, Some(location), Some(name), _) => format!("{location} {name}"),
            (_, _, Some(name), _) | (_, _, None, Some(name)) => name.into_owned(),
            _ => String::new(),
        },
        _ => item.text().unwrap_or_default().into_owned(),
    };
    name.get(..name.floor_char_boundary(MAX_NAME)).unwrap_or_default().to_owned()
}

fn schemes(requirement: Node<'_>) -> String {
    let mut schemes: Vec<_> = requirement.entries().filter_map(Node::key).collect();
    schemes.sort_unstable();
    if schemes.is_empty() { "{}".to_owned() } else { schemes.join(" ") }
}
