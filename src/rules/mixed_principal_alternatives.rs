//! See `rules/mixed-principal-alternatives.md`.

use crate::finding::Confidence;
use crate::openapi::{Alternative, Principal, Scheme, SchemeKind, Security};
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Security(check)];

fn check<'a>(cx: &mut Context<'a>, security: &Security<'a>) {
    if security.node.items().nth(1).is_none() {
        return;
    }
    let alternatives = security.alternatives();
    let first = |wanted| alternatives.iter().find(|it| principal(it) == Some(wanted));
    let (Some(user), Some(software)) = (first(Principal::User), first(Principal::Software)) else { return };
    let Some(affected) = cx.model.governed_alike(security) else { return };
    let is_sure = alternatives.iter().any(|it| principal(it) == Some(Principal::User) && !is_basic(it));
    let draft = cx.report(Place::key(security.node), "`security` lets in users and programs alike");
    draft
        .affects(affected)
        .label(user.node.first_line(), "identifies a user")
        .label(software.node.first_line(), "identifies a program");
    if !is_sure {
        draft.confidence(Confidence::Low);
    }
}

/// Programs use HTTP Basic as often as people do.
fn is_basic(alternative: &Alternative<'_>) -> bool {
    let schemes = alternative.schemes.iter().filter_map(|it| it.1.as_ref());
    schemes.filter(|it| it.principal() == Some(Principal::User)).all(|it| it.kind == SchemeKind::Basic)
}

/// A user who comes with a program is a user. What we cannot tell may be either.
fn principal(alternative: &Alternative<'_>) -> Option<Principal> {
    let scheme = |it: &Option<Scheme<'_>>| it.as_ref().and_then(Scheme::principal);
    let all: Vec<_> = alternative.schemes.iter().map(|it| scheme(&it.1)).collect();
    if all.contains(&Some(Principal::User)) {
        return Some(Principal::User);
    }
    all.into_iter().reduce(|one, other| one.and(other)).flatten()
}
