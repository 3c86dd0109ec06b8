//! Macros of the standard library: format strings and lists.

use super::machine::Machine;
use super::text::{Text, formatted};
use super::value::Value;
use crate::code::{Expr, ExprKind, MacroCall};

impl<'w> Machine<'w> {
    /// Format strings and lists are known here; what is left belongs to frameworks.
    pub(super) fn eval_macro(&mut self, expr: &'w Expr, call: &'w MacroCall) -> Value<'w> {
        let arguments = call.arguments.as_deref().unwrap_or_default();
        match call.path.last() {
            "format" | "concat" | "format_args" => self.eval_format(call.path.last(), arguments),
            "vec" | "array" => Value::List(arguments.iter().map(|it| self.eval(it)).collect()),
            "stringify" => Value::Text(Text::known(self.workspace.slice(call.span))),
            "cfg" | "env" | "option_env" => Value::Unknown,
            _ => self.eval_framework_macro(expr, call, arguments),
        }
    }

    fn eval_format(&mut self, name: &str, arguments: &'w [Expr]) -> Value<'w> {
        let values: Vec<Value<'w>> = arguments.iter().map(|it| self.eval_argument(it)).collect();
        let text = |number: usize| match values.get(number)? {
            Value::Text(text) => Some(text.clone()),
            _ => Some(Text::hole(self.workspace.slice(arguments.get(number)?.span))),
        };
        if name == "concat" {
            let parts = (0..values.len()).filter_map(text);
            return Value::Text(parts.fold(Text::default(), Text::followed_by));
        }
        let Some(format) = values.first().and_then(|it| match it {
            Value::Text(text) => text.as_known().map(str::to_owned),
            _ => None,
        }) else {
            return Value::Unknown;
        };
        let named = |wanted: &str| {
            arguments.iter().position(|it| {
                matches!(&it.kind, ExprKind::Assign(name, _)
                if matches!(&name.kind, ExprKind::Path(path) if path.last() == wanted))
            })
        };
        let mut next = 0;
        Value::Text(formatted(&format, |name| {
            if name.is_empty() {
                next += 1;
                return text(next);
            }
            let variable = || match self.variable(name).cloned().unwrap_or_else(|| self.constant(name)) {
                Value::Text(text) => Some(text),
                _ => None,
            };
            match name.parse::<usize>() {
                Ok(number) => text(number + 1),
                Err(_) => named(name).map_or_else(variable, text),
            }
        }))
    }

    /// An argument of a macro: `name = value` is that value.
    fn eval_argument(&mut self, expr: &'w Expr) -> Value<'w> {
        match &expr.kind {
            ExprKind::Assign(_, value) => self.eval(value),
            _ => self.eval(expr),
        }
    }
}
