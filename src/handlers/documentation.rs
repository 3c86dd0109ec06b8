//! Pages that show an API document: crates that serve them name their paths when they are made.

use super::machine::Machine;
use super::router::{EntryKind, RouterId};
use super::text::Text;
use super::value::{OpaqueCall, Value};
use std::rc::Rc;

/// Crates whose values serve such pages.
const CRATES: &[&str] = &["utoipa_swagger_ui", "utoipa_redoc", "utoipa_scalar", "utoipa_rapidoc"];

/// Calls in a row, at most.
const MAX_CALLS: usize = 32;

impl<'w> Machine<'w> {
    /// Tells a router what such a value answers; `false` if it is none.
    pub(super) fn mount_documentation(&mut self, router: RouterId, value: &Value<'w>) -> bool {
        let calls = chain(value);
        let is_one = calls.last().and_then(|it| it.path.first()).is_some_and(|it| CRATES.contains(&&**it));
        if is_one {
            calls.iter().for_each(|it| self.tell_documentation(router, it));
        }
        is_one
    }

    fn tell_documentation(&mut self, router: RouterId, call: &Rc<OpaqueCall<'w>>) {
        let Some(first) = call.arguments.first() else { return };
        let span = call.expr.span;
        let kind = match call.path.last().map_or("", |it| it) {
            "url" => EntryKind::Route(Some("GET".into()), Value::Call(Rc::clone(call))),
            "new" | "with_url" | "path" if matches!(first, Value::Text(_)) => {
                EntryKind::Service(Value::Call(Rc::clone(call)))
            }
            _ => return,
        };
        let paths =
            self.texts(first, span).into_iter().map(|(conditions, it)| (conditions, without_rest(it)));
        self.tell(router, &paths.collect::<Vec<_>>(), &kind, span);
    }
}

/// The page's own files are below its path, whichever way that is written.
fn without_rest(path: Text) -> Text {
    path.map(|it| it.split("{_").next().unwrap_or_default().to_owned())
}

/// The calls that made a value, outermost first.
fn chain<'v, 'w>(value: &'v Value<'w>) -> Vec<&'v Rc<OpaqueCall<'w>>> {
    let mut calls = Vec::new();
    let mut next = Some(value);
    while let Some(Value::Call(call)) = next.filter(|_| calls.len() < MAX_CALLS) {
        calls.push(call);
        next = call.receiver.as_ref();
    }
    calls
}
