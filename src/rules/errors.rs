//! Types of errors that become answers: which of them show what only the service should know.

use crate::code::{
    Attribute, ExprKind, Field, ItemId, ItemKind, Name, Namespace, Path, Pattern, PatternKind, Resolution,
    Token, TokenKind, TypeKind,
};
use crate::flow::{Answer, Body, Held, is_error};
use crate::source::Span;

/// Traits by which values become answers.
const ANSWERING: [&str; 8] = [
    "IntoResponse",
    "ResponseError",
    "Responder",
    "Reply",
    "Scribe",
    "Writer",
    "WebResponseError",
    "AppError",
];

/// Functions of these that make the answer.
const MAKING: [&str; 6] = ["as_response", "error_response", "into_response", "respond_to", "render", "write"];

/// Functions that say no more than the status of an answer, of which the contents are the error's text.
const STATUS: [&str; 2] = ["status", "status_code"];

/// Crates whose errors tell how a service is made.
const INTERNAL: [&str; 27] = [
    "anyhow",
    "bb8",
    "clickhouse",
    "color_eyre",
    "deadpool",
    "deadpool_postgres",
    "diesel",
    "diesel_async",
    "eyre",
    "hyper",
    "lettre",
    "libsql",
    "mongodb",
    "object_store",
    "r2d2",
    "rdkafka",
    "redis",
    "reqwest",
    "rusqlite",
    "scylla",
    "sea_orm",
    "sled",
    "sqlx",
    "surrealdb",
    "tera",
    "tokio_postgres",
    "tonic",
];

/// A type of errors whose text holds that of another library.
pub(super) struct Shown {
    /// That library's type.
    pub(super) source: String,
    /// Variants that do; none for a struct.
    variants: Vec<Name>,
}

impl Shown {
    /// Whether a place may be reached by such a variant: it stands in no arm of `match self` that is for others only.
    pub(super) fn is_in_arm(&self, body: &Body<'_>, place: Span) -> bool {
        let holds = |it: Span| it.file == place.file && it.start <= place.start && place.end <= it.end;
        let arms = body.expressions().into_iter().filter_map(|it| match &it.kind {
            ExprKind::Match(value, arms) if matches!(&value.kind, ExprKind::Path(it) if it.last() == "self") => {
                arms.iter().find(|it| holds(it.body.span))
            }
            _ => None,
        });
        arms.into_iter().all(|it| self.matches(&it.pattern))
    }

    fn matches(&self, pattern: &Pattern) -> bool {
        let is_own = |path: &Path| self.variants.iter().any(|it| **it == *path.last());
        let mut pending = vec![pattern];
        while let Some(pattern) = pending.pop() {
            match &pattern.kind {
                PatternKind::Or(all) => pending.extend(all),
                PatternKind::Wrapped(inner, _) => pending.push(inner),
                PatternKind::TupleStruct(path, _)
                | PatternKind::Struct(path, _)
                | PatternKind::Path(path) => {
                    if is_own(path) {
                        return true;
                    }
                }
                _ => return true,
            }
        }
        false
    }
}

/// What the type shows whose answer a function makes, if the function does that.
pub(super) fn shown_by(body: &Body<'_>) -> Option<Shown> {
    let owner = body.workspace.owner(body.item)?;
    let ItemKind::Impl(implementation) = &body.workspace.item(owner).kind else { return None };
    let of_trait = implementation.of_trait.as_ref()?;
    if !ANSWERING.contains(&of_trait.last()) {
        return None;
    }
    let of = body.workspace.resolve_type(body.scope, &implementation.self_type).item()?;
    shown(body, of)
}

fn shown(body: &Body<'_>, of: ItemId) -> Option<Shown> {
    let item = body.workspace.item(of);
    match &item.kind {
        ItemKind::Struct(declared) => {
            let source = source(body, of, &item.attributes, &declared.fields)?;
            Some(Shown { source, variants: Vec::new() })
        }
        ItemKind::Enum(declared) => {
            let all = declared.variants.iter();
            let found: Vec<_> = all
                .filter_map(|it| Some((it.name.clone(), source(body, of, &it.attributes, &it.fields)?)))
                .collect();
            let source = found.first()?.1.clone();
            Some(Shown { source, variants: found.into_iter().map(|it| it.0).collect() })
        }
        _ => None,
    }
}

/// The type of another library whose text stands in this one's.
fn source(body: &Body<'_>, of: ItemId, attributes: &[Attribute], fields: &[Field]) -> Option<String> {
    let told: Vec<&Attribute> =
        attributes.iter().filter(|it| matches!(it.path.last(), "error" | "display" | "snafu")).collect();
    let is_told = |it: &&Field| told.iter().any(|attribute| tells(&attribute.tokens, &it.name));
    fields.iter().filter(is_told).find_map(|it| internal(body, of, it))
}

fn internal(body: &Body<'_>, of: ItemId, field: &Field) -> Option<String> {
    let ty = match &field.ty.kind {
        TypeKind::Path(path) if matches!(path.last(), "Box" | "Arc") => field.ty.arguments().first()?,
        _ => &field.ty,
    };
    let found = body.workspace.resolve_type(body.workspace.scope_of(of), ty);
    let path = found.external().first()?;
    let first = path.first()?;
    let is_io = path.get(1).is_some_and(|it| &**it == "io") && &**first == "std";
    let is_internal = INTERNAL.contains(&&**first) || is_io;
    (is_internal && is_error(ty)).then(|| path.join("::"))
}

/// Whether the text of an error is made with a field: `"{0}"`, `"{}", source`, `transparent`.
fn tells(tokens: &[Token], field: &str) -> bool {
    let mut pending: Vec<&Token> = tokens.iter().collect();
    while let Some(token) = pending.pop() {
        let is_told = match &token.kind {
            TokenKind::Ident(name) => &**name == "transparent" || **name == *field,
            TokenKind::Literal(text) => ["{", "{_"].iter().any(|it| {
                let start = format!("{it}{field}");
                text.match_indices(&start)
                    .any(|(at, _)| text.get(at + start.len()..).is_some_and(|it| it.starts_with(['}', ':'])))
            }),
            TokenKind::Group(_, inner) => {
                pending.extend(inner);
                false
            }
            _ => false,
        };
        if is_told {
            return true;
        }
    }
    false
}

/// Whether a function says the status of an error that says nothing else of its answer: libraries answer with its text.
pub(super) fn displays_by_default(body: &Body<'_>) -> bool {
    let Some(owner) = body.workspace.owner(body.item) else { return false };
    let ItemKind::Impl(implementation) = &body.workspace.item(owner).kind else { return false };
    let is_error = implementation.of_trait.as_ref().is_some_and(|it| it.last() == "ResponseError");
    let makes = implementation.items.iter().any(|it| MAKING.contains(&&*it.name));
    is_error && !makes && STATUS.contains(&body.name())
}

/// The answer that an implementation gives for a variant that holds a text, if it shows the text.
pub(super) fn by_variant<'a>(body: &Body<'a>, path: &'a Path) -> Option<(Body<'a>, Answer<'a>)> {
    let Resolution::Variant(of, at) = body.workspace.resolve(body.scope, path, Namespace::Value) else {
        return None;
    };
    let ItemKind::Enum(declared) = &body.workspace.item(of).kind else { return None };
    let variant = declared.variants.get(usize::try_from(at).ok()?)?;
    let functions = MAKING.iter().flat_map(|it| body.workspace.methods(of, it));
    functions.into_iter().find_map(|it| {
        let inner = Body::new(body.workspace, it)?;
        let held = held_by(&inner, &variant.name)?;
        failure_with(&inner, &held).map(|it| (inner, it))
    })
}

/// The variable that an arm takes a variant apart into.
fn held_by(body: &Body<'_>, variant: &str) -> Option<Held> {
    let all = body.expressions();
    let arms = all.iter().filter_map(|it| match &it.kind {
        ExprKind::Match(_, arms) => Some(arms),
        _ => None,
    });
    arms.flatten().find_map(|arm| match &arm.pattern.kind {
        PatternKind::TupleStruct(path, inner) if path.last() == variant => {
            let PatternKind::Name(name, _) = &inner.first()?.kind else { return None };
            Some(Held::variable(name.clone(), arm.body.span, true))
        }
        _ => None,
    })
}

/// The answer by which a service says that it is at fault, and in which a variable stands.
pub(super) fn failure_with<'a>(body: &Body<'a>, held: &Held) -> Option<Answer<'a>> {
    let is_one = |it: &Answer<'a>| {
        it.status.is_failure()
            && it.contents.iter().any(|it| held.shown_in(body, it).is_some())
            && !is_for_developers(body, it.span)
    };
    body.answers().into_iter().find(is_one)
}

/// Whether a place is reached only where somebody asked to see more: under `if cfg!(debug_assertions)`.
pub(super) fn is_for_developers(body: &Body<'_>, place: Span) -> bool {
    let holds = |it: Span| it.file == place.file && it.start <= place.start && place.end <= it.end;
    body.expressions().into_iter().filter(|it| holds(it.span)).any(|it| match &it.kind {
        ExprKind::If(condition, ..) => {
            let text = body.workspace.slice(condition.span);
            ["debug", "verbose", "develop"].iter().any(|it| text.contains(it))
        }
        _ => false,
    })
}
