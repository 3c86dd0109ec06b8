//! Calls of functions and closures: followed where that may lead to routes, noted where not.

mod closure;

use super::framework::{Call, Framework};
use super::frameworks::FRAMEWORKS;
use super::known::{SINKS, is_transparent};
use super::machine::{Frame, MAX_CALLS, Machine};
use super::text::Text;
use super::value::{FunctionRef, OpaqueCall, Value};
use crate::code::{Expr, ExprKind, Function, ItemId, ItemKind, MacroCall, Name, Path, Resolution, Type};
use crate::source::Span;
use std::rc::Rc;

/// What stands for a closure among the functions that are followed.
pub(super) const CLOSURE: ItemId = ItemId(u32::MAX);

impl<'w> Machine<'w> {
    /// `f(a, b)`.
    pub(super) fn eval_call(&mut self, expr: &'w Expr, callee: &'w Expr, exprs: &'w [Expr]) -> Value<'w> {
        let function = self.eval(callee);
        let arguments: Vec<Value<'w>> = exprs.iter().map(|it| self.eval(it)).collect();
        let path = match &callee.kind {
            ExprKind::Path(path) => Some(path),
            _ => None,
        };
        self.each_of(&function, |it, function| {
            it.call_value(&function, arguments.clone(), (expr, exprs, path))
        })
    }

    /// One result for each of several values.
    pub(super) fn each_of(
        &mut self,
        value: &Value<'w>,
        mut action: impl FnMut(&mut Self, Value<'w>) -> Value<'w>,
    ) -> Value<'w> {
        let each = value.alternatives().into_iter().map(|(conditions, value)| {
            let result = self.under(&conditions, |it| action(it, value));
            (conditions, result)
        });
        Value::either(each.collect())
    }

    fn call_value(
        &mut self,
        function: &Value<'w>,
        arguments: Vec<Value<'w>>,
        (expr, exprs, path): (&'w Expr, &'w [Expr], Option<&'w Path>),
    ) -> Value<'w> {
        let types = path.and_then(|it| it.segments.last()).map_or(&[][..], |it| it.arguments.as_slice());
        match function {
            Value::Function(function) => self.call_function(*function, arguments, types, expr),
            Value::Closure(closure) => self.call_closure(closure, arguments),
            Value::Type(item) => self
                .tell_listed(*item, &arguments, expr.span)
                .unwrap_or_else(|| self.construct(*item, arguments)),
            Value::Object(object) => {
                let made = &self.objects[object.0];
                let (item, name) = (made.item, made.name.clone());
                self.new_object(item, name, numbered(arguments))
            }
            Value::External(names) => self.call_external(names, arguments, (expr, exprs, types)),
            _ => {
                let names: Vec<Name> =
                    path.into_iter().flat_map(|it| &it.segments).map(|it| it.name.clone()).collect();
                self.call_external(&names, arguments, (expr, exprs, types))
            }
        }
    }

    fn construct(&mut self, item: ItemId, arguments: Vec<Value<'w>>) -> Value<'w> {
        let name = self.workspace.item(item).name.clone();
        self.new_object(Some(item), name, numbered(arguments))
    }

    /// A function of another crate, by its path.
    fn call_external(
        &mut self,
        names: &[Name],
        arguments: Vec<Value<'w>>,
        (expr, exprs, types): (&'w Expr, &'w [Expr], &'w [Type]),
    ) -> Value<'w> {
        if is_transparent(names) {
            return arguments.into_iter().next().unwrap_or(Value::Nothing);
        }
        if let [.., owner, name] = names
            && let "new" | "with_capacity" | "default" = &**name
        {
            match &**owner {
                "Vec" | "VecDeque" => return Value::List([].into()),
                "String" | "PathBuf" => return Value::Text(Text::default()),
                _ => {}
            }
        }
        if let Some(function) = self.given_to(names) {
            return self.call_function(function, arguments, types, expr);
        }
        let call = Call {
            path: names,
            arguments: &arguments,
            exprs,
            types,
            expr,
            span: expr.span,
            scope: self.frame.scope,
        };
        match self.ask_frameworks(&call) {
            Some(value) => value,
            None => self.opaque(&call, None),
        }
    }

    /// A function that the project gives to a type of another crate, as in `impl From<&Server> for Router`.
    pub(super) fn given_to(&self, names: &[Name]) -> Option<FunctionRef> {
        let (name, ty) = names.split_last()?;
        let implementations = self.workspace.impls_of_external(ty).iter();
        let items = implementations.filter_map(|it| match &self.workspace.item(*it).kind {
            ItemKind::Impl(_) => self
                .workspace
                .methods_named(name)
                .iter()
                .copied()
                .find(|function| self.workspace.owner(*function) == Some(*it)),
            _ => None,
        });
        let mut followed = items.filter(|it| self.relevance.is_followed(*it));
        let item = followed.next()?;
        followed.next().is_none().then_some(FunctionRef { item, self_type: None })
    }

    /// The framework whose crate the path begins with; where nobody knows what it begins with, any that is used.
    fn ask_frameworks(&mut self, call: &Call<'_, 'w>) -> Option<Value<'w>> {
        let first = call.path.first()?;
        let owner = FRAMEWORKS.iter().find(|it| it.crates.contains(&&**first));
        if let Some(framework) = owner {
            return (framework.function)(self, call);
        }
        // In other crates there may be what a framework's attributes made; it has a name of its own then.
        let is_possible = self.may_be_of_framework(first);
        let may_be_of = |it: &Framework| is_possible || it.words.contains(&call.name());
        let used: Vec<_> = FRAMEWORKS.iter().filter(|it| may_be_of(it) && self.uses(it)).collect();
        used.into_iter().find_map(|it| (it.function)(self, call))
    }

    /// `name!(…)` of a framework.
    pub(super) fn eval_framework_macro(
        &mut self,
        expr: &'w Expr,
        call: &'w MacroCall,
        exprs: &'w [Expr],
    ) -> Value<'w> {
        let mut names: Vec<Name> = match self.workspace.resolve_macro(self.frame.scope, &call.path) {
            Resolution::External(path) => path,
            _ => call.path.segments.iter().map(|it| it.name.clone()).collect(),
        };
        if let Some(last) = names.last_mut() {
            *last = format!("{last}!").into();
        }
        let arguments: Vec<Value<'w>> = exprs.iter().map(|it| self.eval(it)).collect();
        let asked = Call {
            path: &names,
            arguments: &arguments,
            exprs,
            types: &[],
            expr,
            span: call.span,
            scope: self.frame.scope,
        };
        self.ask_frameworks(&asked).unwrap_or_else(|| self.opaque(&asked, None))
    }

    /// A call that nobody follows. A router that went in is taken to come out, and told so.
    pub(super) fn opaque(&mut self, call: &Call<'_, 'w>, receiver: Option<Value<'w>>) -> Value<'w> {
        let given = call.arguments.iter().find_map(|it| match it {
            Value::Router(router) => Some(*router),
            _ => None,
        });
        if let Some(router) = given.filter(|_| SINKS.contains(&call.name())) {
            return Value::Router(router);
        }
        if let Some(router) = given {
            let reason =
                format!("the router goes through `{}`, which could not be followed", joined(call.path));
            let here = [(Default::default(), Default::default())];
            self.unresolved(router, &here, &reason, call.span);
            return Value::Router(router);
        }
        Value::Call(Rc::new(OpaqueCall {
            path: call.path.into(),
            receiver,
            arguments: call.arguments.to_vec(),
            types: call.types,
            expr: call.expr,
            scope: call.scope,
        }))
    }

    fn has_room_for_call(&mut self) -> bool {
        let has_room = self.stack.len() < MAX_CALLS;
        self.is_cut |= !has_room;
        has_room && self.step()
    }

    /// A function of the workspace: followed if it may have to do with routes, or only gives a string.
    pub(super) fn call_function(
        &mut self,
        function: FunctionRef,
        arguments: Vec<Value<'w>>,
        types: &'w [Type],
        expr: &'w Expr,
    ) -> Value<'w> {
        let item = self.workspace.item(function.item);
        let ItemKind::Function(declared) = &item.kind else { return Value::Unknown };
        let is_wanted = self.wants_text
            || self.relevance.is_followed(function.item)
            || arguments.iter().any(|it| self.carries_router(it))
            || self.is_of_builder(arguments.first())
            || self.makes_builder(function);
        let is_plain = !arguments.iter().any(|it| self.may_tell(it));
        let is_wanted = is_wanted && !(is_plain && self.inert.contains(&function.item));
        let is_possible = is_wanted && !self.stack.contains(&function.item) && self.has_room_for_call();
        if !is_possible {
            let path = [item.name.clone()];
            let call = Call {
                path: &path,
                arguments: &arguments,
                exprs: &[],
                types,
                expr,
                span: expr.span,
                scope: self.frame.scope,
            };
            return self.opaque(&call, Some(Value::Function(function)));
        }
        self.entered.insert(function.item);
        let parameters = declared.generics.iter().filter(|it| !it.name.starts_with('\''));
        let types =
            parameters.zip(types).filter_map(|(it, ty)| Some((it.name.clone(), self.type_of(ty)?))).collect();
        let before = self.effects;
        let result = self.run_function(function, declared, types, arguments);
        self.made_by(&result, function, expr.span);
        if is_plain && self.says_nothing(function, &result) && self.effects == before && !self.is_exhausted()
        {
            self.inert.insert(function.item);
        }
        result
    }

    /// Runs the body of a function; a router that it should be given and that is not known is a new one.
    pub(super) fn run_function(
        &mut self,
        function: FunctionRef,
        declared: &'w Function,
        types: Vec<(Name, ItemId)>,
        arguments: Vec<Value<'w>>,
    ) -> Value<'w> {
        let Some(body) = &declared.body else { return Value::Unknown };
        let self_type = function.self_type.or_else(|| self.self_type_of(function.item));
        let scope = self.workspace.scope_of(function.item);
        let frame = Frame { self_type, types, ..Frame::new(scope) };
        let outer = std::mem::replace(&mut self.frame, frame);
        self.is_cut |= self.workspace.is_broken(function.item);
        self.stack.push(function.item);
        let mut arguments = arguments.into_iter();
        for input in &declared.inputs {
            let value = match arguments.next().unwrap_or(Value::Unknown) {
                Value::Unknown => self.new_input(&input.ty, self_type),
                known => known,
            };
            self.take_apart(&input.pattern, value);
        }
        let last = self.eval_block(body);
        let result = self.returned(last);
        self.stack.pop();
        self.frame = outer;
        result
    }

    fn returned(&mut self, last: Value<'w>) -> Value<'w> {
        let mut results = std::mem::take(&mut self.frame.returns);
        results.push((Default::default(), last));
        Value::either(results)
    }
}

/// Fields of a tuple struct.
fn numbered(arguments: Vec<Value<'_>>) -> Vec<(Name, Value<'_>)> {
    arguments.into_iter().enumerate().map(|(number, it)| (number.to_string().into(), it)).collect()
}

pub(super) fn joined(names: &[Name]) -> String {
    names.join("::")
}

/// From the name of a method to the end of its call.
pub(super) fn chain_span(name: Span, expr: &Expr) -> Span {
    Span { start: name.start, ..expr.span }
}
