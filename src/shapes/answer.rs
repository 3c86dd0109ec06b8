//! What a handler gives back.

use super::MAX_HOPS;
use super::attributes::{Dialect, Rules, derives};
use super::payload::{PayloadKind, Wrapped, wrapped};
use super::typed::{Given, Meaning, Typed};
use crate::code::{Enum, ItemId, ItemKind, Name, Workspace};

/// What a handler may answer.
#[derive(Clone, Debug)]
pub struct Answer<'w> {
    /// The status, where the type tells it.
    pub status: Option<u16>,
    /// The type of its JSON, if it has any that is known.
    pub typed: Option<Typed<'w>>,
}

/// Types of answers by name, with the status that they tell; the first type given is that of the body.
const STATUSES: &[(&str, Option<u16>, bool)] = &[
    ("HttpResponseOk", Some(200), true),
    ("HttpResponseCreated", Some(201), true),
    ("HttpResponseAccepted", Some(202), true),
    ("HttpResponseDeleted", Some(204), false),
    ("HttpResponseUpdatedNoContent", Some(204), false),
];

/// Types that stand around the answer and leave its body as it is.
const AROUND: [&str; 6] = ["Result", "Option", "HttpResponseHeaders", "Custom", "Box", "Response"];

/// What a function gives back when it is a handler, as far as its type tells. Without an answer nothing is known.
#[must_use]
pub fn answers(workspace: &Workspace, function: ItemId) -> Vec<Answer<'_>> {
    let ItemKind::Function(declared) = &workspace.item(function).kind else { return Vec::new() };
    let Some(ty) = &declared.output else { return Vec::new() };
    let mut typed = Typed::of_function(workspace, function, ty);
    for _ in 0..MAX_HOPS {
        match look(workspace, &typed) {
            Found::Answers(all) => return all,
            Found::Inside(inner) => typed = inner,
        }
    }
    Vec::new()
}

enum Found<'w> {
    Answers(Vec<Answer<'w>>),
    Inside(Typed<'w>),
}

impl<'w> Found<'w> {
    const NOTHING: Self = Self::Answers(Vec::new());

    fn one(status: Option<u16>, typed: Option<Typed<'w>>) -> Self {
        Self::Answers(vec![Answer { status, typed }])
    }
}

fn look<'w>(workspace: &'w Workspace, typed: &Typed<'w>) -> Found<'w> {
    if let Some(Wrapped { kind: PayloadKind::Json, typed: inner, is_optional: false }) =
        json(workspace, typed)
    {
        return Found::one(None, Some(inner));
    }
    match typed.meaning(workspace) {
        Meaning::Foreign(path, given) => foreign(&path, given),
        // What stands last is the body; headers and statuses come before it.
        Meaning::Tuple(all) => all.into_iter().next_back().map_or(Found::NOTHING, Found::Inside),
        Meaning::Item(id, given) => match &workspace.item(id).kind {
            ItemKind::Enum(it) => Found::Answers(variants(workspace, id, it, &given)),
            _ => Found::NOTHING,
        },
        _ => Found::NOTHING,
    }
}

/// `Json<T>`, but no `Result` around it: of its two types only the first is the answer.
fn json<'w>(workspace: &'w Workspace, typed: &Typed<'w>) -> Option<Wrapped<'w>> {
    let is_around = |path: &[Name]| path.last().is_some_and(|it| AROUND.contains(&&**it));
    match typed.meaning(workspace) {
        Meaning::Foreign(path, _) if is_around(&path) => None,
        _ => wrapped(workspace, typed),
    }
}

fn foreign<'w>(path: &[Name], given: Vec<Typed<'w>>) -> Found<'w> {
    let name = path.last().map_or("", |it| &**it);
    let first = given.into_iter().next();
    if let Some((_, status, has_body)) = STATUSES.iter().find(|it| it.0 == name) {
        return Found::one(*status, first.filter(|_| *has_body));
    }
    match first {
        Some(inner) if AROUND.contains(&name) => Found::Inside(inner),
        _ => Found::NOTHING,
    }
}

/// `#[derive(ApiResponse)] enum Answer { #[oai(status = 200)] Ok(Json<T>) }`.
fn variants<'w>(workspace: &'w Workspace, id: ItemId, item: &'w Enum, given: &Given<'w>) -> Vec<Answer<'w>> {
    if !derives(&workspace.item(id).attributes).any(|it| &**it == "ApiResponse") {
        return Vec::new();
    }
    let answer = |it: &'w crate::code::Variant| {
        let status = Rules::of(&it.attributes, Dialect::PoemOpenapi).number("status");
        let body = it.fields.first().map(|it| Typed::new(&it.ty, workspace.scope_of(id), given.clone()));
        let typed = body.and_then(|it| json(workspace, &it)).filter(|it| it.kind == PayloadKind::Json);
        Answer { status, typed: typed.map(|it| it.typed) }
    };
    item.variants.iter().map(answer).collect()
}
