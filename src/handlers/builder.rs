//! What a call may have to do with routes: types that collect them, and values that say nothing of them.

use super::machine::Machine;
use super::value::{FunctionRef, Value};
use crate::code::{ItemId, ItemKind};

/// Types that are as good as what they hold.
pub(super) const WRAPPERS: &[&str] = &["Result", "Option", "Arc", "Box", "Rc"];

/// Such types around each other, at most.
const MAX_WRAPPERS: usize = 4;

impl<'w> Machine<'w> {
    /// Whether what a function gave back says no more than its signature does.
    pub(super) fn says_nothing(&self, function: FunctionRef, result: &Value<'w>) -> bool {
        let ty = self.type_of_value(result);
        (ty.is_none() || ty == self.type_of_result(function)) && self.is_silent(result, 0)
    }

    /// Whether nothing in a value has to do with routes.
    fn is_silent(&self, value: &Value<'w>, depth: usize) -> bool {
        match value {
            Value::Object(object) => {
                let is_builder = self.objects[object.0].item.is_some_and(|it| self.relevance.is_builder(it));
                !is_builder
                    && depth < MAX_WRAPPERS
                    && self.objects[object.0].fields.iter().all(|it| self.is_silent(&it.1, depth + 1))
            }
            Value::List(all) | Value::Tuple(all) => {
                depth < MAX_WRAPPERS && all.iter().all(|it| self.is_silent(it, depth + 1))
            }
            Value::Either(all) => {
                depth < MAX_WRAPPERS && all.iter().all(|it| self.is_silent(&it.1, depth + 1))
            }
            // Types among several values may be APIs or handlers, which no signature says.
            Value::Type(_) => depth == 0,
            Value::Unknown
            | Value::Nothing
            | Value::Call(_)
            | Value::External(_)
            | Value::Boolean(_)
            | Value::Number(_) => true,
            _ => false,
        }
    }

    /// Whether a function that is given a value may tell somebody something by it.
    pub(super) fn may_tell(&self, value: &Value<'w>) -> bool {
        let is_active = |it: &Value<'w>| {
            it.holds_router()
                || matches!(it, Value::Closure(_) | Value::Verbs(_) | Value::Function(_) | Value::Text(_))
        };
        match value {
            Value::Object(object) => self.objects[object.0].fields.iter().any(|it| is_active(&it.1)),
            Value::List(all) | Value::Tuple(all) => all.iter().any(is_active),
            Value::Either(all) => all.iter().any(|it| is_active(&it.1)),
            other => is_active(other),
        }
    }

    /// Whether a value may keep what it is told until routes are made of it.
    pub(super) fn is_of_builder(&self, receiver: Option<&Value<'w>>) -> bool {
        receiver.and_then(|it| self.type_of_value(it)).is_some_and(|it| self.relevance.is_builder(it))
    }

    /// Whether a function makes such a value.
    pub(super) fn makes_builder(&self, function: FunctionRef) -> bool {
        self.type_of_result(function).is_some_and(|it| self.relevance.is_builder(it))
    }

    /// The type of a value, if the workspace declares it.
    pub(super) fn type_of_value(&self, value: &Value<'w>) -> Option<ItemId> {
        match value {
            Value::Object(object) => self.objects[object.0].item,
            Value::Type(item) => Some(*item),
            Value::Call(call) => match call.receiver {
                Some(Value::Function(function)) => self.type_of_result(function),
                _ => None,
            },
            _ => None,
        }
    }

    /// The type that a function of the workspace gives back, `Result<T>` and the like counting as `T`.
    pub(super) fn type_of_result(&self, function: FunctionRef) -> Option<ItemId> {
        let ItemKind::Function(declared) = &self.workspace.item(function.item).kind else { return None };
        let mut ty = declared.output.as_ref()?;
        for _ in 0..MAX_WRAPPERS {
            let is_wrapper = WRAPPERS.contains(&ty.last());
            ty = ty.arguments().first().filter(|_| is_wrapper).unwrap_or(ty);
        }
        if ty.last() == "Self" {
            return function.self_type.or_else(|| self.self_type_of(function.item));
        }
        self.workspace.resolve_type(self.workspace.scope_of(function.item), ty).item()
    }
}
