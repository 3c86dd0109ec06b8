//! Patterns: what a value is taken apart into.

use super::{Expr, Name, Path, Type};
use crate::source::Span;

/// A pattern.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// What it is.
    pub kind: PatternKind,
    /// All of it.
    pub span: Span,
}

/// The forms of patterns.
#[derive(Clone, Debug)]
pub enum PatternKind {
    /// `name`, `ref mut name`, `name @ …`. A single name may also be a constant.
    Name(Name, Option<Box<Pattern>>),
    /// `(a, b)`, `[a, b]`.
    Tuple(Vec<Pattern>),
    /// `Some(a)`.
    TupleStruct(Path, Vec<Pattern>),
    /// `User { id, name: it, .. }`.
    Struct(Path, Vec<FieldPattern>),
    /// `Kind::A`.
    Path(Path),
    /// A literal or a range.
    Value(Box<Expr>),
    /// `a | b`.
    Or(Vec<Pattern>),
    /// `&a`, `a: T`, `box a`.
    Wrapped(Box<Pattern>, Option<Type>),
    /// `_`, `..`, and whatever else there is.
    Other,
}

/// `name: pattern`, or `name` for both.
#[derive(Clone, Debug)]
pub struct FieldPattern {
    /// The field; a number in tuples.
    pub name: Name,
    /// What it is taken apart into.
    pub pattern: Pattern,
}

impl Pattern {
    /// The variables that it binds.
    #[must_use]
    pub fn names(&self) -> Vec<&Name> {
        let mut found = Vec::new();
        let mut pending = vec![self];
        while let Some(pattern) = pending.pop() {
            match &pattern.kind {
                PatternKind::Name(name, inner) => {
                    // What begins with a capital letter is a constant or a variant.
                    found.extend((!name.starts_with(char::is_uppercase)).then_some(name));
                    pending.extend(inner.as_deref());
                }
                PatternKind::Tuple(all) | PatternKind::TupleStruct(_, all) | PatternKind::Or(all) => {
                    pending.extend(all);
                }
                PatternKind::Struct(_, fields) => pending.extend(fields.iter().map(|it| &it.pattern)),
                PatternKind::Wrapped(inner, _) => pending.push(inner),
                PatternKind::Path(_) | PatternKind::Value(_) | PatternKind::Other => {}
            }
        }
        found
    }

    /// The variable that it is, without what else it may demand of the value.
    #[must_use]
    pub fn name(&self) -> Option<&Name> {
        match &self.kind {
            PatternKind::Name(name, _) => Some(name),
            PatternKind::Wrapped(inner, _) => match &inner.kind {
                PatternKind::Name(name, _) => Some(name),
                _ => None,
            },
            _ => None,
        }
    }
}
