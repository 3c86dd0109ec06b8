//! See `rules/syntax-error.md`.

use crate::code::{Problem, Reach, Workspace};
use crate::finding::Confidence;
use crate::rule::{Check, Context, Place};
use crate::source::Span;
use crate::syntax::{ProblemKind, Tree};

pub(super) const CHECKS: &[Check] = &[Check::File(check), Check::Unreadable(check_code)];

fn check<'a>(cx: &mut Context<'a>, tree: &'a Tree) {
    super::problems(cx, tree, ProblemKind::Syntax);
}

fn check_code<'a>(cx: &mut Context<'a>, problem: &'a Problem) {
    let is_built = cx.code.is_none_or(|it| is_built(it.workspace(), problem.span));
    let draft = cx.report(Place::in_file(problem.span), problem.message.clone());
    // Templates, scripts and tests of macros look like Rust and need not be.
    if !is_built {
        draft.confidence(Confidence::Low);
    }
}

/// Whether a place is in a manifest, or in a source that a target leads to.
fn is_built(workspace: &Workspace, place: Span) -> bool {
    let first = workspace.files().first().map_or(0, |it| it.source.id().0);
    let Some(at) = place.file.0.checked_sub(first) else { return true };
    workspace.source(place.file).is_none() || workspace.reach(at) == Reach::Module
}
