//! What a handler takes from a request.

use super::payload::{PayloadKind, wrapped};
use super::typed::Typed;
use crate::code::{ItemId, ItemKind, PatternKind, Workspace};
use crate::source::Span;

/// A value that a handler takes from a request.
#[derive(Clone, Debug)]
pub struct Input<'w> {
    /// Where it travels.
    pub kind: PayloadKind,
    /// Its type, without the wrapper.
    pub typed: Typed<'w>,
    /// What the handler calls it, where it has one name.
    pub name: Option<&'w str>,
    /// Whether it may be missing.
    pub is_optional: bool,
    /// Its type with the wrapper.
    pub span: Span,
}

/// What a function takes from a request when it is a handler, as far as wrappers of types tell.
#[must_use]
pub fn inputs(workspace: &Workspace, function: ItemId) -> Vec<Input<'_>> {
    let ItemKind::Function(declared) = &workspace.item(function).kind else { return Vec::new() };
    declared.inputs.iter().filter_map(|it| one(workspace, function, it)).collect()
}

fn one<'w>(workspace: &'w Workspace, function: ItemId, input: &'w crate::code::Input) -> Option<Input<'w>> {
    let found = wrapped(workspace, &Typed::of_function(workspace, function, &input.ty))?;
    let name = match &input.pattern.kind {
        PatternKind::Name(name, ..) => Some(&**name),
        _ => None,
    };
    Some(Input {
        kind: found.kind,
        typed: found.typed,
        name,
        is_optional: found.is_optional,
        span: input.ty.span,
    })
}
