//! See `rules/endpoint-added.md`.

use crate::change::{ApiPair, Demand};
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::ChangedApi(check)];

fn check<'a>(cx: &mut Context<'a>, api: &ApiPair<'a>) {
    for op in &api.added {
        let demand = Demand::new(op);
        let who = if demand.is_some() {
            format!("callers must show {}", demand.names())
        } else if demand.is_optional() {
            format!("callers may leave out {}", demand.names())
        } else {
            "open to everyone".to_owned()
        };
        cx.report(Place::key(op.node()), format!("`{}` is new: {who}", op.name()));
    }
}
