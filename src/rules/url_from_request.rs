//! See `rules/url-from-request.md`.

use super::{bodies, outbound};
use crate::flow::Handling;
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Handler(check)];

fn check<'a>(cx: &mut Context<'a>, handling: &Handling<'a>) {
    for (body, request, call) in handling.calls() {
        let Some(address) = outbound::address(body, call) else { continue };
        if let Some(source) = request.reaches_host(body, address) {
            let message = format!("`{}` asks the host that `{}` names", call.name(), source.name);
            bodies::report_reached(cx, handling, (body, call.span), source, message);
        }
    }
}
