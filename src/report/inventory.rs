//! The inventory: every endpoint with what the document says of it and what the code does.

mod enforced;
mod services;
mod table;

use super::location::Region;
use crate::code::Problem;
use crate::handlers::{Route, Service, Unresolved};
use crate::openapi::Operation;
use crate::project::{Endpoint, Join, Project, ServiceSettings};
use crate::source::Span;
use enforced::Enforced;
use serde::Serialize;
use std::io::{self, Write};

/// Version of the shape of the JSON inventory.
const SCHEMA_VERSION: &str = "1.1";

/// The JSON Schema (2020-12) of the JSON inventory.
pub const INVENTORY_SCHEMA: &str = include_str!("inventory.schema.json");

/// Every endpoint of a project, ready to be written.
#[derive(Debug, Serialize)]
pub struct Inventory {
    schema_version: &'static str,
    endpoints: Vec<Entry>,
    not_assessable: Vec<Gap>,
    services: Vec<services::Entry>,
}

/// One endpoint.
#[derive(Debug, Serialize)]
struct Entry {
    method: String,
    path: String,
    /// What stands behind it: a document, code, or both.
    sources: &'static str,
    document: Option<Place>,
    handler: Option<Handler>,
    /// Schemes that suffice, each with those that must come with it; `null` where no document says.
    authentication: Option<Vec<Vec<String>>>,
    scopes: Vec<String>,
    /// What the code does; `null` where nothing answers.
    code: Option<Enforced>,
    deprecated: bool,
    /// When the route is there, where it is not always.
    conditions: Vec<String>,
    /// What cannot be told from the inputs.
    not_assessable: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct Handler {
    name: String,
    package: String,
    framework: &'static str,
    location: Place,
}

#[derive(Debug, Serialize)]
struct Place {
    path: String,
    line: u32,
}

/// A part of a service that could not be followed.
#[derive(Debug, Serialize)]
struct Gap {
    package: Option<String>,
    path: Option<String>,
    reason: String,
    location: Place,
}

impl Inventory {
    /// The endpoints of a project, with what `settings` says of services. Services of examples and tests are left out.
    #[must_use]
    pub fn new(project: &Project, join: &Join<'_>, settings: &[ServiceSettings]) -> Self {
        let services = project.code().map_or(&[][..], |it| it.services());
        let shipped = services.iter().filter(|it| it.kind.is_shipped());
        let is_shipped =
            |it: &&Endpoint<'_>| it.operation.is_some() || it.service.is_some_and(|it| it.kind.is_shipped());
        let gaps = shipped.flat_map(|service| service.unresolved.iter().map(|it| gap(project, service, it)));
        let unread = project.code().into_iter().flat_map(|it| it.problems()).map(|it| unread(project, it));
        Self {
            schema_version: SCHEMA_VERSION,
            endpoints: join
                .endpoints
                .iter()
                .filter(is_shipped)
                .map(|it| entry(project, it, settings))
                .collect(),
            not_assessable: unread.chain(gaps).collect(),
            services: services::services(project),
        }
    }

    /// Writes it as JSON, as described by [`INVENTORY_SCHEMA`].
    ///
    /// # Errors
    /// When the writer fails.
    pub fn json(&self, to: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *to, self)?;
        writeln!(to)
    }

    /// Writes it as comma-separated values (RFC 4180), one endpoint a line.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn csv(&self, to: &mut dyn Write) -> io::Result<()> {
        line(to, &COLUMNS.map(str::to_owned))?;
        self.endpoints.iter().try_for_each(|it| line(to, &it.cells()))
    }
}

const COLUMNS: [&str; 14] = [
    "method",
    "path",
    "sources",
    "document",
    "handler",
    "authentication",
    "scopes",
    "lifecycle",
    "conditions",
    "code-authentication",
    "code-scopes",
    "body-limit",
    "timeout",
    "rate-limit",
];

impl Entry {
    fn cells(&self) -> [String; 14] {
        let place = |it: &Place| format!("{}:{}", it.path, it.line);
        let [checked, scopes, body, timeout, rate] =
            self.code.as_ref().map_or_else(Default::default, Enforced::cells);
        [
            self.method.clone(),
            self.path.clone(),
            self.sources.to_owned(),
            self.document.as_ref().map(place).unwrap_or_default(),
            self.handler
                .as_ref()
                .map(|it| format!("{} ({})", it.name, place(&it.location)))
                .unwrap_or_default(),
            self.authentication.as_ref().map(|it| alternatives(it)).unwrap_or_default(),
            self.scopes.join(" "),
            if self.deprecated { "deprecated".to_owned() } else { String::new() },
            self.conditions.join(" and "),
            checked,
            scopes,
            body,
            timeout,
            rate,
        ]
    }
}

/// What suffices, by the document.
fn alternatives(all: &[Vec<String>]) -> String {
    match all.is_empty() {
        true => "public".to_owned(),
        false => all.iter().map(|it| shown(it)).collect::<Vec<_>>().join(" | "),
    }
}

/// Schemes that must come together; none at all is public.
fn shown(schemes: &[String]) -> String {
    if schemes.is_empty() { "public".to_owned() } else { schemes.join("+") }
}

fn line(to: &mut dyn Write, cells: &[String; 14]) -> io::Result<()> {
    let quoted = |it: &String| match it.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", it.replace('"', "\"\"")),
        false => it.clone(),
    };
    write!(to, "{}\r\n", cells.iter().map(quoted).collect::<Vec<_>>().join(","))
}

fn entry(project: &Project, endpoint: &Endpoint<'_>, settings: &[ServiceSettings]) -> Entry {
    let operation = endpoint.operation.as_ref();
    let handler = endpoint.route.zip(endpoint.service);
    let is_outside =
        |it: &Service| ServiceSettings::of(settings, it).is_some_and(|it| it.is_authenticated_outside);
    Entry {
        method: endpoint.name.method.clone(),
        path: endpoint.name.path.clone(),
        sources: match (operation.is_some(), endpoint.route.is_some()) {
            (true, true) => "both",
            (true, false) => "document",
            (false, _) => "code",
        },
        document: operation.map(|it| place(project, it.span())),
        handler: handler.map(|(route, service)| self::handler(project, route, service)),
        authentication: operation.and_then(authentication),
        scopes: operation.map(scopes).unwrap_or_default(),
        code: handler
            .map(|(route, service)| Enforced::new(route, &endpoint.name.method, is_outside(service))),
        deprecated: operation
            .is_some_and(|it| it.node().get("deprecated").and_then(|it| it.as_bool()) == Some(true)),
        conditions: endpoint.route.map(conditions).unwrap_or_default(),
        not_assessable: not_assessable(endpoint, project),
    }
}

fn handler(project: &Project, route: &Route, service: &Service) -> Handler {
    Handler {
        name: route.handler.name.clone(),
        package: service.package.to_string(),
        framework: route.framework,
        location: place(project, route.handler.span),
    }
}

fn authentication(operation: &Operation<'_>) -> Option<Vec<Vec<String>>> {
    let security = operation.security()?;
    let schemes = |it: &crate::openapi::Alternative<'_>| {
        it.schemes.iter().filter_map(|it| it.0.key()).map(std::borrow::Cow::into_owned).collect()
    };
    Some(security.alternatives().iter().map(schemes).collect())
}

fn scopes(operation: &Operation<'_>) -> Vec<String> {
    let alternatives = operation.security().map(|it| it.alternatives()).unwrap_or_default();
    let lists = alternatives.iter().flat_map(|it| &it.schemes).flat_map(|it| it.0.items());
    let mut scopes: Vec<String> =
        lists.filter_map(|it| it.text().map(std::borrow::Cow::into_owned)).collect();
    scopes.sort_unstable();
    scopes.dedup();
    scopes
}

fn conditions(route: &Route) -> Vec<String> {
    route.conditions.list().iter().map(|it| it.text.clone()).collect()
}

fn not_assessable(endpoint: &Endpoint<'_>, project: &Project) -> Vec<&'static str> {
    let mut reasons = Vec::new();
    if endpoint.operation.is_none() {
        reasons.push("no document describes it");
    }
    if project.code().is_some() && endpoint.service.is_none() {
        reasons.push("no service was found that the document describes");
    }
    if endpoint.route.is_some_and(|it| !it.path.is_known()) {
        reasons.push("a part of the path is decided when the service runs");
    }
    reasons
}

fn gap(project: &Project, service: &Service, gap: &Unresolved) -> Gap {
    Gap {
        package: Some(service.package.to_string()),
        path: Some(gap.path.to_string()),
        reason: gap.reason.clone(),
        location: place(project, gap.span),
    }
}

/// Nobody knows which service a text that cannot be read belongs to.
fn unread(project: &Project, problem: &Problem) -> Gap {
    let reason = format!("this could not be read: {}", problem.message);
    Gap { package: None, path: None, reason, location: place(project, problem.span) }
}

fn place(project: &Project, span: Span) -> Place {
    let source = project.source(span.file);
    Place {
        path: source.map_or_else(String::new, |it| it.path().to_owned()),
        line: source.map_or(0, |it| Region::of(it, span).start.line),
    }
}
