//! See `rules/syntax-error.md`.

use crate::code::Problem;
use crate::rule::{Check, Context, Place};
use crate::syntax::{ProblemKind, Tree};

pub(super) const CHECKS: &[Check] = &[Check::File(check), Check::Unreadable(check_code)];

fn check<'a>(cx: &mut Context<'a>, tree: &'a Tree) {
    super::problems(cx, tree, ProblemKind::Syntax);
}

fn check_code<'a>(cx: &mut Context<'a>, problem: &'a Problem) {
    cx.report(Place::in_file(problem.span), problem.message.clone());
}
