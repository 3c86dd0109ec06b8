//! See `rules/guarded-but-public.md`.

use crate::handlers::Strength;
use crate::project::Endpoint;
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Endpoint(check)];

fn check<'a>(cx: &mut Context<'a>, endpoint: &Endpoint<'a>) {
    let (Some(operation), Some(route), true) = (&endpoint.operation, endpoint.route, endpoint.is_paired)
    else {
        return;
    };
    let Some(security) = operation.security().filter(|it| it.is_public()) else { return };
    let strong = route.protection.authentication.iter().find(|it| it.strength == Strength::Strong);
    let Some(strong) = strong else { return };
    let message = format!("the document calls `{}` public, and the code asks for credentials", endpoint.name);
    let draft = cx.report(Place::key(operation.node()), message);
    draft.label(strong.span, format!("`{}` refuses who shows none", strong.what));
    draft.label(security.node.name_span(), "says that nothing is required");
}
