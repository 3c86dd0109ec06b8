//! See `rules/status-enumeration-handler.md`.

use super::{bodies, refusals, routes};
use crate::flow::Handling;
use crate::handlers::{Route, Segment};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Handler(check)];

/// What is said where nobody may.
const SWITCHED_OFF: [&str; 4] = ["disabled", "not available", "not enabled", "not supported"];

fn check<'a>(cx: &mut Context<'a>, handling: &Handling<'a>) {
    if !handling.routes.iter().any(|it| names_object(it)) {
        return;
    }
    let told = refusals::of(&handling.body);
    let Some(absent) = told.iter().find(|it| it.status == Some(404)) else { return };
    let is_after = |it: &&refusals::Refusal| it.status == Some(403) && it.span.start > absent.span.end;
    let is_foreign = |it: &&refusals::Refusal| is_after(it) && !is_switched_off(&told, it);
    let Some(foreign) = told.iter().find(is_foreign) else { return };
    let place = routes::one_line(cx, absent.span);
    let message = "answer 403 says that the object exists, of which another answer is 404";
    let draft = bodies::report_handling(cx, handling, &handling.body, foreign.span, message);
    draft.label(place, "the answer for what does not exist");
}

/// Whether the text beside a refusal says that nobody may do it.
fn is_switched_off(told: &[refusals::Refusal], refusal: &refusals::Refusal) -> bool {
    let mut behind = told.iter().filter(|it| it.span.start > refusal.span.end && it.status.is_none());
    let text = behind.next().map_or("", |it| it.words.as_str());
    SWITCHED_OFF.iter().any(|it| text.contains(it))
}

fn names_object(route: &Route) -> bool {
    route.path.segments.iter().any(|it| matches!(it, Segment::Parameter(_)))
}
