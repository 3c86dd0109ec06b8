//! Faults that were found: where each is shown, and none of them twice.

use super::Walk;
use crate::openapi::structure::grammar::Type;
use crate::openapi::structure::words::{label, wanted};
use crate::openapi::structure::{Fault, MAX_VIOLATIONS, Violation, stakes};
use crate::source::Span;
use crate::syntax::{Kind, Node};

impl<'a> Walk<'a, '_> {
    pub(super) fn wrong_kind(&mut self, node: Node<'a>, ty: &Type) {
        let wanted = wanted(ty, self.version);
        let message = format!("{} must be {wanted}, not {}", label(node), node.kind().with_article());
        let fault = match stakes::lost_with(ty, node.kind()) {
            Some(lost) => Fault::Unreadable(lost),
            None if node.kind() == Kind::Null => Fault::Missing,
            None => Fault::Wrong,
        };
        self.push(node, node.name_span(), message, fault);
    }

    /// Reports an object for what it has not; a document is shown by the line that says what it is.
    pub(super) fn lacks(&mut self, node: Node<'a>, message: String) {
        let is_root = node == self.root;
        let version_key = || node.get("openapi").or_else(|| node.get("swagger"));
        let shown = if is_root { version_key().unwrap_or(node) } else { node };
        self.push(node, shown.name_span(), message, Fault::Missing);
    }

    pub(super) fn report(&mut self, node: Node<'a>, message: String) {
        self.push(node, node.name_span(), message, Fault::Wrong);
    }

    /// An alias leads to the same place again, which is still one thing that is wrong.
    pub(super) fn push(&mut self, node: Node<'a>, span: Span, message: String, fault: Fault) {
        let is_known = |it: &Violation<'_>| it.span == span && it.message == message;
        if self.found.len() < MAX_VIOLATIONS && !self.found.iter().any(is_known) {
            self.found.push(Violation { node, span, message, fault });
        }
    }

    pub(super) fn remark(&mut self, node: Node<'a>, fault: Fault) {
        self.remarks.push(Violation {
            node,
            span: node.name_span(),
            message: label(node).into_owned(),
            fault,
        });
    }
}
