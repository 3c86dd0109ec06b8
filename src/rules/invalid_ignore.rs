//! See `rules/invalid-ignore.md`.

use crate::rule::{Check, Context, Ignore, State};

pub(super) const CHECKS: &[Check] = &[Check::Ignore(check)];

fn check<'a>(cx: &mut Context<'a>, ignore: &Ignore<'a>) {
    let Some(place) = ignore.place else { return };
    if let State::Invalid(message) = &ignore.state {
        cx.report(place, message.clone());
    }
}
