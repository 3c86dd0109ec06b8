//! See `rules/unused-principal.md`.

use super::{bodies, principals};
use crate::flow::Handling;
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Handler(check)];

fn check<'a>(cx: &mut Context<'a>, handling: &Handling<'a>) {
    if handling.routes.iter().any(|it| principals::is_decided(&it.protection)) {
        return;
    }
    let Some((call, source)) = principals::access(handling) else { return };
    for (input, evidence) in principals::inputs(handling) {
        let names = input.pattern.names();
        let is_used = names.iter().any(|it| principals::is_used(&handling.body, it));
        if is_used || principals::is_presence(input) {
            continue;
        }
        let message = format!("`{}` is not asked whether `{}` is theirs", evidence.what, source.name);
        let draft = bodies::report_handling(cx, handling, &handling.body, input.span, message);
        draft.label(call.span, format!("whoever asks reaches it with any `{}`", source.name));
    }
}
