//! Who asks, and what a handler does with them and with what the path names.

use crate::code::PatternKind;
use crate::flow::{Body, Call, Form, Handling, Input, Meaning, Origin, Source};
use crate::handlers::{Evidence, EvidenceKind, Protection, Strength};

/// First words of functions that load or change what they are given the identifier of.
const ACCESSING: &[&str] = &[
    "delete", "destroy", "edit", "fetch", "filter", "find", "get", "load", "lookup", "modify", "patch",
    "read", "remove", "save", "select", "update", "replace", "query", "bind",
];

/// The inputs of a handler that only requests of somebody known give.
pub(super) fn inputs<'h, 'a>(handling: &'h Handling<'a>) -> Vec<(&'h Input<'a>, &'a Evidence)> {
    let evidence = handling.routes.iter().take(1).flat_map(|it| &it.protection.authentication);
    let principals = evidence.filter(|it| {
        it.strength == Strength::Strong && matches!(it.kind, EvidenceKind::Extractor | EvidenceKind::Library)
    });
    principals
        .filter_map(|evidence| {
            let input = handling.inputs.iter().find(|it| it.ty.span == evidence.span)?;
            Some((input, evidence))
        })
        .collect()
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

/// Whether a body does more with a variable than to log it.
pub(super) fn is_used(body: &Body<'_>, name: &str) -> bool {
    let logs = body.logs();
    body.uses(name).into_iter().any(|it| !logs.hold(it))
}
