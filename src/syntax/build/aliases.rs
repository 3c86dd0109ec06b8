//! Values that stand for earlier ones, as many and as deep as a walk of the tree can bear.

use super::{Bound, Builder};
use crate::syntax::arena::{NodeData, Shape, Text, children};
use crate::syntax::{Kind, MAX_DEPTH, ProblemKind};

/// Values that aliases may add to a walk of the tree, on top of those in the text.
const MAX_ALIASED: u64 = 1_000_000;

impl Builder<'_> {
    /// Whether this node is one of the collections that are still open.
    fn is_open(&self, id: u32) -> bool {
        self.stack.iter().any(|it| it.id == id)
    }

    /// A value that stands for an earlier one.
    pub(in crate::syntax) fn alias(&mut self, span: (u32, u32), target: u32) {
        let target = self.dealias(target);
        if self.is_open(target) {
            let message = "this alias refers to a value that it is part of; it was read as null";
            self.problem(ProblemKind::Limit, self.span(span.0, span.1), message);
            self.push(span, Kind::Null, Text::Plain);
            return;
        }
        if !self.may_stand_again(target) {
            self.limit(
                Bound::Aliases,
                span.0,
                "aliases stand for too many or too deeply nested values; the rest of them was read as null",
            );
            self.push(span, Kind::Null, Text::Plain);
            return;
        }
        let NodeData { kind, keys, .. } = self.nodes[target as usize];
        if let Some(id) = self.push(span, kind, Text::Plain) {
            let node = &mut self.nodes[id as usize];
            (node.shape, node.child, node.keys) = (Shape::Alias, target, keys);
        }
    }

    pub(in crate::syntax) fn dealias(&self, id: u32) -> u32 {
        let node = &self.nodes[id as usize];
        if node.shape == Shape::Alias { node.child } else { id }
    }

    /// Whether another copy of this value may be added to what a walk of the tree meets.
    pub(super) fn may_stand_again(&mut self, target: u32) -> bool {
        if self.aliased >= MAX_ALIASED {
            return false;
        }
        let (values, height) = self.measure(target, MAX_ALIASED - self.aliased);
        self.aliased += values;
        self.aliased < MAX_ALIASED && self.stack.len() + height <= MAX_DEPTH
    }

    /// Number and greatest depth of the values that a walk of this one meets, aliases followed; stops beyond the bounds.
    fn measure(&self, id: u32, budget: u64) -> (u64, usize) {
        let (mut seen, mut height, mut pending) = (0, 0, vec![(id, 0)]);
        while let Some((id, depth)) = pending.pop() {
            seen += 1;
            height = height.max(depth);
            if seen >= budget || height > MAX_DEPTH {
                break;
            }
            pending.extend(children(&self.nodes, self.dealias(id)).map(|it| (it, depth + 1)));
        }
        (seen, height)
    }
}
