//! One call in a body.

use super::full_path;
use crate::code::{Expr, ExprKind, FieldValue, ItemId, MacroCall, Name, Path, Scope, Type, Workspace};
use crate::source::Span;

/// A call of a function, a method or a macro, or a value made of a struct.
#[derive(Debug)]
pub struct Call<'a> {
    /// All of it.
    pub expr: &'a Expr,
    /// What is called, and how.
    pub form: Form<'a>,
    /// What is called: the path from the crate's name on where that is known, as written where not; of a method the
    /// name alone.
    pub path: Vec<Name>,
    /// The function of the project that is called; of methods only where the path says so.
    pub target: Option<ItemId>,
    /// What a method is called on.
    pub receiver: Option<&'a Expr>,
    /// What it is given. Empty for macros that cannot be read.
    pub arguments: &'a [Expr],
    /// The place of the name; a path's first line.
    pub span: Span,
}

/// The forms of calls.
#[derive(Clone, Copy, Debug)]
pub enum Form<'a> {
    /// `path(…)`.
    Function,
    /// `receiver.name::<T>(…)`.
    Method(&'a [Type]),
    /// `name!(…)`.
    Macro(&'a MacroCall),
    /// `Name { … }`.
    Struct(&'a [FieldValue]),
}

impl<'a> Call<'a> {
    pub(super) fn of(workspace: &Workspace, scope: Scope, expr: &'a Expr) -> Option<Self> {
        let none = Self {
            expr,
            form: Form::Function,
            path: Vec::new(),
            target: None,
            receiver: None,
            arguments: &[],
            span: expr.span,
        };
        match &expr.kind {
            ExprKind::Call(callee, arguments) => {
                let ExprKind::Path(path) = &callee.kind else { return None };
                let (names, target) = full_path(workspace, scope, path);
                Some(Self { path: names, target, arguments, span: path.span, ..none })
            }
            ExprKind::Method { receiver, name, name_span, types, arguments } => Some(Self {
                form: Form::Method(types),
                path: vec![name.clone()],
                receiver: Some(receiver),
                arguments,
                span: *name_span,
                ..none
            }),
            ExprKind::Macro(call) => Some(Self {
                form: Form::Macro(call),
                path: call.path.segments.iter().map(|it| it.name.clone()).collect(),
                arguments: call.arguments.as_deref().unwrap_or_default(),
                span: call.path.span,
                ..none
            }),
            ExprKind::Struct(path, fields, _) => {
                let (names, target) = super::struct_path(workspace, scope, path);
                Some(Self { form: Form::Struct(fields), path: names, target, span: path.span, ..none })
            }
            _ => None,
        }
    }

    /// The last name of what is called.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.last().map_or("", |it| it)
    }

    /// The crate that what is called comes from, where that is known.
    #[must_use]
    pub fn crate_name(&self) -> &str {
        self.path.first().filter(|_| self.path.len() > 1).map_or("", |it| it)
    }

    /// The path of what is called as it is written; methods and macros have none.
    #[must_use]
    pub const fn written(&self) -> Option<&'a Path> {
        match &self.expr.kind {
            ExprKind::Struct(path, ..) => Some(path),
            ExprKind::Call(callee, _) => match &callee.kind {
                ExprKind::Path(path) => Some(path),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether the path ends with these names, written with `::`.
    #[must_use]
    pub fn is(&self, path: &str) -> bool {
        let wanted: Vec<&str> = path.split("::").collect();
        let start = self.path.len().checked_sub(wanted.len());
        start.is_some_and(|it| self.path[it..].iter().map(|it| &**it).eq(wanted))
    }

    /// Whether it is a method of that name.
    #[must_use]
    pub fn is_method(&self, name: &str) -> bool {
        matches!(self.form, Form::Method(_)) && self.name() == name
    }

    /// Whether it is a macro of that name, wherever it comes from.
    #[must_use]
    pub fn is_macro(&self, name: &str) -> bool {
        matches!(self.form, Form::Macro(_)) && self.name() == name
    }

    /// An argument.
    #[must_use]
    pub fn argument(&self, number: usize) -> Option<&'a Expr> {
        self.arguments.get(number)
    }
}
