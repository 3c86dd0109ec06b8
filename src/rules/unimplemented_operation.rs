//! See `rules/unimplemented-operation.md`.

use super::routes;
use crate::finding::Confidence;
use crate::project::Endpoint;
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Endpoint(check)];

fn check<'a>(cx: &mut Context<'a>, endpoint: &Endpoint<'a>) {
    if !endpoint.is_paired {
        return;
    }
    let (Some(operation), None, Some(service)) = (&endpoint.operation, endpoint.route, endpoint.service)
    else {
        return;
    };
    // What the path answers to other methods is the business of another rule.
    if !endpoint.near.is_empty() || operation.name().method == "OPTIONS" {
        return;
    }
    let message = format!("no route of `{}` answers `{}`", service.package, endpoint.name);
    let draft = cx.report(Place::key(operation.node()), message);
    draft.label(service.span, "the service is put together here");
    if let Some(gap) = routes::gap_for(service, endpoint) {
        draft.label(gap.span, "what is behind this could not be followed").confidence(Confidence::Low);
    }
}
