//! See `rules/multiple-credential-carriers.md`.

use crate::openapi::{Carriers, Security};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Security(check)];

fn check<'a>(cx: &mut Context<'a>, security: &Security<'a>) {
    if security.node.items().nth(1).is_none() {
        return;
    }
    let Some((one, other)) = differing(security) else { return };
    let Some(affected) = cx.model.governed_alike(security) else { return };
    cx.report(
        Place::key(security.node),
        "`security` accepts the same kind of credential in different places",
    )
    .affects(affected)
    .label(one.first_line(), "in one place")
    .label(other.first_line(), "in another place");
}

/// The first two alternatives that carry the same in different places.
fn differing<'a>(security: &Security<'a>) -> Option<(Node<'a>, Node<'a>)> {
    // There are few different carriers, so what we compare with stays short, however long the list is.
    let mut before: Vec<(Carriers, Node<'a>)> = Vec::new();
    for alternative in security.alternatives() {
        let (carriers, node) = (Carriers::of(&alternative), alternative.node);
        if let Some(&(_, one)) = before.iter().find(|it| it.0.differ(carriers)) {
            return Some((one, node));
        }
        if before.iter().all(|it| it.0 != carriers) {
            before.push((carriers, node));
        }
    }
    None
}
