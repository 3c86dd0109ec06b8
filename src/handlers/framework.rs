//! What the machine asks of a web framework: what its functions and methods do to routers.

use super::machine::Machine;
use super::value::Value;
use crate::code::{Expr, Name, Scope, Type};
use crate::source::Span;

/// A web framework, as far as it puts routes together.
#[derive(Debug)]
pub(super) struct Framework {
    /// As people call it.
    pub(super) name: &'static str,
    /// Crates that declare what it is made of.
    pub(super) crates: &'static [&'static str],
    /// Names that show that a function has to do with routes.
    pub(super) words: &'static [&'static str],
    /// Types that are routers.
    pub(super) routers: &'static [&'static str],
    /// Calls a function or macro (its name then ends with `!`); `None` where it is none of the framework's.
    pub(super) function: for<'w> fn(&mut Machine<'w>, &Call<'_, 'w>) -> Option<Value<'w>>,
    /// Calls a method on a router or on handlers of this framework.
    pub(super) method: for<'w> fn(&mut Machine<'w>, &Value<'w>, &Call<'_, 'w>) -> Option<Value<'w>>,
    /// How paths are written.
    pub(super) syntax: Syntax,
}

/// How a framework writes paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// `{id}`, `{*rest}`; `:id`, `*rest` in versions before.
    BracesOrColons,
    /// `{id}`, `{id:regex}`.
    Braces,
    /// `<id>`, `<rest..>`, `?<query>`.
    Angles,
    /// `{id}`, `{**rest}`, `{id:num}`, `{id|regex}`; `<id>`, `<**rest>`, `<id:/regex/>` in versions before.
    BracesOrAngles,
}

/// A call that a framework is asked about.
#[derive(Debug)]
pub(super) struct Call<'c, 'w> {
    /// Path of the function, crate first; the method's name alone.
    pub(super) path: &'c [Name],
    /// What it is given.
    pub(super) arguments: &'c [Value<'w>],
    /// The same as written.
    pub(super) exprs: &'w [Expr],
    /// `::<T>`.
    pub(super) types: &'w [Type],
    /// The call.
    pub(super) expr: &'w Expr,
    /// From the name to the end of the call: where a method was called in a chain.
    pub(super) span: Span,
    /// Where names in it are looked up.
    pub(super) scope: Scope,
}

impl<'w> Call<'_, 'w> {
    /// The last name of the path.
    pub(super) fn name(&self) -> &str {
        self.path.last().map_or("", |it| it)
    }

    /// The last two names of the path: the type and its function.
    pub(super) fn of_type(&self) -> Option<(&str, &str)> {
        let [.., ty, name] = self.path else { return None };
        Some((ty, name))
    }

    /// An argument by its number.
    pub(super) fn argument(&self, number: usize) -> Value<'w> {
        self.arguments.get(number).cloned().unwrap_or(Value::Unknown)
    }

    /// Where an argument stands, or else the call.
    pub(super) fn argument_span(&self, number: usize) -> Span {
        self.exprs.get(number).map_or(self.span, |it| it.span)
    }
}
