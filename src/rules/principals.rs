//! Who asks, and what a handler does with them and with what the path names.

use super::logging::Logs;
use super::words::words;
use crate::code::{Known, PatternKind, Token, TokenKind};
use crate::flow::{Body, Call, Form, Handling, Input, Meaning, Origin, Source};
use crate::handlers::{Evidence, EvidenceKind, Protection, Strength};

/// First words of functions that load or change what they are given the identifier of.
const ACCESSING: &[&str] = &[
    "delete", "destroy", "edit", "fetch", "filter", "find", "get", "load", "lookup", "modify", "patch",
    "read", "remove", "save", "select", "update", "replace", "query", "bind",
];

/// Words in names of those who may reach everything, and of what is no person.
const ABOVE: &[&str] =
    &["admin", "administrator", "root", "operator", "superuser", "key", "internal", "service"];

/// Functions by which extractors are made.
const EXTRACTING: &[&str] = &["from_request", "from_request_parts"];

/// Names by which extractors reach the path.
const OF_PATHS: &[&str] =
    &["Path", "RawPathParams", "match_info", "param", "get_param", "path_params", "segments"];

/// The inputs of a handler that only requests of somebody known give.
pub(super) fn inputs<'h, 'a>(handling: &'h Handling<'a>) -> Vec<(&'h Input<'a>, &'a Evidence)> {
    let evidence = handling.routes.iter().take(1).flat_map(|it| &it.protection.authentication);
    let principals = evidence.filter(|it| {
        it.strength == Strength::Strong && matches!(it.kind, EvidenceKind::Extractor | EvidenceKind::Library)
    });
    principals
        .filter_map(|evidence| {
            let input = handling.inputs.iter().find(|it| it.ty.span == evidence.span)?;
            (!is_above_owners(&evidence.what) && !looks_at_path(&handling.body, input))
                .then_some((input, evidence))
        })
        .collect()
}

/// Whether who asks stands above those who own objects, or is no person: `AdminToken`, `ApiKey`.
fn is_above_owners(name: &str) -> bool {
    words(name).any(|it| ABOVE.contains(&it.to_ascii_lowercase().as_str()))
}

/// Whether the extractor itself looks at what the path names.
fn looks_at_path<'a>(body: &Body<'a>, input: &Input<'a>) -> bool {
    let Some(item) = body.locals().item(&Known::Written(input.ty, body.scope)) else { return false };
    let functions = EXTRACTING.iter().flat_map(|it| body.workspace.methods(item, it));
    let bodies = functions.filter_map(|it| Body::new(body.workspace, it));
    let looks = |it: Body<'a>| {
        it.mentioned().chain(it.calls.iter().map(|it| it.name())).any(|it| OF_PATHS.contains(&it))
    };
    bodies.into_iter().any(looks)
}

/// Whether the presence of who asks is enough for what they may do: a scope or a role was asked for.
pub(super) fn is_decided(protection: &Protection) -> bool {
    !protection.authorization.is_empty()
}

/// Whether an input is only asked to be there: `_: User`, `_user: User`.
pub(super) fn is_presence(input: &Input<'_>) -> bool {
    let mut pattern = input.pattern;
    while let PatternKind::Wrapped(inner, _) = &pattern.kind {
        pattern = inner;
    }
    let names = pattern.names();
    names.is_empty() || names.iter().all(|it| it.starts_with('_'))
}

/// The call by which a handler loads or changes what an identifier in the path names.
pub(super) fn access<'h, 'a>(handling: &'h Handling<'a>) -> Option<(&'h Call<'a>, &'h Source)> {
    let body = &handling.body;
    body.calls.iter().filter(|it| accesses(it)).find_map(|call| {
        let mut given =
            call.arguments.iter().filter_map(|it| handling.request.reaches(body, it, Meaning::Number));
        given.find(|it| it.origin == Origin::Path).map(|it| (call, it))
    })
}

fn accesses(call: &Call<'_>) -> bool {
    let first = call.name().split('_').next().unwrap_or_default();
    matches!(call.form, Form::Function | Form::Method(_)) && ACCESSING.contains(&first)
}

/// Whether a body does more with a variable than to log it; what attributes name is used by what they make.
pub(super) fn is_used(body: &Body<'_>, name: &str) -> bool {
    let attributes = &body.workspace.item(body.item).attributes;
    if attributes.iter().any(|it| mentions(&it.tokens, name)) {
        return true;
    }
    let logs = Logs::of(body);
    body.uses(name).into_iter().any(|it| !logs.hold(it))
}

fn mentions(tokens: &[Token], name: &str) -> bool {
    let mut pending: Vec<&Token> = tokens.iter().collect();
    while let Some(token) = pending.pop() {
        match &token.kind {
            TokenKind::Ident(it) if **it == *name => return true,
            TokenKind::Group(_, inner) => pending.extend(inner),
            _ => {}
        }
    }
    false
}
