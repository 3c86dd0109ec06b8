//! See `rules/status-enumeration-handler.md`.

use super::{bodies, refusals, routes};
use crate::flow::Handling;
use crate::handlers::{Route, Segment};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Handler(check)];

fn check<'a>(cx: &mut Context<'a>, handling: &Handling<'a>) {
    if !handling.routes.iter().any(|it| names_object(it)) {
        return;
    }
    let told = refusals::of(&handling.body);
    let Some(absent) = told.iter().find(|it| it.status == Some(404)) else { return };
    let is_after = |it: &&refusals::Refusal| it.status == Some(403) && it.span.start > absent.span.end;
    let Some(foreign) = told.iter().find(is_after) else { return };
    let place = routes::one_line(cx, absent.span);
    let message = "answer 403 says that the object exists, of which another answer is 404";
    let draft = bodies::report_handling(cx, handling, &handling.body, foreign.span, message);
    draft.label(place, "the answer for what does not exist");
}

fn names_object(route: &Route) -> bool {
    route.path.segments.iter().any(|it| matches!(it, Segment::Parameter(_)))
}
