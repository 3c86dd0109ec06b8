//! See `rules/method-mismatch.md`.

use crate::project::Endpoint;
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Endpoint(check)];

fn check<'a>(cx: &mut Context<'a>, endpoint: &Endpoint<'a>) {
    if !endpoint.is_paired {
        return;
    }
    let (Some(operation), None, [first, ..]) =
        (&endpoint.operation, endpoint.route, endpoint.near.as_slice())
    else {
        return;
    };
    if operation.name().method == "OPTIONS" {
        return;
    }
    let mut methods: Vec<&str> = endpoint.near.iter().filter_map(|it| it.method.as_deref()).collect();
    methods.dedup();
    let message =
        format!("the code answers {} at the path of `{}`, and not this", methods.join(", "), endpoint.name);
    cx.report(Place::key(operation.node()), message).label(first.span, "the route");
}
