//! What an expression comes to.

use super::condition::{Condition, Conditions};
use super::machine::Machine;
use super::text::{Text, formatted};
use super::value::{Captured, ObjectId, Value};
use crate::code::{
    Arm, Attribute, Block, Expr, ExprKind, LiteralKind, MacroCall, Name, Operator, Pattern, PatternKind, Statement,
};
use crate::source::Span;
use std::rc::Rc;

/// Elements of a list that a loop is run for, at most.
const MAX_ROUNDS: usize = 2_000;

impl<'w> Machine<'w> {
    /// What an expression comes to, and what it does on the way.
    pub(super) fn eval(&mut self, expr: &'w Expr) -> Value<'w> {
        if !self.step() {
            return Value::Unknown;
        }
        match &expr.kind {
            ExprKind::Literal(literal) => match &literal.kind {
                LiteralKind::Text(text) => Value::Text(Text::known(&**text)),
                LiteralKind::Boolean(it) => Value::Boolean(*it),
                _ => Value::Unknown,
            },
            ExprKind::Path(path) => self.eval_path(path),
            ExprKind::Call(callee, arguments) => self.eval_call(expr, callee, arguments),
            ExprKind::Method { receiver, name, name_span, types, arguments } => {
                self.eval_method(expr, receiver, (name, *name_span), types, arguments)
            }
            ExprKind::Field(base, name) => {
                let base = self.eval(base);
                self.field(&base, name)
            }
            ExprKind::Index(base, index) => {
                let base = self.eval(base);
                self.element(&base, index)
            }
            ExprKind::Struct(path, fields, rest) => {
                let mut known: Vec<(Name, Value<'w>)> =
                    fields.iter().map(|it| (it.name.clone(), self.eval(&it.value))).collect();
                if let Some(Value::Object(ObjectId(base))) = rest.as_ref().map(|it| self.eval(it)) {
                    known.extend(self.objects[base].fields.clone());
                }
                let item = self.type_of_path(path);
                self.new_object(item, path.segments.last().map_or_else(|| "".into(), |it| it.name.clone()), known)
            }
            ExprKind::Tuple(all) if all.is_empty() => Value::Nothing,
            ExprKind::Tuple(all) => Value::Tuple(all.iter().map(|it| self.eval(it)).collect()),
            ExprKind::Array(all) => Value::List(all.iter().map(|it| self.eval(it)).collect()),
            ExprKind::Repeat(one, _) => Value::List([self.eval(one)].into()),
            ExprKind::Closure(closure) => Value::Closure(Rc::new(Captured {
                closure,
                span: expr.span,
                scope: self.frame.scope,
                variables: self.frame.variables.clone(),
            })),
            ExprKind::Block(block) | ExprKind::Async(block) | ExprKind::Loop(block) => self.eval_block(block),
            ExprKind::If(condition, then, otherwise) => self.eval_if(condition, then, otherwise.as_deref()),
            ExprKind::Let(pattern, value) => {
                let value = self.eval(value);
                self.take_apart(pattern, value);
                Value::Unknown
            }
            ExprKind::Match(value, arms) => self.eval_match(value, arms),
            ExprKind::For(pattern, list, block) => self.eval_for(pattern, list, block),
            ExprKind::While(condition, block) => {
                self.eval(condition);
                self.eval_block(block);
                Value::Nothing
            }
            ExprKind::Assign(place, value) => {
                let value = self.eval(value);
                self.set(place, value);
                Value::Nothing
            }
            ExprKind::Binary(operator, a, b) => self.eval_binary(*operator, a, b),
            ExprKind::Not(inner) => match self.eval(inner) {
                Value::Boolean(it) => Value::Boolean(!it),
                _ => Value::Unknown,
            },
            ExprKind::Dereference(inner)
            | ExprKind::Reference(inner)
            | ExprKind::Try(inner)
            | ExprKind::Await(inner)
            | ExprKind::Cast(inner, _) => self.eval(inner),
            ExprKind::Return(value) => {
                let value = value.as_ref().map_or(Value::Nothing, |it| self.eval(it));
                self.frame.returns.push((self.conditions.clone(), value));
                Value::Unknown
            }
            ExprKind::Break(value) => value.as_ref().map_or(Value::Unknown, |it| self.eval(it)),
            ExprKind::Macro(call) => self.eval_macro(expr, call),
            ExprKind::Negative(_) | ExprKind::Range(..) | ExprKind::Continue | ExprKind::Other => Value::Unknown,
        }
    }

    /// Runs statements; names that they bind are gone behind them.
    pub(super) fn eval_block(&mut self, block: &'w Block) -> Value<'w> {
        let outer = self.frame.variables.len();
        let mut last = Value::Nothing;
        for statement in &block.statements {
            last = self.run(statement);
        }
        self.frame.variables.truncate(outer);
        last
    }

    fn run(&mut self, statement: &'w Statement) -> Value<'w> {
        match statement {
            Statement::Let { attributes, pattern, value, otherwise } => {
                let value = value.as_ref().map_or(Value::Unknown, |it| self.when(attributes, |cx| cx.eval(it)));
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
    fn when(&mut self, attributes: &'w [Attribute], action: impl FnOnce(&mut Self) -> Value<'w>) -> Value<'w> {
        let mut conditions = Conditions::default();
        for attribute in attributes.iter().filter(|it| it.path.last() == "cfg") {
            let text = self.workspace.slice(attribute.span);
            let text = text.trim_start_matches("#[cfg(").trim_end_matches(")]").to_owned();
            if text == "test" {
                return Value::Unknown;
            }
            conditions = conditions.with(Condition { text, span: attribute.span, arm: 0 });
        }
        self.under(&conditions, action)
    }

    fn choice(&self, span: Span, text: &str, arm: usize) -> Condition {
        Condition { text: text.to_owned(), span, arm }
    }

    fn asked(&self, expr: &Expr, arm: usize) -> Condition {
        self.choice(expr.span, self.workspace.slice(expr.span).lines().next().unwrap_or_default(), arm)
    }

    fn eval_if(&mut self, condition: &'w Expr, then: &'w Block, otherwise: Option<&'w Expr>) -> Value<'w> {
        let outer = self.frame.variables.len();
        let known = self.eval(condition);
        if let Value::Boolean(it) = known {
            let value = match (it, otherwise) {
                (true, _) => self.eval_block(then),
                (false, Some(otherwise)) => self.eval(otherwise),
                (false, None) => Value::Nothing,
            };
            self.frame.variables.truncate(outer);
            return value;
        }
        let (yes, no) = (self.asked(condition, 0), self.asked(condition, 1));
        let branches: [(Condition, Branch<'_, 'w>); 2] = [
            (yes, Box::new(|it: &mut Self| it.eval_block(then))),
            (no, Box::new(|it: &mut Self| otherwise.map_or(Value::Nothing, |otherwise| it.eval(otherwise)))),
        ];
        let value = self.branches(outer, branches.into());
        self.frame.variables.truncate(outer);
        value
    }

    /// Runs each branch on what was before it, and joins what they leave.
    fn branches(&mut self, outer: usize, branches: Vec<(Condition, Branch<'_, 'w>)>) -> Value<'w> {
        let before = self.frame.variables.clone();
        let mut values = Vec::new();
        let mut left: Vec<(Conditions, Vec<(Name, Value<'w>)>)> = Vec::new();
        for (condition, branch) in branches {
            let conditions = Conditions::default().with(condition.clone());
            self.frame.variables.clone_from(&before);
            let value = self.under_one(condition, branch);
            values.push((conditions.clone(), value));
            let mut variables = std::mem::take(&mut self.frame.variables);
            variables.truncate(outer);
            left.push((conditions, variables));
        }
        self.frame.variables = joined(before, &left, outer);
        Value::either(values)
    }

    fn eval_match(&mut self, value: &'w Expr, arms: &'w [Arm]) -> Value<'w> {
        let outer = self.frame.variables.len();
        let known = self.eval(value);
        if let Some(arm) = self.arm_for(&known, arms) {
            self.take_apart(&arm.pattern, known);
            let value = self.eval(&arm.body);
            self.frame.variables.truncate(outer);
            return value;
        }
        let mut branches: Vec<(Condition, Branch<'_, 'w>)> = Vec::new();
        for (number, arm) in arms.iter().enumerate() {
            let text = format!(
                "{} is {}",
                self.workspace.slice(value.span).lines().next().unwrap_or_default(),
                self.workspace.slice(arm.pattern.span)
            );
            let known = known.clone();
            let branch = move |it: &mut Self| {
                it.take_apart(&arm.pattern, known);
                it.when(&arm.attributes, |it| it.eval(&arm.body))
            };
            branches.push((self.choice(value.span, &text, number), Box::new(branch)));
        }
        self.branches(outer, branches)
    }

    /// The arm that a known value takes.
    fn arm_for(&self, value: &Value<'w>, arms: &'w [Arm]) -> Option<&'w Arm> {
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
            (PatternKind::Path(path) | PatternKind::TupleStruct(path, _), Value::Nothing) => Some(path.last() == "None"),
            (PatternKind::Name(name, None), Value::Nothing) => Some(&**name == "None"),
            _ => None,
        }
    }

    fn eval_for(&mut self, pattern: &'w Pattern, list: &'w Expr, block: &'w Block) -> Value<'w> {
        let outer = self.frame.variables.len();
        let list = self.eval(list);
        let elements: Vec<Value<'w>> = match list {
            Value::List(all) | Value::Tuple(all) => all.iter().take(MAX_ROUNDS).cloned().collect(),
            _ => vec![Value::Unknown],
        };
        for element in elements {
            self.take_apart(pattern, element);
            self.eval_block(block);
            self.frame.variables.truncate(outer);
        }
        Value::Nothing
    }

    fn eval_binary(&mut self, operator: Operator, a: &'w Expr, b: &'w Expr) -> Value<'w> {
        let (left, right) = (self.eval(a), self.eval(b));
        match (operator, &left, &right) {
            (Operator::Add | Operator::AddAssign, Value::Text(one), other) => {
                let other = match other {
                    Value::Text(text) => text.clone(),
                    _ => Text::hole(self.workspace.slice(b.span)),
                };
                let sum = Value::Text(one.clone().followed_by(other));
                if operator == Operator::AddAssign {
                    self.set(a, sum.clone());
                }
                sum
            }
            (Operator::And, Value::Boolean(false), _) | (Operator::And, _, Value::Boolean(false)) => {
                Value::Boolean(false)
            }
            (Operator::Or, Value::Boolean(true), _) | (Operator::Or, _, Value::Boolean(true)) => Value::Boolean(true),
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
            (Value::List(all) | Value::Tuple(all), Ok(number)) => all.get(number).cloned().unwrap_or(Value::Unknown),
            _ => Value::Unknown,
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
                        Value::Tuple(all) | Value::List(all) => all.get(number).cloned().unwrap_or(Value::Unknown),
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

    /// Format strings and lists are known here; what is left belongs to frameworks.
    fn eval_macro(&mut self, expr: &'w Expr, call: &'w MacroCall) -> Value<'w> {
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
            arguments.iter().position(|it| matches!(&it.kind, ExprKind::Assign(name, _)
                if matches!(&name.kind, ExprKind::Path(path) if path.last() == wanted)))
        };
        let mut next = 0;
        Value::Text(formatted(&format, |name| {
            if name.is_empty() {
                next += 1;
                return text(next);
            }
            let variable = || match self.variable(name).cloned().unwrap_or_else(|| self.constant(name))  {
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

/// What one of several ways does.
type Branch<'b, 'w> = Box<dyn FnOnce(&mut Machine<'w>) -> Value<'w> + 'b>;

/// Variables behind several branches.
fn joined<'w>(
    before: Vec<(Name, Value<'w>)>,
    left: &[(Conditions, Vec<(Name, Value<'w>)>)],
    outer: usize,
) -> Vec<(Name, Value<'w>)> {
    let join = |(number, (name, value)): (usize, (Name, Value<'w>))| {
        let values = left.iter().filter_map(|(conditions, it)| Some((conditions.clone(), it.get(number)?.1.clone())));
        let values: Vec<_> = values.collect();
        (name, if values.is_empty() { value } else { Value::either(values) })
    };
    before.into_iter().take(outer).enumerate().map(join).collect()
}
