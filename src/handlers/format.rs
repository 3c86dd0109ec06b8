//! Macros of the standard library: format strings and lists.

use super::condition::Conditions;
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
            "cfg" | "env" | "option_env" => Value::Unknown,
            _ => match self.eval_expansion(call) {
                Some(value) => value,
                None => self.eval_framework_macro(expr, call, arguments),
            },
        }
    }

    fn eval_concat(&mut self, arguments: &'w [Expr]) -> Value<'w> {
        let parts: Vec<Texts> = arguments.iter().map(|it| self.eval_text(it)).collect();
        self.concatenated(&parts)
    }

    /// Texts in a row, each of which may be several.
    pub(super) fn concatenated(&mut self, parts: &[Texts]) -> Value<'w> {
        let each = combined(parts).into_iter().map(|(conditions, texts)| {
            (conditions, self.text(texts.into_iter().fold(Text::default(), Text::followed_by)))
        });
        Value::either(each.collect())
    }

    fn eval_format(&mut self, arguments: &'w [Expr]) -> Value<'w> {
        let Some((format, arguments)) = arguments.split_first() else { return Value::Unknown };
        let Value::Text(format) = self.eval(format) else { return Value::Unknown };
        let Some(format) = format.as_known() else { return Value::Unknown };
        let mut parts: Vec<Texts> = arguments.iter().map(|it| self.eval_text(it)).collect();
        let captured = captured(format, arguments);
        parts.extend(captured.iter().map(|it| self.captured(it)));
        let each = combined(&parts)
            .into_iter()
            .map(|(conditions, texts)| (conditions, self.text(filled(format, arguments, &captured, &texts))));
        Value::either(each.collect())
    }

    /// A variable or constant that a format string names.
    fn captured(&self, name: &str) -> Texts {
        let value = self.variable(name).cloned().unwrap_or_else(|| self.constant(name));
        self.texts_or(&value, || Text::hole(name))
    }

    fn eval_text(&mut self, expr: &'w Expr) -> Texts {
        let value = self.eval(argument(expr));
        self.texts(&value, expr.span)
    }
}

/// What a text may be, under which conditions.
pub(super) type Texts = Vec<(Conditions, Text)>;

/// Ways to combine texts, at most; of those beyond, one is taken for all.
const MAX_COMBINATIONS: usize = 12;

/// One of each in every way that can be.
fn combined(parts: &[Texts]) -> Vec<(Conditions, Vec<Text>)> {
    let mut all = vec![(Conditions::default(), Vec::new())];
    for part in parts {
        let mut longer = Vec::new();
        for (conditions, texts) in &all {
            for (more, text) in part.iter().filter(|it| !it.0.exclude(conditions)) {
                longer.push((conditions.and(more), [texts.as_slice(), std::slice::from_ref(text)].concat()));
            }
        }
        if longer.len() > MAX_COMBINATIONS {
            let hole = Text::hole("…");
            longer = all.into_iter().map(|(it, texts)| (it, [texts, vec![hole.clone()]].concat())).collect();
        }
        all = longer;
    }
    all
}

/// Names in a format string that are no argument of the macro.
fn captured(format: &str, arguments: &[Expr]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        let is_position = name.is_empty() || name.parse::<usize>().is_ok();
        if !is_position && !arguments.iter().any(|it| is_named(it, name)) {
            names.push(name.to_owned());
        }
        None
    };
    drop(formatted(format, &mut add));
    names
}

/// The format string with the texts of the arguments, and behind them those of the names it captures.
fn filled(format: &str, arguments: &[Expr], captured: &[String], texts: &[Text]) -> Text {
    let mut next = 0;
    formatted(format, |name| {
        let named = || arguments.iter().position(|it| is_named(it, name));
        let behind = || captured.iter().position(|it| it == name).map(|it| arguments.len() + it);
        let number = match name.parse::<usize>() {
            _ if name.is_empty() => {
                next += 1;
                Some(next - 1)
            }
            Ok(number) => Some(number),
            Err(_) => named().or_else(behind),
        };
        texts.get(number?).cloned()
    })
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
