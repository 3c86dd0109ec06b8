//! Patterns: whether a value is what one describes, and what its names then stand for.

use super::machine::Machine;
use super::value::Value;
use crate::code::{Arm, ExprKind, LiteralKind, Pattern, PatternKind};

impl<'w> Machine<'w> {
    /// The arm that a known value takes.
    pub(super) fn arm_for(&self, value: &Value<'w>, arms: &'w [Arm]) -> Option<&'w Arm> {
        for arm in arms {
            match self.matches(&arm.pattern, value) {
                Some(true) if arm.guard.is_none() => return Some(arm),
                Some(false) => {}
                _ => return None,
            }
        }
        None
    }

    /// Whether a value is what a pattern describes, where that can be told.
    fn matches(&self, pattern: &Pattern, value: &Value<'w>) -> Option<bool> {
        match (&pattern.kind, value) {
            (_, Value::Unknown | Value::Either(_)) => None,
            (PatternKind::Other, _) => Some(true),
            (PatternKind::Name(name, None), _) if name.starts_with(char::is_lowercase) => Some(true),
            (PatternKind::Wrapped(inner, _), _) => self.matches(inner, value),
            (PatternKind::Or(all), _) => {
                let each: Option<Vec<bool>> = all.iter().map(|it| self.matches(it, value)).collect();
                each.map(|it| it.contains(&true))
            }
            (PatternKind::Value(expr), _) => match (&expr.kind, value) {
                (ExprKind::Literal(literal), Value::Text(text)) => match &literal.kind {
                    LiteralKind::Text(it) => text.as_known().map(|text| text == &**it),
                    _ => None,
                },
                (ExprKind::Literal(literal), Value::Boolean(it)) => {
                    Some(literal.kind == LiteralKind::Boolean(*it))
                }
                _ => None,
            },
            (
                PatternKind::Path(path) | PatternKind::TupleStruct(path, _) | PatternKind::Struct(path, _),
                Value::Object(id),
            ) => Some(path.last() == &*self.objects[id.0].name),
            (PatternKind::Path(path) | PatternKind::TupleStruct(path, _), Value::Nothing) => {
                Some(path.last() == "None")
            }
            (PatternKind::Name(name, None), Value::Nothing) => Some(&**name == "None"),
            _ => None,
        }
    }

    /// Gives the names of a pattern what stands at their places in a value.
    pub(super) fn take_apart(&mut self, pattern: &'w Pattern, value: Value<'w>) {
        match &pattern.kind {
            PatternKind::Name(name, inner) => {
                if let Some(inner) = inner {
                    self.take_apart(inner, value.clone());
                }
                self.bind(name.clone(), value);
            }
            PatternKind::Wrapped(inner, _) => self.take_apart(inner, value),
            PatternKind::Tuple(parts) => {
                for (number, part) in parts.iter().enumerate() {
                    let element = match &value {
                        Value::Tuple(all) | Value::List(all) => {
                            all.get(number).cloned().unwrap_or(Value::Unknown)
                        }
                        _ => Value::Unknown,
                    };
                    self.take_apart(part, element);
                }
            }
            // `Some`, `Ok` and the like are left out of values; an error is none of them.
            PatternKind::TupleStruct(path, parts) => {
                for (number, part) in parts.iter().enumerate() {
                    let element = match &value {
                        Value::Object(_) => self.field(&value, &number.to_string()),
                        _ if path.last() == "Err" => Value::Unknown,
                        other if parts.len() == 1 => other.clone(),
                        _ => Value::Unknown,
                    };
                    self.take_apart(part, element);
                }
            }
            PatternKind::Struct(_, fields) => {
                for field in fields {
                    let element = self.field(&value, &field.name);
                    self.take_apart(&field.pattern, element);
                }
            }
            PatternKind::Or(all) => all.iter().take(1).for_each(|it| self.take_apart(it, value.clone())),
            PatternKind::Path(_) | PatternKind::Value(_) | PatternKind::Other => {}
        }
    }
}
