//! Where references lead: followed one at a time, and noted as uses.

use super::{Walker, Way};
use crate::openapi::usage::Unit;
use crate::openapi::{Reference, reference, reference_in};
use crate::syntax::Node;

impl<'a> Walker<'a> {
    /// What a `$ref` leads to, noted as used by the unit we are in.
    pub(super) fn follow(&mut self, reference: Node<'a>) -> Option<(Node<'a>, Unit)> {
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
            self.model.references.push(Reference::new(self.files, reference));
        }
    }

    /// Enters what a reference finally leads to, or the value itself.
    pub(super) fn enter(&mut self, node: Node<'a>, visit: impl FnOnce(&mut Self, Node<'a>)) {
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
}
