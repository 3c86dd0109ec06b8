//! What values are bound to.

use super::root;
use crate::code::{Expr, ExprKind, Function, Pattern, PatternKind, visit};

/// A pattern and the value that it takes apart.
#[derive(Clone, Copy, Debug)]
pub struct Binding<'a> {
    /// What is bound; an assignment has a variable instead.
    pub target: Target<'a>,
    /// Where it comes from.
    pub value: &'a Expr,
}

/// What a value is bound to.
#[derive(Clone, Copy, Debug)]
pub enum Target<'a> {
    /// The names in a pattern.
    Pattern(&'a Pattern),
    /// What stands in front of `=`.
    Place(&'a Expr),
}

impl<'a> Target<'a> {
    /// Whether a variable of that name takes the whole value.
    #[must_use]
    pub fn is_name(&self, name: &str) -> bool {
        self.variable() == Some(name)
    }

    /// The variables that take the value or parts of it.
    #[must_use]
    pub fn names(&self) -> Vec<&'a str> {
        match *self {
            Self::Pattern(pattern) => pattern.names().into_iter().map(|it| &**it).collect(),
            Self::Place(place) => root(place).map(|it| &**it).into_iter().collect(),
        }
    }

    /// The variable that takes the whole value.
    pub(super) fn variable(&self) -> Option<&'a str> {
        let is_field = matches!(self, Self::Place(Expr { kind: ExprKind::Field(..), .. }));
        self.name().filter(|_| !is_field)
    }

    /// The name of the variable or field that takes the whole value.
    #[must_use]
    pub fn name(&self) -> Option<&'a str> {
        match *self {
            Self::Pattern(mut pattern) => {
                while let PatternKind::Wrapped(inner, _) = &pattern.kind {
                    pattern = inner;
                }
                match &pattern.kind {
                    PatternKind::Name(name, None) => Some(name),
                    _ => None,
                }
            }
            Self::Place(place) => match &place.kind {
                ExprKind::Path(path) => Some(path.last()),
                ExprKind::Field(_, name) => Some(name),
                _ => None,
            },
        }
    }
}

/// What the values of a body are bound to.
pub(super) fn bindings<'a>(function: &'a Function, expressions: &[&'a Expr]) -> Vec<Binding<'a>> {
    let mut found = Vec::new();
    let bind = |pattern, value| found.push(Binding { target: Target::Pattern(pattern), value });
    visit::bindings(function.body.as_ref(), expressions, bind);
    for expr in expressions {
        if let ExprKind::Assign(place, value) = &expr.kind {
            found.push(Binding { target: Target::Place(place), value });
        }
    }
    found
}
