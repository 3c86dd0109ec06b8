//! See `rules/optional-authentication.md`.

use crate::finding::Safety;
use crate::openapi::Security;
use crate::rule::{Check, Context, Place};
use crate::syntax::{Node, edit};

pub(super) const CHECKS: &[Check] = &[Check::Security(check)];

fn check<'a>(cx: &mut Context<'a>, security: &Security<'a>) {
    if security.is_public() {
        return;
    }
    let is_empty = |it: &Node<'a>| it.is_mapping() && it.entries().next().is_none();
    let Some(empty) = security.node.items().find(is_empty) else { return };
    // People repeat a list for each operation: it is one decision.
    let Some(affected) = cx.model.governed_alike(security) else { return };
    cx.report(Place::value(empty), "`{}` lets everybody in, so the credentials beside it are optional")
        .affects(affected)
        .fix(Safety::Unsafe, "demand the credentials", edit::remove(empty));
}
