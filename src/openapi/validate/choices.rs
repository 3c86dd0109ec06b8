//! Schemas that are combined: all of them, any of them, none of them.

use super::{Validator, Verdict};
use crate::syntax::Node;

impl<'a> Validator<'a, '_> {
    pub(super) fn choices(&mut self, schema: Node<'a>, value: Node<'a>, depth: usize) -> Verdict<'a> {
        let is_combined = schema.has_any(&["properties", "additionalProperties"])
            || ["allOf", "oneOf", "anyOf"].iter().filter(|it| schema.get(it).is_some()).count() > 1;
        let mut verdict = Verdict::Valid;
        for part in schema.get("allOf").into_iter().flat_map(Node::items) {
            verdict = verdict.and(|| self.composed(true, |it| it.judge(part, value, depth)));
        }
        for list in ["oneOf", "anyOf"].into_iter().filter_map(|it| schema.get(it)) {
            verdict = verdict.and(|| self.composed(is_combined, |it| it.choice(list, value, depth)));
        }
        if let Some(not) = schema.get("not") {
            verdict = verdict.and(|| match self.composed(true, |it| it.judge(not, value, depth)) {
                Verdict::Valid => Verdict::invalid(value, not, "`not` rules this value out"),
                Verdict::Invalid(_) => Verdict::Valid,
                Verdict::Undecided => Verdict::Undecided,
            });
        }
        verdict
    }

    fn composed<T>(&mut self, is_composed: bool, judge: impl FnOnce(&mut Self) -> T) -> T {
        self.composed += usize::from(is_composed);
        let verdict = judge(self);
        self.composed -= usize::from(is_composed);
        verdict
    }

    /// Any of the choices will do: that `oneOf` wants no second one is forgiven, since authors seldom mean it.
    fn choice(&mut self, list: Node<'a>, value: Node<'a>, depth: usize) -> Verdict<'a> {
        let (mut is_undecided, mut only, mut count) = (false, None, 0);
        for choice in list.items() {
            count += 1;
            match self.judge(choice, value, depth) {
                Verdict::Valid => return Verdict::Valid,
                Verdict::Undecided => is_undecided = true,
                Verdict::Invalid(breach) => only = Some(breach),
            }
        }
        match only {
            Some(_) if is_undecided => Verdict::Undecided,
            Some(breach) if count == 1 => Verdict::Invalid(breach),
            Some(_) => {
                let key = list.key().unwrap_or_default();
                Verdict::invalid(value, list, format!("none of the {count} choices of `{key}` fits"))
            }
            None if is_undecided => Verdict::Undecided,
            None => Verdict::Valid,
        }
    }
}
