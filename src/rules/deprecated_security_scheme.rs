//! See `rules/deprecated-security-scheme.md`.

use crate::openapi::{Operation, Scheme};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Scheme(check)];

/// Operations that are looked at for one that is not deprecated itself.
const MOST: usize = 2000;

fn check<'a>(cx: &mut Context<'a>, scheme: &Scheme<'a>) {
    let keys = ["deprecated", "x-deprecated"].into_iter();
    let Some(mark) = keys.filter_map(|it| scheme.node.get(it)).find(|it| is_true(*it)) else { return };
    let stays = |it: &Operation<'a>| !it.node().get("deprecated").is_some_and(is_true);
    if !cx.model.operations_requiring(scheme).take(MOST).any(stays) {
        return;
    }
    let Some(affected) = cx.model.requiring(scheme) else { return };
    let name = mark.key().unwrap_or_default();
    cx.report(Place::key(mark), format!("scheme is `{name}`, but operations still accept it"))
        .affects(affected);
}

fn is_true(node: Node<'_>) -> bool {
    node.as_bool() == Some(true)
}
