//! Merge keys: `<<` stands for the entries of other mappings.

use super::Builder;
use super::keys::LARGE;
use crate::source::offset;
use crate::syntax::arena::{NONE, NodeData, Shape, Text, children, hash};
use crate::syntax::key_set::Keys;
use crate::syntax::node::stored;
use crate::syntax::{Kind, MAX_NODES};
use rustc_hash::FxHashSet;

/// The key of an entry that stands for those of other mappings.
pub(super) const MERGE: &str = "<<";

impl Builder<'_> {
    /// Resolves `<<`: the entry goes, the entries it stands for come, unless the mapping has the key itself.
    pub(super) fn merge(&mut self, mapping: u32) {
        let entries: Vec<u32> = children(&self.nodes, mapping).collect();
        let (merges, own): (Vec<u32>, Vec<u32>) = entries.into_iter().partition(|&it| self.is_merge(it));
        if merges.is_empty() {
            return;
        }
        let mut keys: FxHashSet<String> = own.iter().map(|&it| self.key_text(it).into_owned()).collect();
        let mut all = own;
        let sources: Vec<u32> = merges.into_iter().flat_map(|it| self.merged_mappings(it)).collect();
        for source in sources {
            let entries: Vec<u32> = children(&self.nodes, source).collect();
            for entry in entries {
                if keys.insert(self.key_text(entry).into_owned()) {
                    all.extend(self.copy(mapping, entry));
                }
            }
        }
        self.link(mapping, &all);
    }

    fn is_merge(&self, id: u32) -> bool {
        let node = &self.nodes[id as usize];
        node.key_text == Some(Text::Plain) && node.key.1 - node.key.0 == 2 && self.key_text(id) == MERGE
    }

    /// The mappings that a `<<` stands for: one, or each of a list.
    fn merged_mappings(&self, merge: u32) -> Vec<u32> {
        let value = self.dealias(merge);
        let listed: Vec<u32> = match self.nodes[value as usize].kind {
            Kind::Mapping => vec![value],
            Kind::Sequence => children(&self.nodes, value).map(|it| self.dealias(it)).collect(),
            _ => Vec::new(),
        };
        listed.into_iter().filter(|&it| self.nodes[it as usize].kind == Kind::Mapping).collect()
    }

    /// An entry of another mapping once more, as an alias under the same key.
    fn copy(&mut self, mapping: u32, entry: u32) -> Option<u32> {
        if self.nodes.len() >= MAX_NODES || !self.may_stand_again(entry) {
            return None;
        }
        let id = offset(self.nodes.len());
        let own_text = stored(&self.keys, entry).map(Box::from);
        self.keys.extend(own_text.map(|it| (id, it)));
        let (parent, child, shape) = (mapping, self.dealias(entry), Shape::Alias);
        self.nodes.push(NodeData { parent, next: NONE, child, shape, ..self.nodes[entry as usize] });
        Some(id)
    }

    /// Makes these the entries of a mapping.
    fn link(&mut self, mapping: u32, entries: &[u32]) {
        self.nodes[mapping as usize].keys = entries.iter().map(|&it| Keys::of(&self.key_text(it))).collect();
        self.nodes[mapping as usize].child = entries.first().copied().unwrap_or(NONE);
        for (number, &entry) in entries.iter().enumerate() {
            self.nodes[entry as usize].next = entries.get(number + 1).copied().unwrap_or(NONE);
        }
        if entries.len() > LARGE {
            self.nodes[mapping as usize].shape = Shape::Indexed;
            for &entry in entries {
                let place = (mapping, hash(&self.key_text(entry)));
                self.index.entry(place).or_insert(entry);
            }
        }
    }
}
