//! See `rules/mixed-principal-alternatives.md`.

use super::credentials;
use crate::openapi::{Alternative, Principal, Scheme, Security};
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Security(check)];

fn check<'a>(cx: &mut Context<'a>, security: &Security<'a>) {
    if security.node.items().nth(1).is_none() {
        return;
    }
    let alternatives = security.alternatives();
    let first = |wanted| alternatives.iter().find(|it| principal(it) == Some(wanted));
    let (Some(user), Some(software)) = (first(Principal::User), first(Principal::Software)) else { return };
    let Some(affected) = credentials::governed(cx, security) else { return };
    cx.report(Place::key(security.node), "`security` lets in users and programs alike")
        .affects(affected)
        .label(user.node.first_line(), "identifies a user")
        .label(software.node.first_line(), "identifies a program");
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
