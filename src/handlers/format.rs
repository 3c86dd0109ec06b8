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
            "concat" => self.eval_concat(arguments),
            "format" | "format_args" => self.eval_format(arguments),
            "vec" | "array" => Value::List(arguments.iter().map(|it| self.eval(it)).collect()),
            "stringify" => Value::Text(Text::known(self.shown(call.span))),
            "cfg" | "env" | "option_env" => Value::Unknown,
            _ => self.eval_framework_macro(expr, call, arguments),
        }
    }

    fn eval_concat(&mut self, arguments: &'w [Expr]) -> Value<'w> {
        let parts = self.eval_texts(arguments);
        self.text(parts.into_iter().fold(Text::default(), Text::followed_by))
    }

    fn eval_format(&mut self, arguments: &'w [Expr]) -> Value<'w> {
        let Some((format, arguments)) = arguments.split_first() else { return Value::Unknown };
        let Value::Text(format) = self.eval(format) else { return Value::Unknown };
        let Some(format) = format.as_known() else { return Value::Unknown };
        let texts = self.eval_texts(arguments);
        let mut next = 0;
        let whole = formatted(format, |name| match name.parse::<usize>() {
            _ if name.is_empty() => {
                next += 1;
                texts.get(next - 1).cloned()
            }
            Ok(number) => texts.get(number).cloned(),
            Err(_) => match arguments.iter().position(|it| is_named(it, name)) {
                Some(number) => texts.get(number).cloned(),
                None => self.captured(name),
            },
        });
        self.text(whole)
    }

    /// A variable or constant that a format string names.
    fn captured(&self, name: &str) -> Option<Text> {
        match self.variable(name).cloned().unwrap_or_else(|| self.constant(name)) {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    fn eval_texts(&mut self, arguments: &'w [Expr]) -> Vec<Text> {
        let mut texts = Vec::new();
        for it in arguments {
            let value = self.eval(argument(it));
            texts.push(match value {
                Value::Text(text) => text,
                _ => Text::hole(self.shown(it.span)),
            });
        }
        texts
    }
}

/// An argument of a macro: `name = value` is that value.
fn argument(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::Assign(_, value) => value,
        _ => expr,
    }
}

fn is_named(expr: &Expr, wanted: &str) -> bool {
    let ExprKind::Assign(name, _) = &expr.kind else { return false };
    matches!(&name.kind, ExprKind::Path(path) if path.last() == wanted)
}
