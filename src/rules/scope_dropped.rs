//! See `rules/scope-dropped.md`.

use super::weaker_demand::report;
use crate::change::ApiPair;
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::ChangedApi(check)];

fn check<'a>(cx: &mut Context<'a>, api: &ApiPair<'a>) {
    let causes = api.causes(|pair| {
        let (way, lost) = pair.demands.unscoped()?;
        let lost: Vec<_> = lost.iter().map(|it| format!("`{it}`")).collect();
        Some((Some(way.node), format!("{} demands no {} any more", way.names(), lost.join(", "))))
    });
    for cause in causes {
        report(cx, &cause, cause.what.clone());
    }
}
