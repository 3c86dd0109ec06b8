//! Which other sites may ask, by the value of each builder.

use super::limit::{chain, exprs};
use crate::code::{Expr, ExprKind, LiteralKind, Workspace, visit};
use crate::handlers::value::{OpaqueCall, Value};
use crate::source::Span;

/// What a service tells browsers of other sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cors {
    /// Any site may ask.
    pub any_origin: bool,
    /// Whatever site asks is told that it may, which browsers take for a permission to send credentials too.
    pub mirrors_origin: bool,
    /// With cookies and the like.
    pub credentials: bool,
    /// It is there under some settings only.
    pub is_conditional: bool,
    /// Where it is put on.
    pub span: Span,
}

/// Types that build it.
const BUILDERS: &[&str] = &["CorsLayer", "Cors", "CorsOptions"];

/// Reads a chain of calls on such a builder; `None` for any other.
pub(super) fn of_call(
    workspace: &Workspace,
    call: &OpaqueCall<'_>,
    is_conditional: bool,
    span: Span,
) -> Option<Cors> {
    let base = chain(call).last()?;
    if !base.path.iter().any(|it| BUILDERS.contains(&&**it)) {
        return None;
    }
    let mut cors =
        Cors { any_origin: false, mirrors_origin: false, credentials: false, is_conditional, span };
    let mut calls: Vec<&OpaqueCall<'_>> = chain(call).collect();
    calls.reverse();
    for it in calls {
        apply(workspace, it, &mut cors);
    }
    Some(cors)
}

/// Later calls say it anew.
fn apply(workspace: &Workspace, call: &OpaqueCall<'_>, cors: &mut Cors) {
    let arguments = exprs(call);
    match call.path.last().map_or("", |it| it) {
        "permissive" => {
            cors.any_origin = true;
            // That of actix-web echoes the origin and allows credentials.
            let is_actix = call.path.first().is_some_and(|it| it.starts_with("actix"));
            cors.mirrors_origin |= is_actix;
            cors.credentials |= is_actix;
        }
        "very_permissive" => {
            cors.any_origin = true;
            cors.mirrors_origin = true;
            cors.credentials = true;
        }
        "allow_any_origin" | "send_wildcard" => cors.any_origin = true,
        "allow_origin" | "allow_origins" | "allowed_origins" => {
            let says = |wanted: &[&str]| {
                arguments.iter().any(|it| names(it, wanted))
                    || call.arguments.iter().any(|it| is(it, wanted, 0))
            };
            cors.any_origin =
                says(&["Any", "any", "all"]) || arguments.iter().any(|it| is_star(workspace, it));
            cors.mirrors_origin = says(&["mirror_request"]);
            cors.any_origin |= cors.mirrors_origin;
        }
        "allow_credentials" | "supports_credentials" => {
            cors.credentials = !arguments.first().is_some_and(is_false);
        }
        _ => {}
    }
}

fn names(expr: &Expr, wanted: &[&str]) -> bool {
    let mut found = false;
    visit::expressions_in(expr, |it| {
        found |= matches!(&it.kind, ExprKind::Path(path) if wanted.contains(&path.last()));
    });
    found
}

/// Whether a value is what one of these names stands for.
fn is(value: &Value<'_>, wanted: &[&str], depth: usize) -> bool {
    match value {
        Value::External(path) => path.last().is_some_and(|it| wanted.contains(&&**it)),
        Value::Call(call) => call.path.last().is_some_and(|it| wanted.contains(&&**it)),
        Value::Text(text) => text.as_known() == Some("*") && wanted.contains(&"Any"),
        Value::List(all) if depth < 2 => all.iter().any(|it| is(it, wanted, depth + 1)),
        Value::Either(all) if depth < 2 => all.iter().any(|it| is(&it.1, wanted, depth + 1)),
        _ => false,
    }
}

fn is_star(workspace: &Workspace, expr: &Expr) -> bool {
    let mut found = false;
    visit::expressions_in(expr, |it| found |= it.as_text() == Some("*"));
    found && !workspace.slice(expr.span).is_empty()
}

fn is_false(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Literal(it) if it.kind == LiteralKind::Boolean(false))
}
