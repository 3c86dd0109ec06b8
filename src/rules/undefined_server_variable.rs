//! See `rules/undefined-server-variable.md`.

use super::shortened;
use crate::finding::{Confidence, Safety};
use crate::openapi::{PathTemplate, Server, Version};
use crate::rule::{Check, Context, Place};
use crate::syntax::{Node, edit};
use rustc_hash::FxHashSet;

pub(super) const CHECKS: &[Check] = &[Check::Server(check)];

fn check<'a>(cx: &mut Context<'a>, server: &Server<'a>) {
    if server.doc.version() == Version::V2 {
        return;
    }
    let url = server.url();
    let used: FxHashSet<_> = PathTemplate::new(&url).names().collect();
    let variables = server.object.get("variables");
    check_undefined(cx, server, variables);
    for variable in variables.into_iter().flat_map(Node::entries) {
        check_values(cx, server, variable);
        let name = variable.key().unwrap_or_default();
        if !used.contains(name.as_ref()) && !name.starts_with("x-") {
            let message = format!("the variable `{}` does not stand in the URL", shortened(&name));
            let draft = cx.report(Place::key(variable), message).confidence(Confidence::Low);
            draft.fix(Safety::Safe, "take the variable out", edit::remove(variable));
        }
    }
}

fn check_undefined<'a>(cx: &mut Context<'a>, server: &Server<'a>, variables: Option<Node<'a>>) {
    let url = server.url();
    let is_undefined = |it: &&str| variables.is_none_or(|all| all.get(it).is_none());
    let mut undefined = PathTemplate::new(&url).names().filter(is_undefined);
    let Some(first) = undefined.next() else { return };
    let count = super::and_more(undefined.count(), "name");
    let message = format!(
        "`{{{}}}`{count} is no variable of the server, so nobody knows the host or the path",
        shortened(first)
    );
    cx.report(Place::value(server.node), message);
}

fn check_values<'a>(cx: &mut Context<'a>, server: &Server<'a>, variable: Node<'a>) {
    let Some(listed) = variable.get("enum").filter(|it| it.is_sequence()) else { return };
    if listed.items().next().is_none() {
        // Later versions forbid it, so there it is a fault of structure.
        if server.doc.version() == Version::V30 {
            cx.report(Place::key(listed), "`enum` is empty, so the variable can have no value");
        }
        return;
    }
    let Some(default) = variable.get("default").filter(|it| it.text().is_some()) else { return };
    if listed.items().all(|it| it.text() != default.text()) {
        let text = default.text().unwrap_or_default();
        let message =
            format!("the default `{}` is none of the values that the variable may have", shortened(&text));
        cx.report(Place::value(default), message).label(listed.name_span(), "the values");
    }
}
