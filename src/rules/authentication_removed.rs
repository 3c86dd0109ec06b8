//! See `rules/authentication-removed.md`.

use super::weaker_demand::report;
use crate::change::ApiPair;
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::ChangedApi(check)];

fn check<'a>(cx: &mut Context<'a>, api: &ApiPair<'a>) {
    let causes = api.causes(|pair| {
        let demands = &pair.demands;
        let to_blame = || demands.head.open_way().or(demands.head.list);
        demands.is_withdrawn().then(|| (to_blame(), ()))
    });
    for cause in causes {
        let demands = &cause.first.demands;
        let names = demands.base.names();
        let message = if demands.head.is_optional() {
            format!("callers may leave out {names} now")
        } else {
            format!("callers need not show {names} any more")
        };
        report(cx, &cause, message);
    }
}
