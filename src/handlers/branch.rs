//! Ways that the source leaves open: each is taken, under its condition, and what they leave is joined.

use super::condition::{Condition, Conditions};
use super::machine::Machine;
use super::value::Value;
use crate::code::{Arm, Block, Expr, Name};

/// What one of several ways does.
type Branch<'b, 'w> = Box<dyn FnOnce(&mut Machine<'w>) -> Value<'w> + 'b>;

impl<'w> Machine<'w> {
    fn asked(&self, expr: &Expr, arm: usize) -> Condition {
        let text = self.shown(expr.span);
        let not = if arm == 0 { "" } else { "not " };
        self.choice(expr.span, &format!("{not}{text}"), arm)
    }

    pub(super) fn eval_if(
        &mut self,
        condition: &'w Expr,
        then: &'w Block,
        otherwise: Option<&'w Expr>,
    ) -> Value<'w> {
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
        self.spend(self.frame.variables.len() * branches.len() / 8);
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

    pub(super) fn eval_match(&mut self, value: &'w Expr, arms: &'w [Arm]) -> Value<'w> {
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
            let guard =
                arm.guard.as_ref().map_or_else(String::new, |it| format!(" if {}", self.shown(it.span)));
            let text = format!("{} is {}{guard}", self.shown(value.span), self.shown(arm.pattern.span));
            let known = known.clone();
            let branch = move |it: &mut Self| {
                it.take_apart(&arm.pattern, known);
                it.when(&arm.attributes, |it| it.eval(&arm.body))
            };
            branches.push((self.choice(value.span, &text, number), Box::new(branch)));
        }
        self.branches(outer, branches)
    }
}

/// Variables behind several branches.
fn joined<'w>(
    before: Vec<(Name, Value<'w>)>,
    left: &[(Conditions, Vec<(Name, Value<'w>)>)],
    outer: usize,
) -> Vec<(Name, Value<'w>)> {
    let join = |(number, (name, value)): (usize, (Name, Value<'w>))| {
        let values =
            left.iter().filter_map(|(conditions, it)| Some((conditions.clone(), it.get(number)?.1.clone())));
        let values: Vec<_> = values.collect();
        let is_untouched = values.iter().all(|it| it.1.is_same(&value));
        (name, if is_untouched { value } else { Value::either(values) })
    };
    before.into_iter().take(outer).enumerate().map(join).collect()
}
