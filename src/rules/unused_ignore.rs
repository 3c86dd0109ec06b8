//! See `rules/unused-ignore.md`.

use crate::rule::{Check, Context, Ignore, State};

pub(super) const CHECKS: &[Check] = &[Check::Ignore(check)];

fn check<'a>(cx: &mut Context<'a>, ignore: &Ignore<'a>) {
    let Some(place) = ignore.place else { return };
    if let (State::Unused, Some(rule)) = (&ignore.state, ignore.rule) {
        cx.report(place, format!("there is no finding of `{}` here to ignore", rule.name));
    }
}
