//! A document for the routes that no document has: what the sources tell of them, to be completed by people.

mod operation;
mod path;
mod same;
mod schemas;

use crate::code::Workspace;
use crate::handlers::Route;
use crate::project::{Endpoint, Join, Project};
use openapiv3::{Components, Info, OpenAPI, PathItem, ReferenceOr};
use operation::Ids;
use path::Places;
use schemas::Schemas;
use std::borrow::Cow;
use std::io::{self, Write};

/// What the document says of itself.
const ABOUT: &str = "Written from Rust sources, for routes that no document has. It says what the sources tell, and is to be \
                     completed: `security` is left out, for who may call is not known, and so are bounds of values.";

/// A document in the making.
#[derive(Debug)]
pub struct Skeleton(OpenAPI);

impl Skeleton {
    /// Describes the routes of a project that no document has. Services of examples and tests are left out.
    #[must_use]
    pub fn new(project: &Project, join: &Join<'_>) -> Self {
        let mut document = OpenAPI { openapi: "3.0.3".to_owned(), ..OpenAPI::default() };
        document.info = Info {
            title: "API without a document".to_owned(),
            description: Some(ABOUT.to_owned()),
            version: "0.0.0".to_owned(),
            ..Info::default()
        };
        match project.code() {
            Some(code) => Self(described(document, code.workspace(), join)),
            None => Self(document),
        }
    }

    /// Writes it as YAML.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn yaml(&self, to: &mut dyn Write) -> io::Result<()> {
        let text = serde_yaml::to_string(&self.0).map_err(io::Error::other)?;
        text.lines().try_for_each(|it| writeln!(to, "{}", with_quotes(it)))
    }
}

/// Words that are booleans to readers of YAML 1.1; whoever writes YAML 1.2 leaves them bare.
const BOOLEANS: [&str; 6] = ["n", "no", "off", "on", "y", "yes"];

/// A line with quotes around such a word, be it key or value.
fn with_quotes(line: &str) -> Cow<'_, str> {
    let is_word = |it: &str| BOOLEANS.iter().any(|word| it.eq_ignore_ascii_case(word));
    let bare = line.trim_start_matches([' ', '-']);
    let start = &line[..line.len() - bare.len()];
    match bare.split_once(':') {
        Some((key, value)) if is_word(key) => format!("{start}'{key}':{value}").into(),
        Some((key, value)) if is_word(value.trim()) => format!("{start}{key}: '{}'", value.trim()).into(),
        None if is_word(bare) => format!("{start}'{bare}'").into(),
        _ => line.into(),
    }
}

fn described(mut document: OpenAPI, workspace: &Workspace, join: &Join<'_>) -> OpenAPI {
    let paths = &mut document.paths.paths;
    let mut schemas = Schemas::new(workspace);
    let mut places = Places::default();
    let mut ids = Ids::default();
    for (endpoint, route) in join.endpoints.iter().filter_map(undocumented) {
        let Some(place) = places.of(&route.path) else { continue };
        let entry = paths.entry(place.path.clone());
        let entry = entry.or_insert_with(|| ReferenceOr::Item(PathItem::default()));
        let ReferenceOr::Item(item) = entry else { continue };
        let Some(slot) = slot(item, route.method.as_deref().unwrap_or("GET")) else { continue };
        if slot.is_none() {
            *slot = Some(operation::of(&mut schemas, &mut ids, endpoint, route, &place));
        }
    }
    paths.retain(|_, it| matches!(it, ReferenceOr::Item(item) if item.iter().next().is_some()));
    paths.sort_keys();
    let components = schemas.finish();
    let twins = same::twins(schemas.pairs(), &components);
    if !components.is_empty() {
        let schemas = components.into_iter().collect();
        document.components = Some(Components { schemas, ..Components::default() });
    }
    same::merged(document, &twins)
}

/// A route that only the code has.
fn undocumented<'e, 'a>(endpoint: &'e Endpoint<'a>) -> Option<(&'e Endpoint<'a>, &'a Route)> {
    let is_shipped = endpoint.service.is_some_and(|it| it.kind.is_shipped());
    let route = endpoint.route.filter(|_| endpoint.operation.is_none() && is_shipped)?;
    Some((endpoint, route))
}

/// Where the operation of a method stands; answers to HEAD and to preflight requests belong to others.
fn slot<'p>(item: &'p mut PathItem, method: &str) -> Option<&'p mut Option<openapiv3::Operation>> {
    Some(match method {
        "GET" => &mut item.get,
        "PUT" => &mut item.put,
        "POST" => &mut item.post,
        "DELETE" => &mut item.delete,
        "PATCH" => &mut item.patch,
        _ => return None,
    })
}
