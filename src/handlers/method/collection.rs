//! Methods of strings and lists that matter to paths.

use super::Written;
use crate::handlers::machine::Machine;
use crate::handlers::text::Text;
use crate::handlers::value::Value;
use std::rc::Rc;

impl<'w> Machine<'w> {
    pub(super) fn method_of_text(
        &mut self,
        text: &Text,
        arguments: &[Value<'w>],
        written: Written<'w>,
    ) -> Option<Value<'w>> {
        let argument = || match arguments.first() {
            Some(Value::Text(text)) => Some(text.clone()),
            _ => None,
        };
        let known = || argument().and_then(|it| it.as_known().map(str::to_owned));
        if &**written.name == "len" {
            return Some(text.as_known().map_or(Value::Unknown, |it| Value::Number(it.len())));
        }
        let changed = match &**written.name {
            "push_str" | "push" => {
                let other = argument().unwrap_or_else(|| Text::hole("…"));
                let whole = self.text(text.clone().followed_by(other));
                self.set(written.place, whole);
                return Some(Value::Nothing);
            }
            "trim_end_matches" | "trim_end" => {
                let what = known().unwrap_or_else(|| "/".to_owned());
                text.clone().map(|it| it.trim_end_matches(what.as_str()).to_owned())
            }
            "trim_start_matches" => {
                let what = known().unwrap_or_else(|| "/".to_owned());
                text.clone().map(|it| it.trim_start_matches(what.as_str()).to_owned())
            }
            "replace" => {
                let (from, to) = (known()?, arguments.get(1).and_then(Value::as_known_text)?);
                text.clone().map(|it| it.replace(&from, &to))
            }
            "to_lowercase" | "to_ascii_lowercase" => text.clone().map(str::to_lowercase),
            "to_uppercase" | "to_ascii_uppercase" => text.clone().map(str::to_uppercase),
            "trim" => text.clone(),
            _ => return None,
        };
        Some(Value::Text(changed))
    }

    pub(super) fn method_of_list(
        &mut self,
        list: &Rc<[Value<'w>]>,
        arguments: &[Value<'w>],
        written: Written<'w>,
    ) -> Option<Value<'w>> {
        if !self.spend(list.len() / 16) {
            return Some(Value::List(list.clone()));
        }
        match (&**written.name, arguments) {
            ("push" | "push_back", [one]) => Some(self.grow(list, vec![one.clone()], written)),
            ("extend" | "append" | "extend_from_slice", [Value::List(more)]) => {
                Some(self.grow(list, more.to_vec(), written))
            }
            ("chain", [Value::List(more)]) => {
                Some(Value::List(list.iter().chain(more.iter()).cloned().collect()))
            }
            ("map" | "flat_map" | "filter_map", [function]) => {
                let results =
                    list.iter().map(|it| self.apply(function, std::slice::from_ref(it), written.expr));
                let results: Vec<_> = results.map(|it| it.unwrap_or(Value::Unknown)).collect();
                Some(Value::List(flattened(results, &**written.name == "flat_map").into()))
            }
            ("for_each", [function]) => {
                list.iter().for_each(|it| drop(self.apply(function, std::slice::from_ref(it), written.expr)));
                Some(Value::Nothing)
            }
            ("fold" | "try_fold", [start, function]) => Some(list.iter().fold(start.clone(), |all, it| {
                self.apply(function, &[all.clone(), it.clone()], written.expr).unwrap_or(all)
            })),
            ("reduce", [function]) => list
                .iter()
                .cloned()
                .reduce(|all, it| self.apply(function, &[all.clone(), it], written.expr).unwrap_or(all)),
            ("concat", []) => Some(self.text(joined_texts(list, ""))),
            ("join", [Value::Text(between)]) => Some(self.text(joined_texts(list, between.as_known()?))),
            ("flatten", []) => Some(Value::List(flattened(list.to_vec(), true).into())),
            ("enumerate", []) => Some(Value::List(
                list.iter().map(|it| Value::Tuple([Value::Unknown, it.clone()].into())).collect(),
            )),
            ("filter" | "rev" | "skip" | "sorted", _) => Some(Value::List(list.clone())),
            _ => None,
        }
    }

    fn grow(&mut self, list: &Rc<[Value<'w>]>, more: Vec<Value<'w>>, written: Written<'w>) -> Value<'w> {
        let all = Value::List(list.iter().cloned().chain(more).collect());
        self.set(written.place, all);
        Value::Nothing
    }
}

fn flattened(values: Vec<Value<'_>>, is_wanted: bool) -> Vec<Value<'_>> {
    let open = |it| match it {
        Value::List(all) if is_wanted => all.to_vec(),
        other => vec![other],
    };
    values.into_iter().flat_map(open).collect()
}

fn joined_texts(list: &[Value<'_>], between: &str) -> Text {
    let mut whole = Text::default();
    for (number, it) in list.iter().enumerate() {
        if number > 0 {
            whole = whole.followed_by(Text::known(between));
        }
        whole = whole.followed_by(match it {
            Value::Text(text) => text.clone(),
            _ => Text::hole("…"),
        });
    }
    whole
}
