//! Bodies of functions as checks see them: what they call, with what those names stand for, and where what a request
//! brings goes.
//!
//! All this is said of one function at a time, without an order of its statements: a variable is what any of its values
//! is. What a request brings is followed into functions that are called with it, one call deep.

mod answer;
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
pub use call::{Call, Form};
pub use checked::root;
pub use failure::{Held, is_error};
pub use handling::Handling;
pub use input::{Input, Origin};
pub use request::{Meaning, Request, Source};
pub use status::{Status, status_named, status_of_path};
pub use text::inline_names;

use crate::code::{
    Block, Expr, ExprKind, Function, ItemId, ItemKind, Locals, Name, Namespace, Path, Pattern, PatternKind,
    Scope, Workspace, constant, visit,
};
use crate::source::Span;
use rustc_hash::FxHashMap;

/// Variables that stand for variables, at most.
const MAX_HOPS: usize = 8;

/// Calls in one chain, at most.
const MAX_CHAIN: usize = 64;

/// A function with its body.
#[derive(Debug)]
pub struct Body<'a> {
    /// The project around it.
    pub workspace: &'a Workspace,
    /// The function.
    pub item: ItemId,
    /// What it is made of.
    pub function: &'a Function,
    /// What names mean in it.
    pub scope: Scope,
    /// All calls in it: of functions, methods and macros, and values that are made of structs. Outer ones come first.
    pub calls: Vec<Call<'a>>,
    /// What patterns take apart: of `let`, `match`, `if let`, `for`, and of assignments to a variable.
    pub bindings: Vec<Binding<'a>>,
    locals: Locals<'a>,
    /// Calls by the addresses of their expressions.
    places: FxHashMap<usize, usize>,
}

/// A pattern and the value that it takes apart.
#[derive(Clone, Copy, Debug)]
pub struct Binding<'a> {
    /// What is bound; an assignment has a variable instead.
    pub target: Target<'a>,
    /// Where it comes from.
    pub value: &'a Expr,
}

/// What a value is bound to.
#[derive(Clone, Copy, Debug)]
pub enum Target<'a> {
    /// The names in a pattern.
    Pattern(&'a Pattern),
    /// What stands in front of `=`.
    Place(&'a Expr),
}

impl<'a> Body<'a> {
    /// Reads a function; `None` for what has no body.
    #[must_use]
    pub fn new(workspace: &'a Workspace, item: ItemId) -> Option<Self> {
        let ItemKind::Function(function) = &workspace.item(item).kind else { return None };
        let block = function.body.as_ref()?;
        let scope = workspace.scope_of(item);
        let mut locals = Locals::new(workspace, scope);
        locals.inputs(function);
        let bindings = bindings(block);
        for binding in &bindings {
            if let Target::Pattern(pattern) = binding.target {
                locals.value(pattern, binding.value);
            }
        }
        let mut calls = Vec::new();
        visit::expressions(block, |it| calls.extend(Call::of(workspace, scope, it)));
        let places = calls.iter().enumerate().map(|(at, it)| (address(it.expr), at)).collect();
        Some(Self { workspace, item, function, scope, calls, bindings, locals, places })
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

    /// Every expression in it, outer ones first.
    #[must_use]
    pub fn expressions(&self) -> Vec<&'a Expr> {
        let mut all = Vec::new();
        if let Some(block) = &self.function.body {
            visit::expressions(block, |it| all.push(it));
        }
        all
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
        self.bindings.iter().filter(move |it| it.target.is_name(name)).map(|it| it.value)
    }

    /// What was last bound to a variable in front of a place.
    #[must_use]
    pub fn value_at(&self, name: &str, place: Span) -> Option<&'a Expr> {
        let before = self.values(name).filter(|it| it.span.end <= place.start);
        before.max_by_key(|it| it.span.end)
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

impl Target<'_> {
    /// The variables that take the value or parts of it.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        match self {
            Self::Pattern(pattern) => pattern.names().into_iter().map(|it| &**it).collect(),
            Self::Place(place) => root(place).map(|it| &**it).into_iter().collect(),
        }
    }

    /// Whether a variable of that name takes the whole value.
    #[must_use]
    pub fn is_name(&self, name: &str) -> bool {
        match self {
            Self::Pattern(pattern) => {
                let mut pattern: &Pattern = pattern;
                while let PatternKind::Wrapped(inner, _) = &pattern.kind {
                    pattern = inner;
                }
                matches!(&pattern.kind, PatternKind::Name(it, None) if **it == *name)
            }
            Self::Place(place) => matches!(&place.kind, ExprKind::Path(path) if path.last() == name),
        }
    }
}

/// What the values of a body are bound to.
fn bindings(block: &Block) -> Vec<Binding<'_>> {
    let mut found = Vec::new();
    visit::bindings(block, |pattern, value| found.push(Binding { target: Target::Pattern(pattern), value }));
    visit::expressions(block, |expr| {
        if let ExprKind::Assign(place, value) = &expr.kind {
            found.push(Binding { target: Target::Place(place), value });
        }
    });
    found
}

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
