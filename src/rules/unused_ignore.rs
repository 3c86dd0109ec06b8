//! See `rules/unused-ignore.md`.

use crate::finding::{Edit, Safety};
use crate::rule::{Check, Context, Ignore, Place, State};
use crate::syntax::{Comment, edit};

pub(super) const CHECKS: &[Check] = &[Check::Ignore(check)];

fn check<'a>(cx: &mut Context<'a>, ignore: &Ignore<'a>) {
    let Some(place) = ignore.place else { return };
    if let (State::Unused, Some(rule)) = (&ignore.state, ignore.rule) {
        let edit = taken_out(cx, place);
        let message = format!("there is no finding of `{}` here to ignore", rule.name);
        cx.report(place, message).fix(Safety::Safe, "take the ignore out", edit);
    }
}

/// A comment that ignores this rule alone.
fn taken_out(cx: &Context<'_>, place: Place<'_>) -> Option<Edit> {
    let name = place.bytes();
    let tree = cx.files.tree(name.file)?;
    let around = |it: &&Comment| it.span.start <= name.start && name.end <= it.span.end;
    let comment = tree.comments().iter().find(around)?;
    let text = tree.source().slice(comment.span);
    let is_only = !text.contains(',') && text.matches('#').count() == 1;
    edit::remove_comment(tree, comment.span).filter(|_| is_only)
}
