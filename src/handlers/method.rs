//! Calls of methods: on routers, on values of the workspace, and the few of the standard library that matter.

use super::call::chain_span;
use super::framework::{Call, Framework};
use super::frameworks::FRAMEWORKS;
use super::known::TRANSPARENT;
use super::machine::{Machine, here};
use super::text::Text;
use super::value::{FunctionRef, OpaqueCall, Value};
use crate::code::{Expr, ItemId, ItemKind, Name, Type};
use crate::source::Span;
use std::rc::Rc;

/// Functions of the same name that are tried where nobody knows what a method is called on.
const MAX_CANDIDATES: usize = 4;

/// A method's call as written.
#[derive(Clone, Copy)]
struct Written<'w> {
    expr: &'w Expr,
    name: &'w Name,
    span: Span,
    types: &'w [Type],
    exprs: &'w [Expr],
    /// The variable that it is called on.
    place: &'w Expr,
}

impl<'w> Machine<'w> {
    /// `receiver.name(a, b)`.
    pub(super) fn eval_method(
        &mut self,
        expr: &'w Expr,
        receiver: &'w Expr,
        (name, span): (&'w Name, Span),
        types: &'w [Type],
        exprs: &'w [Expr],
    ) -> Value<'w> {
        let written = Written { expr, name, span: chain_span(span, expr), types, exprs, place: receiver };
        let receiver = self.eval(receiver);
        let receiver = self.gathered(receiver);
        let arguments: Vec<Value<'w>> = exprs.iter().map(|it| self.eval(it)).collect();
        self.each_of(&receiver, |it, receiver| it.call_method(&receiver, &arguments, written))
    }

    fn call_method(
        &mut self,
        receiver: &Value<'w>,
        arguments: &[Value<'w>],
        written: Written<'w>,
    ) -> Value<'w> {
        let known = match receiver {
            Value::Router(router) => {
                let framework = self.routers.get(*router).framework;
                self.ask(framework, receiver, arguments, written)
            }
            Value::Verbs(verbs) => self.ask(verbs.framework, receiver, arguments, written),
            Value::Text(text) => self.method_of_text(text, arguments, written),
            Value::List(list) => self.method_of_list(list, arguments, written),
            Value::Object(object) => {
                let item = self.objects[object.0].item;
                item.and_then(|it| self.method_of_type(it, receiver, arguments, written))
            }
            Value::Type(item) => self.method_of_type(*item, receiver, arguments, written),
            Value::Unknown | Value::Call(_) | Value::External(_) => {
                let framework = self.framework_behind(receiver, arguments);
                framework.and_then(|it| self.ask(it, receiver, arguments, written))
            }
            _ => None,
        };
        known
            .or_else(|| self.method_of_any(receiver, arguments, written))
            .unwrap_or_else(|| self.unknown_method(receiver, arguments, written))
    }

    /// The framework that knows what to do with something of which little is known, by what it is given or came from.
    fn framework_behind(&self, receiver: &Value<'w>, arguments: &[Value<'w>]) -> Option<&'static Framework> {
        match (arguments.first(), receiver) {
            (Some(Value::Router(router)), _) => Some(self.routers.get(*router).framework),
            (_, Value::Call(call)) => framework_of(call),
            _ => None,
        }
    }

    fn ask(
        &mut self,
        framework: &'static Framework,
        receiver: &Value<'w>,
        arguments: &[Value<'w>],
        written: Written<'w>,
    ) -> Option<Value<'w>> {
        let path = [written.name.clone()];
        (framework.method)(self, receiver, &self.call(&path, arguments, written))
    }

    fn call<'c>(&self, path: &'c [Name], arguments: &'c [Value<'w>], written: Written<'w>) -> Call<'c, 'w> {
        Call {
            path,
            arguments,
            exprs: written.exprs,
            types: written.types,
            expr: written.expr,
            span: written.span,
            scope: self.frame.scope,
        }
    }

    /// A method that the workspace declares for a type.
    fn method_of_type(
        &mut self,
        ty: ItemId,
        receiver: &Value<'w>,
        arguments: &[Value<'w>],
        written: Written<'w>,
    ) -> Option<Value<'w>> {
        let members = self.workspace.members(ty, written.name);
        let item =
            members.into_iter().find(|it| matches!(self.workspace.item(*it).kind, ItemKind::Function(_)))?;
        Some(self.call_member(FunctionRef { item, self_type: Some(ty) }, receiver, arguments, written))
    }

    /// A function of that name that a value's type has.
    pub(super) fn method_named(&self, value: &Value<'w>, name: &str) -> Option<FunctionRef> {
        let ty = match value {
            Value::Type(item) => *item,
            Value::Object(object) => self.objects[object.0].item?,
            _ => return None,
        };
        let item = *self.workspace.methods(ty, name).first()?;
        Some(FunctionRef { item, self_type: Some(ty) })
    }

    fn call_member(
        &mut self,
        function: FunctionRef,
        receiver: &Value<'w>,
        arguments: &[Value<'w>],
        written: Written<'w>,
    ) -> Value<'w> {
        let all = std::iter::once(receiver.clone()).chain(arguments.iter().cloned()).collect();
        self.call_function(function, all, written.types, written.expr)
    }

    /// What the standard library and closures do with any value; or a function of the workspace by its name.
    fn method_of_any(
        &mut self,
        receiver: &Value<'w>,
        arguments: &[Value<'w>],
        written: Written<'w>,
    ) -> Option<Value<'w>> {
        let name = &**written.name;
        match (receiver, name) {
            (Value::Router(router), "clone") => return Some(self.copy(*router)),
            (_, "clone") => return Some(receiver.clone()),
            (_, "unwrap_or") => {
                let other = arguments.first().cloned().unwrap_or(Value::Unknown);
                return Some(Value::either(vec![
                    (Default::default(), receiver.clone()),
                    (Default::default(), other),
                ]));
            }
            (_, "unwrap_or_else" | "unwrap_or_default" | "or_else")
                if !matches!(receiver, Value::Unknown | Value::Nothing) =>
            {
                return Some(receiver.clone());
            }
            (Value::Unknown | Value::Call(_) | Value::External(_), _) => {}
            (_, _) if TRANSPARENT.contains(&name) => return Some(receiver.clone()),
            (_, "map" | "and_then" | "pipe" | "tap" | "then" | "apply" | "inspect") => {
                if let [function] = arguments {
                    return self.apply(function, std::slice::from_ref(receiver), written.expr);
                }
            }
            _ => {}
        }
        self.method_by_name(receiver, arguments, written)
    }

    /// A method of an own trait for a foreign type, or of a value that is not known.
    fn method_by_name(
        &mut self,
        receiver: &Value<'w>,
        arguments: &[Value<'w>],
        written: Written<'w>,
    ) -> Option<Value<'w>> {
        let candidates = self.relevance.methods_named(written.name);
        if candidates.is_empty() || candidates.len() > MAX_CANDIDATES {
            return None;
        }
        let is_foreign = self.is_foreign(receiver);
        let of_trait =
            |it: &ItemId| self.workspace.owner(*it).is_some_and(|it| self.workspace.trait_of(it).is_some());
        let candidates: Vec<ItemId> =
            candidates.iter().copied().filter(|it| !is_foreign || of_trait(it)).collect();
        if candidates.is_empty() {
            return None;
        }
        let each = candidates.into_iter().map(|item| {
            let function = FunctionRef { item, self_type: None };
            (Default::default(), self.call_member(function, receiver, arguments, written))
        });
        Some(Value::either(each.collect()))
    }

    /// Whether a value is of a type that other crates declare: only traits of the workspace may add to it.
    fn is_foreign(&self, receiver: &Value<'w>) -> bool {
        let is_known = |path: &[Name]| {
            path.first().is_some_and(|it| FRAMEWORKS.iter().any(|all| all.crates.contains(&&**it)))
        };
        match receiver {
            Value::Router(_) | Value::Verbs(_) | Value::Text(_) | Value::List(_) | Value::Tuple(_) => true,
            Value::External(path) => is_known(path),
            Value::Call(call) => is_known(&call.origin().path),
            _ => false,
        }
    }

    /// A router goes on as it is; what was handed to it in a way that nobody knows is said.
    fn unknown_method(
        &mut self,
        receiver: &Value<'w>,
        arguments: &[Value<'w>],
        written: Written<'w>,
    ) -> Value<'w> {
        if let Value::Router(router) = receiver {
            let is_telling = |it: &Value<'w>| {
                it.holds_router() || matches!(it, Value::Closure(_) | Value::Verbs(_) | Value::Function(_))
            };
            if arguments.iter().any(is_telling) {
                let reason = format!("the method `{}` of a router could not be followed", written.name);
                self.unresolved(*router, &here(), &reason, written.span);
            }
            return receiver.clone();
        }
        if matches!(receiver, Value::Unknown | Value::Call(_) | Value::External(_))
            && TRANSPARENT.contains(&&**written.name)
        {
            return receiver.clone();
        }
        let path = [written.name.clone()];
        let call = self.call(&path, arguments, written);
        self.opaque(&call, Some(receiver.clone()))
    }

    fn method_of_text(
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
        let changed = match &**written.name {
            "push_str" => {
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
            "to_lowercase" | "to_ascii_lowercase" => text.clone().map(str::to_lowercase),
            "to_uppercase" | "to_ascii_uppercase" => text.clone().map(str::to_uppercase),
            "trim" => text.clone(),
            _ => return None,
        };
        Some(Value::Text(changed))
    }

    fn method_of_list(
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

/// The framework whose function a chain of calls begins with.
fn framework_of(call: &OpaqueCall<'_>) -> Option<&'static Framework> {
    let first = call.origin().path.first()?;
    FRAMEWORKS.iter().find(|it| it.crates.contains(&&**first)).copied()
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
