//! See `rules/expired-ignore.md`.

use crate::rule::{Check, Context, Ignore, State};

pub(super) const CHECKS: &[Check] = &[Check::Ignore(check)];

fn check<'a>(cx: &mut Context<'a>, ignore: &Ignore<'a>) {
    let Some(place) = ignore.place else { return };
    if let (State::Expired(day), Some(rule)) = (&ignore.state, ignore.rule) {
        cx.report(place, format!("this ignore of `{}` held until {day}", rule.name));
    }
}
