//! Which variables of a body hold errors, and where their texts go.

use super::Body;
use super::text::{inline_names, mentions};
use crate::code::{
    Closure, Expr, ExprKind, Field, FieldPattern, ItemKind, Name, Namespace, Pattern, PatternKind,
    Resolution, Type, TypeKind,
};
use crate::source::Span;

/// Expressions that are looked at for one answer, at most.
const MAX_PARTS: usize = 512;

/// Types around a type, at most.
const MAX_DEPTH: usize = 4;

/// Methods whose closure is given the error.
const GIVING: [&str; 5] = ["map_err", "map_or_else", "or_else", "unwrap_or_else", "unwrap_or_else_async"];

/// Methods that give an error's text, or another error in it.
const TELLING: [&str; 5] = ["description", "message", "root_cause", "source", "to_string"];

/// Methods that give the same text.
const SAME: [&str; 8] =
    ["as_str", "as_ref", "clone", "into", "into_bytes", "into_response", "to_owned", "into_boxed_str"];

/// Macros that put their arguments into what they make.
const MAKING: [&str; 9] =
    ["anyhow", "bail", "concat", "eyre", "format", "format_args", "html", "json", "vec"];

/// Variables whose texts are followed, each with where it is that.
#[derive(Clone, Debug, Default)]
pub struct Held {
    names: Vec<(Name, Span)>,
    /// Whether a variable is a text itself.
    is_text: bool,
}

impl Held {
    /// The errors of a body: what `Err(…)` holds, what `map_err` gives, inputs and parts of variants with types of errors.
    #[must_use]
    pub fn errors(body: &Body<'_>) -> Self {
        let mut found = Self::default();
        let Some(whole) = body.extent() else { return found };
        let inputs = body.function.inputs.iter().filter(|it| is_error(&it.ty));
        found.names.extend(inputs.filter_map(|it| Some((it.pattern.name()?.clone(), whole))));
        for expr in body.expressions() {
            found.enter(body, expr);
        }
        found
    }

    /// One variable.
    #[must_use]
    pub fn variable(name: Name, within: Span, is_text: bool) -> Self {
        Self { names: vec![(name, within)], is_text }
    }

    /// Adds a variable.
    pub fn add(&mut self, name: Name, within: Span) {
        self.names.push((name, within));
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    fn enter(&mut self, body: &Body<'_>, expr: &Expr) {
        match &expr.kind {
            ExprKind::Match(_, arms) => {
                arms.iter().for_each(|it| self.pattern(body, &it.pattern, it.body.span));
            }
            ExprKind::If(condition, ..) => {
                let within = Span { start: condition.span.start, ..expr.span };
                for let_ in lets(condition) {
                    self.pattern(body, let_, within);
                }
            }
            ExprKind::Method { name, arguments, .. } if GIVING.contains(&&**name) => {
                if let Some(ExprKind::Closure(closure)) = arguments.first().map(|it| &it.kind) {
                    self.closure(closure);
                }
            }
            _ => {}
        }
    }

    fn closure(&mut self, closure: &Closure) {
        let first = closure.inputs.first().and_then(Pattern::name);
        self.names.extend(first.map(|it| (it.clone(), closure.body.span)));
    }

    /// `Err(error)`, `Self::Database(error)`, `Self::Database { source }`.
    fn pattern(&mut self, body: &Body<'_>, pattern: &Pattern, within: Span) {
        let mut pending = vec![pattern];
        while let Some(pattern) = pending.pop() {
            match &pattern.kind {
                PatternKind::Or(all) | PatternKind::Tuple(all) => pending.extend(all),
                PatternKind::Wrapped(inner, _) => pending.push(inner),
                PatternKind::TupleStruct(path, inner) if path.last() == "Err" => {
                    self.names.extend(inner.first().and_then(Pattern::name).map(|it| (it.clone(), within)));
                }
                PatternKind::TupleStruct(path, inner) => {
                    let fields = fields(body, path);
                    let errors = inner.iter().zip(fields).filter(|it| is_error(&it.1.ty));
                    self.names.extend(errors.filter_map(|it| Some((it.0.name()?.clone(), within))));
                }
                PatternKind::Struct(path, inner) => {
                    let fields = fields(body, path);
                    let is_one = |it: &&FieldPattern| {
                        fields.iter().any(|field| field.name == it.name && is_error(&field.ty))
                    };
                    let errors = inner.iter().filter(is_one);
                    self.names.extend(errors.filter_map(|it| Some((it.pattern.name()?.clone(), within))));
                }
                _ => {}
            }
        }
    }

    /// The variable whose text stands in a value.
    #[must_use]
    pub fn shown_in<'a>(&self, body: &Body<'a>, expr: &'a Expr) -> Option<Name> {
        let mut pending = vec![(expr, self.is_text)];
        for _ in 0..MAX_PARTS {
            let (expr, is_text) = pending.pop()?;
            match &expr.kind {
                ExprKind::Path(path) => {
                    let Some(variable) = path.as_name() else { continue };
                    match self.at(variable, expr.span) {
                        Some(name) if is_text => return Some(name.clone()),
                        Some(_) => {}
                        None => pending.extend(body.value_at(variable, expr.span).map(|it| (it, is_text))),
                    }
                }
                ExprKind::Method { receiver, name, .. } if TELLING.contains(&&**name) => {
                    pending.push((receiver, true));
                }
                ExprKind::Method { receiver, name, .. } if SAME.contains(&&**name) => {
                    pending.push((receiver, is_text));
                }
                ExprKind::Field(base, name) if matches!(base.kind, ExprKind::Path(_)) => {
                    if is_text && is_foreign_error(body, expr) {
                        return Some(name.clone());
                    }
                    pending.extend(is_text.then_some((&**base, true)));
                }
                ExprKind::Macro(call) if MAKING.contains(&call.path.last()) => match &call.arguments {
                    Some(arguments) => {
                        let inline = arguments.iter().filter_map(Expr::as_text).flat_map(inline_names);
                        let found = inline.into_iter().find_map(|it| self.at(&it, call.span));
                        if let Some(found) = found {
                            return Some(found.clone());
                        }
                        pending.extend(arguments.iter().map(|it| (it, true)));
                    }
                    None => {
                        let is_held = |it: &str| self.at(it, call.span);
                        let found = self.names.iter().find(|it| {
                            is_held(&it.0).is_some() && mentions(&call.tokens, &it.0, self.is_text, &TELLING)
                        });
                        if let Some(found) = found {
                            return Some(found.0.clone());
                        }
                    }
                },
                _ => pending.extend(parts(expr).into_iter().map(|it| (it, is_text))),
            }
        }
        None
    }

    fn at(&self, name: &str, span: Span) -> Option<&Name> {
        let holds = |it: Span| it.file == span.file && it.start <= span.start && span.end <= it.end;
        self.names.iter().find(|it| *it.0 == *name && holds(it.1)).map(|it| &it.0)
    }
}

/// Whether a field holds an error of another library.
fn is_foreign_error<'a>(body: &Body<'a>, expr: &'a Expr) -> bool {
    let path = body.type_path(expr);
    let is_error = path.last().is_some_and(|it| it.ends_with("Error") || &**it == "Report");
    is_error && body.locals().own_type_of(expr).is_none()
}

/// What a value is put together from as it is.
fn parts(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::Call(_, all) | ExprKind::Tuple(all) | ExprKind::Array(all) => all.iter().collect(),
        ExprKind::Struct(_, fields, _) => fields.iter().map(|it| &it.value).collect(),
        ExprKind::Reference(one) | ExprKind::Dereference(one) | ExprKind::Cast(one, _) => vec![one],
        _ => Vec::new(),
    }
}

/// The patterns of `let` in a condition.
fn lets(condition: &Expr) -> Vec<&Pattern> {
    let mut found = Vec::new();
    let mut pending = vec![condition];
    while let Some(expr) = pending.pop() {
        match &expr.kind {
            ExprKind::Let(pattern, _) => found.push(&**pattern),
            ExprKind::Binary(_, a, b) => pending.extend([&**a, &**b]),
            _ => {}
        }
    }
    found
}

/// The fields of a variant of the project.
fn fields<'a>(body: &Body<'a>, path: &crate::code::Path) -> &'a [Field] {
    let Resolution::Variant(item, at) = body.workspace.resolve(body.scope, path, Namespace::Value) else {
        return &[];
    };
    match &body.workspace.item(item).kind {
        ItemKind::Enum(declared) => usize::try_from(at).ok().and_then(|at| declared.variants.get(at)),
        _ => None,
    }
    .map_or(&[], |it| &it.fields)
}

/// Whether a type is one of errors, by its name.
#[must_use]
pub fn is_error(ty: &Type) -> bool {
    let mut ty = ty;
    for _ in 0..MAX_DEPTH {
        ty = match &ty.kind {
            TypeKind::Reference(inner) => inner,
            TypeKind::Bounds(all) => return all.iter().any(|it| it.last() == "Error"),
            TypeKind::Path(path) => match (path.last(), ty.arguments().first()) {
                ("Box" | "Arc", Some(inner)) => inner,
                (last, _) => return last.ends_with("Error") || last == "Report",
            },
            _ => return false,
        };
    }
    false
}
