//! Bodies of functions as checks see them: what they call, with what those names stand for, and where what a request
//! brings goes.
//!
//! All this is said of one function at a time, without an order of its statements: a variable is what any of its values
//! is. What a request brings is followed into functions that are called with it, one call deep.

mod answer;
mod binding;
mod call;
mod checked;
mod failure;
mod handling;
mod host;
mod input;
mod request;
mod status;
mod text;
mod uses;
mod words;

pub use answer::Answer;
pub use binding::{Binding, Target};
pub use call::{Call, Form};
pub use checked::root;
pub use failure::{Held, is_error};
pub use handling::Handling;
pub use input::{Input, Origin};
pub use request::{Meaning, Request, Source};
pub use status::{Status, status_named, status_of_path};
pub use text::inline_names;

use crate::code::{
    Expr, ExprKind, Function, ItemId, ItemKind, LiteralKind, Locals, Name, Namespace, Path, Scope, Workspace,
    constant, visit,
};
use crate::source::Span;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Variables that stand for variables, at most.
const MAX_HOPS: usize = 8;

/// Calls in one chain, at most.
const MAX_CHAIN: usize = 64;

/// A function with its body, or a constant with its value: `LazyLock::new(|| …)` does as much as a function.
#[derive(Debug)]
pub struct Body<'a> {
    /// The project around it.
    pub workspace: &'a Workspace,
    /// The function.
    pub item: ItemId,
    /// What it is made of; a constant is taken for a function without inputs and without statements.
    pub function: &'a Function,
    /// What names mean in it.
    pub scope: Scope,
    /// All calls in it: of functions, methods and macros, and values that are made of structs. Outer ones come first.
    pub calls: Vec<Call<'a>>,
    /// What patterns take apart: of `let`, `match`, `if let`, `for`, and of assignments to a variable.
    pub bindings: Vec<Binding<'a>>,
    /// What a constant is.
    constant: Option<&'a Expr>,
    locals: Locals<'a>,
    /// Calls by the addresses of their expressions.
    places: FxHashMap<usize, usize>,
    /// Bindings by the variables that take whole values.
    named: FxHashMap<&'a str, Vec<usize>>,
}

impl<'a> Body<'a> {
    /// Reads a function, a constant or a static; `None` for what has no body.
    #[must_use]
    pub fn new(workspace: &'a Workspace, item: ItemId) -> Option<Self> {
        let (function, constant) = match &workspace.item(item).kind {
            ItemKind::Function(function) => (&**function, None),
            ItemKind::Const(declared) => (&*NO_FUNCTION, Some(declared.value.as_ref()?)),
            _ => return None,
        };
        if function.body.is_none() && constant.is_none() {
            return None;
        }
        let scope = workspace.scope_of(item);
        let mut locals = Locals::new(workspace, scope);
        locals.inputs(function);
        let expressions = expressions(function, constant);
        let bindings = binding::bindings(function, &expressions);
        for binding in &bindings {
            if let Target::Pattern(pattern) = binding.target {
                locals.value(pattern, binding.value);
            }
        }
        let calls: Vec<_> = expressions.iter().filter_map(|it| Call::of(workspace, scope, it)).collect();
        let places = calls.iter().enumerate().map(|(at, it)| (address(it.expr), at)).collect();
        let mut named: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (at, binding) in bindings.iter().enumerate() {
            if let Some(name) = binding.target.variable() {
                named.entry(name).or_default().push(at);
            }
        }
        Some(Self { workspace, item, function, scope, calls, bindings, constant, locals, places, named })
    }

    /// The name of the function.
    #[must_use]
    pub fn name(&self) -> &'a str {
        &self.workspace.item(self.item).name
    }

    /// The place of its name.
    #[must_use]
    pub fn name_span(&self) -> Span {
        self.workspace.item(self.item).name_span
    }

    /// Whether it is given anything by which frameworks hand over a request or a part of it.
    #[must_use]
    pub fn takes_request(&self) -> bool {
        input::of(self.function, &[], "").iter().any(|it| it.origin.is_request())
    }

    /// Every expression in it, outer ones first.
    #[must_use]
    pub fn expressions(&self) -> Vec<&'a Expr> {
        expressions(self.function, self.constant)
    }

    /// The value of a constant.
    #[must_use]
    pub const fn constant(&self) -> Option<&'a Expr> {
        self.constant
    }

    /// From its first to its last expression.
    #[must_use]
    pub fn extent(&self) -> Option<Span> {
        let all = self.expressions();
        let end = all.iter().map(|it| it.span.end).max()?;
        Some(Span { end, ..all.first()?.span })
    }

    /// What a path of a value stands for, from the crate's name on; as written where nobody knows.
    #[must_use]
    pub fn path_of(&self, path: &Path) -> Vec<Name> {
        full_path(self.workspace, self.scope, path).0
    }

    /// The path of an expression's type from the crate's name on, without what stands around it (`Arc`, `Option`,
    /// `Json` …); empty where it is not known.
    #[must_use]
    pub fn type_path(&self, expr: &Expr) -> Vec<Name> {
        self.locals.path_of(expr)
    }

    /// What is known of the types of its variables.
    #[must_use]
    pub const fn locals(&self) -> &Locals<'a> {
        &self.locals
    }

    /// The number that an expression comes to, variables followed.
    #[must_use]
    pub fn integer(&self, expr: &'a Expr) -> Option<u128> {
        constant::integer(self.workspace, self.scope, self.origin(expr))
    }

    /// The text that an expression comes to, variables followed.
    #[must_use]
    pub fn text(&self, expr: &'a Expr) -> Option<String> {
        constant::text(self.workspace, self.scope, self.origin(expr))
    }

    /// The truth value that an expression is fixed to, variables followed.
    #[must_use]
    pub fn boolean(&self, expr: &'a Expr) -> Option<bool> {
        match &self.origin(expr).kind {
            ExprKind::Literal(literal) => match literal.kind {
                LiteralKind::Boolean(value) => Some(value),
                _ => None,
            },
            _ => None,
        }
    }

    /// Where a value comes from: variables that are bound once, references, `?` and `.await` are followed.
    #[must_use]
    pub fn origin(&self, expr: &'a Expr) -> &'a Expr {
        let mut expr = expr;
        for _ in 0..MAX_HOPS {
            expr = match &expr.kind {
                ExprKind::Reference(inner)
                | ExprKind::Dereference(inner)
                | ExprKind::Try(inner)
                | ExprKind::Await(inner) => inner,
                ExprKind::Path(path) => match path.as_name().and_then(|it| self.only_value(it)) {
                    Some(value) => value,
                    None => return expr,
                },
                _ => return expr,
            };
        }
        expr
    }

    /// All that is bound or assigned to a variable, by itself and not as a part of something.
    pub fn values(&self, name: &str) -> impl Iterator<Item = &'a Expr> {
        let places = self.named.get(name).map_or(&[] as &[usize], Vec::as_slice);
        places.iter().filter_map(|it| self.bindings.get(*it)).map(|it| it.value)
    }

    /// What was last bound to a variable in front of a place.
    #[must_use]
    pub fn value_at(&self, name: &str, place: Span) -> Option<&'a Expr> {
        let before = self.values(name).filter(|it| it.span.end <= place.start);
        before.max_by_key(|it| it.span.end)
    }

    /// All that a variable is bound or assigned to, by itself or as a part of something.
    pub fn sources(&self, name: &str) -> impl Iterator<Item = &'a Expr> {
        let binds = move |it: &&Binding<'a>| match it.target {
            Target::Pattern(pattern) => pattern.names().iter().any(|it| ***it == *name),
            Target::Place(_) => it.target.is_name(name),
        };
        self.bindings.iter().filter(binds).map(|it| it.value)
    }

    fn only_value(&self, name: &str) -> Option<&'a Expr> {
        let mut values = self.values(name);
        let only = values.next()?;
        values.next().is_none().then_some(only)
    }

    /// The calls by which a value is made, the last first: `b` and `A::new` of `A::new().b()`. Variables are followed
    /// through all their values, so that `builder = builder.b()` counts.
    #[must_use]
    pub fn chain(&self, expr: &'a Expr) -> Vec<&Call<'a>> {
        let mut found: Vec<&Call<'a>> = Vec::new();
        let mut pending = vec![expr];
        while let Some(expr) = pending.pop() {
            if found.len() >= MAX_CHAIN {
                break;
            }
            if let Some(call) = self.call_at(expr).filter(|it| !found.iter().any(|had| had.span == it.span)) {
                found.push(call);
                pending.extend(call.receiver);
                continue;
            }
            match &expr.kind {
                ExprKind::Reference(inner)
                | ExprKind::Dereference(inner)
                | ExprKind::Try(inner)
                | ExprKind::Await(inner) => pending.push(inner),
                ExprKind::Path(path) => {
                    let name = path.as_name();
                    let is_new = |it: &&Expr| {
                        self.call_at(it).is_some_and(|it| !found.iter().any(|had| had.span == it.span))
                    };
                    pending.extend(name.into_iter().flat_map(|it| self.values(it)).filter(is_new));
                }
                _ => {}
            }
        }
        found
    }

    /// Methods that are called on what a call makes, behind it or through variables.
    pub fn methods_on(&self, made: &Call<'a>) -> impl Iterator<Item = &Call<'a>> {
        let of_it = |it: &&Call<'a>| {
            let chain = it.receiver.map(|it| self.chain(it)).unwrap_or_default();
            chain.iter().any(|it| it.span == made.span)
        };
        self.calls.iter().filter(of_it)
    }

    /// Whether something stands in what such a call is given, as in a closure.
    #[must_use]
    pub fn is_given_to(&self, span: Span, is_meant: impl Fn(&Call<'a>) -> bool) -> bool {
        let holds =
            |it: &Expr| it.span.file == span.file && it.span.start <= span.start && span.end <= it.span.end;
        self.calls.iter().any(|it| it.arguments.iter().any(holds) && is_meant(it))
    }

    /// Whether something is done in some cases only: in a branch of `if` or in an arm of `match`.
    #[must_use]
    pub fn is_conditional(&self, span: Span) -> bool {
        let holds = |it: Span| it.file == span.file && it.start <= span.start && span.end <= it.end;
        self.expressions().into_iter().filter(|it| holds(it.span)).any(|it| match &it.kind {
            ExprKind::If(condition, ..) => !holds(condition.span),
            ExprKind::Match(value, _) => !holds(value.span),
            _ => false,
        })
    }

    /// The call that an expression is.
    #[must_use]
    pub fn call_at(&self, expr: &Expr) -> Option<&Call<'a>> {
        self.calls.get(*self.places.get(&address(expr))?)
    }

    /// The function of the project that is called: by its path, or by the type of what a method is called on.
    #[must_use]
    pub fn target(&self, call: &Call<'a>) -> Option<ItemId> {
        let by_type = || {
            let of = self.locals.own_type_of(call.receiver?)?;
            self.workspace.methods(of, call.name()).first().copied()
        };
        call.target.or_else(by_type)
    }
}

fn address(expr: &Expr) -> usize {
    std::ptr::from_ref(expr).addr()
}

/// Every expression of a function or constant, outer ones first.
fn expressions<'a>(function: &'a Function, constant: Option<&'a Expr>) -> Vec<&'a Expr> {
    let mut all = Vec::new();
    match (constant, &function.body) {
        (Some(value), _) => visit::expressions_in(value, |it| all.push(it)),
        (None, Some(block)) => visit::expressions(block, |it| all.push(it)),
        (None, None) => {}
    }
    all
}

/// What stands for the function where there is only a value.
static NO_FUNCTION: LazyLock<Function> = LazyLock::new(|| Function {
    generics: Vec::new(),
    inputs: Vec::new(),
    output: None,
    body: None,
    is_async: false,
});

/// What a function's path stands for, from the crate's name on; as written where nobody knows.
fn full_path(workspace: &Workspace, scope: Scope, path: &Path) -> (Vec<Name>, Option<ItemId>) {
    path_in(workspace, scope, path, Namespace::Value)
}

/// The same for the path of a type.
fn struct_path(workspace: &Workspace, scope: Scope, path: &Path) -> (Vec<Name>, Option<ItemId>) {
    path_in(workspace, scope, path, Namespace::Type)
}

fn path_in(
    workspace: &Workspace,
    scope: Scope,
    path: &Path,
    namespace: Namespace,
) -> (Vec<Name>, Option<ItemId>) {
    let written = || path.segments.iter().map(|it| it.name.clone()).collect();
    let found = workspace.resolve(scope, path, namespace);
    match found.item() {
        Some(item) => (workspace.path_of(item), Some(item)),
        None => (found.external().first().cloned().unwrap_or_else(written), None),
    }
}
