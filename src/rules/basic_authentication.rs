//! See `rules/basic-authentication.md`.

use crate::openapi::{Scheme, SchemeKind};
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Scheme(check)];

fn check<'a>(cx: &mut Context<'a>, scheme: &Scheme<'a>) {
    if scheme.kind != SchemeKind::Basic {
        return;
    }
    let Some(named) = scheme.node.get("scheme").or_else(|| scheme.node.get("type")) else { return };
    let Some(affected) = cx.model.requiring(scheme) else { return };
    let message = format!("`{}` sends the password with every request", named.text().unwrap_or_default());
    cx.report(Place::value(named), message).affects(affected);
}
