//! See `rules/unreadable-part.md`.

use crate::openapi::Document;
use crate::openapi::structure::Fault;
use crate::rule::{Check, Context, Place};
use crate::syntax::Kind;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    for violation in cx.model.violations_of(doc) {
        let is_nothing = violation.node.kind() == Kind::Null;
        if let Fault::Unreadable(lost) = violation.fault
            && !(is_nothing && violation.may_be_lost())
        {
            let message = format!("{}: {lost}", violation.message);
            cx.report(Place::span(violation.node, violation.span), message);
        }
    }
}
