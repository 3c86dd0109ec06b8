//! Names, paths and types as written; what they stand for is another question.

use crate::source::Span;
use std::sync::Arc;

/// An identifier, without `r#`.
pub type Name = Arc<str>;

/// `a::b::<C>::d`, `<T as Trait>::f`.
#[derive(Clone, Debug)]
pub struct Path {
    /// Whether it begins with `::`.
    pub is_global: bool,
    /// The type in `<T as Trait>::f` or `<T>::f`; the trait's segments then come first in `segments`.
    pub self_type: Option<Box<Type>>,
    /// At least one.
    pub segments: Vec<Segment>,
    /// All of it.
    pub span: Span,
}

/// One part of a path.
#[derive(Clone, Debug)]
pub struct Segment {
    /// The identifier; `crate`, `self`, `super`, `Self` too.
    pub name: Name,
    /// Types between `<` and `>`, or the inputs and then the output of `Fn(A) -> B`. Lifetimes are left
    /// out; a value (`<3>`) is [`TypeKind::Other`].
    pub arguments: Vec<Type>,
    /// `Item = T` between `<` and `>`.
    pub bindings: Vec<(Name, Type)>,
    /// The identifier's place.
    pub span: Span,
}

impl Path {
    /// The last identifier.
    #[must_use]
    pub fn last(&self) -> &str {
        self.segments.last().map_or("", |it| &*it.name)
    }

    /// The identifier, if the path is a single one without arguments of types.
    #[must_use]
    pub fn as_name(&self) -> Option<&Name> {
        let [only] = self.segments.as_slice() else { return None };
        (!self.is_global && self.self_type.is_none() && only.arguments.is_empty()).then_some(&only.name)
    }

    /// Whether the identifiers are these, at the end of the path.
    #[must_use]
    pub fn ends_with(&self, names: &[&str]) -> bool {
        self.segments.len() >= names.len()
            && self.segments.iter().rev().zip(names.iter().rev()).all(|(it, name)| &*it.name == *name)
    }

    /// The identifiers between `::`.
    #[must_use]
    pub fn text(&self) -> String {
        self.segments.iter().map(|it| &*it.name).collect::<Vec<_>>().join("::")
    }
}

/// A type as written.
#[derive(Clone, Debug)]
pub struct Type {
    /// What it is.
    pub kind: TypeKind,
    /// All of it.
    pub span: Span,
}

/// The forms of types.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// `a::B<C>`.
    Path(Path),
    /// `(A, B)`; `()` has none.
    Tuple(Vec<Type>),
    /// `&T`, `&mut T`, `*const T`.
    Reference(Box<Type>),
    /// `[T]`, `[T; N]`.
    Slice(Box<Type>),
    /// `impl A + B`, `dyn A + B`: the traits.
    Bounds(Vec<Path>),
    /// `fn(A) -> B`: inputs, then the output if there is one.
    Function(Vec<Type>),
    /// `!`.
    Never,
    /// `_`, macros, and whatever else there is.
    Other,
}

impl Type {
    /// The path, if it is one; behind references too.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match &self.kind {
            TypeKind::Path(path) => Some(path),
            TypeKind::Reference(inner) => inner.path(),
            _ => None,
        }
    }

    /// The last identifier of its path, or nothing.
    #[must_use]
    pub fn last(&self) -> &str {
        self.path().map_or("", Path::last)
    }

    /// The types between `<` and `>` of its last segment.
    #[must_use]
    pub fn arguments(&self) -> &[Self] {
        self.path().and_then(|it| it.segments.last()).map_or(&[], |it| &it.arguments)
    }
}
