//! See `rules/no-authentication-declared.md`.

use crate::openapi::Document;
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    if cx.model.demand(doc).is_some() {
        return;
    }
    let Some(affected) = cx.model.silent_operations(doc) else { return };
    cx.report(Place::key(doc.version_node()), "no operation of the document asks for a credential")
        .affects(affected);
}
