//! See `rules/limit-reached.md`.

use crate::rule::{Check, Context};
use crate::syntax::{ProblemKind, Tree};

pub(super) const CHECKS: &[Check] = &[Check::File(check)];

fn check<'a>(cx: &mut Context<'a>, tree: &'a Tree) {
    super::problems(cx, tree, ProblemKind::Limit);
}
