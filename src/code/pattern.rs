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
