//! Where a variable is used.

use super::Body;
use super::text::{identifiers, inline_names};
use crate::code::{Expr, ExprKind, MacroCall};
use crate::source::Span;

impl<'a> Body<'a> {
    /// Where a variable is mentioned; in a macro that cannot be read, and in the text of a format, the macro.
    #[must_use]
    pub fn uses(&self, name: &str) -> Vec<Span> {
        let uses = |expr: &&Expr| match &expr.kind {
            ExprKind::Path(path) => path.as_name().is_some_and(|it| **it == *name),
            ExprKind::Macro(call) => mentions(call, name),
            _ => false,
        };
        self.expressions().into_iter().filter(uses).map(|it| it.span).collect()
    }

    /// The variables, constants and fields that it mentions.
    pub fn mentioned(&self) -> impl Iterator<Item = &'a str> {
        self.expressions().into_iter().filter_map(|it| match &it.kind {
            ExprKind::Path(path) => path.segments.last().map(|it| &*it.name),
            ExprKind::Field(_, name) => Some(&**name),
            _ => None,
        })
    }
}

/// Whether a macro holds a variable that its arguments do not tell of.
fn mentions(call: &MacroCall, name: &str) -> bool {
    match &call.arguments {
        Some(arguments) => {
            arguments.iter().filter_map(Expr::as_text).flat_map(inline_names).any(|it| it == name)
        }
        None => {
            let mut found = Vec::new();
            identifiers(&call.tokens, &mut found);
            found.iter().any(|it| it == name)
        }
    }
}
