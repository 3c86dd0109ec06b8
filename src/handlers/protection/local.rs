//! The types of variables, as far as a function says them itself.

use crate::code::{
    Block, Expr, ExprKind, Function, ItemId, ItemKind, Name, Namespace, Pattern, PatternKind, Resolution,
    Scope, Statement, Type, TypeKind, Workspace,
};

/// Expressions inside expressions that are looked through, at most.
const MAX_DEPTH: usize = 12;

/// Types around the one that methods are called on.
const AROUND: &[&str] = &[
    "Arc",
    "Rc",
    "Box",
    "Option",
    "Result",
    "State",
    "Extension",
    "Data",
    "Json",
    "Query",
    "Path",
    "Form",
    "Cow",
    "Ref",
    "RefMut",
    "Pin",
    "MutexGuard",
    "Mutex",
    "RwLock",
    "Depends",
];

/// Methods that give the same type, as far as it matters.
const SAME: &[&str] = &[
    "clone",
    "as_ref",
    "as_mut",
    "unwrap",
    "expect",
    "get_ref",
    "lock",
    "read",
    "write",
    "into_inner",
    "borrow",
    "deref",
    "to_owned",
    "map_err",
    "ok_or",
    "ok_or_else",
    "context",
    "ok",
];

/// Variables of a function with the types of the workspace that they have.
pub(super) struct Locals<'w> {
    workspace: &'w Workspace,
    scope: Scope,
    known: Vec<(Name, ItemId)>,
}

impl<'w> Locals<'w> {
    pub(super) const fn new(workspace: &'w Workspace, scope: Scope) -> Self {
        Self { workspace, scope, known: Vec::new() }
    }

    pub(super) fn inputs(&mut self, function: &Function) {
        for input in &function.inputs {
            let of = if input.ty.last() == "Self" {
                self.own()
            } else {
                item_of(self.workspace, self.scope, &input.ty)
            };
            self.bind(&input.pattern, of);
        }
    }

    pub(super) fn statements(&mut self, block: &Block) {
        for statement in &block.statements {
            if let Statement::Let { pattern, value: Some(value), .. } = statement {
                let of = self.type_of(value);
                self.bind(pattern, of);
            }
        }
    }

    fn own(&self) -> Option<ItemId> {
        let owner = self.scope.owner?;
        match self.workspace.item(owner).kind {
            ItemKind::Trait(_) => Some(owner),
            _ => self.workspace.self_type(owner).item(),
        }
    }

    fn bind(&mut self, pattern: &Pattern, of: Option<ItemId>) {
        match &pattern.kind {
            PatternKind::Name(name, _) => self.known.extend(of.map(|it| (name.clone(), it))),
            PatternKind::TupleStruct(_, inner) if inner.len() == 1 => self.bind(&inner[0], of),
            PatternKind::Wrapped(inner, ty) => {
                let written = ty.as_ref().and_then(|it| item_of(self.workspace, self.scope, it));
                self.bind(inner, written.or(of));
            }
            _ => {}
        }
    }

    /// The type of an expression, if it is one of the workspace.
    pub(super) fn type_of(&self, expr: &Expr) -> Option<ItemId> {
        self.type_at(expr, 0)
    }

    fn type_at(&self, expr: &Expr, depth: usize) -> Option<ItemId> {
        if depth > MAX_DEPTH {
            return None;
        }
        match &expr.kind {
            ExprKind::Path(path) => match path.as_name() {
                Some(name) if &**name == "self" => self.own(),
                Some(name) => self.known.iter().rev().find(|it| it.0 == *name).map(|it| it.1),
                None => None,
            },
            ExprKind::Field(base, name) => self.field(self.type_at(base, depth + 1)?, name),
            ExprKind::Method { receiver, name, .. } => {
                let of = self.type_at(receiver, depth + 1)?;
                if SAME.contains(&&**name) {
                    return Some(of);
                }
                self.result(*self.workspace.methods(of, name).first()?)
            }
            ExprKind::Call(callee, _) => {
                let ExprKind::Path(path) = &callee.kind else { return None };
                match self.workspace.resolve(self.scope, path, Namespace::Value) {
                    Resolution::Item(item) | Resolution::Associated(_, item) => self.result(item),
                    _ => None,
                }
            }
            ExprKind::Struct(path, ..) => self.workspace.resolve(self.scope, path, Namespace::Type).item(),
            ExprKind::Await(inner)
            | ExprKind::Try(inner)
            | ExprKind::Reference(inner)
            | ExprKind::Dereference(inner) => self.type_at(inner, depth + 1),
            _ => None,
        }
    }

    fn field(&self, of: ItemId, name: &str) -> Option<ItemId> {
        let ItemKind::Struct(declared) = &self.workspace.item(of).kind else { return None };
        let field = declared.fields.iter().find(|it| &*it.name == name)?;
        item_of(self.workspace, self.workspace.scope_of(of), &field.ty)
    }

    /// What a function gives; a tuple struct called as one gives itself.
    fn result(&self, function: ItemId) -> Option<ItemId> {
        match &self.workspace.item(function).kind {
            ItemKind::Struct(_) => Some(function),
            ItemKind::Function(declared) => {
                let output = declared.output.as_ref()?;
                item_of(self.workspace, self.workspace.scope_of(function), output)
            }
            _ => None,
        }
    }
}

/// The type of the workspace that a type is, or has inside what stands around it.
fn item_of(workspace: &Workspace, scope: Scope, ty: &Type) -> Option<ItemId> {
    let mut ty = ty;
    for _ in 0..MAX_DEPTH {
        match &ty.kind {
            TypeKind::Reference(inner) => ty = inner,
            TypeKind::Path(path) if path.last() == "Self" => {
                return workspace.self_type(scope.owner?).item();
            }
            TypeKind::Path(path) => {
                let inner = path.segments.last().and_then(|it| it.arguments.first());
                match inner.filter(|_| AROUND.contains(&path.last())) {
                    Some(inner) => ty = inner,
                    None => return workspace.resolve(scope, path, Namespace::Type).item(),
                }
            }
            TypeKind::Bounds(paths) => {
                return workspace.resolve(scope, paths.first()?, Namespace::Type).item();
            }
            _ => return None,
        }
    }
    None
}
