//! See `rules/limit-not-enforced.md`.

use super::{held, routes};
use crate::code::{
    Argument, Attribute, Field, Item, ItemId, ItemKind, Name, Namespace, Struct, Type, Workspace,
};
use crate::handlers::Route;
use crate::openapi::{Location, Operation};
use crate::project::{Endpoint, Served};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;
use rustc_hash::FxHashSet;

pub(super) const CHECKS: &[Check] = &[Check::Served(check)];

/// Crates whose extractors read values and hold none of them to anything.
const CRATES: &[&str] = &["axum", "axum_extra", "actix_web", "ntex", "dropshot"];

/// Extractors of such crates, with whether each reads the body.
const EXTRACTORS: &[(&str, bool)] = &[("Query", false), ("Json", true), ("Form", true), ("TypedBody", true)];

/// Types of numbers with the greatest of each.
const NUMBERS: &[(&str, f64)] = &[
    ("u8", 255.0),
    ("i8", 127.0),
    ("u16", 65_535.0),
    ("i16", 32_767.0),
    ("u32", 4_294_967_295.0),
    ("i32", 2_147_483_647.0),
    ("u64", f64::INFINITY),
    ("i64", f64::INFINITY),
    ("usize", f64::INFINITY),
    ("f64", f64::INFINITY),
];

/// Attributes by which libraries hold a field.
const VALIDATORS: &[&str] = &["validate", "garde", "nutype", "modify", "serde_as"];

/// A bound that a document promises.
struct Bound<'a> {
    name: String,
    is_body: bool,
    keyword: &'static str,
    node: Node<'a>,
}

fn check<'a>(cx: &mut Context<'a>, served: &Served<'a>) {
    let Some(code) = cx.code else { return };
    let workspace = code.workspace();
    let mut held: Option<FxHashSet<Name>> = None;
    for endpoint in served.endpoints.iter().filter(|it| it.is_paired) {
        let (Some(operation), Some(route)) = (&endpoint.operation, endpoint.route) else { continue };
        for bound in bounds(operation) {
            let Some((item, field)) = field(workspace, route, &bound) else { continue };
            if !is_open(field, &bound) {
                continue;
            }
            // Every function of the workspace is looked at for it: only where something hangs on it.
            let held = held.get_or_insert_with(|| held::names(workspace));
            if !held.contains(&field.name) {
                report(cx, endpoint, (item, field), &bound);
            }
        }
    }
}

fn report<'a>(
    cx: &mut Context<'a>,
    endpoint: &Endpoint<'a>,
    (item, field): (ItemId, &Field),
    bound: &Bound<'a>,
) {
    let limit = bound.node.text().unwrap_or_default();
    let message = format!(
        "nothing holds `{}` to the `{}` of {limit} that the document promises",
        field.name, bound.keyword
    );
    let name = format!("{}::{}", routes::name_of(cx, item), field.name);
    let draft = cx.report(Place::in_file(field.name_span), message);
    draft.about(Some(&endpoint.name), name).label(Place::value(bound.node).bytes(), "the bound");
}

/// Bounds of what a caller sends outside of the path, where the document states them itself.
fn bounds<'a>(operation: &Operation<'a>) -> Vec<Bound<'a>> {
    let doc = operation.doc();
    let mut found = Vec::new();
    for parameter in operation.parameters().iter().filter(|it| it.location() == Location::Query) {
        if let Some(schema) = parameter.schema().and_then(|it| doc.resolve(it)) {
            found.extend(bound(parameter.name().to_owned(), false, schema));
        }
    }
    for property in operation.body_schemas().iter().flat_map(crate::openapi::Schema::properties) {
        if let (Some(name), Some(schema)) = (property.key(), doc.resolve(property)) {
            found.extend(bound(name.into_owned(), true, schema));
        }
    }
    found
}

fn bound(name: String, is_body: bool, schema: Node<'_>) -> Option<Bound<'_>> {
    let keywords = ["maximum", "maxLength", "maxItems"];
    let (keyword, node) = keywords.into_iter().find_map(|it| Some((it, schema.get(it)?)))?;
    (!schema.has_key("enum")).then_some(Bound { name, is_body, keyword, node })
}

/// The field that takes a value, if a struct of the workspace does that holds nothing by itself.
fn field<'w>(workspace: &'w Workspace, route: &Route, bound: &Bound<'_>) -> Option<(ItemId, &'w Field)> {
    let function = route.handler.function?;
    let ItemKind::Function(declared) = &workspace.item(function).kind else { return None };
    let scope = workspace.scope_of(function);
    declared.inputs.iter().find_map(|input| {
        let path = input.ty.path()?;
        let found = workspace.resolve(scope, path, Namespace::Type);
        let names = found.external().first()?;
        let is_plain = names.first().is_some_and(|it| CRATES.contains(&&**it));
        let (_, is_body) = EXTRACTORS.iter().find(|it| names.last().is_some_and(|last| **last == *it.0))?;
        let inner = input.ty.arguments().first()?.path().filter(|_| is_plain && *is_body == bound.is_body)?;
        let item = workspace.resolve(scope, inner, Namespace::Type).item()?;
        let declared = plain(workspace, item)?;
        Some((item, declared.fields.iter().find(|it| takes(it, &bound.name))?))
    })
}

/// A struct that is read as it comes.
fn plain(workspace: &Workspace, item: ItemId) -> Option<&Struct> {
    let declaration = workspace.item(item);
    let ItemKind::Struct(declared) = &declaration.kind else { return None };
    let is_derived = declaration
        .attributes
        .iter()
        .any(|it| it.path.last() == "derive" && it.tokens.iter().any(|it| it.ident() == Some("Deserialize")));
    let is_own = declaration.attributes.iter().any(|it| is_validator(it) || converts(it));
    (is_derived && !is_own && !checks_itself(workspace, item)).then_some(declared)
}

fn checks_itself(workspace: &Workspace, item: ItemId) -> bool {
    let functions = |it: &Item| matches!(it.kind, ItemKind::Function(_)) && held::checks(&it.name);
    workspace.impls_of(item).iter().any(|it| match &workspace.item(*it).kind {
        ItemKind::Impl(declared) => declared.items.iter().any(functions),
        _ => false,
    })
}

fn takes(field: &Field, name: &str) -> bool {
    let renamed = serde(&field.attributes).find(|it| it.name == Some("rename")).and_then(|it| it.text());
    match renamed {
        Some(renamed) => renamed == name,
        None => squashed(&field.name) == squashed(name),
    }
}

fn squashed(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_lowercase()).collect()
}

fn serde(attributes: &[Attribute]) -> impl Iterator<Item = Argument<'_>> {
    attributes.iter().filter(|it| it.path.last() == "serde").flat_map(|it| Argument::list(&it.tokens))
}

fn is_validator(attribute: &Attribute) -> bool {
    VALIDATORS.contains(&attribute.path.last())
}

/// Whether a value goes through a function of the project when it is read.
fn converts(attribute: &Attribute) -> bool {
    let ways = ["try_from", "from", "deserialize_with", "with", "remote"];
    serde(std::slice::from_ref(attribute)).any(|it| it.name.is_some_and(|it| ways.contains(&it)))
}

/// Whether a field takes more than the bound allows, by its type and attributes.
fn is_open(field: &Field, bound: &Bound<'_>) -> bool {
    if field.attributes.iter().any(|it| is_validator(it) || converts(it)) {
        return false;
    }
    let ty = without_option(&field.ty);
    match bound.keyword {
        "maximum" => {
            let limit = bound.node.text().and_then(|it| it.parse::<f64>().ok());
            let greatest = NUMBERS.iter().find(|it| it.0 == ty.last()).map(|it| it.1);
            // What stands for the greatest number of a type is no promise.
            matches!((limit, greatest), (Some(limit), Some(greatest)) if limit < greatest && limit < 2e9)
        }
        "maxLength" => ty.last() == "String",
        _ => ty.last() == "Vec",
    }
}

fn without_option(ty: &Type) -> &Type {
    match (ty.last(), ty.arguments()) {
        ("Option", [inner]) => inner,
        _ => ty,
    }
}
