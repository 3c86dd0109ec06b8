//! See `rules/sensitive-field-serialized.md`.

use super::{payloads, words};
use crate::code::{Expr, ExprKind, ItemId, ItemKind, visit};
use crate::config::Config;
use crate::handlers::Route;
use crate::openapi::is_for_secret;
use crate::project::Endpoint;
use crate::rule::{Check, Context, Place};
use crate::shapes::{Direction, Field, Shape, Typed, Wire};
use crate::source::Span;

pub(super) const CHECKS: &[Check] = &[Check::Endpoint(check)];

/// Words in names of what is made for a program and told to it once.
const FOR_PROGRAMS: [&str; 4] = ["key", "privatekey", "root", "secret"];

fn check<'a>(cx: &mut Context<'a>, endpoint: &Endpoint<'a>) {
    let Some(wire) = payloads::wire(cx, Direction::Out) else { return };
    let Some((route, function)) = payloads::handler(endpoint) else { return };
    let is_safe = matches!(route.method.as_deref(), Some("GET" | "HEAD"));
    if is_for_secret(&endpoint.name.path, &route.handler.name, is_safe) {
        return;
    }
    let objects = payloads::answered(wire, function).into_iter().flat_map(|it| wire.objects(&it));
    for object in objects {
        let holder = object.item.map(|it| payloads::type_name(wire, it)).unwrap_or_default();
        let is_told = |it: &&Field<'a>| {
            is_secret(&it.name, cx.config) && (is_safe || !words::has_word_of(&it.name, &FOR_PROGRAMS))
        };
        let fields: Vec<&Field<'a>> =
            object.fields.iter().filter(is_told).filter(|it| holds_text(wire, it.typed.as_ref())).collect();
        let is_shown = |it: &&&Field<'a>| !object.item.is_some_and(|item| is_masked(wire, item, it.span));
        let fields: Vec<&Field<'a>> = fields.iter().filter(is_shown).copied().collect();
        for field in fields {
            report(cx, &holder, field, route);
        }
    }
}

fn report(cx: &mut Context<'_>, holder: &str, field: &Field<'_>, route: &Route) {
    let message = format!("`{}` of `{holder}` is sent to callers, and named like a secret", field.name);
    let draft = cx.report(Place::in_file(field.span), message);
    draft.about(None, format!("{holder}.{}", field.name)).label(route.handler.span, "sent by this handler");
}

fn is_secret(name: &str, config: &Config) -> bool {
    let own = &config.words;
    (words::is_secret(name) || words::is_one_of(name, &own.secret)) && !words::is_one_of(name, &own.harmless)
}

/// Whether the value is a string that may be anything.
fn holds_text<'a>(wire: Wire<'a>, typed: Option<&Typed<'a>>) -> bool {
    let Some(typed) = typed else { return false };
    match wire.shape(typed) {
        Shape::Text(None) => true,
        Shape::Nullable(inner) => matches!(wire.shape(&inner), Shape::Text(None)),
        _ => false,
    }
}

/// Words in names of constants that stand in the place of secrets.
const MASKS: [&str; 8] =
    ["hidden", "mask", "masked", "omitted", "placeholder", "redacted", "replacement", "scrubbed"];

/// Whether a conversion into the type puts something else in the place of the value.
fn is_masked(wire: Wire<'_>, item: ItemId, field: Span) -> bool {
    let name = wire.workspace.slice(field);
    let functions =
        wire.workspace.impls_of(item).iter().flat_map(|it| match &wire.workspace.item(*it).kind {
            ItemKind::Impl(it) => it.items.as_slice(),
            _ => &[],
        });
    let bodies = functions.filter_map(|it| match &it.kind {
        ItemKind::Function(it) => it.body.as_ref(),
        _ => None,
    });
    let mut is_masked = false;
    for body in bodies {
        visit::expressions(body, |it| {
            if let ExprKind::Struct(_, fields, _) = &it.kind {
                is_masked |= fields.iter().any(|it| *it.name == *name && hides(&it.value));
            }
        });
    }
    is_masked
}

/// `MASK.to_string()`, `"****".to_owned()`, `String::new()`, `None`.
fn hides(value: &Expr) -> bool {
    let mut found = false;
    visit::expressions_in(value, |it| {
        found |= match &it.kind {
            ExprKind::Path(path) => {
                words::has_word_of(path.last(), &MASKS)
                    || path.ends_with(&["String", "new"])
                    || path.last() == "None"
            }
            _ => it.as_text().is_some_and(|it| it.is_empty() || words::tells_of_mask(it)),
        };
    });
    found
}
