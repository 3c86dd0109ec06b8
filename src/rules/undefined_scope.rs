//! See `rules/undefined-scope.md`.

use crate::openapi::{Scheme, SchemeKind, Security};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Security(check)];

fn check<'a>(cx: &mut Context<'a>, security: &Security<'a>) {
    for (entry, scheme) in security.alternatives().iter().flat_map(|it| &it.schemes) {
        if let Some(scheme) = scheme.as_ref().filter(|it| it.kind == SchemeKind::OAuth2) {
            entry.items().for_each(|it| check_scope(cx, scheme, it));
        }
    }
}

fn check_scope<'a>(cx: &mut Context<'a>, scheme: &Scheme<'a>, scope: Node<'a>) {
    let Some(name) = scope.text() else { return };
    if scheme.defines_scope(&name) {
        return;
    }
    cx.report(Place::value(scope), format!("the scope `{name}` is defined by no flow of `{}`", scheme.name));
}
