//! See `rules/deprecation-withdrawn.md`.

use crate::change::OperationPair;
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::ChangedOperation(check)];

fn check<'a>(cx: &mut Context<'a>, pair: &OperationPair<'a>) {
    let deprecated = |it: Node<'a>| it.get("deprecated").filter(|it| it.as_bool() == Some(true));
    let Some(before) = deprecated(pair.base.node()) else { return };
    if deprecated(pair.head.node()).is_none() {
        let message = format!("`{}` is not deprecated any more", pair.head.name());
        cx.report(Place::key(pair.head.node()), message).label(before.name_span(), "it was");
    }
}
