//! The types of variables, as far as a function says them itself.

use super::{
    Block, Expr, ExprKind, Function, ItemId, ItemKind, Name, Namespace, Path, Pattern, PatternKind,
    Resolution, Scope, Statement, Type, TypeKind, Workspace,
};
use rustc_hash::FxHashMap;
use std::rc::Rc;

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
    "TypedBody",
];

/// Methods that give the same type, as far as it matters.
const SAME: &[&str] = &[
    "clone",
    "as_ref",
    "as_mut",
    "as_deref",
    "unwrap",
    "unwrap_or_default",
    "unwrap_or",
    "unwrap_or_else",
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
    "with_context",
    "ok",
    "iter",
    "into_iter",
    "cloned",
];

/// What is known of a type.
#[derive(Clone, Debug)]
pub enum Known<'w> {
    /// It is written in an item, and means what it does there.
    Written(&'w Type, Scope),
    /// It is written in a body.
    Local(Rc<Type>, Scope),
    /// One of the project.
    Own(ItemId),
    /// One of another project, by its path from the crate's name on.
    External(Vec<Name>),
}

/// Variables of a function with the types that they have.
#[derive(Debug)]
pub struct Locals<'w> {
    workspace: &'w Workspace,
    scope: Scope,
    /// The latest of each name.
    known: FxHashMap<Name, Known<'w>>,
}

impl<'w> Locals<'w> {
    /// None yet.
    #[must_use]
    pub fn new(workspace: &'w Workspace, scope: Scope) -> Self {
        Self { workspace, scope, known: FxHashMap::default() }
    }

    /// Adds the inputs of a function.
    pub fn inputs(&mut self, function: &'w Function) {
        for input in &function.inputs {
            let of = match input.ty.last() {
                "Self" => self.own().map(Known::Own),
                _ => Some(Known::Written(&input.ty, self.scope)),
            };
            self.bind(&input.pattern, of);
        }
    }

    /// Adds what a block declares itself.
    pub fn statements(&mut self, block: &Block) {
        for statement in &block.statements {
            if let Statement::Let { pattern, value: Some(value), .. } = statement {
                self.value(pattern, value);
            }
        }
    }

    /// Adds what a pattern takes from a value.
    pub fn value(&mut self, pattern: &Pattern, value: &Expr) {
        let of = self.type_of(value);
        self.bind(pattern, of);
    }

    fn own(&self) -> Option<ItemId> {
        let owner = self.scope.owner?;
        match self.workspace.item(owner).kind {
            ItemKind::Trait(_) => Some(owner),
            _ => self.workspace.self_type(owner).item(),
        }
    }

    fn bind(&mut self, pattern: &Pattern, of: Option<Known<'w>>) {
        let mut pending = vec![(pattern, of)];
        while let Some((pattern, of)) = pending.pop() {
            match &pattern.kind {
                PatternKind::Name(name, _) => self.known.extend(of.map(|it| (name.clone(), it))),
                // What is known of a result is what it holds where all went well.
                PatternKind::TupleStruct(path, _) if path.last() == "Err" => {}
                PatternKind::TupleStruct(_, inner) if inner.len() == 1 => {
                    pending.push((&inner[0], of.map(inner_of)));
                }
                PatternKind::Tuple(inner) => {
                    let parts = of.as_ref().map_or_else(Vec::new, parts_of);
                    let parts = parts.into_iter().map(Some).chain(std::iter::repeat(None));
                    pending.extend(inner.iter().zip(parts));
                }
                PatternKind::Struct(_, fields) => {
                    let item = of.and_then(|it| self.item(&it));
                    pending.extend(
                        fields
                            .iter()
                            .map(|it| (&it.pattern, item.and_then(|item| self.field(item, &it.name)))),
                    );
                }
                PatternKind::Wrapped(inner, ty) => {
                    let written = ty.as_ref().map(|it| Known::Local(Rc::new(it.clone()), self.scope));
                    pending.push((inner, written.or(of)));
                }
                _ => {}
            }
        }
    }

    /// The type of an expression.
    #[must_use]
    pub fn type_of(&self, expr: &Expr) -> Option<Known<'w>> {
        self.type_at(expr, 0)
    }

    /// The type of an expression, if it is one of the project; what stands around it does not count.
    #[must_use]
    pub fn own_type_of(&self, expr: &Expr) -> Option<ItemId> {
        self.item(&self.type_of(expr)?)
    }

    /// The path of the type of an expression, from the crate's name on; what stands around it does not count.
    #[must_use]
    pub fn path_of(&self, expr: &Expr) -> Vec<Name> {
        match self.type_of(expr).map(|it| self.resolved(&it)) {
            Some(Resolution::Item(item)) => self.workspace.path_of(item),
            Some(other) => other.external().first().cloned().unwrap_or_default(),
            None => Vec::new(),
        }
    }

    /// The last name of the type of a variable as it is written, without what stands around it.
    #[must_use]
    pub fn name_of(&self, variable: &str) -> Option<Name> {
        self.last_name(self.known(variable)?)
    }

    /// The type of a variable, if it is one of the project; what stands around it does not count.
    #[must_use]
    pub fn own_type_named(&self, variable: &str) -> Option<ItemId> {
        self.item(self.known(variable)?)
    }

    /// What is known of the type of a variable.
    #[must_use]
    pub fn known(&self, variable: &str) -> Option<&Known<'w>> {
        self.known.get(variable)
    }

    /// The last name of a type as it is written, without what stands around it.
    #[must_use]
    pub fn last_name(&self, known: &Known<'_>) -> Option<Name> {
        match known {
            Known::Own(item) => Some(self.workspace.item(*item).name.clone()),
            Known::External(path) => path.last().cloned(),
            Known::Written(ty, _) => last_name(ty),
            Known::Local(ty, _) => last_name(ty),
        }
    }

    /// The type of the project that it is; what stands around it does not count.
    #[must_use]
    pub fn item(&self, known: &Known<'_>) -> Option<ItemId> {
        self.resolved(known).item()
    }

    fn resolved(&self, known: &Known<'_>) -> Resolution {
        match known {
            Known::Own(item) => Resolution::Item(*item),
            Known::External(path) => Resolution::External(path.clone()),
            Known::Written(ty, scope) => resolved(self.workspace, *scope, ty),
            Known::Local(ty, scope) => resolved(self.workspace, *scope, ty),
        }
    }

    fn type_at(&self, expr: &Expr, depth: usize) -> Option<Known<'w>> {
        if depth > MAX_DEPTH {
            return None;
        }
        match &expr.kind {
            ExprKind::Path(path) => match path.as_name() {
                Some(name) if &**name == "self" => self.own().map(Known::Own),
                Some(name) => self.known.get(name).cloned(),
                None => None,
            },
            ExprKind::Field(base, name) => self.field(self.item(&self.type_at(base, depth + 1)?)?, name),
            ExprKind::Method { receiver, name, .. } => {
                let of = self.type_at(receiver, depth + 1)?;
                if SAME.contains(&&**name) {
                    return Some(of);
                }
                self.result(*self.workspace.methods(self.item(&of)?, name).first()?)
            }
            ExprKind::Call(callee, _) => {
                let ExprKind::Path(path) = &callee.kind else { return None };
                self.made_by(path)
            }
            ExprKind::Struct(path, ..) => self.named(path),
            ExprKind::Await(inner)
            | ExprKind::Try(inner)
            | ExprKind::Reference(inner)
            | ExprKind::Dereference(inner) => self.type_at(inner, depth + 1),
            ExprKind::Cast(_, ty) => Some(Known::Local(Rc::new((**ty).clone()), self.scope)),
            _ => None,
        }
    }

    fn named(&self, path: &Path) -> Option<Known<'w>> {
        match self.workspace.resolve(self.scope, path, Namespace::Type) {
            Resolution::Item(item) => Some(Known::Own(item)),
            other => other.external().first().map(|it| Known::External(it.clone())),
        }
    }

    /// What a function gives; one that a foreign type has by itself is taken to make a value of it.
    fn made_by(&self, path: &Path) -> Option<Known<'w>> {
        match self.workspace.resolve(self.scope, path, Namespace::Value) {
            Resolution::Item(item) | Resolution::Associated(_, item) => self.result(item),
            other => {
                let [owner @ .., _] = other.external().first()?.as_slice() else { return None };
                let is_type = owner.last()?.starts_with(char::is_uppercase);
                is_type.then(|| Known::External(owner.to_vec()))
            }
        }
    }

    fn field(&self, of: ItemId, name: &str) -> Option<Known<'w>> {
        let ItemKind::Struct(declared) = &self.workspace.item(of).kind else { return None };
        let field = declared.fields.iter().find(|it| &*it.name == name)?;
        Some(Known::Written(&field.ty, self.workspace.scope_of(of)))
    }

    /// What a function gives; a tuple struct called as one gives itself.
    fn result(&self, function: ItemId) -> Option<Known<'w>> {
        match &self.workspace.item(function).kind {
            ItemKind::Struct(_) => Some(Known::Own(function)),
            ItemKind::Function(declared) => {
                let output = declared.output.as_ref()?;
                Some(Known::Written(output, self.workspace.scope_of(function)))
            }
            _ => None,
        }
    }
}

/// `T` of `Json<T>`, where `Json(it)` takes it apart.
fn inner_of(known: Known<'_>) -> Known<'_> {
    match &known {
        Known::Written(ty, scope) => ty.arguments().first().map(|it| Known::Written(it, *scope)),
        Known::Local(ty, scope) => ty.arguments().first().map(|it| Known::Local(Rc::new(it.clone()), *scope)),
        _ => None,
    }
    .unwrap_or(known)
}

/// The types between the parentheses of a tuple.
fn parts_of<'w>(known: &Known<'w>) -> Vec<Known<'w>> {
    match known {
        Known::Written(ty, scope) => match inside(ty).map(|it| &it.kind) {
            Some(TypeKind::Tuple(parts)) => parts.iter().map(|it| Known::Written(it, *scope)).collect(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The last name of a type, or of what is inside what stands around it.
fn last_name(ty: &Type) -> Option<Name> {
    let path = inside(ty)?.path()?;
    path.segments.last().map(|it| it.name.clone())
}

/// A type without what stands around it.
fn inside(ty: &Type) -> Option<&Type> {
    let mut ty = ty;
    for _ in 0..MAX_DEPTH {
        ty = match &ty.kind {
            TypeKind::Reference(inner) | TypeKind::Slice(inner) => inner,
            TypeKind::Path(path) if AROUND.contains(&path.last()) => match ty.arguments().first() {
                Some(inner) => inner,
                None => return Some(ty),
            },
            _ => return Some(ty),
        };
    }
    None
}

/// What a type is, or has inside what stands around it.
fn resolved(workspace: &Workspace, scope: Scope, ty: &Type) -> Resolution {
    let first = match inside(ty).map(|it| &it.kind) {
        Some(TypeKind::Path(path)) => Some(path),
        Some(TypeKind::Bounds(paths)) => paths.first(),
        _ => None,
    };
    match first {
        Some(path) if path.last() == "Self" => {
            scope.owner.map_or(Resolution::Unknown, |it| workspace.self_type(it).clone())
        }
        Some(path) => workspace.resolve(scope, path, Namespace::Type),
        None => Resolution::Unknown,
    }
}
