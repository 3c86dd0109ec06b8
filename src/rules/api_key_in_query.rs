//! See `rules/api-key-in-query.md`.

use crate::openapi::{Location, Scheme, SchemeKind};
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Scheme(check)];

fn check<'a>(cx: &mut Context<'a>, scheme: &Scheme<'a>) {
    if scheme.kind != SchemeKind::ApiKey || scheme.location() != Some(Location::Query) {
        return;
    }
    let Some(place) = scheme.node.get("in") else { return };
    let Some(affected) = cx.model.requiring(scheme) else { return };
    cx.report(Place::value(place), "the API key is sent in the `query`, so URLs hold it").affects(affected);
}
