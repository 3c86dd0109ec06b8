//! What an expression comes to.

use super::condition::{Condition, Conditions};
use super::machine::Machine;
use super::text::Text;
use super::value::{Captured, ObjectId, Value};
use crate::code::{
    Attribute, Block, Closure, Expr, ExprKind, FieldValue, LiteralKind, Name, Operator, Path, Pattern,
    Statement,
};
use crate::source::Span;
use std::rc::Rc;

impl<'w> Machine<'w> {
    /// What an expression comes to, and what it does on the way.
    pub(super) fn eval(&mut self, expr: &'w Expr) -> Value<'w> {
        if !self.descend() {
            return Value::Unknown;
        }
        let value = self.eval_kind(expr);
        self.ascend();
        value
    }

    fn eval_kind(&mut self, expr: &'w Expr) -> Value<'w> {
        match &expr.kind {
            ExprKind::Literal(literal) => literal_value(&literal.kind),
            ExprKind::Path(path) => self.eval_path(path),
            ExprKind::Call(callee, arguments) => self.eval_call(expr, callee, arguments),
            ExprKind::Method { receiver, name, name_span, types, arguments } => {
                self.eval_method(expr, receiver, (name, *name_span), types, arguments)
            }
            ExprKind::Field(base, name) => self.eval_field(base, name),
            ExprKind::Index(base, index) => self.eval_index(base, index),
            ExprKind::Struct(path, fields, rest) => self.eval_struct(path, fields, rest.as_deref()),
            ExprKind::Tuple(all) => self.eval_tuple(all),
            ExprKind::Array(all) => Value::List(all.iter().map(|it| self.eval(it)).collect()),
            ExprKind::Repeat(one, _) => Value::List([self.eval(one)].into()),
            ExprKind::Closure(closure) => self.eval_closure(closure, expr.span),
            ExprKind::Block(block) | ExprKind::Async(block) | ExprKind::Loop(block) => self.eval_block(block),
            ExprKind::If(condition, then, otherwise) => self.eval_if(condition, then, otherwise.as_deref()),
            ExprKind::Match(value, arms) => self.eval_match(value, arms),
            ExprKind::For(pattern, list, block) => self.eval_for(pattern, list, block),
            ExprKind::While(condition, block) => self.eval_while(condition, block),
            ExprKind::Let(pattern, value) => self.eval_let(pattern, value),
            ExprKind::Assign(place, value) => self.eval_assign(place, value),
            ExprKind::Binary(operator, a, b) => self.eval_binary(*operator, a, b),
            ExprKind::Not(inner) => self.eval_not(inner),
            ExprKind::Dereference(inner)
            | ExprKind::Reference(inner)
            | ExprKind::Try(inner)
            | ExprKind::Await(inner)
            | ExprKind::Cast(inner, _) => self.eval(inner),
            ExprKind::Return(value) => self.eval_return(value.as_deref()),
            ExprKind::Break(value) => value.as_ref().map_or(Value::Unknown, |it| self.eval(it)),
            ExprKind::Macro(call) => self.eval_macro(expr, call),
            ExprKind::Negative(_) | ExprKind::Range(..) | ExprKind::Continue | ExprKind::Other => {
                Value::Unknown
            }
        }
    }

    fn eval_field(&mut self, base: &'w Expr, name: &str) -> Value<'w> {
        let base = self.eval(base);
        self.field(&base, name)
    }

    fn eval_index(&mut self, base: &'w Expr, index: &'w Expr) -> Value<'w> {
        let base = self.eval(base);
        if let ExprKind::Range(Some(start), None) = &index.kind {
            let start = self.eval(start);
            return self.each_of(&base, |_, it| behind(&it, &start));
        }
        self.element(&base, index)
    }

    fn eval_struct(&mut self, path: &'w Path, fields: &'w [FieldValue], rest: Option<&'w Expr>) -> Value<'w> {
        let mut known: Vec<(Name, Value<'w>)> =
            fields.iter().map(|it| (it.name.clone(), self.eval(&it.value))).collect();
        if let Some(Value::Object(ObjectId(base))) = rest.map(|it| self.eval(it)) {
            known.extend(self.objects[base].fields.clone());
        }
        let item = self.type_of_path(path);
        self.new_object(item, path.last().into(), known)
    }

    fn eval_tuple(&mut self, all: &'w [Expr]) -> Value<'w> {
        match all {
            [] => Value::Nothing,
            _ => Value::Tuple(all.iter().map(|it| self.eval(it)).collect()),
        }
    }

    fn eval_closure(&mut self, closure: &'w Closure, span: Span) -> Value<'w> {
        let variables = &self.frame.variables;
        let (scope, variables) = (self.frame.scope, variables.clone());
        if !self.spend(variables.len() / 8) {
            return Value::Unknown;
        }
        Value::Closure(Rc::new(Captured { closure, span, scope, variables }))
    }

    fn eval_while(&mut self, condition: &'w Expr, block: &'w Block) -> Value<'w> {
        self.eval(condition);
        self.eval_block(block);
        Value::Nothing
    }

    fn eval_let(&mut self, pattern: &'w Pattern, value: &'w Expr) -> Value<'w> {
        let value = self.eval(value);
        self.take_apart(pattern, value);
        Value::Unknown
    }

    fn eval_assign(&mut self, place: &'w Expr, value: &'w Expr) -> Value<'w> {
        let value = self.eval(value);
        self.set(place, value);
        Value::Nothing
    }

    fn eval_not(&mut self, inner: &'w Expr) -> Value<'w> {
        match self.eval(inner) {
            Value::Boolean(it) => Value::Boolean(!it),
            _ => Value::Unknown,
        }
    }

    fn eval_return(&mut self, value: Option<&'w Expr>) -> Value<'w> {
        let value = value.map_or(Value::Nothing, |it| self.eval(it));
        self.frame.returns.push((self.conditions.clone(), value));
        Value::Unknown
    }

    /// Runs statements; names that they bind are gone behind them.
    pub(super) fn eval_block(&mut self, block: &'w Block) -> Value<'w> {
        let outer = self.frame.variables.len();
        let last = self.eval_statements(block);
        self.frame.variables.truncate(outer);
        last
    }

    /// The same, with the names still there behind them.
    pub(super) fn eval_statements(&mut self, block: &'w Block) -> Value<'w> {
        block.statements.iter().fold(Value::Nothing, |_, it| self.run(it))
    }

    fn run(&mut self, statement: &'w Statement) -> Value<'w> {
        match statement {
            Statement::Let { attributes, pattern, value, otherwise } => {
                let value =
                    value.as_ref().map_or(Value::Unknown, |it| self.when(attributes, |cx| cx.eval(it)));
                if let Some(otherwise) = otherwise {
                    let condition = self.choice(otherwise.span, "else", 0);
                    self.under_one(condition, |cx| cx.eval(otherwise));
                }
                self.take_apart(pattern, value);
                Value::Nothing
            }
            Statement::Expr { attributes, expr, is_ended } => {
                let value = self.when(attributes, |cx| cx.eval(expr));
                if *is_ended { Value::Nothing } else { value }
            }
            Statement::Item(_) => Value::Nothing,
        }
    }

    /// Does something under the `cfg`s among attributes.
    pub(super) fn when(
        &mut self,
        attributes: &'w [Attribute],
        action: impl FnOnce(&mut Self) -> Value<'w>,
    ) -> Value<'w> {
        let mut conditions = Conditions::default();
        for attribute in attributes.iter().filter(|it| it.path.last() == "cfg") {
            let text = self.workspace.slice(attribute.span);
            let text = text.trim_start_matches("#[cfg(").trim_end_matches(")]").to_owned();
            if text == "test" {
                return Value::Unknown;
            }
            conditions = conditions.with(self.choice(attribute.span, &text, 0));
        }
        self.under(&conditions, action)
    }

    pub(super) fn choice(&self, span: Span, text: &str, arm: usize) -> Condition {
        Condition { text: text.to_owned(), span, arm }
    }

    fn eval_for(&mut self, pattern: &'w Pattern, list: &'w Expr, block: &'w Block) -> Value<'w> {
        let outer = self.frame.variables.len();
        let list = self.eval(list);
        let elements: Vec<Value<'w>> = match list {
            Value::List(all) | Value::Tuple(all) => all.to_vec(),
            _ => vec![Value::Unknown],
        };
        for element in elements {
            if !self.step() {
                break;
            }
            self.take_apart(pattern, element);
            self.eval_block(block);
            self.frame.variables.truncate(outer);
        }
        Value::Nothing
    }

    fn eval_binary(&mut self, operator: Operator, a: &'w Expr, b: &'w Expr) -> Value<'w> {
        let (left, right) = (self.eval(a), self.eval(b));
        match (operator, &left, &right) {
            (Operator::Add | Operator::AddAssign, it, _) if it.is_text() => {
                let parts = [self.texts(&left, a.span), self.texts(&right, b.span)];
                let sum = self.concatenated(&parts);
                if operator == Operator::AddAssign {
                    self.set(a, sum.clone());
                }
                sum
            }
            (Operator::And, Value::Boolean(false), _) | (Operator::And, _, Value::Boolean(false)) => {
                Value::Boolean(false)
            }
            (Operator::Or, Value::Boolean(true), _) | (Operator::Or, _, Value::Boolean(true)) => {
                Value::Boolean(true)
            }
            // What is warped together with `|` is one of both.
            _ => Value::Unknown,
        }
    }

    pub(super) fn set(&mut self, place: &'w Expr, value: Value<'w>) {
        match &place.kind {
            ExprKind::Path(path) => {
                if let Some(name) = path.as_name() {
                    self.assign(name, value);
                }
            }
            ExprKind::Field(base, name) => {
                if let Value::Object(ObjectId(object)) = self.eval(base) {
                    self.effects += 1;
                    let fields = &mut self.objects[object].fields;
                    fields.retain(|it| it.0 != *name);
                    fields.push((name.clone(), value));
                }
            }
            ExprKind::Dereference(inner) => self.set(inner, value),
            _ => {}
        }
    }

    /// A field of a value.
    pub(super) fn field(&self, base: &Value<'w>, name: &str) -> Value<'w> {
        match base {
            Value::Object(id) => {
                let fields = &self.objects[id.0].fields;
                fields.iter().find(|it| &*it.0 == name).map_or(Value::Unknown, |it| it.1.clone())
            }
            Value::Tuple(all) => {
                name.parse().ok().and_then(|it: usize| all.get(it).cloned()).unwrap_or(Value::Unknown)
            }
            Value::Either(all) => {
                Value::either(all.iter().map(|it| (it.0.clone(), self.field(&it.1, name))).collect())
            }
            _ => Value::Unknown,
        }
    }

    fn element(&self, base: &Value<'w>, index: &Expr) -> Value<'w> {
        let ExprKind::Literal(literal) = &index.kind else { return Value::Unknown };
        let LiteralKind::Integer(Some(number)) = literal.kind else { return Value::Unknown };
        match (base, usize::try_from(number)) {
            (Value::List(all) | Value::Tuple(all), Ok(number)) => {
                all.get(number).cloned().unwrap_or(Value::Unknown)
            }
            _ => Value::Unknown,
        }
    }
}

/// `text[start..]`.
fn behind<'w>(text: &Value<'w>, start: &Value<'w>) -> Value<'w> {
    match (text.as_known_text(), start) {
        (Some(text), Value::Number(start)) => {
            text.get(*start..).map_or(Value::Unknown, |it| Value::Text(Text::known(it)))
        }
        _ => Value::Unknown,
    }
}

fn literal_value<'w>(literal: &LiteralKind) -> Value<'w> {
    match literal {
        LiteralKind::Text(text) => Value::Text(Text::known(&**text)),
        LiteralKind::Boolean(it) => Value::Boolean(*it),
        LiteralKind::Integer(Some(it)) => usize::try_from(*it).map_or(Value::Unknown, Value::Number),
        LiteralKind::Character(it) => Value::Text(Text::known(it.to_string())),
        _ => Value::Unknown,
    }
}
