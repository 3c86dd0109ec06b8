//! What handlers of a service take and give, for rules that look at code alone.

use crate::code::{Attribute, ItemId, Name};
use crate::handlers::Route;
use crate::project::Endpoint;
use crate::rule::Context;
use crate::shapes::{Direction, Input, PayloadKind, Typed, Wire, answers, derives, inputs};

/// The sources, for values that travel in a direction.
pub(super) fn wire<'a>(cx: &Context<'a>, direction: Direction) -> Option<Wire<'a>> {
    Some(Wire { workspace: cx.code?.workspace(), direction })
}

/// The route of an endpoint that is shipped, and the function that answers.
pub(super) fn handler<'a>(endpoint: &Endpoint<'a>) -> Option<(&'a Route, ItemId)> {
    let service = endpoint.service.filter(|it| it.kind.is_shipped())?;
    let route = endpoint.route.filter(|_| !service.routes.is_empty())?;
    Some((route, route.handler.function?))
}

/// The bodies that a handler takes.
pub(super) fn bodies<'a>(wire: Wire<'a>, function: ItemId) -> Vec<Input<'a>> {
    let mut all = inputs(wire.workspace, function);
    all.retain(|it| matches!(it.kind, PayloadKind::Json | PayloadKind::Form));
    all
}

/// The types that a handler answers with, successes as far as the type tells.
pub(super) fn answered<'a>(wire: Wire<'a>, function: ItemId) -> Vec<Typed<'a>> {
    let is_success = |status: u16| (200..300).contains(&status);
    let all = answers(wire.workspace, function).into_iter();
    all.filter(|it| it.status.is_none_or(is_success)).filter_map(|it| it.typed).collect()
}

/// Derives by which values of a type are read from a database, or are the rows of a table.
const READ: [&str; 6] =
    ["DeriveEntityModel", "FromQueryResult", "FromRow", "Identifiable", "Queryable", "QueryableByName"];

/// Derives by which values of a type are written.
const WRITTEN: [&str; 3] = ["AsChangeset", "DeriveActiveModel", "Insertable"];

/// Derives of what stands for all columns of a table.
const WHOLE: [&str; 2] = ["DeriveEntityModel", "Identifiable"];

/// A type that a library reads from or writes to a database.
pub(super) struct Row<'a> {
    /// The derive that says so.
    pub(super) derive: &'a Name,
    /// Whether it stands for a table, and not for the columns that somebody has chosen.
    pub(super) is_whole: bool,
}

/// What the derives of a type say of a database.
pub(super) fn row(attributes: &[Attribute]) -> Option<Row<'_>> {
    let first = |wanted: &[&str]| derives(attributes).find(|it| wanted.contains(&&***it));
    let (read, written) = (first(&READ), first(&WRITTEN));
    let is_whole = first(&WHOLE).is_some() || (read.is_some() && written.is_some());
    Some(Row { derive: first(&WHOLE).or(read).or(written)?, is_whole })
}

/// A type as people tell it from others: an entity of which all are called `Model`, by its module.
pub(super) fn type_name(wire: Wire<'_>, item: ItemId) -> String {
    let path = wire.workspace.path_of(item);
    let name = wire.workspace.item(item).name.to_string();
    let module = path.len().checked_sub(2).and_then(|it| path.get(it));
    match module {
        Some(module) if matches!(name.as_str(), "Model" | "ActiveModel") => format!("{module}::{name}"),
        _ => name,
    }
}
