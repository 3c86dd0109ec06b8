//! Calls of closures, and of what was handed over.

use super::CLOSURE;
use crate::code::{Expr, ExprKind, ItemId, ItemKind, Namespace, Resolution, visit};
use crate::handlers::machine::{Frame, Machine};
use crate::handlers::value::{Captured, Value};
use std::rc::Rc;

impl<'w> Machine<'w> {
    /// A closure, in what it saw where it was made.
    pub(in crate::handlers) fn call_closure(
        &mut self,
        closure: &Rc<Captured<'w>>,
        arguments: Vec<Value<'w>>,
    ) -> Value<'w> {
        if !self.has_room_for_call() || !self.spend(closure.variables.len() / 8) {
            return Value::Unknown;
        }
        let frame = Frame {
            variables: closure.variables.clone(),
            self_type: self.frame.self_type,
            types: self.frame.types.clone(),
            ..Frame::new(closure.scope)
        };
        let outer = std::mem::replace(&mut self.frame, frame);
        self.stack.push(CLOSURE);
        for (pattern, value) in
            closure.closure.inputs.iter().zip(arguments.into_iter().chain(std::iter::repeat(Value::Unknown)))
        {
            self.take_apart(pattern, value);
        }
        let last = self.eval(&closure.closure.body);
        let result = self.returned(last);
        self.stack.pop();
        self.frame = outer;
        result
    }

    /// The last function of the workspace that is named in a closure: the one that its requests go to.
    pub(in crate::handlers) fn function_called_in(&self, closure: &Captured<'w>) -> Option<ItemId> {
        let mut found = None;
        visit::expressions_in(&closure.closure.body, |it| {
            if let ExprKind::Path(path) = &it.kind
                && let Resolution::Item(item) = self.workspace.resolve(closure.scope, path, Namespace::Value)
                && matches!(self.workspace.item(item).kind, ItemKind::Function(_))
            {
                found = Some(item);
            }
        });
        found
    }

    /// A function or closure that was handed over.
    pub(in crate::handlers) fn apply(
        &mut self,
        function: &Value<'w>,
        arguments: &[Value<'w>],
        expr: &'w Expr,
    ) -> Option<Value<'w>> {
        match function {
            Value::Closure(closure) => Some(self.call_closure(closure, arguments.to_vec())),
            Value::Function(function) => Some(self.call_function(*function, arguments.to_vec(), &[], expr)),
            Value::Type(item) => self.tell_listed(*item, arguments, expr.span),
            _ => None,
        }
    }
}
