//! See `rules/mixed-principal-alternatives.md`.

use crate::finding::Confidence;
use crate::openapi::{Principal, Security};
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Security(check)];

fn check<'a>(cx: &mut Context<'a>, security: &Security<'a>) {
    if security.node.items().nth(1).is_none() {
        return;
    }
    let alternatives = security.alternatives();
    let first = |wanted| alternatives.iter().find(|it| it.principal() == Some(wanted));
    let (Some(user), Some(software)) = (first(Principal::User), first(Principal::Software)) else { return };
    let Some(affected) = cx.model.governed_alike(security) else { return };
    let is_sure =
        alternatives.iter().any(|it| it.principal() == Some(Principal::User) && !it.is_user_by_basic_only());
    let draft = cx.report(Place::key(security.node), "`security` lets in users and programs alike");
    draft
        .affects(affected)
        .label(user.node.first_line(), "identifies a user")
        .label(software.node.first_line(), "identifies a program");
    if !is_sure {
        draft.confidence(Confidence::Low);
    }
}
