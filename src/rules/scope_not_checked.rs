//! See `rules/scope-not-checked.md`.

use super::routes;
use crate::handlers::Route;
use crate::openapi::{Operation, Security};
use crate::project::{Endpoint, Served};
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Served(check)];

fn check<'a>(cx: &mut Context<'a>, served: &Served<'a>) {
    if cx.config.is_authenticated_outside(served.service) {
        return;
    }
    let scoped: Vec<_> = served.endpoints.iter().filter_map(|it| scoped(it)).collect();
    let (asked, silent): (Vec<_>, Vec<_>) = scoped.into_iter().partition(|it| asks(it.1));
    // Where most handlers that need a scope ask for none, they ask in a way that cannot be read.
    if asked.len() < silent.len() || asked.is_empty() {
        return;
    }
    for (endpoint, route, security, scope) in silent.into_iter().filter(|it| it.1.protection.may_be_guarded())
    {
        let (handler, name) = (&route.handler, &endpoint.name);
        let message = format!(
            "`{}` finds out who sends `{name}` and asks for no scope, such as `{scope}`",
            handler.name
        );
        let item = routes::item(cx, route);
        let draft = cx.report(Place::in_file(handler.span), message);
        draft.about(Some(name), item).label(security.node.name_span(), "the document demands a scope");
        draft.label(route.span, "the route");
    }
}

/// An endpoint for which the document demands a scope whatever the caller shows, with the first one.
fn scoped<'a>(endpoint: &'a Endpoint<'a>) -> Option<(&'a Endpoint<'a>, &'a Route, Security<'a>, String)> {
    let route = endpoint.route.filter(|it| endpoint.is_paired && it.handler.function.is_some())?;
    let security = endpoint.operation.as_ref().and_then(Operation::security)?;
    let scope = |it: &crate::openapi::Alternative<'_>| {
        it.schemes.iter().flat_map(|it| it.0.items()).find_map(|it| it.text().map(|it| it.into_owned()))
    };
    let scopes: Option<Vec<String>> = security.alternatives().iter().map(scope).collect();
    let first = scopes?.into_iter().next()?;
    Some((endpoint, route, security, first))
}

fn asks(route: &Route) -> bool {
    !route.protection.authorization.is_empty()
}
