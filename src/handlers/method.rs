//! Calls of methods: on routers, on values of the workspace, and the few of the standard library that matter.

mod collection;

use super::call::chain_span;
use super::framework::{Call, Framework};
use super::frameworks::FRAMEWORKS;
use super::known::TRANSPARENT;
use super::machine::{Machine, here};
use super::value::{FunctionRef, OpaqueCall, Value};
use crate::code::{Expr, ItemId, ItemKind, Name, Type};
use crate::source::Span;

/// Functions of the same name that are tried where nobody knows what a method is called on.
const MAX_CANDIDATES: usize = 4;

/// A method's call as written.
#[derive(Clone, Copy)]
struct Written<'w> {
    expr: &'w Expr,
    name: &'w Name,
    span: Span,
    types: &'w [Type],
    exprs: &'w [Expr],
    /// The variable that it is called on.
    place: &'w Expr,
}

impl<'w> Machine<'w> {
    /// `receiver.name(a, b)`.
    pub(super) fn eval_method(
        &mut self,
        expr: &'w Expr,
        receiver: &'w Expr,
        (name, span): (&'w Name, Span),
        types: &'w [Type],
        exprs: &'w [Expr],
    ) -> Value<'w> {
        let written = Written { expr, name, span: chain_span(span, expr), types, exprs, place: receiver };
        let receiver = self.eval(receiver);
        let receiver = self.gathered(receiver);
        let arguments: Vec<Value<'w>> = exprs.iter().map(|it| self.eval(it)).collect();
        self.each_of(&receiver, |it, receiver| it.call_method(&receiver, &arguments, written))
    }

    fn call_method(
        &mut self,
        receiver: &Value<'w>,
        arguments: &[Value<'w>],
        written: Written<'w>,
    ) -> Value<'w> {
        let known = match receiver {
            Value::Router(router) => {
                let framework = self.routers.get(*router).framework;
                self.ask(framework, receiver, arguments, written)
            }
            Value::Verbs(verbs) => self.ask(verbs.framework, receiver, arguments, written),
            Value::Text(text) => self.method_of_text(text, arguments, written),
            Value::List(list) => self.method_of_list(list, arguments, written),
            other => {
                let ty = self.type_of_value(other);
                let known = ty.and_then(|it| self.method_of_type(it, receiver, arguments, written));
                known.or_else(|| self.method_behind(receiver, arguments, written))
            }
        };
        known
            .or_else(|| self.method_of_any(receiver, arguments, written))
            .unwrap_or_else(|| self.unknown_method(receiver, arguments, written))
    }

    fn method_behind(
        &mut self,
        receiver: &Value<'w>,
        arguments: &[Value<'w>],
        written: Written<'w>,
    ) -> Option<Value<'w>> {
        let framework = self.framework_behind(receiver, arguments)?;
        self.ask(framework, receiver, arguments, written)
    }

    /// The framework that knows what to do with something of which little is known, by what it is given or came from.
    fn framework_behind(&self, receiver: &Value<'w>, arguments: &[Value<'w>]) -> Option<&'static Framework> {
        match (arguments.first(), receiver) {
            (Some(Value::Router(router)), Value::Unknown | Value::Call(_) | Value::External(_)) => {
                Some(self.routers.get(*router).framework)
            }
            (_, Value::Call(call)) => framework_of(call),
            _ => None,
        }
    }

    fn ask(
        &mut self,
        framework: &'static Framework,
        receiver: &Value<'w>,
        arguments: &[Value<'w>],
        written: Written<'w>,
    ) -> Option<Value<'w>> {
        let path = [written.name.clone()];
        (framework.method)(self, receiver, &self.call(&path, arguments, written))
    }

    fn call<'c>(&self, path: &'c [Name], arguments: &'c [Value<'w>], written: Written<'w>) -> Call<'c, 'w> {
        Call {
            path,
            arguments,
            exprs: written.exprs,
            types: written.types,
            expr: written.expr,
            span: written.span,
            scope: self.frame.scope,
        }
    }

    /// A method that the workspace declares for a type.
    fn method_of_type(
        &mut self,
        ty: ItemId,
        receiver: &Value<'w>,
        arguments: &[Value<'w>],
        written: Written<'w>,
    ) -> Option<Value<'w>> {
        let members = self.workspace.members(ty, written.name);
        let item =
            members.into_iter().find(|it| matches!(self.workspace.item(*it).kind, ItemKind::Function(_)))?;
        Some(self.call_member(FunctionRef { item, self_type: Some(ty) }, receiver, arguments, written))
    }

    /// A function of that name that a value's type has.
    pub(super) fn method_named(&self, value: &Value<'w>, name: &str) -> Option<FunctionRef> {
        let ty = match value {
            Value::Type(item) => *item,
            Value::Object(object) => self.objects[object.0].item?,
            _ => return None,
        };
        let item = *self.workspace.methods(ty, name).first()?;
        Some(FunctionRef { item, self_type: Some(ty) })
    }

    fn call_member(
        &mut self,
        function: FunctionRef,
        receiver: &Value<'w>,
        arguments: &[Value<'w>],
        written: Written<'w>,
    ) -> Value<'w> {
        let all = std::iter::once(receiver.clone()).chain(arguments.iter().cloned()).collect();
        self.call_function(function, all, written.types, written.expr)
    }

    /// What the standard library and closures do with any value; or a function of the workspace by its name.
    fn method_of_any(
        &mut self,
        receiver: &Value<'w>,
        arguments: &[Value<'w>],
        written: Written<'w>,
    ) -> Option<Value<'w>> {
        let name = &**written.name;
        match (receiver, name) {
            (Value::Router(router), "clone") => return Some(self.copy(*router)),
            (_, "clone") => return Some(receiver.clone()),
            (_, "unwrap_or") => {
                let other = arguments.first().cloned().unwrap_or(Value::Unknown);
                return Some(Value::either(vec![
                    (Default::default(), receiver.clone()),
                    (Default::default(), other),
                ]));
            }
            (_, "unwrap_or_else" | "unwrap_or_default" | "or_else")
                if !matches!(receiver, Value::Unknown | Value::Nothing) =>
            {
                return Some(receiver.clone());
            }
            (Value::Unknown | Value::Call(_) | Value::External(_), _) => {}
            (_, _) if TRANSPARENT.contains(&name) => return Some(receiver.clone()),
            (_, "map" | "and_then" | "pipe" | "tap" | "then" | "apply" | "inspect") => {
                if let [function] = arguments {
                    return self.apply(function, std::slice::from_ref(receiver), written.expr);
                }
            }
            _ => {}
        }
        self.method_by_name(receiver, arguments, written)
    }

    /// A method of an own trait for a foreign type, or of a value that is not known.
    fn method_by_name(
        &mut self,
        receiver: &Value<'w>,
        arguments: &[Value<'w>],
        written: Written<'w>,
    ) -> Option<Value<'w>> {
        let candidates = self.relevance.methods_named(written.name);
        let package = self.package();
        let is_foreign = self.is_foreign(receiver);
        let may_be = |it: &ItemId| {
            self.relevance.is_within_reach(package, *it) && (!is_foreign || self.is_of_trait(*it))
        };
        let candidates: Vec<_> = candidates.iter().copied().filter(may_be).collect();
        if candidates.is_empty() || candidates.len() > MAX_CANDIDATES {
            return None;
        }
        let each = candidates.into_iter().map(|item| {
            let function = FunctionRef { item, self_type: None };
            (Default::default(), self.call_member(function, receiver, arguments, written))
        });
        Some(Value::either(each.collect()))
    }

    /// Whether another crate declares the type of a value: only own traits give it methods.
    fn is_foreign(&self, value: &Value<'w>) -> bool {
        match value {
            Value::Router(_) | Value::Verbs(_) | Value::Text(_) | Value::List(_) | Value::Tuple(_) => true,
            Value::External(path) => path.len() > 1,
            Value::Call(call) => match &call.receiver {
                None => call.path.len() > 1,
                Some(inner @ Value::Call(_)) => self.is_foreign(inner),
                Some(_) => false,
            },
            _ => false,
        }
    }

    fn is_of_trait(&self, function: ItemId) -> bool {
        let owner = self.workspace.owner(function).map(|it| &self.workspace.item(it).kind);
        match owner {
            Some(ItemKind::Impl(it)) => it.of_trait.is_some(),
            Some(ItemKind::Trait(_)) => true,
            _ => false,
        }
    }

    /// A router goes on as it is; what was handed to it in a way that nobody knows is said.
    fn unknown_method(
        &mut self,
        receiver: &Value<'w>,
        arguments: &[Value<'w>],
        written: Written<'w>,
    ) -> Value<'w> {
        if let Value::Router(router) = receiver {
            let is_telling = |it: &Value<'w>| {
                it.holds_router() || matches!(it, Value::Closure(_) | Value::Verbs(_) | Value::Function(_))
            };
            if arguments.iter().any(is_telling) {
                let reason = format!("the method `{}` of a router could not be followed", written.name);
                self.unresolved(*router, &here(), &reason, written.span);
            }
            return receiver.clone();
        }
        if matches!(receiver, Value::Unknown | Value::Call(_) | Value::External(_))
            && TRANSPARENT.contains(&&**written.name)
        {
            return receiver.clone();
        }
        let path = [written.name.clone()];
        let call = self.call(&path, arguments, written);
        self.opaque(&call, Some(receiver.clone()))
    }
}

/// The framework whose function a chain of calls begins with.
fn framework_of(call: &OpaqueCall<'_>) -> Option<&'static Framework> {
    let first = call.origin().path.first()?;
    FRAMEWORKS.iter().find(|it| it.crates.contains(&&**first)).copied()
}
