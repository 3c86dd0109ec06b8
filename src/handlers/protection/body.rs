//! What the body of a function shows by itself, and whom it calls.

use super::called::{drops, extracted, implementations, is_given, is_open, scopes};
use super::refusal::Refusals;
use super::signs::Signs;
use super::words;
use crate::code::macros::Budget;
use crate::code::{
    Block, Expr, ExprKind, ItemId, ItemKind, LiteralKind, Locals, MacroCall, Name, Namespace, Operator, Path,
    Resolution, Scope, Statement, Type, TypeKind, Workspace, visit,
};
use crate::source::Span;
use rustc_hash::FxHashSet;

/// Macros inside macros, at most.
const MAX_MACROS: usize = 3;

/// What the macros of one body may cost.
const BUDGET: Budget = Budget { tokens: 1 << 14, work: 1 << 20, depth: 16 };

/// Functions of one name that may be meant where nobody knows what a method is called on, at most.
const MAX_CANDIDATES: usize = 3;

/// Methods that drop whatever went wrong.
const DROPPING: &[&str] =
    &["ok", "is_ok", "is_err", "is_some", "is_none", "unwrap_or", "unwrap_or_default", "unwrap_or_else"];

/// Methods that hand on what they are called on, so that what was called is further inside.
const HANDING: &[&str] =
    &["await", "map", "map_err", "and_then", "ok_or", "context", "trace", "boxed", "transpose"];

/// Functions that take a status by its number.
const STATUSES: &[&str] =
    &["status", "from_u16", "from_code", "new", "with_status_code", "set_status", "build"];

/// Methods that many types have: their name alone says nothing.
const COMMON: &[&str] = &[
    "new",
    "get",
    "insert",
    "into",
    "clone",
    "from",
    "len",
    "iter",
    "map",
    "and_then",
    "unwrap",
    "expect",
    "as_ref",
    "as_str",
    "to_string",
    "call",
    "run",
    "next",
    "find",
    "push",
    "send",
    "recv",
    "lock",
    "read",
    "write",
    "parse",
    "build",
    "begin",
    "commit",
    "execute",
    "fetch_one",
    "fetch_all",
    "fetch_optional",
    "one",
    "all",
    "first",
    "load",
    "filter",
    "collect",
    "join",
    "poll",
    "error_response",
    "into_response",
    "from_request",
    "from_request_parts",
    "handle",
    "ok_or_else",
    "ok",
    "id",
    "name",
    "save",
    "update",
    "delete",
    "create",
    "validate",
    "inner",
    "is_empty",
];

/// What a body shows.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Without what it calls.
    pub(super) signs: Signs,
    /// Functions of the workspace that it names.
    pub(super) calls: Vec<Called>,
    /// Types of which it makes values by their own functions.
    pub(super) makes: Vec<ItemId>,
}

/// A function that a body names, or an extractor that it asks.
#[derive(Debug)]
pub(super) struct Called {
    pub(super) name: Name,
    /// Functions that it may be.
    pub(super) targets: Vec<ItemId>,
    /// The type whose extractor it asks.
    pub(super) extracted: Option<(Type, Scope)>,
    /// Whether its failure is dropped.
    pub(super) is_swallowed: bool,
    /// Scopes, roles and the like that it was given.
    pub(super) scopes: Vec<String>,
    pub(super) span: Span,
}

/// Reads the body of a function of the workspace.
pub(super) fn of_function(workspace: &Workspace, refusals: &Refusals, function: ItemId) -> Facts {
    let ItemKind::Function(declared) = &workspace.item(function).kind else { return Facts::default() };
    let Some(body) = &declared.body else { return Facts::default() };
    let mut reader = Reader::new(workspace, refusals, workspace.scope_of(function));
    reader.locals.inputs(declared);
    for input in &declared.inputs {
        reader.of_type(&input.ty);
    }
    reader.block(body);
    reader.facts
}

/// Reads a closure, or any other expression.
pub(super) fn of_expr(workspace: &Workspace, refusals: &Refusals, scope: Scope, expr: &Expr) -> Facts {
    let mut reader = Reader::new(workspace, refusals, scope);
    visit::expressions_in(expr, |it| reader.expr(it));
    reader.facts
}

struct Reader<'w> {
    workspace: &'w Workspace,
    refusals: &'w Refusals,
    scope: Scope,
    locals: Locals<'w>,
    facts: Facts,
    /// Calls whose failure is dropped, and names that are only compared.
    swallowed: FxHashSet<Span>,
    budget: Budget,
    macros: usize,
}

impl<'w> Reader<'w> {
    fn new(workspace: &'w Workspace, refusals: &'w Refusals, scope: Scope) -> Self {
        Self {
            workspace,
            refusals,
            scope,
            locals: Locals::new(workspace, scope),
            facts: Facts::default(),
            swallowed: FxHashSet::default(),
            budget: BUDGET,
            macros: 0,
        }
    }

    fn show(&mut self, signs: Signs) {
        self.facts.signs = self.facts.signs.and(signs);
    }

    fn block(&mut self, block: &Block) {
        self.locals.statements(block);
        self.items_in(block);
        visit::expressions(block, |it| self.expr(it));
    }

    /// A function that is declared inside is a part of it.
    fn items_in(&mut self, block: &Block) {
        for statement in &block.statements {
            if let Statement::Item(item) = statement
                && let ItemKind::Function(inner) = &item.kind
                && let Some(body) = &inner.body
            {
                visit::expressions(body, |it| self.expr(it));
            }
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Literal(literal) => {
                if let LiteralKind::Text(text) = &literal.kind {
                    self.show(words::of_text(text));
                }
            }
            ExprKind::Path(path) | ExprKind::Struct(path, ..) => self.path(path, expr.span, &[]),
            ExprKind::Call(callee, arguments) => self.call(callee, arguments),
            ExprKind::Method { receiver, name, types, arguments, .. } => {
                self.method(expr, receiver, name, types, arguments);
            }
            ExprKind::Field(_, name) => self.show(words::of_name(name)),
            ExprKind::Binary(Operator::Equal | Operator::NotEqual, a, b) => {
                self.swallowed.extend([a.span, b.span]);
            }
            ExprKind::Let(_, value) => self.swallow(value),
            ExprKind::If(condition, then, None) if is_given(condition) => {
                visit::expressions(then, |it| self.swallow_tried(it));
            }
            ExprKind::Binary(_, a, b) if is_given(a) => visit::expressions_in(b, |it| self.swallow_tried(it)),
            ExprKind::Match(value, arms) if drops(arms) => self.swallow(value),
            ExprKind::Try(_) => self.show(Signs::FAILS),
            ExprKind::Block(block) | ExprKind::Async(block) | ExprKind::Loop(block) => {
                self.locals.statements(block);
                self.items_in(block);
            }
            ExprKind::Macro(call) if words::LISTING.contains(&call.path.last()) => {
                self.swallowed.extend(call.arguments.iter().flatten().map(|it| it.span));
            }
            ExprKind::Macro(call) => self.expand(call),
            _ => {}
        }
    }

    /// What fails only for those who give something keeps nobody else out.
    fn swallow_tried(&mut self, expr: &Expr) {
        if let ExprKind::Try(inner) = &expr.kind {
            self.swallow(inner);
        }
    }

    /// The call at the bottom of a chain of methods that hand it on.
    fn swallow(&mut self, expr: &Expr) {
        let mut expr = expr;
        loop {
            self.swallowed.insert(expr.span);
            expr = match &expr.kind {
                ExprKind::Await(inner) | ExprKind::Try(inner) | ExprKind::Reference(inner) => inner,
                ExprKind::Method { receiver, name, .. }
                    if HANDING.contains(&&**name) || DROPPING.contains(&&**name) =>
                {
                    receiver
                }
                ExprKind::Call(callee, _) => {
                    self.swallowed.insert(callee.span);
                    return;
                }
                _ => return,
            }
        }
    }

    fn call(&mut self, callee: &Expr, arguments: &[Expr]) {
        let ExprKind::Path(path) = &callee.kind else { return };
        if STATUSES.contains(&path.last()) {
            self.numbers(arguments);
        }
        if matches!(path.last(), "Err" | "Forward" | "Failure") || path.ends_with(&["Outcome", "Error"]) {
            self.show(Signs::FAILS);
        }
        self.path(path, callee.span, arguments);
        // What was said of it with its arguments is not said again without.
        self.swallowed.insert(Span { end: callee.span.start, ..callee.span });
    }

    fn numbers(&mut self, arguments: &[Expr]) {
        for argument in arguments {
            if let ExprKind::Literal(literal) = &argument.kind
                && let LiteralKind::Integer(Some(number)) = literal.kind
            {
                self.show(words::of_number(number));
            }
        }
    }

    fn method(&mut self, expr: &Expr, receiver: &Expr, name: &Name, types: &[Type], arguments: &[Expr]) {
        if DROPPING.contains(&&**name) {
            self.swallow(receiver);
        }
        if STATUSES.contains(&&**name) {
            self.numbers(arguments);
        }
        self.show(words::of_name(name).and(words::of_refusal(name)));
        types.iter().for_each(|it| self.of_type(it));
        let is_swallowed = self.swallowed.contains(&expr.span);
        let extracted = types.first().filter(|_| words::EXTRACTS.contains(&&**name));
        let targets = if extracted.is_some() { Vec::new() } else { self.methods(receiver, name) };
        self.facts.calls.push(Called {
            name: name.clone(),
            targets,
            extracted: extracted.map(|it| (it.clone(), self.scope)),
            is_swallowed,
            scopes: scopes(arguments),
            span: expr.span,
        });
    }

    fn methods(&self, receiver: &Expr, name: &Name) -> Vec<ItemId> {
        if let Some(of) = self.locals.own_type_of(receiver) {
            let found = self.workspace.methods(of, name);
            let open = found.iter().copied().filter(|it| is_open(self.workspace, *it));
            let more: Vec<ItemId> = open.flat_map(|it| implementations(self.workspace, it)).collect();
            return found.into_iter().chain(more).collect();
        }
        let candidates = self.workspace.methods_named(name);
        let is_clear = !COMMON.contains(&&**name) && candidates.len() <= MAX_CANDIDATES;
        if is_clear { candidates.to_vec() } else { Vec::new() }
    }

    fn path(&mut self, path: &Path, span: Span, arguments: &[Expr]) {
        let is_told = self.facts.calls.iter().any(|it| it.span == span);
        let is_swallowed = self.swallowed.contains(&span);
        for segment in &path.segments {
            segment.arguments.iter().for_each(|it| self.of_type(it));
        }
        if is_told {
            return;
        }
        for segment in path.segments.iter().rev().take(2) {
            self.show(words::of_name(&segment.name));
        }
        let refusal = words::of_refusal(path.last());
        let found = self.workspace.resolve(self.scope, path, Namespace::Value);
        let may_refuse = !is_swallowed && (path.segments.len() > 1 || !arguments.is_empty());
        match &found {
            Resolution::Variant(of, number) if !is_swallowed => {
                let signs = refusal.and(self.refusals.of_variant(self.workspace, *of, *number));
                self.show(signs);
            }
            _ if may_refuse => self.show(refusal),
            _ => {}
        }
        self.callee(path, &found, span, arguments, is_swallowed);
    }

    fn callee(
        &mut self,
        path: &Path,
        found: &Resolution,
        span: Span,
        arguments: &[Expr],
        is_swallowed: bool,
    ) {
        let extracted = extracted(path).map(|it| (it, self.scope));
        let targets = match found.item() {
            Some(item) if is_open(self.workspace, item) => implementations(self.workspace, item),
            Some(item) if matches!(self.workspace.item(item).kind, ItemKind::Function(_)) => vec![item],
            _ => Vec::new(),
        };
        if let Resolution::Associated(of, _) | Resolution::Item(of) = found
            && matches!(self.workspace.item(*of).kind, ItemKind::Struct(_) | ItemKind::Enum(_))
        {
            self.facts.makes.push(*of);
        }
        let name: Name = path.last().into();
        if extracted.is_some()
            || !targets.is_empty()
            || words::authenticates(&name)
            || words::authorizes(&name)
        {
            let scopes = scopes(arguments);
            self.facts.calls.push(Called { name, targets, extracted, is_swallowed, scopes, span });
        }
    }

    /// Types that are named stand for what is read.
    fn of_type(&mut self, ty: &Type) {
        let mut pending = vec![ty];
        while let Some(ty) = pending.pop() {
            match &ty.kind {
                TypeKind::Path(path) => {
                    self.show(words::of_name(path.last()));
                    pending.extend(path.segments.iter().flat_map(|it| &it.arguments));
                }
                TypeKind::Reference(inner) | TypeKind::Slice(inner) => pending.push(inner),
                TypeKind::Tuple(all) => pending.extend(all),
                _ => {}
            }
        }
    }

    fn expand(&mut self, call: &MacroCall) {
        self.show(words::of_refusal(call.path.last()));
        if self.macros >= MAX_MACROS {
            return;
        }
        if !matches!(self.workspace.resolve_macro(self.scope, &call.path), Resolution::Item(_)) {
            return;
        }
        let Some(Ok(tokens)) = self.workspace.expand(self.scope, call, &mut self.budget) else { return };
        let Some(statements) = crate::code::statements(&tokens) else { return };
        self.macros += 1;
        visit::expressions(&Block { statements }, |it| self.expr(it));
        self.macros -= 1;
    }
}
