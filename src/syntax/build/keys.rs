//! The keys of a mapping that is complete: indexed where they are many, and none of them twice.

use super::Builder;
use crate::syntax::arena::{NONE, Shape, Text, children, hash};
use crate::syntax::key_set::Keys;
use crate::syntax::{Problem, ProblemKind};

/// Mappings with more entries than this get their keys indexed.
pub(super) const LARGE: usize = 16;

impl Builder<'_> {
    pub(super) fn check_keys(&mut self, mapping: u32, entries: usize) {
        let keys: Keys = children(&self.nodes, mapping).map(|it| Keys::of(&self.key_text(it))).collect();
        self.nodes[mapping as usize].keys = keys;
        if entries > LARGE {
            self.nodes[mapping as usize].shape = Shape::Indexed;
            self.index_keys(mapping);
        } else if keys.least() < entries {
            self.compare_keys(mapping);
        }
    }

    fn compare_keys(&mut self, mapping: u32) {
        let mut first = self.nodes[mapping as usize].child;
        while first != NONE {
            let mut later = self.nodes[first as usize].next;
            while later != NONE {
                if self.has_same_key(first, later) {
                    self.duplicate(first, later);
                }
                later = self.nodes[later as usize].next;
            }
            first = self.nodes[first as usize].next;
        }
    }

    fn has_same_key(&self, one: u32, other: u32) -> bool {
        let (a, b) = (&self.nodes[one as usize], &self.nodes[other as usize]);
        let is_literal = matches!(a.key_text, Some(Text::Plain | Text::Quoted)) && a.key_text == b.key_text;
        let differ_in_length = a.key.1 - a.key.0 != b.key.1 - b.key.0;
        !(is_literal && differ_in_length) && self.key_text(one) == self.key_text(other)
    }

    fn index_keys(&mut self, mapping: u32) {
        let mut id = self.nodes[mapping as usize].child;
        while id != NONE {
            let entry = (mapping, hash(&self.key_text(id)));
            match self.index.get(&entry).copied() {
                None => {
                    self.index.insert(entry, id);
                }
                Some(first) if self.key_text(first) == self.key_text(id) => self.duplicate(first, id),
                Some(_) => {}
            }
            id = self.nodes[id as usize].next;
        }
    }

    fn duplicate(&mut self, first: u32, later: u32) {
        let span = |id: u32| self.span(self.nodes[id as usize].key.0, self.nodes[id as usize].key.1);
        let problem = Problem {
            kind: ProblemKind::DuplicateKey,
            span: span(later),
            message: format!("the key `{}` stands here a second time", self.key_text(later)),
            related: Some((span(first), "first here")),
        };
        self.problems.push(problem);
    }
}
