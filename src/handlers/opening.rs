//! Layers that functions of the project make, as what the functions say of them.

use super::machine::{MAX_CALLS, Machine};
use super::value::{FunctionRef, OpaqueCall, Value};
use crate::code::ItemKind;
use std::rc::Rc;

/// Methods and functions that put layers on each other, or leave them out.
const STACKS: &[&str] =
    &["layer", "and_then", "option_layer", "build", "into_inner", "new", "from_option", "then"];

/// Parts of one layer that are looked at, at most: they may be shared, so that there are more than memory holds.
const MAX_OPENED: usize = 200;

/// Statements of a function that makes a layer, at most.
const MAX_STATEMENTS: usize = 40;

impl<'w> Machine<'w> {
    /// A layer that a function of the workspace makes: what the function says of it, also inside a stack of layers.
    pub(super) fn opened(&mut self, layer: Value<'w>) -> Value<'w> {
        let mut room = MAX_OPENED;
        self.opened_in(layer, &mut room)
    }

    fn opened_in(&mut self, layer: Value<'w>, room: &mut usize) -> Value<'w> {
        let Value::Call(call) = &layer else { return layer };
        if *room == 0 || self.stack.len() >= MAX_CALLS || !self.step() {
            return layer;
        }
        *room -= 1;
        if let Some(Value::Function(function)) = &call.receiver {
            let found = self
                .layer_made_by(*function, call)
                .filter(|it| matches!(it, Value::Call(_) | Value::Either(_)));
            return found.map_or_else(|| layer.clone(), |it| self.opened_in(it, room));
        }
        if !STACKS.contains(&call.path.last().map_or("", |it| it)) {
            return layer;
        }
        let receiver = call.receiver.clone().map(|it| self.opened_in(it, room));
        let arguments = call.arguments.iter().map(|it| self.opened_in(it.clone(), room)).collect();
        Value::Call(Rc::new(OpaqueCall { receiver, arguments, ..(**call).clone() }))
    }

    fn layer_made_by(&mut self, function: FunctionRef, call: &OpaqueCall<'w>) -> Option<Value<'w>> {
        let ItemKind::Function(declared) = &self.workspace.item(function.item).kind else { return None };
        let body = declared.body.as_ref()?;
        let is_short =
            body.statements.len() <= MAX_STATEMENTS && !declared.is_async && declared.output.is_some();
        if !is_short || self.stack.contains(&function.item) || !self.step() {
            return None;
        }
        Some(self.run_function(function, declared, Vec::new(), call.arguments.clone()))
    }
}
